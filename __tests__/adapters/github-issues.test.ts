import { describe, expect, test } from '@jest/globals';
import { jobToken } from '../../local/github/access.ts';
import type { GitHubEmulator } from '../../local/github/server.ts';
import type { IssueSeed, TokenFacts } from '../../local/github/types.ts';
import { failureOf, mayOnly, openGitHub } from './open-github.ts';

const marker = '<!-- gemini-batch-eval:spam -->';
const own = 'github-actions[bot]';
const page = 'https://github.com/octo-org/octo-repo/issues';

const issue = (number: number, change: Partial<IssueSeed> = {}): IssueSeed => ({
  number,
  title: 'Red',
  body: `${marker}\nred since #${number}`,
  author: own,
  ...change,
});

function titlesOf({ store }: GitHubEmulator): string[] {
  return [...store.issues.values()].map(({ title }) => title);
}

/** What was asked of the list of issues. */
function listsOf({ requests }: GitHubEmulator) {
  return requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/issues')).map(({ query }) => query);
}

describe('our issue', () => {
  test.each(['open', 'closed'] as const)('that is %s is found by its marker', async (state) => {
    const issues = [issue(1, { body: 'no marker' }), issue(2, { state })];
    const { emulator, github } = await openGitHub({ issues });
    expect(await github.findIssue({ marker })).toEqual({
      number: 2,
      url: `${page}/2`,
      state,
      body: `${marker}\nred since #2`,
    });
    const query = { state: 'all', sort: 'updated', direction: 'desc', per_page: '100', page: '1' };
    expect(listsOf(emulator)).toEqual([{ creator: own, ...query }]);
  });

  test('is the one that was touched last, of several', async () => {
    const issues = [
      issue(1, { createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-03T00:00:00Z' }),
      issue(2, { createdAt: '2026-01-02T00:00:00Z' }),
    ];
    const { github } = await openGitHub({ issues });
    expect(await github.findIssue({ marker })).toMatchObject({ number: 1 });
  });

  test.each<[string, IssueSeed[]]>([
    ['in the middle', [issue(1, { body: `text ${marker}` })]],
    ['of another evaluation', [issue(1, { body: '<!-- gemini-batch-eval:spam-2 -->' })]],
    ['of another author', [issue(1, { author: 'mallory' }), issue(2, { author: 'hubot[bot]' })]],
    ['in an issue without a text', [{ number: 1, title: 'Red', author: own }]],
    ['nowhere', []],
  ])('is none with a marker %s', async (_where, issues) => {
    const { github } = await openGitHub({ issues });
    expect(await github.findIssue({ marker })).toBeUndefined();
  });

  test('is no pull request', async () => {
    const pulls = [{ number: 7, headSha: 'a'.repeat(40), body: marker, author: own }];
    const { emulator, github } = await openGitHub({ pulls });
    expect(await github.findIssue({ marker })).toBeUndefined();
    expect(listsOf(emulator)).toHaveLength(1);
  });

  test.each<[string, TokenFacts]>([
    ["an app's token", { ...jobToken, login: 'our-app[bot]' }],
    ["a person's token", { ...jobToken, login: 'somebody', type: 'User', installation: false }],
  ])('with %s is that of this author', async (_who, facts) => {
    const issues = [issue(1, { author: facts.login }), issue(2)];
    const { github } = await openGitHub({ issues, tokens: { t: facts } }, { token: 't' });
    expect(await github.findIssue({ marker })).toMatchObject({ number: 1 });
  });

  test.each([
    ['finds none', { status: 200, body: [] }],
    ['knows no such author', { status: 422, body: { message: 'Validation Failed' } }],
  ])('is found too where GitHub, choosing by author, %s', async (_what, effect) => {
    const { emulator, github } = await openGitHub({ issues: [issue(1), issue(2, { author: 'mallory' })] });
    emulator.addFault({ on: 'GET /issues$', do: effect });
    expect(await github.findIssue({ marker })).toMatchObject({ number: 1 });
    expect(listsOf(emulator).map(({ creator }) => creator)).toEqual([own, undefined]);
  });

  test('is looked for in three pages', async () => {
    const at = (number: number) => ({ updatedAt: new Date(1e12 - number * 1000).toISOString() });
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => issue(index + 1, { body: 'other', ...at(index + 1) }));
    const third = await openGitHub({ issues: [...many(299), issue(300, at(300))] });
    expect(await third.github.findIssue({ marker })).toMatchObject({ number: 300 });
    const fourth = await openGitHub({ issues: [...many(300), issue(301, at(301))] });
    expect(await fourth.github.findIssue({ marker })).toBeUndefined();
    expect(listsOf(fourth.emulator).map((query) => query.page)).toEqual(['1', '2', '3']);
  });

  test.each(['GET /issues$', 'POST /graphql$'])('is found in spite of a passing fault of %s', async (on) => {
    const { emulator, github } = await openGitHub({ issues: [issue(1)] });
    emulator.addFault({ on, times: 2, do: { status: 503 } });
    expect(await github.findIssue({ marker })).toMatchObject({ number: 1 });
  });
});

describe('an issue', () => {
  const text = { title: 'Red', body: `${marker}\nred` };

  test('is opened, changed, closed and opened again', async () => {
    const { emulator, github } = await openGitHub();
    const opened = await github.openIssue(text);
    expect(opened).toEqual({ number: 1, url: `${page}/1`, state: 'open', body: text.body });
    expect(await github.updateIssue({ number: 1, state: 'closed' })).toEqual({ ...opened, state: 'closed' });
    expect(await github.updateIssue({ number: 1, state: 'open', title: 'Still red', body: 'b' })).toEqual({
      ...opened,
      body: 'b',
    });
    expect(titlesOf(emulator)).toEqual(['Still red']);
    expect(emulator.requests.find(({ method }) => method === 'PATCH')?.body).toEqual({ state: 'closed' });
  });

  test.each([
    ['a server error before', { status: 502 }],
    ['a server error after', { status: 502, after: true }],
    ['a reset before', { reset: 'before' }],
    ['a reset after', { reset: 'after' }],
  ] as const)('that meets %s is opened once', async (_what, effect) => {
    const { emulator, github } = await openGitHub();
    emulator.addFault({ on: 'POST /issues$', do: effect });
    expect(await github.openIssue(text)).toMatchObject({ number: 1, state: 'open' });
    expect(titlesOf(emulator)).toEqual(['Red']);
  });

  test('is opened beside one that looks the same, when nothing fails', async () => {
    const { emulator, github } = await openGitHub({ issues: [issue(1, text)] });
    expect(await github.openIssue(text)).toMatchObject({ number: 2 });
    expect(listsOf(emulator)).toEqual([]);
  });

  test.each<[string, Partial<IssueSeed>]>([
    ['closed', { state: 'closed' }],
    ['of another author', { author: 'mallory' }],
    ['of another title', { title: 'Green' }],
    ['of another text', { body: `${marker}\ngreen` }],
  ])('that was lost is not taken for one that is %s', async (_what, change) => {
    const { emulator, github } = await openGitHub({ issues: [issue(1, { ...text, ...change })] });
    emulator.addFault({ on: 'POST /issues$', do: { status: 502 } });
    expect(await github.openIssue(text)).toMatchObject({ number: 2 });
  });

  test('whose text GitHub keeps with other line ends is still opened once', async () => {
    const { emulator, github } = await openGitHub();
    emulator.addFault({ on: 'POST /issues$', do: { status: 502 } });
    emulator.store.addIssue(issue(1, { body: `${marker}\r\nred` }));
    expect(await github.openIssue({ ...text, body: `${text.body}\n` })).toMatchObject({ number: 1 });
  });

  test('is changed in spite of a passing fault', async () => {
    const { emulator, github } = await openGitHub({ issues: [issue(1)] });
    emulator.addFault({ on: 'PATCH /issues/1$', times: 2, do: { status: 503 } });
    expect(await github.updateIssue({ number: 1, state: 'closed' })).toMatchObject({ state: 'closed' });
  });
});

describe('a comment on an issue', () => {
  const comment = { number: 1, body: 'still red' };

  test('is written each time', async () => {
    const { emulator, github } = await openGitHub({ issues: [issue(1)] });
    const urls = [await github.commentOnIssue(comment), await github.commentOnIssue(comment)].map(({ url }) => url);
    expect(urls).toEqual([...emulator.store.comments.keys()].map((id) => `${page}/1#issuecomment-${id}`));
    expect(urls).toHaveLength(2);
  });

  test.each([
    ['a server error before', { status: 502 }],
    ['a server error after', { status: 502, after: true }],
    ['a reset before', { reset: 'before' }],
    ['a reset after', { reset: 'after' }],
  ] as const)('that meets %s is written once', async (_what, effect) => {
    const others = Array.from({ length: 120 }, (_, index) => ({ number: 1, body: `talk ${index}` }));
    const comments = [{ number: 1, body: comment.body, login: 'mallory' }, ...others];
    const { emulator, github } = await openGitHub({ issues: [issue(1)], comments });
    emulator.addFault({ on: 'POST /issues/1/comments$', do: effect });
    const { url } = await github.commentOnIssue(comment);
    const ours = [...emulator.store.comments.values()].filter(({ user }) => user.login === own);
    expect(ours.map(({ id, body }) => [`${page}/1#issuecomment-${id}`, body])).toEqual([[url, comment.body]]);
  });
});

describe.each([
  ['findIssue', 'look for our issue', { marker }],
  ['openIssue', 'open the issue', { title: 'Red', body: 'b' }],
  ['updateIssue', 'change issue 1', { number: 1, state: 'closed' }],
  ['commentOnIssue', 'comment on issue 1', { number: 1, body: 'b' }],
] as const)('%s', (name, action, request) => {
  const issues = [issue(1)];
  const call = (github: Awaited<ReturnType<typeof openGitHub>>['github']) => github[name](request as never);

  test('without the permission names the line to add, at once', async () => {
    const { emulator, github } = await openGitHub({ issues, ...mayOnly({ 'pull-requests': 'write' }) });
    const error = await failureOf(call(github));
    expect(error).toMatchObject({ status: 403, action });
    expect(error.hint).toMatch(/permissions:\n {2}issues: write$/);
    expect(emulator.requests.filter(({ path }) => path.includes('/issues'))).toHaveLength(1);
  });

  test('where the repository is not to be seen is an error', async () => {
    const { github } = await openGitHub({ issues }, { repository: 'octo-org/other' });
    expect(await failureOf(call(github))).toMatchObject({ status: 404, hint: expect.stringMatching(/issues: write$/) });
  });

  test('where issues are turned off is an error, and no matter of permissions', async () => {
    const { emulator, github } = await openGitHub({ issues });
    const body = { message: 'Issues has been disabled in this repository.' };
    emulator.addFault({ on: '* /repos/.*/issues', times: 99, do: { status: 410, body } });
    const error = await failureOf(call(github));
    expect(error).toMatchObject({ status: 410, hint: undefined });
    expect(error.message).toContain('Issues has been disabled');
  });

  test('that GitHub never answers is an error after four tries', async () => {
    const { emulator, github } = await openGitHub({ issues });
    const on = { findIssue: 'GET /issues$', openIssue: 'POST /issues$' } as const;
    const path = name === 'updateIssue' ? 'PATCH /issues/1$' : 'POST /issues/1/comments$';
    const fault = name === 'findIssue' || name === 'openIssue' ? on[name] : path;
    emulator.addFault({ on: fault, times: 99, do: { status: 500 } });
    expect(await failureOf(call(github))).toMatchObject({ status: 500, hint: undefined });
    expect(emulator.requests.filter(({ status }) => status === 500)).toHaveLength(4);
  });
});
