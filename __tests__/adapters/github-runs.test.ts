import { describe, expect, test } from '@jest/globals';
import type { RunSeed } from '../../local/github/types.ts';
import { failureOf, mayOnly, openGitHub } from './open-github.ts';

const headSha = 'a'.repeat(40);
const seed = (change: Partial<RunSeed> = {}): RunSeed => ({
  id: 5,
  headSha,
  headBranch: 'change',
  event: 'pull_request',
  attempt: 2,
  createdAt: '2026-01-02T00:00:00Z',
  startedAt: '2026-01-03T00:00:00Z',
  ...change,
});

describe('a workflow run', () => {
  test('says how far it is and where it comes from', async () => {
    const { github } = await openGitHub({ runs: [seed()] });
    expect(await github.getRun(5)).toEqual({
      status: 'in_progress',
      conclusion: null,
      attempt: 2,
      event: 'pull_request',
      headBranch: 'change',
      headSha,
      isOwn: true,
      createdAt: '2026-01-02T00:00:00Z',
      startedAt: '2026-01-03T00:00:00Z',
    });
  });

  test('that has ended says how', async () => {
    const { github } = await openGitHub({ runs: [seed({ status: 'completed', conclusion: 'cancelled' })] });
    expect(await github.getRun(5)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
  });

  test.each([
    ['of a fork', 99],
    ['of a fork that was deleted', null],
  ])('%s is not our own', async (_what, headRepositoryId) => {
    const { github } = await openGitHub({ runs: [seed({ headRepositoryId })] });
    expect(await github.getRun(5)).toMatchObject({ isOwn: false });
  });

  test('without a branch has none', async () => {
    const { emulator, github } = await openGitHub();
    const body = { status: 'queued', run_attempt: 1, event: 'push', head_branch: null, head_sha: headSha };
    const at = { created_at: '2026-01-02T00:00:00Z' };
    emulator.addFault({ on: 'GET /actions/runs/5$', do: { status: 200, body: { ...body, ...at } } });
    expect(await github.getRun(5)).toMatchObject({ headBranch: '', isOwn: false, startedAt: undefined });
  });

  test.each([
    [null],
    [[]],
    ['text'],
    [{}],
    [{ status: null }],
    [{ run_attempt: '1' }],
    [{ event: 5 }],
    [{ head_sha: null }],
    [{ created_at: 'yesterday' }],
  ])('that lacks what makes it one is an error, at once: %j', async (change) => {
    const { emulator, github } = await openGitHub();
    const whole = { status: 'queued', run_attempt: 1, event: 'push', head_sha: headSha, created_at: '2026-01-02' };
    const isChange = change !== null && typeof change === 'object' && Object.keys(change).length > 0;
    const body = isChange ? { ...whole, ...change } : change;
    emulator.addFault({ on: 'GET /actions/runs/5$', do: { status: 200, body } });
    expect((await failureOf(github.getRun(5))).message).toBe(
      'Could not read the workflow run 5: the answer is no workflow run (HTTP 200)',
    );
    expect(emulator.requests).toHaveLength(1);
  });

  test('that is not there, in a repository that can be read, is none', async () => {
    const { github } = await openGitHub({ runs: [seed()], ...mayOnly({ actions: 'read' }) });
    expect(await github.getRun(6)).toBeUndefined();
  });

  test('that is not found since the repository cannot be seen is an error with the line to add', async () => {
    const { github } = await openGitHub({ runs: [seed()] }, { repository: 'octo-org/other' });
    const error = await failureOf(github.getRun(5));
    expect(error).toMatchObject({ status: 404, action: 'read the workflow run 5' });
    expect(error.hint).toMatch(/permissions:\n {2}actions: read$/);
  });

  test('that is not found, and the list refused, is an error with the line to add', async () => {
    const { emulator, github } = await openGitHub({ runs: [seed()], ...mayOnly({ contents: 'read' }) });
    emulator.addFault({ on: 'GET /actions/runs/5$', do: { status: 404, body: { message: 'Not Found' } } });
    expect(await failureOf(github.getRun(5))).toMatchObject({
      status: 403,
      hint: expect.stringMatching(/actions: read$/),
    });
  });

  test('without the permission is an error with the line to add, at once', async () => {
    const { emulator, github } = await openGitHub({ runs: [seed()], ...mayOnly({ contents: 'write' }) });
    expect(await failureOf(github.getRun(5))).toMatchObject({
      status: 403,
      hint: expect.stringMatching(/actions: read$/),
    });
    expect(emulator.requests).toHaveLength(1);
  });

  test.each([{ status: 503 }, { reset: 'before' }] as const)(
    'is read in spite of a passing fault: %j',
    async (effect) => {
      const { emulator, github } = await openGitHub({ runs: [seed()] });
      emulator.addFault({ on: 'GET /actions/runs/5$', times: 2, do: effect });
      expect(await github.getRun(5)).toMatchObject({ attempt: 2 });
    },
  );
});

describe('the first run of a commit', () => {
  const early = seed({ id: 3, createdAt: '2026-01-01T00:00:00Z' });
  const other = seed({ id: 2, headSha: 'b'.repeat(40), createdAt: '2025-01-01T00:00:00Z' });

  test('is the one that was created first, but for the one left out', async () => {
    const { github } = await openGitHub({ runs: [seed(), early, other] });
    expect(await github.firstRunAt({ sha: headSha, except: 9 })).toBe('2026-01-01T00:00:00Z');
    expect(await github.firstRunAt({ sha: headSha, except: 3 })).toBe('2026-01-02T00:00:00Z');
  });

  test('is not there when there is no other', async () => {
    const { github } = await openGitHub({ runs: [seed(), other] });
    expect(await github.firstRunAt({ sha: headSha, except: 5 })).toBeUndefined();
  });

  test('is found behind a hundred later ones', async () => {
    const runs = Array.from({ length: 150 }, (_, index) => seed({ id: 100 + index }));
    const { github } = await openGitHub({ runs: [early, ...runs] });
    expect(await github.firstRunAt({ sha: headSha, except: 5 })).toBe('2026-01-01T00:00:00Z');
  });

  test.each([null, [], {}, { workflow_runs: null }])('is not read out of %j', async (body) => {
    const { emulator, github } = await openGitHub();
    emulator.addFault({ on: 'GET /actions/runs$', times: 99, do: { status: 200, body } });
    const error = await failureOf(github.firstRunAt({ sha: headSha, except: 5 }));
    expect(error.message).toContain('the answer is no list');
  });

  test('is not read out of entries that are no runs', async () => {
    const { emulator, github } = await openGitHub();
    const body = { workflow_runs: [null, { head_sha: headSha }] };
    emulator.addFault({ on: 'GET /actions/runs$', do: { status: 200, body } });
    expect(await github.firstRunAt({ sha: headSha, except: 5 })).toBeUndefined();
  });

  test('without the permission is an error with the line to add', async () => {
    const { github } = await openGitHub({ runs: [seed()], ...mayOnly({ contents: 'write' }) });
    expect(await failureOf(github.firstRunAt({ sha: headSha, except: 9 }))).toMatchObject({
      status: 403,
      hint: expect.stringMatching(/actions: read$/),
    });
  });
});
