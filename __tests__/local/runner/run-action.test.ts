import { afterAll, describe, expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../../local/runner/events.ts';
import { appendTo, print, removeFakes, runFake } from './fake-action.ts';

afterAll(removeFakes);

const dump = 'process.stdout.write(JSON.stringify(process.env));';

async function environmentOf(...[action, options]: Parameters<typeof runFake>): Promise<Record<string, string>> {
  const result = await runFake(action, options);
  return JSON.parse(result.rawStdout);
}

describe('what the action sees', () => {
  test('inputs as variables, with defaults as written and the token filled in', async () => {
    const inputs = [
      '  api-key: { required: true }',
      '  dry run: { default: false }',
      '  rate: { default: 0.10 }',
      `  GitHub-Token: { default: "\${{ github.token }}" }`,
      '  nothing:',
    ].join('\n');
    const env = await environmentOf(
      { main: dump, inputs },
      { inputs: { 'API-key': ' k ' }, github: { token: 'ghs_1' } },
    );
    const seen = Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('INPUT_')));
    expect(seen).toEqual({
      'INPUT_API-KEY': ' k ',
      INPUT_DRY_RUN: 'false',
      INPUT_RATE: '0.10',
      'INPUT_GITHUB-TOKEN': 'ghs_1',
      INPUT_NOTHING: '',
    });
  });

  test("nothing of the machine's own environment but the necessities", async () => {
    process.env.GEMINI_API_KEY_OF_THE_MACHINE = 'secret';
    const env = await environmentOf({ main: dump }, { env: { GEMINI_API_KEY: 'k' } });
    delete process.env.GEMINI_API_KEY_OF_THE_MACHINE;
    expect(env).not.toHaveProperty('GEMINI_API_KEY_OF_THE_MACHINE');
    expect(env).not.toHaveProperty('NODE_OPTIONS');
    expect(Object.keys(env).filter((name) => name.startsWith('ACTIONS_'))).toEqual([]);
    expect(env).toMatchObject({
      GEMINI_API_KEY: 'k',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
    });
  });

  test('the artifact service only when there is one', async () => {
    const runtime = { resultsUrl: 'http://127.0.0.1:9/', token: 't.t.t' };
    expect(await environmentOf({ main: dump }, { runtime })).toMatchObject({
      ACTIONS_RESULTS_URL: runtime.resultsUrl,
      ACTIONS_RUNTIME_TOKEN: runtime.token,
    });
  });

  test('a pull request: the merge commit as sha, the head in the event', async () => {
    const main = `const event = JSON.parse((await import('node:fs')).readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
      console.log(JSON.stringify([event.pull_request.head, process.env.GITHUB_SHA, process.env.GITHUB_REF, process.cwd() === process.env.GITHUB_WORKSPACE]));`;
    const github = pullRequestEvent({ number: 7, headSha: 'a'.repeat(40), baseSha: 'b'.repeat(40), fork: true });
    const [head, sha, ref, isInWorkspace] = JSON.parse((await runFake({ main }, { github })).rawStdout);
    expect(head).toMatchObject({ sha: 'a'.repeat(40), repo: { full_name: 'stranger/octo-repo', fork: true } });
    expect(sha).toMatch(/^(?!a{40}|b{40})[0-9a-f]{40}$/);
    expect([ref, isInWorkspace]).toEqual(['refs/pull/7/merge', true]);
  });

  test('no input, and pipes instead of a terminal', async () => {
    const main = `let text = ''; for await (const piece of process.stdin) text += piece;
      console.log(JSON.stringify([text, process.stdout.isTTY === true]));`;
    expect(JSON.parse((await runFake({ main })).rawStdout)).toEqual(['', false]);
  });
});

describe('what the step leaves behind', () => {
  test('outputs, state, variables and paths', async () => {
    const main =
      appendTo('OUTPUT', 'a=1=2\nb<<EOF_1\nx\n\ny=z\nEOF_1\n\na=3\n__proto__=p') +
      appendTo('STATE', 'job<<E\nE\n') +
      appendTo('ENV', 'NAME=v\n') +
      appendTo('PATH', '/some/bin\n');
    const result = await runFake({ main });
    expect(result.conclusion).toBe('success');
    expect(Object.entries(result.outputs)).toEqual([
      ['a', '3'],
      ['b', 'x\n\ny=z'],
      ['__proto__', 'p'],
    ]);
    expect([result.state, result.env, result.path]).toEqual([{ job: '' }, { NAME: 'v' }, ['/some/bin']]);
  });

  test.each([
    ['a line that is neither', 'ok=1\nnonsense\n', "Invalid format 'nonsense'"],
    ['a value without its end', 'ok=1\nb<<EOF\nx\n', "Invalid value. Matching delimiter not found 'EOF'"],
    ['no name', 'ok=1\n<<EOF\nEOF\n', "Invalid format '<<EOF'. Name must not be empty and delimiter must not be empty"],
  ])('%s in the output file fails the step, what stood before it counts', async (_, text, message) => {
    const result = await runFake({ main: appendTo('OUTPUT', text) });
    expect(result.exitCode).toBe(0);
    expect(result.conclusion).toBe('failure');
    expect(result.outputs).toEqual({ ok: '1' });
    expect(result.annotations.map(({ message }) => message)).toEqual([
      "Unable to process file command 'output' successfully.",
      message,
    ]);
  });

  test('NODE_OPTIONS can not be set for later steps', async () => {
    const result = await runFake({ main: appendTo('ENV', 'NODE_OPTIONS=--inspect\nA=1\n') });
    expect(result.env).toEqual({ A: '1' });
    expect(result.annotations).toHaveLength(1);
  });

  test('an output that holds a secret is dropped', async () => {
    const result = await runFake({ main: appendTo('OUTPUT', 'a=has s3cret\nb=none\n') }, { secrets: ['s3cret'] });
    expect(result.outputs).toEqual({ b: 'none' });
    expect(result.warnings).toEqual(["Skip output 'a' since it may contain secret."]);
  });

  test('a summary, masked', async () => {
    const result = await runFake({ main: appendTo('STEP_SUMMARY', '# s3cret\r\ntext') }, { secrets: ['s3cret'] });
    expect(result.summary).toBe('# ***\ntext\n');
  });

  test('no summary when it is larger than 1 MiB, and the step still succeeds', async () => {
    const result = await runFake({ main: appendTo('STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1)) });
    expect([result.summary, result.conclusion]).toEqual(['', 'success']);
    expect(result.annotations[0]?.message).toMatch('supports content up to a size of 1024k, got 1024k');
  });

  test('a failure when the exit code says so, with the outputs that were written', async () => {
    const result = await runFake({ main: `${appendTo('OUTPUT', 'a=1\n')}process.exitCode = 3;` });
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: 3, signal: null, outputs: { a: '1' } });
  });

  test('a warning for inputs that the action does not know', async () => {
    const result = await runFake({ main: '', inputs: '  a: {}\n  b: {}' }, { inputs: { c: '1' } });
    expect(result.warnings).toEqual(["Unexpected input(s) 'c', valid inputs are ['a', 'b']"]);
    expect(result.conclusion).toBe('success');
  });
});

describe('post', () => {
  const post = 'console.log(JSON.stringify([process.env.STATE_job, process.env.INPUT_KEY, process.env.ADDED]));';

  test('runs with the saved state, the inputs and the variables, also after a failure', async () => {
    const main = `${appendTo('STATE', 'job=b/1\n')}${appendTo('ENV', 'ADDED=yes\n')}process.exit(1);`;
    const result = await runFake({ main, post }, { inputs: { key: 'k' } });
    expect(result.conclusion).toBe('failure');
    expect(result.post?.conclusion).toBe('success');
    expect(JSON.parse(result.post?.rawStdout ?? '')).toEqual(['b/1', 'k', 'yes']);
  });

  test('does not run when it is skipped', async () => {
    expect((await runFake({ main: '', post }, { post: 'skip' })).post).toBeUndefined();
  });

  test('masks what main masked', async () => {
    const result = await runFake({ main: print('::add-mask::hidden'), post: print('a hidden word') });
    expect(result.post?.log).toBe('a *** word');
  });
});

test.each([
  ['composite', "runs.using is 'composite', not node24"],
  ['node12', "runs.using is 'node12', not node24"],
])('refuses an action that uses %s', async (using, message) => {
  await expect(runFake({ main: '', using })).rejects.toThrow(message);
});
