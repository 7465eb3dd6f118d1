import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { pullRequestEvent, pushEvent, scheduleEvent } from '../../local/runner/events.ts';
import { readContext } from '../../src/adapters/runner.ts';
import { removeFakes, runFake } from '../local/runner/fake-action.ts';

const runnerUrl = new URL('../../src/adapters/runner.ts', import.meta.url).href;
const folders: string[] = [];

afterAll(async () => {
  await removeFakes();
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

const hostile = [
  '::error::x',
  '  ::error file=a,line=1::x',
  '\u00a0::warning::x',
  'text ##[error]x',
  '##[add-mask]the',
  '###[error]x',
  'a\r::set-output name=verdict::pass',
  'a\n::save-state name=x::1',
  'a\r\n::add-mask::the',
  'a\u2028::error::x',
  '\u0085::error::x',
  '::stop-commands::token',
  '::echo::on',
  '::set-env name=PATH::/evil',
  '::group::x',
  '##\u0007[error]x',
  '\u200b::error::x',
  '\u001b[31m\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '\u202e::rorre',
];

/** Nothing but the token, which the runner masks by itself. */
const masks = ['ghs_local'];

describe('hostile text in the log', () => {
  test('is obeyed by no runner, whatever way it is logged', async () => {
    const main = `
      const { stepLog } = await import(${JSON.stringify(runnerUrl)});
      for (const line of ${JSON.stringify(hostile)}) {
        stepLog.info(line);
        stepLog.debug(line);
        await stepLog.group(line, async () => undefined);
      }
      console.log('the end');`;
    const result = await runFake({ main }, { debug: true });
    expect(result.rawStderr).toBe('');
    expect(result).toMatchObject({ conclusion: 'success', annotations: [], outputs: {}, state: {}, masks, env: {} });
    expect(result.log).toMatch(/the end$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no terminal may be told anything.
    expect(result.log).not.toMatch(/[\u001b\u0007\r\u202e]/);
  });

  test('stays within its annotation', async () => {
    const place = { file: 'a,line=9::b##[error]\n::error::c.jsonl', line: 2, title: 't::x,file=z\r\n##[error]y' };
    const main = `
      const { stepLog } = await import(${JSON.stringify(runnerUrl)});
      for (const line of ${JSON.stringify(hostile.slice(0, 8))}) stepLog.notice(line, ${JSON.stringify(place)});`;
    const { annotations, ...result } = await runFake({ main });
    expect(result).toMatchObject({ conclusion: 'success', outputs: {}, masks });
    expect(annotations.map(({ level, line, file }) => [level, line, file])).toEqual(
      Array(8).fill(['notice', 2, place.file]),
    );
  });

  test('of 100,000 characters fills no log and no annotation', async () => {
    const title = 't'.repeat(1000);
    const main = `
      const { stepLog } = await import(${JSON.stringify(runnerUrl)});
      const key = 'k'.repeat(100_000);
      for (const level of ['notice', 'warning', 'error']) {
        stepLog[level](key, { file: 'a.jsonl', line: 2, title: ${JSON.stringify(title)} });
      }
      stepLog.info(key + '\\nnext');
      await stepLog.group(key, async () => undefined);`;
    const result = await runFake({ main });
    expect(result.annotations.map(({ message }) => message)).toEqual(Array(3).fill(`${'k'.repeat(4000)}…`));
    expect(result.annotations.map((annotation) => annotation.title)).toEqual(Array(3).fill(`${'t'.repeat(254)}…`));
    expect(result.rawStdout).toContain(`${'k'.repeat(8000)}…\nnext`);
    expect(Math.max(...result.rawStdout.split('\n').map((line) => line.length))).toBeLessThan(8100);
  });

  test('stays what it is in outputs, state and summary', async () => {
    const value = 'a\nghadelimiter\n::error::x\nb=c<<EOF';
    const state = { files: [], jobs: [value], isCancelled: false, isFinished: true };
    const main = `
      const { stepRunner } = await import(${JSON.stringify(runnerUrl)});
      stepRunner.setOutput('scores', ${JSON.stringify(value)});
      stepRunner.saveState(${JSON.stringify(state)});
      await stepRunner.writeSummary('# one');
      await stepRunner.writeSummary('# two');`;
    const post = `
      const { readSavedState } = await import(${JSON.stringify(runnerUrl)});
      process.stdout.write(JSON.stringify(readSavedState()));`;
    const result = await runFake({ main, post });
    expect([result.outputs, result.annotations]).toEqual([{ scores: value }, []]);
    expect(JSON.parse(result.post?.rawStdout ?? '')).toEqual(state);
    expect(result.summary).toContain('# one');
  });
});

const head = 'a'.repeat(40);
const base = 'b'.repeat(40);

interface EventFacts {
  readonly eventName?: string;
  readonly payload?: unknown;
  readonly sha?: string;
  readonly ref?: string;
}

/** The context that an action reads in a run for this event. */
async function contextOf({ eventName = '', payload = {}, sha = base, ref = 'refs/heads/main' }: EventFacts) {
  const folder = await mkdtemp(join(tmpdir(), 'event-'));
  folders.push(folder);
  const path = join(folder, 'event.json');
  await writeFile(path, JSON.stringify(payload));
  return readContext({
    GITHUB_EVENT_PATH: path,
    GITHUB_EVENT_NAME: eventName,
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_SHA: sha,
    GITHUB_REF: ref,
    GITHUB_RUN_ID: '1001',
    GITHUB_RUN_ATTEMPT: '3',
    GITHUB_ACTOR: 'octocat',
    GITHUB_WORKSPACE: '/w',
  });
}

describe('the context of a run', () => {
  const pull = { number: 7, headSha: head, baseSha: base };

  test('for a pull request has its head, never the merge commit', async () => {
    expect(await contextOf(pullRequestEvent({ ...pull, headRef: 'change', private: true }))).toMatchObject({
      eventName: 'pull_request',
      sha: head,
      attempt: 3,
      runId: '1001',
      isPrivate: true,
      headRepository: 'octo-org/octo-repo',
      pullRequestNumber: 7,
      pullRequest: { number: 7, headSha: head, headRef: 'change', baseSha: base, baseRef: 'main' },
    });
  });

  test.each([
    ['that the event names', pushEvent({ sha: head, defaultBranch: 'trunk' }), 'trunk'],
    ['that a pull request names', pullRequestEvent({ ...pull, defaultBranch: 'dev' }), 'dev'],
    ['of a payload without a repository', {}, ''],
    ['that is no text', { payload: { repository: { default_branch: 5 } } }, ''],
  ])('has the default branch %s', async (_which, event, defaultBranch) => {
    expect((await contextOf(event)).defaultBranch).toBe(defaultBranch);
  });

  test('for a fork names the fork', async () => {
    const context = await contextOf(pullRequestEvent({ ...pull, fork: true }));
    expect([context.headRepository, context.repository]).toEqual(['stranger/octo-repo', 'octo-org/octo-repo']);
  });

  test('for a fork that was deleted names none, which is not the repository', async () => {
    const event = pullRequestEvent(pull) as { payload: { pull_request: { head: object } } };
    Object.assign(event.payload.pull_request.head, { repo: null });
    const context = await contextOf(event);
    expect([context.headRepository, context.pullRequest?.headRepository]).toEqual(['', '']);
  });

  test('for an event that says nothing of the head’s repository takes it for the own one', async () => {
    const event = pullRequestEvent(pull) as { payload: { pull_request: { head: object } } };
    Object.assign(event.payload.pull_request.head, { repo: undefined });
    expect((await contextOf(event)).headRepository).toBe('octo-org/octo-repo');
  });

  test.each([
    ['push', pushEvent({ sha: head })],
    ['schedule', scheduleEvent({ sha: head })],
  ])('for %s has its commit and no pull request', async (eventName, event) => {
    expect(await contextOf(event)).toMatchObject({
      eventName,
      sha: head,
      ref: 'refs/heads/main',
      isPrivate: false,
      headRepository: undefined,
      pullRequest: undefined,
      pullRequestNumber: undefined,
    });
  });

  test.each([
    ['on a pull request', { number: 7, pull_request: { url: 'u' } }, 7],
    ['on an issue', { number: 8 }, undefined],
  ])('for a comment %s knows the pull request, if it is one', async (_where, issue, pullRequestNumber) => {
    const context = await contextOf({ eventName: 'issue_comment', payload: { issue, comment: { body: 'x' } } });
    expect([context.pullRequestNumber, context.pullRequest, context.headRepository]).toEqual([
      pullRequestNumber,
      undefined,
      undefined,
    ]);
  });

  test.each<[string, unknown, unknown, string | undefined, number | undefined]>([
    ['of the repository', { full_name: 'octo-org/octo-repo' }, [{ number: 7 }], 'octo-org/octo-repo', 7],
    ['of a fork', { full_name: 'stranger/octo-repo' }, [], 'stranger/octo-repo', undefined],
    ['of a fork that was deleted', null, [], '', undefined],
    [
      'of two pull requests',
      { full_name: 'octo-org/octo-repo' },
      [{ number: 7 }, { number: 8 }],
      'octo-org/octo-repo',
      undefined,
    ],
  ])('for a workflow run %s', async (_what, repository, pulls, headRepository, pullRequestNumber) => {
    const payload = { workflow_run: { head_sha: head, head_repository: repository, pull_requests: pulls } };
    const context = await contextOf({ eventName: 'workflow_run', payload });
    expect([context.headRepository, context.pullRequestNumber]).toEqual([headRepository, pullRequestNumber]);
  });

  test('outside a runner is empty', async () => {
    expect(await readContext({})).toMatchObject({
      eventName: '',
      repository: '',
      attempt: 1,
      isPrivate: undefined,
      serverUrl: 'https://github.com',
      workspace: process.cwd(),
    });
  });

  test.each([
    ['is missing', undefined, 'does not exist'],
    ['is a directory', 'directory', 'is a directory'],
    ['is no JSON', '{"title":"SECRET', 'is not JSON'],
    ['is empty', '', 'is not JSON'],
  ])('whose payload %s is an error that does not quote it', async (_what, content, problem) => {
    const folder = await mkdtemp(join(tmpdir(), 'event-'));
    folders.push(folder);
    const path = content === 'directory' ? folder : join(folder, 'event.json');
    if (path !== folder && content !== undefined) await writeFile(path, content);
    const error = await readContext({ GITHUB_EVENT_PATH: path }).catch((reason: Error) => reason);
    expect(String(error)).toBe(
      `Error: The event's payload (GITHUB_EVENT_PATH, ${path}) ${problem}. The runner writes this file for every run: leave the variable as it is, or unset it outside of GitHub Actions.`,
    );
  });

  test.each([[null], [7], [[]], [{ pull_request: 'x', repository: 5, issue: null, workflow_run: null }]])(
    'bears with the payload %j',
    async (payload) => {
      expect((await contextOf({ payload })).pullRequest).toBeUndefined();
    },
  );
});
