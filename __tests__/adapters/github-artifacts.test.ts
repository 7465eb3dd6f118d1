import { describe, expect, test } from '@jest/globals';
import type { ArtifactSeed, GitHubEmulatorOptions } from '../../local/github/types.ts';
import { failureOf, mayOnly, openGitHub, openServer } from './open-github.ts';

const on = 'GET /actions/artifacts$';
const runs = [{ id: 5, headSha: 'a'.repeat(40), headBranch: 'main' }];
const seed = (change: Partial<ArtifactSeed> = {}): ArtifactSeed => ({
  name: 'evals',
  runId: 5,
  bytes: new Uint8Array(9),
  createdAt: '2026-01-02T00:00:00Z',
  ...change,
});
const request = { name: 'evals', maxPages: 10 };

/** An entry as GitHub sends it. */
const entry = (change: object = {}) => ({
  id: 1,
  name: 'evals',
  size_in_bytes: 9,
  expired: false,
  created_at: '2026-01-02T00:00:00Z',
  workflow_run: { id: 5, repository_id: 1, head_repository_id: 1, head_branch: 'main', head_sha: 'a'.repeat(40) },
  ...change,
});

describe('the list of artifacts', () => {
  test('says of each where it comes from', async () => {
    const { github } = await openGitHub({ runs, artifacts: [seed({ expired: true })] });
    expect(await github.listArtifacts(request)).toEqual([
      {
        id: expect.any(Number),
        name: 'evals',
        sizeBytes: 9,
        isExpired: true,
        createdAt: '2026-01-02T00:00:00Z',
        runId: 5,
        headBranch: 'main',
        headSha: 'a'.repeat(40),
        isOwn: true,
      },
    ]);
  });

  test('holds only those of exactly this name', async () => {
    const artifacts = ['evals', 'evals-2', 'Evals', 'eval'].map((name) => seed({ name }));
    const { github } = await openGitHub({ runs, artifacts });
    expect((await github.listArtifacts(request)).map(({ name }) => name)).toEqual(['evals']);
  });

  test('holds only those of exactly this name where the server does not choose', async () => {
    const { emulator, github } = await openGitHub();
    emulator.addFault({ on, do: { status: 200, body: { artifacts: [entry({ name: 'other' }), entry()] } } });
    expect((await github.listArtifacts(request)).map(({ name }) => name)).toEqual(['evals']);
  });

  test('holds all of the repository when no name is asked for', async () => {
    const artifacts = ['evals', 'evals-2', 'other'].map((name) => seed({ name }));
    const { emulator, github } = await openGitHub({ runs, artifacts });
    const names = (await github.listArtifacts({ maxPages: 1 })).map(({ name }) => name);
    expect(names.sort()).toEqual(['evals', 'evals-2', 'other']);
    expect(emulator.requests.map(({ query }) => query)).toEqual([{ per_page: '100', page: '1' }]);
  });

  test('without a name and the permission says so', async () => {
    const { github } = await openGitHub(mayOnly({ contents: 'read' }));
    expect(await failureOf(github.listArtifacts({ maxPages: 1 }))).toMatchObject({ action: 'list the artifacts' });
  });

  test('has an artifact once that moves to the next page while it is read', async () => {
    const { emulator, github } = await openGitHub({ runs, artifacts: [seed()] });
    const link = `<${emulator.apiUrl}/x?page=2>; rel="next"`;
    const [first] = emulator.store.artifacts.keys();
    emulator.addFault({ on, do: { status: 200, body: { artifacts: [entry({ id: first })] }, headers: { link } } });
    emulator.addFault({
      on,
      nth: 2,
      do: { status: 200, body: { artifacts: [entry({ id: first }), entry({ id: 2 })] } },
    });
    const found = await github.listArtifacts({ maxPages: 3 });
    expect(found.map(({ id }) => id).sort()).toEqual([first, 2].sort());
  });

  test('has the newest first, whatever the order in which they come', async () => {
    const { emulator, github } = await openGitHub();
    const at = (id: number, created_at: string) => entry({ id, created_at });
    const artifacts = [
      at(2, '2026-01-01T00:00:00Z'),
      at(9, '2026-01-03T00:00:00Z'),
      at(3, '2026-01-01T01:00:00+01:00'),
      at(1, '2026-01-05T00:00:00Z'),
    ];
    emulator.addFault({ on, do: { status: 200, body: { total_count: 4, artifacts } } });
    expect((await github.listArtifacts(request)).map(({ id }) => id)).toEqual([1, 9, 3, 2]);
  });

  test('of a fork is not our own', async () => {
    const fork = { id: 6, headBranch: 'main', headRepositoryId: 99 };
    const { github } = await openGitHub({ runs: [...runs, fork], artifacts: [seed({ runId: 6 }), seed()] });
    expect((await github.listArtifacts(request)).map(({ runId, isOwn }) => [runId, isOwn])).toEqual([
      [5, true],
      [6, false],
    ]);
  });

  test.each([
    ['neither repository', {}],
    ['no head repository', { repository_id: 1 }],
    ['no repository', { head_repository_id: 1 }],
    ['text for both', { repository_id: '1', head_repository_id: '1' }],
    ['null for both', { repository_id: null, head_repository_id: null }],
  ])('with %s is not our own', async (_what, repositories) => {
    const { emulator, github } = await openGitHub();
    const workflow_run = { id: 5, head_branch: 'main', head_sha: 'a'.repeat(40), ...repositories };
    emulator.addFault({ on, do: { status: 200, body: { total_count: 1, artifacts: [entry({ workflow_run })] } } });
    expect((await github.listArtifacts(request)).map(({ isOwn }) => isOwn)).toEqual([false]);
  });

  test('leaves out what is no entry', async () => {
    const { emulator, github } = await openGitHub();
    const run = entry().workflow_run;
    const artifacts = [
      null,
      'evals',
      [],
      {},
      entry({ id: '1' }),
      entry({ id: null }),
      entry({ name: 5 }),
      entry({ size_in_bytes: undefined }),
      entry({ expired: 'no' }),
      entry({ created_at: 'yesterday' }),
      entry({ created_at: null }),
      entry({ workflow_run: null }),
      entry({ workflow_run: { ...run, id: '5' } }),
      entry({ workflow_run: { ...run, head_branch: null } }),
      entry({ workflow_run: { ...run, head_sha: undefined } }),
      entry({ id: 7 }),
    ];
    emulator.addFault({ on, do: { status: 200, body: { total_count: 16, artifacts } } });
    expect((await github.listArtifacts(request)).map(({ id }) => id)).toEqual([7]);
  });

  test.each([[null], [[]], ['text'], [{}], [{ artifacts: {} }], [{ total_count: 1 }]])(
    'is not taken for empty where the answer is %j',
    async (body) => {
      const { emulator, github } = await openGitHub();
      emulator.addFault({ on, times: 99, do: { status: 200, body } });
      const error = await failureOf(github.listArtifacts(request));
      expect(error.message).toContain('the answer is no list');
      expect(error.isTransient).toBe(true);
    },
  );

  test.each([
    [10, 230, 3],
    [2, 200, 2],
    [1, 100, 1],
  ])('of 230 is read in at most %i pages: %i are found', async (maxPages, found, pages) => {
    const artifacts = Array.from({ length: 230 }, () => seed());
    const { emulator, github } = await openGitHub({ runs, artifacts });
    expect(await github.listArtifacts({ name: 'evals', maxPages })).toHaveLength(found);
    expect(emulator.requests.map(({ query }) => query)).toEqual(
      Array.from({ length: pages }, (_, index) => ({ name: 'evals', per_page: '100', page: String(index + 1) })),
    );
  });

  test.each([{ status: 503 }, { status: 429 }, { reset: 'before' }, { reset: 'after' }] as const)(
    'is read in spite of a passing fault: %j',
    async (effect) => {
      const { emulator, github } = await openGitHub({ runs, artifacts: [seed()] });
      emulator.addFault({ on, times: 2, do: effect });
      expect(await github.listArtifacts(request)).toHaveLength(1);
    },
  );

  test('without the permission names the line to add, at once', async () => {
    const { emulator, github } = await openGitHub(mayOnly({ contents: 'read' }));
    const error = await failureOf(github.listArtifacts(request));
    expect(error).toMatchObject({ status: 403, action: 'list the artifacts called evals' });
    expect(error.hint).toMatch(/permissions:\n {2}actions: read$/);
    expect(emulator.requests).toHaveLength(1);
  });

  test('that GitHub has moved elsewhere is asked for there without the token', async () => {
    const type = { 'content-type': 'application/json' };
    const elsewhere = await openServer((response) => response.writeHead(200, type).end('{"artifacts":[]}'));
    const { emulator, github } = await openGitHub();
    emulator.addFault({ on, do: { status: 302, headers: { location: `${elsewhere.url}/list` } } });
    await github.listArtifacts(request);
    expect(elsewhere.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test('whose next page GitHub names elsewhere is read on at GitHub', async () => {
    const elsewhere = await openServer((response) => response.end('{"artifacts":[]}'));
    const { emulator, github } = await openGitHub({ runs, artifacts: [seed()] });
    const link = `<${elsewhere.url}/list?page=2>; rel="next"`;
    emulator.addFault({ on, do: { status: 200, body: { artifacts: [entry()] }, headers: { link } } });
    expect(await github.listArtifacts(request)).toHaveLength(1);
    expect(elsewhere.asked).toEqual([]);
  });

  test('ends with the reason of a run that is cancelled', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const silent = await openServer(() => cancel.abort(reason));
    const { github } = await openGitHub({}, { signal: cancel.signal, apiUrl: silent.url });
    await expect(github.listArtifacts(request)).rejects.toBe(reason);
    expect(silent.asked).toHaveLength(1);
  });
});

describe('an artifact', () => {
  /** A repository with one, and its id. */
  const openOne = async (options: GitHubEmulatorOptions = {}) => {
    const opened = await openGitHub({ runs, artifacts: [seed()], ...options });
    const [id = 0] = opened.emulator.store.artifacts.keys();
    return { ...opened, id, left: () => opened.emulator.store.artifacts.size };
  };

  test('is deleted, and deleting it again is done', async () => {
    const { github, id, left } = await openOne(mayOnly({ actions: 'write' }));
    await github.deleteArtifact(id);
    expect(left()).toBe(0);
    await github.deleteArtifact(id);
  });

  test.each([{ status: 503 }, { status: 502, after: true }, { reset: 'before' }, { reset: 'after' }] as const)(
    'is deleted in spite of a passing fault: %j',
    async (effect) => {
      const { emulator, github, id, left } = await openOne();
      emulator.addFault({ on: 'DELETE /actions/artifacts/', do: effect });
      await github.deleteArtifact(id);
      expect(left()).toBe(0);
    },
  );

  test('is not deleted without the permission, and the error names the line to add', async () => {
    const { github, id, left } = await openOne(mayOnly({ actions: 'read' }));
    const error = await failureOf(github.deleteArtifact(id));
    expect(error).toMatchObject({ status: 403, action: `delete artifact ${id}` });
    expect(error.hint).toMatch(/permissions:\n {2}actions: write$/);
    expect(left()).toBe(1);
  });

  test('of a repository that is not to be seen is not taken for deleted', async () => {
    const { github } = await openGitHub({}, { repository: 'octo-org/other' });
    const error = await failureOf(github.deleteArtifact(5));
    expect(error).toMatchObject({ status: 404, hint: expect.stringMatching(/actions: write$/) });
  });

  test('that GitHub never deletes is an error', async () => {
    const { emulator, github, id } = await openOne();
    emulator.addFault({ on: 'DELETE /actions/artifacts/', times: 99, do: { status: 500 } });
    expect(await failureOf(github.deleteArtifact(id))).toMatchObject({ status: 500, hint: undefined });
    expect(emulator.requests).toHaveLength(4);
  });
});

test('the status of a cancelled run is still set', async () => {
  const sha = 'a'.repeat(40);
  const signal = AbortSignal.abort(new Error('cancelled'));
  const { emulator, github } = await openGitHub({ commits: [{ sha }] }, { signal });
  const status = { sha, context: 'c', description: 'cancelled', targetUrl: 'https://github.com/x' };
  await github.setStatus({ ...status, state: 'error' });
  expect(emulator.store.statuses.map(({ state }) => state)).toEqual(['error']);
  await expect(github.isPrivate()).rejects.toThrow('cancelled');
});
