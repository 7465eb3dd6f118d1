import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GitHubEmulator, startGitHubEmulator } from '../../../local/github/server.ts';
import { liveThrough, loadClient } from './artifact-life.ts';

const here = { owner: 'octo-org', repo: 'octo-repo' };
const runId = 1001;
const run = { id: runId, headSha: 'a'.repeat(40), headBranch: 'main', headRepositoryId: 9001 };
let emulator: GitHubEmulator;
let folder: string;
let github: ReturnType<typeof import('@actions/github').getOctokit>;
let client: Awaited<ReturnType<typeof loadClient>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artifacts-'));
  emulator = await startGitHubEmulator({ runs: [run, { id: 1000 }] });
  client = await loadClient(emulator, runId);
  // Like the client it reads the API's address when it is loaded.
  const { getOctokit } = await import('@actions/github');
  github = getOctokit('ghs_local');
});

afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

test('an artifact of several blocks is uploaded, found, downloaded and deleted by the real client', async () => {
  await liveThrough(client, folder, runId, randomBytes(9 * 1024 * 1024));
});

test('a file uploaded as it is keeps its bytes and its name', async () => {
  const file = join(folder, 'report.html');
  await writeFile(file, '<p>hello</p>');
  const { id } = await client.uploadArtifact('ignored', [file], folder, { skipArchive: true });
  const { downloadPath } = await client.downloadArtifact(id ?? 0, { path: join(folder, 'raw') });
  expect(await readFile(join(downloadPath ?? '', 'report.html'), 'utf8')).toBe('<p>hello</p>');
});

test('a finished artifact is seen over REST with its run', async () => {
  const file = join(folder, 'rows.jsonl');
  await writeFile(file, '{}\n');
  const { id, size, digest } = await client.uploadArtifact('over-rest', [file], folder, { retentionDays: 3 });
  const { data } = await github.rest.actions.listArtifactsForRepo({ ...here, name: 'over-rest' });
  expect(data).toMatchObject({
    total_count: 1,
    artifacts: [
      {
        id,
        size_in_bytes: size,
        digest: `sha256:${digest}`,
        expired: false,
        workflow_run: { id: runId, head_repository_id: 9001, head_branch: 'main', head_sha: run.headSha },
      },
    ],
  });
  const zip = await github.rest.actions.downloadArtifact({ ...here, artifact_id: id ?? 0, archive_format: 'zip' });
  expect((zip.data as ArrayBuffer).byteLength).toBe(size);
});

test('an expired artifact is listed but gone, an unfinished one is not there', async () => {
  const artifact_id = emulator.addArtifact({ name: 'old', runId: 1000, expired: true });
  emulator.store.addArtifact({ name: 'half', runId: 1000 });
  const { data } = await github.rest.actions.listWorkflowRunArtifacts({ ...here, run_id: 1000 });
  expect(data.artifacts).toMatchObject([{ name: 'old', expired: true }]);
  const download = github.rest.actions.downloadArtifact({ ...here, artifact_id, archive_format: 'zip' });
  await expect(download).rejects.toMatchObject({ status: 410 });
});

test('runs are filtered and come newest first', async () => {
  emulator.store.addRun({ id: 2001, event: 'schedule', status: 'completed', createdAt: '2030-01-01T00:00:00Z' });
  emulator.store.addRun({
    id: 2002,
    event: 'schedule',
    status: 'completed',
    conclusion: 'failure',
    createdAt: '2030-01-02T00:00:00Z',
  });
  const ids = async (filter: object) =>
    (await github.rest.actions.listWorkflowRunsForRepo({ ...here, ...filter })).data.workflow_runs.map(({ id }) => id);
  expect(await ids({ event: 'schedule' })).toEqual([2002, 2001]);
  expect(await ids({ status: 'success' })).toEqual([2001]);
  expect(await ids({ head_sha: run.headSha })).toEqual([runId]);
  expect(await ids({ branch: 'none' })).toEqual([]);
});

const service = 'github.actions.results.api.v1.ArtifactService';
const base = { workflow_run_backend_id: String(runId), workflow_job_run_backend_id: 'job' };

test.each([
  ['CreateArtifact', { ...base, name: 'a/b', version: 7 }, 400, 'invalid_argument'],
  ['CreateArtifact', { ...base, name: 'x', version: 4 }, 400, 'invalid_argument'],
  ['CreateArtifact', { ...base, version: 7 }, 400, 'invalid_argument'],
  ['CreateArtifact', { ...base, name: 'x', version: 7, colour: 'red' }, 400, 'malformed'],
  ['CreateArtifact', { ...base, workflow_run_backend_id: '1000', name: 'x', version: 7 }, 403, 'permission_denied'],
  ['FinalizeArtifact', { ...base, name: 'never-created', size: '1' }, 404, 'not_found'],
  ['DeleteArtifact', { ...base, name: 'never-created' }, 404, 'not_found'],
  ['GetSignedArtifactURL', { ...base, name: 'never-created' }, 404, 'not_found'],
  ['MigrateArtifact', { ...base, name: 'x' }, 404, 'bad_route'],
])('the service refuses %s %j', async (method, body, status, code) => {
  const answer = await fetch(`${emulator.resultsUrl}twirp/${service}/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.runtimeToken(runId)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
});

test('the service refuses a request without a token, and an upload that was never made', async () => {
  const call = (method: string, body: object, authorization: string) =>
    fetch(`${emulator.resultsUrl}twirp/${service}/${method}`, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify({ ...base, ...body }),
    });
  const bearer = `Bearer ${emulator.runtimeToken(runId)}`;
  expect((await call('ListArtifacts', {}, 'Bearer a.b.c')).status).toBe(401);
  expect((await call('CreateArtifact', { name: 'empty', version: 7 }, bearer)).status).toBe(200);
  expect((await call('FinalizeArtifact', { name: 'empty', size: '0' }, bearer)).status).toBe(412);
});

test('blobs are given in ranges, and to nobody without a signature', async () => {
  const id = emulator.addArtifact({ name: 'ranged', runId, bytes: Buffer.from('0123456789') });
  const address = `${emulator.apiUrl}/repos/octo-org/octo-repo/actions/artifacts/${id}/zip`;
  const headers = { authorization: 'Bearer ghs_local' };
  const location = (await fetch(address, { headers, redirect: 'manual' })).headers.get('location') ?? '';
  const part = await fetch(location, { headers: { range: 'bytes=2-4' } });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
  expect((await fetch(location, { headers: { range: 'bytes=10-' } })).status).toBe(416);
  expect((await fetch(location.replace(/sig=./, 'sig=_'))).status).toBe(403);
  expect((await fetch(location, { method: 'PUT', body: 'x' })).status).toBe(403);
});
