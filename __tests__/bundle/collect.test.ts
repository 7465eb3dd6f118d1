import { describe, expect, test } from '@jest/globals';
import { artifactNames, collect, statuses, uploadsLeft } from './collect-stage.ts';
import { rowsOf, setStage, unpackArtifact } from './stage.ts';

const pending = 'gemini-batch-eval-pending-spam';
const slow = { life: () => ['PENDING', ...Array(6).fill('RUNNING'), 'SUCCEEDED'] };
const flash = { models: 'gemini-2.5-flash', wait: 'false' };

describe('wait: false', () => {
  test('submits, says what is running, and ends green and pending', async () => {
    await using stage = await setStage({ gemini: slow });
    const run = await stage.run({ wait: 'false', threshold: '90%' });
    expect({ conclusion: run.conclusion, verdict: run.outputs.verdict, passed: run.outputs.passed }).toEqual({
      conclusion: 'success',
      verdict: 'pending',
      passed: 'false',
    });
    const [comment = ''] = stage.comments();
    expect(comment).toContain('### ⏳ spam: still running');
    expect(comment).toContain('A later run of collect/ will finish this evaluation');
    expect(comment).toContain('| `gemini-2.5-pro` |');
    for (const { name } of stage.gemini.jobs.values()) expect(comment).toContain(name);
    expect(statuses(stage)).toEqual(['pending', 'pending']);
    expect(artifactNames(stage)).toContain(pending);
    expect(JSON.parse(stage.read('report.json')).reasons).toEqual([]);
  });

  test('leaves nothing that can be read without the key', async () => {
    await using stage = await setStage({ gemini: slow });
    await stage.run(flash);
    const left = await unpackArtifact(stage, pending);
    expect(Object.keys(left)).toEqual(['pending.bin']);
    const text = Buffer.from(left['pending.bin'] ?? []).toString('latin1');
    for (const word of ['Message 1', 'spam.jsonl', 'contents', 'Logged']) expect(text).not.toContain(word);
  });

  test.each<[string, Record<string, string>, object, string]>([
    [
      'with a module of the repository',
      { scorers: '- javascript: s.mjs' },
      {},
      'a collector runs no code of the repository',
    ],
    ['without an artifact service', {}, { runtime: { resultsUrl: '', token: '' } }, 'needs the artifact service'],
  ])('is refused %s before anything is paid for', async (_, inputs, act, words) => {
    await using stage = await setStage({
      files: { 'spam.jsonl': rowsOf(1), 's.mjs': 'export default () => true;' },
    });
    const run = await stage.run({ ...flash, ...inputs }, act);
    expect(run.annotations.at(-1)?.message).toContain(words);
    expect(stage.gemini.count('batches.create')).toBe(0);
  });

  test('that cannot leave its artifact buys nothing', async () => {
    await using stage = await setStage({ gemini: slow });
    stage.github.addFault({ on: 'POST .*CreateArtifact', times: 99, do: { status: 403 } });
    const run = await stage.run(flash);
    expect(run.conclusion).toBe('failure');
    expect(run.annotations.at(-1)?.message).toContain('wait is "false": needs an artifact');
    expect(stage.gemini.count('batches.create')).toBe(0);
  });

  test('a re-run whose jobs have ended goes through to the end', async () => {
    await using stage = await setStage();
    await stage.run(flash);
    for (const job of stage.gemini.jobs.values()) expect(job.cancelRequests).toBe(0);
    // The service moves on with every look.
    await collect(stage, { name: 'another' });
    const headers = { 'x-goog-api-key': 'AIza-a-key-that-must-never-be-seen' };
    for (let look = 0; look < 3; look++) await fetch(`${stage.gemini.url}/v1beta/batches?pageSize=9`, { headers });
    const again = await stage.run(flash);
    expect(again.outputs).toMatchObject({ verdict: 'pass' });
    expect(stage.gemini.count('batches.create')).toBe(1);
    expect(artifactNames(stage)).not.toContain(pending);
  });
});

describe('collect/', () => {
  test('leaves a run alone whose jobs are at work, and finishes it when they have ended', async () => {
    await using stage = await setStage({ gemini: slow });
    await stage.run({ wait: 'false', threshold: 'gemini-2.5-flash: 50%\ngemini-2.5-pro: 0.9' });
    const early = await collect(stage);
    expect(early.log).toContain('Its jobs are still at work');
    expect(statuses(stage)).toEqual(['pending', 'pending']);
    for (let visit = 0; visit < 8; visit++) await collect(stage);
    const [comment = ''] = stage.comments();
    expect(comment).toContain('### ✅ spam: all 2 models pass');
    expect(stage.comments()).toHaveLength(1);
    expect(statuses(stage).at(-1)).toBe('success');
    expect(stage.gemini.count('batches.create')).toBe(2);
    expect(stage.gemini.count('upload.start')).toBe(1);
    expect(uploadsLeft(stage)).toEqual([]);
    expect(artifactNames(stage)).toEqual(
      expect.arrayContaining([
        'gemini-batch-eval-spam-1001-1',
        'gemini-batch-eval-spam-gemini-2.5-flash-1001-1',
        'gemini-batch-eval-spam-gemini-2.5-pro-1001-1',
      ]),
    );
    expect(artifactNames(stage)).not.toContain(pending);
    const files = await unpackArtifact(stage, 'gemini-batch-eval-spam-1001-1');
    const report = JSON.parse(Buffer.from(files['report.json'] ?? []).toString());
    expect(report).toMatchObject({
      verdict: 'pass',
      run: { id: '1001', pullRequest: 7, event: 'pull_request' },
      models: [{ score: 8 / 15 }, { score: 14 / 15 }],
    });
  });

  test('is green although what it collects is red', async () => {
    await using stage = await setStage();
    await stage.run({ ...flash, threshold: '90%' });
    const runs = [await collect(stage), await collect(stage), await collect(stage)];
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'success']);
    expect(statuses(stage).at(-1)).toBe('failure');
    expect(stage.comments()[0]).toContain('❌ spam');
    expect(runs.map(({ summary }) => summary).join()).toContain('❌ spam');
  });

  test('carries a run through retries and a judge, over as many visits as it takes', async () => {
    const { textReply } = await import('../../local/gemini/replies.ts');
    const stages: string[] = [];
    await using stage = await setStage({
      gemini: {
        life: () => ['PENDING', 'RUNNING', 'SUCCEEDED'],
        answer: (row) => {
          const [, , , what = ''] = row.displayName.split('/');
          stages.push(what);
          if (what === 'judge') return textReply(row, '{"reason":"","pass":true,"score":1}');
          if (what === 'answers' && row.index < 2) return { error: { code: 14, message: 'busy' } };
          return textReply(row, 'Fine.');
        },
      },
    });
    await stage.run({ ...flash, scorers: '- llm-rubric: { value: Be kind., model: gemini-3.8-flash }' });
    let visits = 0;
    while (artifactNames(stage).includes(pending) && visits < 20) {
      await collect(stage);
      visits++;
    }
    expect(visits).toBeLessThan(20);
    expect(visits).toBeGreaterThan(2);
    expect([...new Set(stages)]).toEqual(['answers', 'retry-1', 'judge']);
    expect(stage.gemini.count('batches.create')).toBe(3);
    expect(stage.comments()[0]).toContain('15 / 15');
    expect(uploadsLeft(stage)).toEqual([]);
  });

  test('finishes what a time-out left behind', async () => {
    await using stage = await setStage({
      gemini: { life: () => ['PENDING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'] },
    });
    const late = await stage.run({ models: 'gemini-2.5-flash', 'timeout-minutes': '0.00001' });
    expect(late.outputs.verdict).toBe('pending');
    expect((await collect(stage)).log).toContain('Its workflow run is still at work');
    Object.assign(stage.github.store.runs.get(1001) ?? {}, { status: 'completed', conclusion: 'failure' });
    for (let visit = 0; visit < 4; visit++) await collect(stage);
    expect(statuses(stage).at(-1)).toBe('success');
    expect(stage.comments()[0]).toContain('spam: the model');
  });

  test('finishes what a dead runner left behind', async () => {
    await using stage = await setStage({ gemini: { life: () => ['PENDING', 'RUNNING', 'SUCCEEDED'] } });
    await stage.run({ models: 'gemini-2.5-flash' }, { killWhen: (line) => line.includes('created batches/') });
    expect(stage.comments()).toEqual([]);
    Object.assign(stage.github.store.runs.get(1001) ?? {}, { status: 'completed', conclusion: 'failure' });
    for (let visit = 0; visit < 4; visit++) await collect(stage);
    expect(stage.comments()).toHaveLength(1);
    expect(stage.gemini.count('batches.create')).toBe(1);
    expect(uploadsLeft(stage)).toEqual([]);
  });

  test('a run that waited to the end leaves nothing to collect', async () => {
    await using stage = await setStage();
    await stage.run({});
    expect(artifactNames(stage)).not.toContain(pending);
    expect((await collect(stage)).log).toContain('There is no pending run.');
  });
});
