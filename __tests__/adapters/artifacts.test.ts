import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import './one-realm.ts';
import { type GitHubEmulator, startGitHubEmulator } from '../../local/github/server.ts';
import { ServiceError } from '../../src/errors.ts';
import type { ArtifactStore } from '../../src/ports/github.ts';

const runId = 1001;
const options = { attempt: 2, serverUrl: 'https://github.com', repository: 'octo-org/octo-repo', runId: String(runId) };
let emulator: GitHubEmulator;
let folder: string;
let store: ArtifactStore;

// The client reads its addresses when it is loaded: one emulator for all tests, started before.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artifact-store-'));
  emulator = await startGitHubEmulator({ runs: [{ id: runId }] });
  Object.assign(process.env, {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: options.repository,
    ACTIONS_RESULTS_URL: emulator.resultsUrl,
    ACTIONS_RUNTIME_TOKEN: emulator.runtimeToken(runId),
  });
  // What the client says on stdout is for a runner's log.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  store = (await import('../../src/adapters/artifacts.ts')).createArtifactStore(options);
});

afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes files and uploads them under this name. */
async function upload(
  name: string,
  contents: Readonly<Record<string, string>>,
  retentionDays?: number,
  through: ArtifactStore = store,
) {
  const root = await mkdtemp(join(folder, 'root-'));
  const files: string[] = [];
  for (const [path, text] of Object.entries(contents)) {
    const file = join(root, path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
    files.push(file);
  }
  return through.upload({ name, root, files, ...(retentionDays === undefined ? {} : { retentionDays }) });
}

/** What is in an artifact, by path. */
async function contentsOf(id: number): Promise<Record<string, string>> {
  const address = `${emulator.apiUrl}/repos/octo-org/octo-repo/actions/artifacts/${id}/zip`;
  const answer = await fetch(address, { headers: { authorization: 'Bearer ghs_local' } });
  const entries = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())));
  return Object.fromEntries(entries.map(([path, bytes]) => [path, strFromU8(bytes)]));
}

test('files are uploaded under their paths, and the address is that of the run', async () => {
  const contents = { 'report.json': '{}', 'results/m.jsonl': '{"key":"ключ"}\n' };
  const { id, url } = await upload('evals', contents, 5);
  expect(url).toBe(`https://github.com/octo-org/octo-repo/actions/runs/${runId}/artifacts/${id}`);
  expect(await contentsOf(id)).toEqual(contents);
});

test('an artifact of the same name from an earlier attempt is replaced', async () => {
  const first = await upload('again', { 'a.txt': 'old' });
  const second = await upload('again', { 'a.txt': 'new' });
  expect(second.id).not.toBe(first.id);
  expect(await contentsOf(second.id)).toEqual({ 'a.txt': 'new' });
  const named = [...emulator.store.artifacts.values()].filter(({ name }) => name === 'again');
  expect(named.map(({ id }) => id)).toEqual([second.id]);
});

describe('in the first attempt, where an artifact of the name is there', () => {
  const openFirst = async () =>
    (await import('../../src/adapters/artifacts.ts')).createArtifactStore({ ...options, attempt: 1 });

  test('it is another evaluation’s, and stays', async () => {
    const first = await upload('shared', { 'a.txt': 'one' });
    const error = await upload('shared', { 'a.txt': 'two' }, undefined, await openFirst()).catch((reason) => reason);
    expect(error).toMatchObject({ status: 409, hint: expect.stringContaining('of its own') });
    expect(await contentsOf(first.id)).toEqual({ 'a.txt': 'one' });
  });
});

describe('in a second attempt, an artifact of the name', () => {
  const openSecond = async (start: string | undefined) => {
    const { createArtifactStore } = await import('../../src/adapters/artifacts.ts');
    return createArtifactStore({ ...options, startOfAttempt: async () => start });
  };

  test('that is older than the attempt makes way', async () => {
    const { createdAt = '' } = emulator.store.artifacts.get((await upload('older', { 'a.txt': 'one' })).id) ?? {};
    const second = await upload('older', { 'a.txt': 'two' }, undefined, await openSecond(createdAt));
    expect(await contentsOf(second.id)).toEqual({ 'a.txt': 'two' });
  });

  test('stays until its successor is there, under the other of two names', async () => {
    const second = await openSecond('2100-01-01T00:00:00Z');
    const root = await mkdtemp(join(folder, 'root-'));
    const file = join(root, 'a.txt');
    await writeFile(file, 'x');
    const put = () => second.upload({ name: 'beside', spareName: 'beside~', root, files: [file] });
    const there = () => names().filter((name) => name.startsWith('beside'));
    const seen: string[][] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      await put();
      seen.push(there());
    }
    expect(seen).toEqual([['beside'], ['beside~'], ['beside']]);
  });

  test('that is younger is another evaluation’s, and stays', async () => {
    const first = await upload('younger', { 'a.txt': 'one' });
    const late = await openSecond('2020-01-01T00:00:00Z');
    const error = await upload('younger', { 'a.txt': 'two' }, undefined, late).catch((reason) => reason);
    expect(error).toMatchObject({ status: 409, hint: expect.stringContaining('of its own') });
    expect(await contentsOf(first.id)).toEqual({ 'a.txt': 'one' });
  });

  test('makes way where nobody says when the attempt began', async () => {
    await upload('unknown', { 'a.txt': 'one' });
    const second = await upload('unknown', { 'a.txt': 'two' }, undefined, await openSecond(undefined));
    expect(await contentsOf(second.id)).toEqual({ 'a.txt': 'two' });
  });
});

test('an artifact whose last answer was lost is there', async () => {
  emulator.addFault({ on: 'POST .*/FinalizeArtifact$', do: { status: 500, after: true } });
  const { id } = await upload('lost', { 'a.txt': 'one' });
  expect(await contentsOf(id)).toEqual({ 'a.txt': 'one' });
});

/** The names of what the run has. */
const names = () => [...emulator.store.artifacts.values()].map(({ name }) => name);

test('an artifact is deleted, and no other', async () => {
  await upload('pending', { 'a.txt': 'x' });
  await upload('pending-2', { 'a.txt': 'x' });
  await store.delete('pending');
  expect(names()).toContain('pending-2');
  expect(names()).not.toContain('pending');
});

test('an artifact that is not there is as good as deleted', async () => {
  await store.delete('never-there');
});

test('an artifact that goes while it is deleted is as good as deleted', async () => {
  await upload('going', { 'a.txt': 'x' });
  const body = { code: 'not_found', msg: 'artifact not found' };
  emulator.addFault({ on: 'POST DeleteArtifact$', do: { status: 404, body } });
  await store.delete('going');
  emulator.clearFaults();
});

test('an artifact of another run is left alone', async () => {
  emulator.addArtifact({ name: 'theirs', runId: 1002 });
  await store.delete('theirs');
  expect(names()).toContain('theirs');
});

test.each(['ListArtifacts', 'DeleteArtifact'])('an artifact whose %s is refused is an error', async (method) => {
  await upload('kept', { 'a.txt': 'x' });
  const body = { code: 'permission_denied', msg: 'no' };
  emulator.addFault({ on: `POST ${method}$`, times: 99, do: { status: 403, body } });
  expect((await failureOf(store.delete('kept'))).message).toMatch(/^Could not delete the artifact kept: .*\(403\)/);
  emulator.clearFaults();
  expect(names()).toContain('kept');
});

test('an artifact is deleted in spite of a passing fault', async () => {
  await upload('late', { 'a.txt': 'x' });
  emulator.addFault({ on: 'POST DeleteArtifact$', do: { status: 503, body: { code: 'unavailable', msg: 'busy' } } });
  await store.delete('late');
  expect(names()).not.toContain('late');
  emulator.clearFaults();
});

async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.catch((reason: unknown) => reason);
  if (error instanceof ServiceError) return error;
  throw new Error(`Expected a ServiceError, got ${String(error)}`);
}

test('a name that the service does not take is an error of the service', async () => {
  const error = await failureOf(upload('a/b', { 'a.txt': 'x' }));
  expect(error.message).toMatch(/^Could not upload the artifact a\/b: /);
});

test('an upload without permission is an error, and is not repeated', async () => {
  const before = emulator.requests.length;
  emulator.addFault({
    on: 'POST CreateArtifact$',
    times: 99,
    do: { status: 403, body: { code: 'permission_denied', msg: 'no' } },
  });
  expect((await failureOf(upload('denied', { 'a.txt': 'x' }))).message).toContain('denied');
  expect(emulator.requests.length - before).toBe(1);
  emulator.clearFaults();
});

test('an enterprise server, which has no such artifacts, is told what to set', async () => {
  process.env.GITHUB_SERVER_URL = 'https://github.example.com';
  try {
    expect((await failureOf(upload('ghes', { 'a.txt': 'x' }))).hint).toContain('upload-artifacts: false');
  } finally {
    process.env.GITHUB_SERVER_URL = 'https://github.com';
  }
});
