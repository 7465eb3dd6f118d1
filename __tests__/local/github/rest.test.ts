import { getOctokit } from '@actions/github';
import { afterEach, describe, expect, test } from '@jest/globals';
import { allPermissions, jobToken } from '../../../local/github/access.ts';
import { type GitHubEmulator, startGitHubEmulator } from '../../../local/github/server.ts';
import type { GitHubEmulatorOptions } from '../../../local/github/types.ts';

const running: GitHubEmulator[] = [];
const here = { owner: 'octo-org', repo: 'octo-repo' };
const head = 'a'.repeat(40);

async function start(options: GitHubEmulatorOptions = {}, token = 'ghs_local') {
  const emulator = await startGitHubEmulator({ pulls: [{ number: 7, headSha: head }], ...options });
  running.push(emulator);
  return { emulator, github: getOctokit(token, { baseUrl: emulator.apiUrl }) };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

describe('comments', () => {
  test('are created by the token, changed, and deleted', async () => {
    const { github } = await start();
    const { data: comment } = await github.rest.issues.createComment({ ...here, issue_number: 7, body: 'one' });
    expect(comment).toMatchObject({ body: 'one', user: { login: 'github-actions[bot]', type: 'Bot' } });
    expect(comment.html_url).toBe(`https://github.com/octo-org/octo-repo/pull/7#issuecomment-${comment.id}`);
    await github.rest.issues.updateComment({ ...here, comment_id: comment.id, body: 'two' });
    expect((await github.rest.issues.getComment({ ...here, comment_id: comment.id })).data.body).toBe('two');
    await github.rest.issues.deleteComment({ ...here, comment_id: comment.id });
    expect((await github.rest.issues.listComments({ ...here, issue_number: 7 })).data).toEqual([]);
  });

  test('come in pages', async () => {
    const comments = Array.from({ length: 205 }, (_, index) => ({ number: 7, body: `c${index}` }));
    const { github, emulator } = await start({ comments });
    const all = await github.paginate(github.rest.issues.listComments, { ...here, issue_number: 7, per_page: 100 });
    expect(all.map(({ body }) => body)).toEqual(comments.map(({ body }) => body));
    expect(emulator.requests.map(({ query }) => query.page)).toEqual([undefined, '2', '3']);
  });

  test.each([
    ['x'.repeat(65_537), /Body is too long \(maximum is 65536 characters\)/],
    [' ', /Body can't be blank/],
    [undefined, /"body" wasn't supplied/],
    [5, /5 is not a string/],
  ])('refuse the body %#', async (body, message) => {
    const { github } = await start();
    const request = github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...here,
      issue_number: 7,
      body: body as string,
    });
    await expect(request).rejects.toMatchObject({ status: 422, message: expect.stringMatching(message) });
  });

  test('of 65,536 characters are accepted', async () => {
    const { github } = await start();
    const body = 'x'.repeat(65_536);
    expect((await github.rest.issues.createComment({ ...here, issue_number: 7, body })).status).toBe(201);
  });
});

describe('permissions', () => {
  const may = (permissions: object, installation = true) => ({
    tokens: { t: { ...jobToken, installation, permissions } },
  });
  const comment = (number: number) => ({ ...here, issue_number: number, body: 'x' });

  test.each([
    ['pull-requests', 7, 201],
    ['issues', 7, 201],
    ['pull-requests', 8, 403],
    ['issues', 8, 201],
    ['statuses', 7, 403],
  ])('with %s: write a comment on number %i ends with %i', async (permission, number, status) => {
    const options = { ...may({ [permission]: 'write' }), issues: [{ number: 8, title: 'i' }] };
    const { github } = await start(options, 't');
    const answer = await github.rest.issues.createComment(comment(number)).catch((error) => error);
    expect(answer.status).toBe(status);
  });

  test('a refusal names what would be accepted', async () => {
    const { github } = await start(may({ 'pull-requests': 'read' }), 't');
    await expect(github.rest.issues.createComment(comment(7))).rejects.toMatchObject({
      status: 403,
      message: expect.stringMatching(/^Resource not accessible by integration/),
      response: { headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' } },
    });
  });

  test('what is public is read without any, what is private is not', async () => {
    const open = await start(may({}), 't');
    expect((await open.github.rest.pulls.get({ ...here, pull_number: 7 })).data.head.sha).toBe(head);
    const closed = await start({ ...may({}), repository: { private: true } }, 't');
    await expect(closed.github.rest.pulls.get({ ...here, pull_number: 7 })).rejects.toMatchObject({ status: 403 });
    expect((await closed.github.rest.repos.get(here)).data).toMatchObject({ private: true, visibility: 'private' });
  });

  test('an unknown token is refused, nobody may write, and a stranger sees no private repository', async () => {
    const { github, emulator } = await start({ repository: { private: true } }, 'wrong');
    await expect(github.rest.repos.get(here)).rejects.toMatchObject({ status: 401, message: /Bad credentials/ });
    const url = `${emulator.apiUrl}/repos/octo-org/octo-repo`;
    expect((await fetch(url)).status).toBe(404);
    const open = await start();
    const post = await fetch(`${open.emulator.apiUrl}/repos/octo-org/octo-repo/issues/7/comments`, {
      method: 'POST',
      body: '{}',
    });
    expect(post.status).toBe(401);
  });

  test('an installation has no user, a person has; GraphQL names both', async () => {
    const job = await start();
    await expect(job.github.rest.users.getAuthenticated()).rejects.toMatchObject({ status: 403 });
    const query = 'query { viewer { login } }';
    expect(await job.github.graphql(query)).toEqual({ viewer: { login: 'github-actions[bot]' } });
    const person = { login: 'mona', type: 'User', installation: false, permissions: allPermissions } as const;
    const { github } = await start({ tokens: { p: person } }, 'p');
    expect((await github.rest.users.getAuthenticated()).data.login).toBe('mona');
    await expect(github.graphql('{ viewer { name } }')).rejects.toThrow('Only the query');
  });
});

describe('statuses', () => {
  test('are combined, the latest of each context counts', async () => {
    const { github } = await start();
    const set = (state: 'pending' | 'success' | 'failure', context: string) =>
      github.rest.repos.createCommitStatus({ ...here, sha: head, state, context });
    const combined = async () => (await github.rest.repos.getCombinedStatusForRef({ ...here, ref: head })).data;
    expect((await combined()).state).toBe('pending');
    await set('pending', 'a');
    await set('success', 'b');
    expect((await combined()).state).toBe('pending');
    await set('success', 'a');
    expect(await combined()).toMatchObject({ state: 'success', total_count: 2 });
    await set('failure', 'b');
    expect((await combined()).state).toBe('failure');
  });

  test.each([
    [{ state: 'neutral' }, /not included in the list/],
    [{ description: 'x'.repeat(141) }, /maximum is 140 characters/],
    [{ target_url: 'ftp://x' }, /http\(s\) scheme/],
    [{ sha: 'b'.repeat(40) }, /No commit found for SHA/],
  ])('refuse %p', async (change, message) => {
    const { github } = await start();
    const status = { ...here, sha: head, state: 'success', ...change };
    const request = github.request('POST /repos/{owner}/{repo}/statuses/{sha}', status as never);
    await expect(request).rejects.toMatchObject({ status: 422, message: expect.stringMatching(message) });
  });
});

describe('history', () => {
  const sha = (letter: string) => letter.repeat(40);
  const commits = [
    { sha: sha('1') },
    { sha: sha('2'), parents: [sha('1')] },
    { sha: sha('3'), parents: [sha('2')] },
    { sha: sha('a'), parents: [sha('2')] },
  ];

  test.each([
    ['main...main', 'identical', 0, 0],
    ['main...change', 'diverged', 1, 1],
    [`${sha('1')}...main`, 'ahead', 2, 0],
    [`main...${sha('1').slice(0, 8)}`, 'behind', 0, 2],
  ])('compares %s', async (basehead, status, ahead, behind) => {
    const { github } = await start({ commits, branches: { main: sha('3'), change: sha('a') } });
    const { data } = await github.rest.repos.compareCommitsWithBasehead({ ...here, basehead });
    expect(data).toMatchObject({ status, ahead_by: ahead, behind_by: behind });
  });

  test('lists commits and branches, and says when there is none', async () => {
    const { github } = await start({ commits, branches: { main: sha('3'), 'feature/x': sha('2') } });
    const list = await github.rest.repos.listCommits({ ...here, sha: 'feature/x' });
    expect(list.data.map((commit) => commit.sha)).toEqual([sha('2'), sha('1')]);
    expect((await github.rest.repos.getBranch({ ...here, branch: 'feature/x' })).data.commit.sha).toBe(sha('2'));
    expect((await github.rest.git.getRef({ ...here, ref: 'heads/main' })).data.object.sha).toBe(sha('3'));
    await expect(github.rest.repos.getBranch({ ...here, branch: 'no' })).rejects.toMatchObject({ status: 404 });
    await expect(github.rest.repos.getCommit({ ...here, ref: 'no' })).rejects.toMatchObject({ status: 422 });
  });
});

describe('issues', () => {
  test('are opened with labels, found by them, changed and closed', async () => {
    const { github } = await start();
    const { data: issue } = await github.rest.issues.create({ ...here, title: 'Red', body: 'b', labels: ['eval'] });
    expect(issue).toMatchObject({ number: 8, user: { login: 'github-actions[bot]' } });
    const found = await github.rest.issues.listForRepo({ ...here, labels: 'eval' });
    expect(found.data.map(({ number }) => number)).toEqual([8]);
    await github.rest.issues.update({ ...here, issue_number: 8, state: 'closed', state_reason: 'completed' });
    expect((await github.rest.issues.listForRepo(here)).data.map(({ number }) => number)).toEqual([7]);
  });

  test('are listed in the order asked for', async () => {
    const at = (day: number) => `2026-01-0${day}T00:00:00Z`;
    const issues = [
      { number: 1, title: 'a', createdAt: at(1), updatedAt: at(4), author: 'helper[bot]' },
      { number: 2, title: 'b', createdAt: at(3) },
      { number: 3, title: 'c', createdAt: at(2), state: 'closed' },
    ] as const;
    const { github, emulator } = await start({ pulls: [], issues, now: () => new Date('2026-01-05T00:00:00Z') });
    const list = async (query: object) =>
      (await github.rest.issues.listForRepo({ ...here, ...query })).data.map(({ number }) => number);
    expect(await list({})).toEqual([2, 1]);
    expect(await list({ state: 'all', sort: 'updated' })).toEqual([1, 2, 3]);
    expect(await list({ state: 'all', direction: 'asc' })).toEqual([1, 3, 2]);
    expect(await list({ creator: 'Helper[bot]' })).toEqual([1]);
    await github.rest.issues.createComment({ ...here, issue_number: 2, body: 'x' });
    expect(await list({ sort: 'updated' })).toEqual([2, 1]);
    expect(await list({ sort: 'comments' })).toEqual([2, 1]);
    expect(emulator.store.issue(2).updatedAt).toBe(at(5));
    expect((await github.rest.issues.get({ ...here, issue_number: 1 })).data.user?.type).toBe('Bot');
  });

  test.each(['state', 'sort', 'direction'])('cannot be listed by a %s that there is not', async (name) => {
    const { github } = await start();
    const list = github.request('GET /repos/{owner}/{repo}/issues', { ...here, [name]: 'no' } as never);
    await expect(list).rejects.toMatchObject({ status: 422 });
  });

  test('remember who set a label, and when', async () => {
    const { github, emulator } = await start();
    emulator.store.addLabels(7, ['accept-drop:spam'], 'mona', '2026-01-02T03:04:05Z');
    const { data } = await github.rest.issues.listEvents({ ...here, issue_number: 7 });
    const expected = { event: 'labeled', actor: { login: 'mona' }, created_at: '2026-01-02T03:04:05Z' };
    expect(data).toMatchObject([{ ...expected, label: { name: 'accept-drop:spam' } }]);
    expect((await github.rest.pulls.get({ ...here, pull_number: 7 })).data.labels).toHaveLength(1);
  });
});

test.each([
  [undefined, { id: 1 }],
  [9, { id: 9, fork: true }],
  [null, null],
])('a run of the repository %p shows where its commit lies', async (headRepositoryId, shown) => {
  const { github } = await start({ runs: [{ id: 5, ...(headRepositoryId !== undefined && { headRepositoryId }) }] });
  const { data } = await github.rest.actions.getWorkflowRun({ ...here, run_id: 5 });
  expect(data.head_repository).toEqual(shown && expect.objectContaining(shown));
});

describe('faults', () => {
  const comment = { ...here, issue_number: 7, body: 'x' };
  const on = 'POST /issues/7/comments$';

  test('give an answer without effect, once', async () => {
    const { github, emulator } = await start();
    emulator.addFault({ on, do: { status: 502 } });
    await expect(github.rest.issues.createComment(comment)).rejects.toMatchObject({ status: 502 });
    expect(emulator.store.comments.size).toBe(0);
    await github.rest.issues.createComment(comment);
    expect(emulator.requests.map(({ status }) => status)).toEqual([502, 201]);
  });

  test.each([
    [{ reset: 'before' } as const, 0],
    [{ reset: 'after' } as const, 1],
    [{ status: 503, after: true } as const, 1],
  ])('%p leaves %i comments', async (effect, count) => {
    const { github, emulator } = await start();
    emulator.addFault({ on, nth: 2, do: effect });
    await github.rest.issues.createComment(comment);
    await expect(github.rest.issues.createComment(comment)).rejects.toThrow();
    expect(emulator.store.comments.size).toBe(1 + count);
  });
});
