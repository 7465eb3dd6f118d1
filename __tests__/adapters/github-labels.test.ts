import { describe, expect, test } from '@jest/globals';
import type { GitHubEmulator } from '../../local/github/server.ts';
import { failureOf, mayOnly, openGitHub } from './open-github.ts';

const sha = (letter: string) => letter.repeat(40);
const pulls = [{ number: 7, headSha: sha('a') }];
const request = { pullRequest: 7, label: 'accept-drop:spam' };

/** Puts entries behind what is in the timeline of the pull request. */
function happens(emulator: GitHubEmulator, ...entries: Record<string, unknown>[]): void {
  emulator.store.issue(7).timeline.push(...entries);
}

const committed = (letter: string, date: unknown = '2026-01-01T00:00:00Z') => ({
  event: 'committed',
  sha: sha(letter),
  author: { name: 'Mona', date: '2020-01-01T00:00:00Z' },
  committer: { name: 'Mona', date },
});
const forced = (letter: string, created_at = '2026-01-03T00:00:00Z') => ({
  event: 'head_ref_force_pushed',
  actor: { login: 'mona' },
  commit_id: sha(letter),
  created_at,
});

describe('a label', () => {
  test('on the pull request comes with who set it, when, and the commits around it', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    happens(emulator, committed('1'), committed('2', '2026-01-02T00:00:00Z'));
    emulator.store.addLabels(7, [request.label], 'mona', '2026-01-02T03:04:05Z');
    happens(emulator, { event: 'commented' }, committed('3', '2026-01-01T12:00:00Z'));
    expect(await github.findLabel(request)).toEqual({
      login: 'mona',
      at: '2026-01-02T03:04:05Z',
      commits: [
        { sha: sha('1'), at: '2026-01-01T00:00:00Z', isAfterLabel: false },
        { sha: sha('2'), at: '2026-01-02T00:00:00Z', isAfterLabel: false },
        { sha: sha('3'), at: '2026-01-01T12:00:00Z', isAfterLabel: true },
      ],
    });
  });

  test('set before a forced push is older than the commit that it brought', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    happens(emulator, forced('1', '2026-01-01T00:00:00Z'));
    emulator.store.addLabels(7, [request.label]);
    happens(emulator, forced('2'));
    expect((await github.findLabel(request))?.commits).toEqual([
      { sha: sha('1'), at: '2026-01-01T00:00:00Z', isAfterLabel: false },
      { sha: sha('2'), at: '2026-01-03T00:00:00Z', isAfterLabel: true },
    ]);
  });

  test('that was taken off is not there, though the timeline still tells of it', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, [request.label]);
    emulator.store.removeLabel(7, request.label);
    expect(await github.findLabel(request)).toBeUndefined();
  });

  test('set again counts from the last time, by whoever set it then', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, [request.label], 'mona', '2026-01-01T00:00:00Z');
    happens(emulator, committed('1'));
    emulator.store.removeLabel(7, request.label, 'hubot');
    emulator.store.addLabels(7, [request.label], 'octocat', '2026-01-05T00:00:00Z');
    expect(await github.findLabel(request)).toEqual({
      login: 'octocat',
      at: '2026-01-05T00:00:00Z',
      commits: [{ sha: sha('1'), at: '2026-01-01T00:00:00Z', isAfterLabel: false }],
    });
  });

  test('is found in other letters, large and small', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, ['Accept-Drop:SPAM'], 'mona');
    expect(await github.findLabel(request)).toMatchObject({ login: 'mona' });
  });

  test.each(['accept-drop', 'accept-drop:spam2', 'spam'])('is not that of another name: %s', async (label) => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, [label]);
    expect(await github.findLabel(request)).toBeUndefined();
  });

  test('that others were set after is still its own', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, [request.label], 'mona', '2026-01-01T00:00:00Z');
    emulator.store.addLabels(7, ['bug'], 'octocat', '2026-01-02T00:00:00Z');
    expect(await github.findLabel(request)).toMatchObject({ login: 'mona', at: '2026-01-01T00:00:00Z' });
  });

  test('among more than a hundred, in a timeline of many pages, is found', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(
      7,
      Array.from({ length: 120 }, (_, index) => `other-${index}`),
    );
    emulator.store.addLabels(7, [request.label], 'mona');
    happens(emulator, ...Array.from({ length: 150 }, () => committed('1')));
    const found = await github.findLabel(request);
    expect(found?.login).toBe('mona');
    expect(found?.commits).toHaveLength(150);
    expect(found?.commits.every(({ isAfterLabel }) => isAfterLabel)).toBe(true);
    const pages = emulator.requests.map(({ path, query }) => `${path.split('/').at(-1)} ${query.page}`);
    expect(pages).toEqual(['labels 1', 'labels 2', 'timeline 1', 'timeline 2', 'timeline 3']);
  });

  test('that nothing says who set counts as not there', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, [request.label]);
    emulator.store.issue(7).timeline.length = 0;
    expect(await github.findLabel(request)).toBeUndefined();
  });

  test('set by an account that is gone shows the name that GitHub shows', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, [request.label]);
    const { timeline } = emulator.store.issue(7);
    timeline.push({ ...timeline.pop(), actor: null });
    expect(await github.findLabel(request)).toMatchObject({ login: 'ghost' });
  });

  test('whose event has no time counts as not there, whatever came before', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, [request.label]);
    const [first] = emulator.store.issue(7).timeline;
    happens(emulator, { ...first, created_at: null });
    expect(await github.findLabel(request)).toBeUndefined();
  });

  test('stands among commits without a known time, and entries that are none', async () => {
    const { emulator, github } = await openGitHub({ pulls });
    emulator.store.addLabels(7, [request.label]);
    happens(emulator, committed('1', null), committed('2', 'today'), { event: 'committed' });
    happens(emulator, { event: 'committed', sha: sha('3') }, { ...forced('4'), commit_id: null });
    expect((await github.findLabel(request))?.commits).toEqual(
      ['1', '2', '3'].map((letter) => ({ sha: sha(letter), at: null, isAfterLabel: true })),
    );
  });

  test.each(['GET /issues/7/labels$', 'GET /issues/7/timeline$'])(
    'is found in spite of a passing fault of %s',
    async (on) => {
      const { emulator, github } = await openGitHub({ pulls });
      emulator.store.addLabels(7, [request.label], 'mona');
      emulator.addFault({ on, times: 2, do: { status: 503 } });
      expect(await github.findLabel(request)).toMatchObject({ login: 'mona' });
    },
  );

  test('cannot be read without the permission, and the error names the line to add', async () => {
    const { github } = await openGitHub({ pulls, ...mayOnly({ contents: 'read' }) });
    const error = await failureOf(github.findLabel(request));
    expect(error).toMatchObject({ status: 403, action: 'read the labels of pull request 7' });
    expect(error.hint).toMatch(/permissions:\n {2}pull-requests: read$/);
  });

  test('of a pull request that is not there is an error', async () => {
    const { github } = await openGitHub({ pulls });
    expect(await failureOf(github.findLabel({ ...request, pullRequest: 8 }))).toMatchObject({ status: 404 });
  });
});
