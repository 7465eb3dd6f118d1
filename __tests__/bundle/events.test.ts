import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { dispatchEvent, pullRequestEvent, pushEvent, scheduleEvent } from '../../local/runner/events.ts';
import { headSha, setStage } from './stage.ts';

const baseSha = 'b'.repeat(40);

test("a fork's pull request is validated and skipped, key or not, and the check is green", async () => {
  await using stage = await setStage();
  const github = pullRequestEvent({ number: 7, headSha, baseSha, fork: true });
  const run = await stage.run({}, { github });
  expect({ conclusion: run.conclusion, verdict: run.outputs.verdict, passed: run.outputs.passed }).toEqual({
    conclusion: 'success',
    verdict: 'skipped',
    passed: 'false',
  });
  expect(
    run.annotations
      .filter(({ level }) => level === 'notice')
      .map(({ message }) => message)
      .join('\n'),
  ).toContain('comes from the fork stranger/octo-repo');
  expect(run.summary).toContain('Forks have no key and never spend');
  expect([...stage.gemini.requests, ...stage.github.requests.filter(({ method }) => method !== 'GET')]).toEqual([]);
});

test("a fork's bad dataset is still an error", async () => {
  await using stage = await setStage({ files: { 'spam.jsonl': '{' } });
  const run = await stage.run({}, { github: pullRequestEvent({ number: 7, headSha, baseSha, fork: true }) });
  expect(run.conclusion).toBe('failure');
});

test('Dependabot without a key is skipped, with one it runs', async () => {
  await using stage = await setStage();
  const github = pullRequestEvent({ number: 7, headSha, baseSha, actor: 'dependabot[bot]' });
  const without = await stage.run({}, { github, env: { GEMINI_API_KEY: '' } });
  expect({ conclusion: without.conclusion, verdict: without.outputs.verdict }).toEqual({
    conclusion: 'success',
    verdict: 'skipped',
  });
  expect(stage.gemini.requests).toEqual([]);
  expect((await stage.run({}, { github })).outputs.verdict).toBe('pass');
});

test('pull_request_target is refused with a hint', async () => {
  await using stage = await setStage();
  const run = await stage.run(
    {},
    { github: pullRequestEvent({ number: 7, headSha, baseSha, eventName: 'pull_request_target' }) },
  );
  expect(run.conclusion).toBe('failure');
  expect(run.annotations.at(-1)?.message).toContain('use pull_request, or workflow_run after it');
  expect(stage.gemini.requests).toEqual([]);
});

test.each([
  ['push', pushEvent({ sha: headSha })],
  ['schedule', scheduleEvent({ sha: headSha })],
])('on %s there is a summary and artifacts, and no comment', async (_, github) => {
  await using stage = await setStage();
  const run = await stage.run({}, { github });
  expect(run.outputs).toMatchObject({ verdict: 'pass', 'comment-url': '' });
  expect(run.summary).toContain('gemini-2.5-pro');
  expect(stage.comments()).toEqual([]);
  expect(stage.github.store.artifacts.size).toBe(3);
});

test('pr-number names the pull request to comment on', async () => {
  await using stage = await setStage();
  await stage.run({ 'pr-number': '7' }, { github: pushEvent({ sha: headSha }) });
  expect(stage.comments()).toHaveLength(1);
});

test.each([
  ['off', '10%', 0],
  ['failures', '10%', 0],
  ['failures', '90%', 1],
  ['changes', '10%', 0],
  ['always', '10%', 1],
])('comment: %s with floor %s writes %i comments', async (comment, threshold, comments) => {
  await using stage = await setStage();
  await stage.run({ comment, threshold });
  expect(stage.comments()).toHaveLength(comments);
});

test('comment: failures turns an old red comment green instead of leaving it', async () => {
  await using stage = await setStage();
  await stage.run({ comment: 'failures', threshold: '90%' });
  await stage.run({ comment: 'failures', threshold: '10%' });
  expect(stage.comments()).toHaveLength(1);
  expect(stage.comments()[0]).toContain('✅');
});

test('a token that may not comment is a warning that names the permission; the score is not lost', async () => {
  const permissions = { contents: 'read', 'pull-requests': 'read', issues: 'read' } as const;
  const tokens = { ghs_local: { login: 'github-actions[bot]', type: 'Bot', installation: true, permissions } } as const;
  await using stage = await setStage({ github: { tokens, pulls: [{ number: 7, headSha, baseSha }] } });
  const run = await stage.run({ threshold: '50%' });
  expect({ conclusion: run.conclusion, verdict: run.outputs.verdict }).toEqual({
    conclusion: 'success',
    verdict: 'pass',
  });
  const warnings = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('permissions:\n  pull-requests: write');
  expect(stage.comments()).toEqual([]);
});

test('without an artifact service the run says so and keeps its files', async () => {
  await using stage = await setStage();
  const run = await stage.run({}, { runtime: { resultsUrl: '', token: '' } });
  expect({ conclusion: run.conclusion, ids: run.outputs['artifact-ids'] }).toEqual({ conclusion: 'success', ids: '' });
  expect(run.log).toContain('no artifact service here');
});

test('upload-artifacts: false uploads none', async () => {
  await using stage = await setStage();
  const run = await stage.run({ 'upload-artifacts': 'false' });
  expect({ ids: run.outputs['artifact-ids'], count: stage.github.store.artifacts.size }).toEqual({ ids: '', count: 0 });
});

test('public repositories get a notice about artifacts, and no text of answers in the comment', async () => {
  await using stage = await setStage();
  const run = await stage.run(
    { threshold: '90%' },
    { github: pullRequestEvent({ number: 7, headSha, baseSha, private: false }) },
  );
  expect(
    run.annotations.some(({ level, message }) => level === 'notice' && message.includes('upload-artifacts: false')),
  ).toBe(true);
  expect(stage.comments()[0]).not.toContain('text answer');
  const shown = await stage.run(
    { threshold: '90%', 'show-text': 'true' },
    { github: pullRequestEvent({ number: 7, headSha, baseSha, private: false }) },
  );
  expect(shown.outputs['comment-url']).not.toBe('');
  expect(stage.comments()[0]).toContain('text answer');
});

describe('a run that was started by hand for a pull request', () => {
  const main = 'c'.repeat(40);
  const git = (folder: string, ...command: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@localhost', ...command], {
      encoding: 'utf8',
    }).trim();

  async function setCheckout() {
    const stage = await setStage();
    git(stage.workspace, 'init', '--quiet');
    git(stage.workspace, 'commit', '--quiet', '--allow-empty', '--message', 'head');
    const head = git(stage.workspace, 'rev-parse', 'HEAD');
    Object.assign(stage.github.store.issue(7).pull ?? {}, { headSha: head });
    for (const sha of [head, main]) stage.github.store.addCommit({ sha });
    const run = () => stage.run({ 'pr-number': '7' }, { github: dispatchEvent({ sha: main, private: true }) });
    return { stage, head, run };
  }

  test('whose head is checked out has its status on that head', async () => {
    const { stage, head, run } = await setCheckout();
    await using _ = stage;
    await run();
    expect(stage.github.store.statuses.map(({ sha }) => sha)).toEqual([head, head]);
    expect(JSON.parse(stage.read('report.json')).run.sha).toBe(head);
  });

  test('whose merge is checked out, too', async () => {
    const { stage, head, run } = await setCheckout();
    await using _ = stage;
    git(stage.workspace, 'checkout', '--quiet', '--orphan', 'base');
    git(stage.workspace, 'commit', '--quiet', '--allow-empty', '--message', 'base');
    git(stage.workspace, 'merge', '--quiet', '--no-edit', '--allow-unrelated-histories', head);
    await run();
    expect(stage.github.store.statuses.map(({ sha }) => sha)).toEqual([head, head]);
  });

  test('while something else is checked out says nothing of the pull request’s head', async () => {
    const { stage, run } = await setCheckout();
    await using _ = stage;
    git(stage.workspace, 'commit', '--quiet', '--allow-empty', '--message', 'more');
    git(stage.workspace, 'checkout', '--quiet', '--orphan', 'other');
    git(stage.workspace, 'commit', '--quiet', '--allow-empty', '--message', 'other');
    const { log } = await run();
    expect(stage.github.store.statuses.map(({ sha }) => sha)).toEqual([main, main]);
    expect(log).toContain('does not hold the head of pull request 7');
  });
});
