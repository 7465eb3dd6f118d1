import { afterEach, describe, expect, test } from '@jest/globals';
import './one-realm.ts';
import { jobToken } from '../../local/github/access.ts';
import { type GitHubEmulator, startGitHubEmulator } from '../../local/github/server.ts';
import type { GitHubEmulatorOptions, TokenFacts } from '../../local/github/types.ts';
import { createGitHub } from '../../src/adapters/github/service.ts';
import { ServiceError } from '../../src/errors.ts';

const marker = '<!-- gemini-batch-eval:spam -->';
const sha = 'a'.repeat(40);
const filler = (count: number) => Array.from({ length: count }, (_, n) => ({ number: 7, body: `talk ${n}` }));
const running: GitHubEmulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** An emulator, and our side of it with short pauses. */
async function start(options: GitHubEmulatorOptions = {}, token = 'ghs_local') {
  const commits = [{ sha }];
  const emulator = await startGitHubEmulator({ pulls: [{ number: 7, headSha: sha }], commits, ...options });
  running.push(emulator);
  const { apiUrl } = emulator;
  return { emulator, github: createGitHub({ token, repository: 'octo-org/octo-repo', maxPauseMs: 1, apiUrl }) };
}

function bodies(emulator: GitHubEmulator): string[] {
  return [...emulator.store.comments.values()].map(({ body }) => body);
}

const comment = (body: string) => ({ pullRequest: 7, marker, body: `${marker}\n${body}`, mayWrite: () => true });

async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.catch((reason: unknown) => reason);
  if (error instanceof ServiceError) return error;
  throw new Error(`Expected a ServiceError, got ${String(error)}`);
}

describe('the comment', () => {
  test('is created once, and brought up to date in place', async () => {
    const { emulator, github } = await start();
    const first = await github.upsertComment(comment('one'));
    const second = await github.upsertComment(comment('two'));
    expect([first?.created, second?.created, second?.url]).toEqual([true, false, first?.url]);
    expect(bodies(emulator)).toEqual([`${marker}\ntwo`]);
  });

  test('is found on the third page', async () => {
    const own = { number: 7, body: `${marker}\nold`, login: 'github-actions[bot]', type: 'Bot' } as const;
    const { emulator, github } = await start({ comments: [...filler(230), own, ...filler(3)] });
    const seen: unknown[] = [];
    const mayWrite = (body: string | undefined) => seen.push(body) > 0;
    expect((await github.upsertComment({ ...comment('new'), mayWrite }))?.created).toBe(false);
    expect(seen).toEqual([`${marker}\nold`]);
    expect(bodies(emulator).filter((body) => body.startsWith(marker))).toEqual([`${marker}\nnew`]);
  });

  test.each<[string, TokenFacts]>([
    ["the job's own token", jobToken],
    ["an app's token", { ...jobToken, login: 'our-app[bot]' }],
    ["a person's token", { ...jobToken, login: 'somebody', type: 'User', installation: false }],
  ])('with %s leaves the mark of another author alone', async (_who, token) => {
    const foreign = { number: 7, body: `${marker}\nforged`, login: 'mallory', type: 'User' } as const;
    const { emulator, github } = await start({ comments: [foreign], tokens: { t: token } }, 't');
    expect((await github.upsertComment(comment('one')))?.created).toBe(true);
    expect((await github.upsertComment(comment('two')))?.created).toBe(false);
    expect(bodies(emulator)).toEqual([`${marker}\nforged`, `${marker}\ntwo`]);
  });

  test.each([
    ['where there is none', []],
    ['where there is one', [{ number: 7, body: `${marker}\nold`, login: 'github-actions[bot]', type: 'Bot' as const }]],
  ])('is left as it is when nothing is to be written, %s', async (_where, comments) => {
    const { emulator, github } = await start({ comments });
    expect(await github.upsertComment({ ...comment('new'), mayWrite: () => false })).toBeUndefined();
    expect(bodies(emulator)).toEqual(comments.map(({ body }) => body));
  });

  test.each([
    ['in the middle of a comment', `text ${marker}`],
    ['of another evaluation', '<!-- gemini-batch-eval:spam-2 -->\nother'],
    ['in a quote', `> ${marker}`],
  ])('does not take a mark %s for its own', async (_where, body) => {
    const other = { number: 7, body, login: 'github-actions[bot]', type: 'Bot' } as const;
    const { emulator, github } = await start({ comments: [other] });
    expect((await github.upsertComment(comment('one')))?.created).toBe(true);
    expect(bodies(emulator)).toEqual([body, `${marker}\none`]);
  });

  test.each([
    ['a server error before', { status: 502 }],
    ['a server error after', { status: 502, after: true }],
    ['a reset before', { reset: 'before' }],
    ['a reset after', { reset: 'after' }],
  ] as const)('whose create meets %s is there once', async (_what, effect) => {
    const { emulator, github } = await start();
    emulator.addFault({ on: 'POST /issues/7/comments$', do: effect });
    expect((await github.upsertComment(comment('one')))?.url).toContain('/pull/7#issuecomment-');
    expect(bodies(emulator)).toEqual([`${marker}\none`]);
  });

  test.each(['POST /graphql$', 'GET /issues/7/comments$', 'PATCH /issues/comments/'])(
    'is not written twice when %s fails for a moment',
    async (on) => {
      const tokens = { t: { ...jobToken, login: 'our-app[bot]' } };
      const { emulator, github } = await start({ tokens }, 't');
      await github.upsertComment(comment('one'));
      emulator.addFault({ on, times: 2, do: { status: 503 } });
      await github.upsertComment(comment('two'));
      expect(bodies(emulator)).toEqual([`${marker}\ntwo`]);
    },
  );

  test('is written with a token that may not ask who it is', async () => {
    const { emulator, github } = await start();
    emulator.addFault({ on: 'POST /graphql$', times: 9, do: { status: 403, body: { message: 'no' } } });
    await github.upsertComment(comment('one'));
    await github.upsertComment(comment('two'));
    expect(bodies(emulator)).toEqual([`${marker}\ntwo`]);
  });

  test('without the permission names the line to add', async () => {
    const tokens = { t: { ...jobToken, permissions: { contents: 'read' } } } as const;
    const { emulator, github } = await start({ tokens }, 't');
    const error = await failureOf(github.upsertComment(comment('one')));
    expect(error).toMatchObject({ status: 403 });
    expect(error.hint).toMatch(/permissions:\n {2}pull-requests: write$/);
    expect(emulator.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('comments'))).toHaveLength(
      1,
    );
  });

  test('refused for too many requests is tried again, and is no matter of permissions', async () => {
    const { emulator, github } = await start();
    const refusal = { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } };
    emulator.addFault({ on: 'POST /issues/7/comments$', do: refusal });
    await github.upsertComment(comment('one'));
    emulator.addFault({ on: 'PATCH /issues/comments/', times: 99, do: refusal });
    expect((await failureOf(github.upsertComment(comment('two')))).hint).toBeUndefined();
  });

  test('that is never taken ends as an error after four tries', async () => {
    const { emulator, github } = await start();
    emulator.addFault({ on: 'POST /issues/7/comments$', times: 99, do: { status: 500 } });
    expect(await failureOf(github.upsertComment(comment('one')))).toMatchObject({ status: 500 });
    expect(emulator.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('comments'))).toHaveLength(
      4,
    );
  });

  test('is not written where there is no pull request', async () => {
    const { github } = await start();
    expect(await failureOf(github.upsertComment({ ...comment('one'), pullRequest: 8 }))).toMatchObject({ status: 404 });
  });
});

describe('the commit status', () => {
  const status = { sha, context: 'gemini-batch-eval/spam', description: 'd', targetUrl: 'https://github.com/x' };

  test('is set, also after a passing fault', async () => {
    const { emulator, github } = await start();
    emulator.addFault({ on: `POST /statuses/${sha}$`, times: 2, do: { status: 502 } });
    await github.setStatus({ ...status, state: 'pending' });
    await github.setStatus({ ...status, state: 'failure' });
    expect(emulator.store.statuses.map(({ state, context, description }) => [state, context, description])).toEqual([
      ['pending', status.context, 'd'],
      ['failure', status.context, 'd'],
    ]);
  });

  test('is listed with all that was said before, newest first, and without what others say', async () => {
    const { emulator, github } = await start();
    const said = ['pending', 'error', ...Array(120).fill('failure'), 'success'];
    for (const [index, state] of said.entries()) {
      const targetUrl = `https://github.com/octo-org/octo-repo/actions/runs/${index}`;
      await github.setStatus({ ...status, state, targetUrl });
      await github.setStatus({ ...status, context: 'ci/lint', state: 'failure' });
    }
    const listed = await github.listStatuses({ sha, context: status.context });
    expect(listed.map(({ state }) => state)).toEqual(said.reverse());
    expect(listed[0]?.targetUrl).toBe('https://github.com/octo-org/octo-repo/actions/runs/122');
    expect(emulator.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/statuses'))).toHaveLength(
      3,
    );
  });

  test('without the permission names the line to add', async () => {
    const tokens = { t: { ...jobToken, permissions: { 'pull-requests': 'write' } } } as const;
    const { github } = await start({ tokens }, 't');
    const error = await failureOf(github.setStatus({ ...status, state: 'success' }));
    expect(error.hint).toMatch(/statuses: write$/);
  });
});

test('a pull request is read, also one from a fork', async () => {
  const pulls = [
    { number: 7, headSha: sha, baseSha: 'b'.repeat(40), headRef: 'change', baseRef: 'main' },
    { number: 8, headSha: sha, headRepository: { id: 9, fullName: 'stranger/octo-repo' } },
  ];
  const { github } = await start({ pulls });
  expect(await github.getPullRequest(7)).toEqual({
    number: 7,
    headSha: sha,
    headRef: 'change',
    headRepository: 'octo-org/octo-repo',
    baseSha: 'b'.repeat(40),
    baseRef: 'main',
    action: '',
    updatedAt: '',
    labelled: '',
  });
  expect((await github.getPullRequest(8)).headRepository).toBe('stranger/octo-repo');
});

test.each([true, false])('a repository is private or not: %s', async (isPrivate) => {
  const { github } = await start({ repository: { private: isPrivate } });
  expect(await github.isPrivate()).toBe(isPrivate);
});
