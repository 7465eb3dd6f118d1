import { describe, expect, test } from '@jest/globals';
import { failureOf, mayOnly, openGitHub } from './open-github.ts';

const sha = (letter: string) => letter.repeat(40);
/** 1 – 2 – 3 is main; a branches off 2; f has a history of its own. */
const history = {
  commits: [
    { sha: sha('1') },
    { sha: sha('2'), parents: [sha('1')] },
    { sha: sha('3'), parents: [sha('2')] },
    { sha: sha('a'), parents: [sha('2')] },
    { sha: sha('f') },
  ],
  branches: { main: sha('3'), 'feature/new prompt?': sha('a') },
  tags: { v1: sha('1'), 'release/2.0#b': sha('2') },
};

describe('a ref', () => {
  test.each([
    ['main', '3'],
    ['refs/heads/main', '3'],
    ['heads/main', '3'],
    ['feature/new prompt?', 'a'],
    ['refs/heads/feature/new prompt?', 'a'],
    ['v1', '1'],
    ['refs/tags/v1', '1'],
    ['release/2.0#b', '2'],
    [sha('f'), 'f'],
    [sha('f').slice(0, 7), 'f'],
  ])('%s names its commit', async (ref, letter) => {
    const { github } = await openGitHub(history);
    expect(await github.resolveCommit(ref)).toBe(sha(letter));
  });

  test.each(['no-such-branch', sha('9'), 'feature', 'feature/../main', '../branches/main', 'main..', 'a'.repeat(500)])(
    '%s names none',
    async (ref) => {
      const { github } = await openGitHub(history);
      expect(await github.resolveCommit(ref)).toBeUndefined();
    },
  );

  test.each(['', '.', '..'])('%j, which as a part of a path leads elsewhere, is not asked for', async (ref) => {
    const { emulator, github } = await openGitHub(history);
    expect(await github.resolveCommit(ref)).toBeUndefined();
    expect(emulator.requests).toEqual([]);
  });

  test('that is not found in a repository that can be read names none', async () => {
    const { emulator, github } = await openGitHub(history);
    emulator.addFault({ on: 'GET /commits/gone$', do: { status: 404, body: { message: 'Not Found' } } });
    expect(await github.resolveCommit('gone')).toBeUndefined();
  });

  test('that is not found since the repository cannot be read is an error with the line to add', async () => {
    const { github } = await openGitHub(history, { repository: 'octo-org/other' });
    const error = await failureOf(github.resolveCommit('main'));
    expect(error).toMatchObject({ status: 404, action: 'find the commit that "main" names' });
    expect(error.hint).toMatch(/permissions:\n {2}contents: read$/);
  });

  test('that is not found, and the repository refused, is an error with the line to add', async () => {
    const { emulator, github } = await openGitHub({ ...history, ...mayOnly({ actions: 'read' }) });
    emulator.addFault({ on: 'GET /commits/main$', do: { status: 404, body: { message: 'Not Found' } } });
    const error = await failureOf(github.resolveCommit('main'));
    expect(error).toMatchObject({ status: 403, hint: expect.stringMatching(/contents: read$/) });
  });

  test('without the permission is an error with the line to add', async () => {
    const { github } = await openGitHub({ ...history, ...mayOnly({ actions: 'read' }) });
    const error = await failureOf(github.resolveCommit('main'));
    expect(error).toMatchObject({ status: 403, hint: expect.stringMatching(/contents: read$/) });
  });

  test.each([{ status: 503 }, { reset: 'before' }] as const)(
    'is found in spite of a passing fault: %j',
    async (effect) => {
      const { emulator, github } = await openGitHub(history);
      emulator.addFault({ on: 'GET /commits/main$', times: 2, do: effect });
      expect(await github.resolveCommit('main')).toBe(sha('3'));
    },
  );

  test('that GitHub never answers for is an error, not a commit that is missing', async () => {
    const { emulator, github } = await openGitHub(history);
    emulator.addFault({ on: 'GET /commits/main$', times: 99, do: { status: 502 } });
    expect(await failureOf(github.resolveCommit('main'))).toMatchObject({ status: 502, hint: undefined });
  });
});

describe('what comes before a commit', () => {
  test.each([
    ['3', ['3', '2', '1']],
    ['a', ['a', '2', '1']],
    ['1', ['1']],
  ])('of %s is %j', async (of, expected) => {
    const { github } = await openGitHub(history);
    expect(await github.listAncestors({ sha: sha(of), maxPages: 3 })).toEqual({
      shas: new Set(expected.map(sha)),
      isComplete: true,
    });
  });

  test.each([
    [3, true],
    [2, false],
  ])('is listed for %i pages, and whether that was all is said', async (maxPages, isComplete) => {
    const numbered = (index: number) => String(index).padStart(40, '0');
    const commits = Array.from({ length: 250 }, (_, i) => ({ sha: numbered(i), parents: i ? [numbered(i - 1)] : [] }));
    const { github } = await openGitHub({ commits });
    const found = await github.listAncestors({ sha: numbered(249), maxPages });
    expect([found.shas.size, found.isComplete]).toEqual([Math.min(250, maxPages * 100), isComplete]);
  });

  test('is not known of one that is gone', async () => {
    const { github } = await openGitHub(history);
    expect(await github.listAncestors({ sha: sha('9'), maxPages: 1 })).toEqual({ shas: new Set(), isComplete: false });
  });

  test('without the permission is an error with the line to add', async () => {
    const { github } = await openGitHub({ ...history, ...mayOnly({ actions: 'read' }) });
    const error = await failureOf(github.listAncestors({ sha: sha('3'), maxPages: 1 }));
    expect(error).toMatchObject({ status: 403, hint: expect.stringMatching(/contents: read$/) });
  });
});

describe('a commit', () => {
  test.each([
    ['itself', '2', '2', true],
    ['one that came before', '1', '3', true],
    ['one that came before the branch', '2', 'a', true],
    ['one that comes after', '3', '1', false],
    ['one on another branch', 'a', '3', false],
  ])('has %s among what came before or not: %s of %s is %s', async (_what, ancestor, of, expected) => {
    const { github } = await openGitHub(history);
    expect(await github.isAncestor({ ancestor: sha(ancestor), of: sha(of) })).toBe(expected);
  });

  test.each([
    ['9', '3'],
    ['3', '9'],
    ['f', '3'],
  ])('that is gone, or has nothing in common, leaves it open: %s of %s', async (ancestor, of) => {
    const { github } = await openGitHub(history);
    expect(await github.isAncestor({ ancestor: sha(ancestor), of: sha(of) })).toBeUndefined();
  });

  test('cannot be compared without the permission, and the error names the line to add', async () => {
    const { github } = await openGitHub({ ...history, ...mayOnly({ actions: 'read' }) });
    const error = await failureOf(github.isAncestor({ ancestor: sha('1'), of: sha('3') }));
    expect(error).toMatchObject({ status: 403, hint: expect.stringMatching(/contents: read$/) });
  });

  test('cannot be compared where the repository is not to be seen', async () => {
    const { github } = await openGitHub(history, { repository: 'octo-org/other' });
    expect(await failureOf(github.isAncestor({ ancestor: sha('1'), of: sha('3') }))).toMatchObject({ status: 404 });
  });

  test('is compared in spite of a passing fault', async () => {
    const { emulator, github } = await openGitHub(history);
    emulator.addFault({ on: 'GET /compare/', times: 2, do: { status: 503 } });
    expect(await github.isAncestor({ ancestor: sha('1'), of: sha('3') })).toBe(true);
  });
});
