import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, jest } from '@jest/globals';
import type { GitHubEmulator } from '../../../local/github/server.ts';

type Client = import('@actions/artifact').DefaultArtifactClient;

/**
 * The real client, for a job of this run. It reads its addresses when it is loaded, so one test file has one emulator
 * and loads it after that has started.
 */
export async function loadClient(emulator: GitHubEmulator, runId: number): Promise<Client> {
  Object.assign(process.env, {
    GITHUB_API_URL: emulator.apiUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    ACTIONS_RESULTS_URL: emulator.resultsUrl,
    ACTIONS_RUNTIME_TOKEN: emulator.runtimeToken(runId),
  });
  // What the client says on stdout is for a runner's log.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}

/** Uploads, lists, downloads both ways and deletes an artifact of this size. */
export async function liveThrough(client: Client, folder: string, runId: number, bytes: Uint8Array): Promise<void> {
  await mkdir(join(folder, 'results'), { recursive: true });
  const file = join(folder, 'results', 'a.jsonl');
  await writeFile(file, bytes);
  const { id, digest } = await client.uploadArtifact('evals', [file], folder, { compressionLevel: 0 });
  const { artifacts } = await client.listArtifacts();
  expect(artifacts).toMatchObject([{ name: 'evals', id, digest: `sha256:${digest}` }]);
  const inside = await client.downloadArtifact(id ?? 0, {
    path: join(folder, 'inside'),
    expectedHash: `sha256:${digest}`,
  });
  expect(inside.digestMismatch).toBe(false);
  const findBy = { token: 'ghs_local', workflowRunId: runId, repositoryOwner: 'octo-org', repositoryName: 'octo-repo' };
  const outside = await client.downloadArtifact(id ?? 0, { path: join(folder, 'outside'), findBy });
  for (const path of [inside.downloadPath, outside.downloadPath]) {
    const same = (await readFile(join(path ?? '', 'results', 'a.jsonl'))).equals(bytes);
    expect(same).toBe(true);
  }
  await expect(client.uploadArtifact('evals', [file], folder)).rejects.toThrow('(409) Conflict');
  await client.deleteArtifact('evals');
  expect((await client.listArtifacts({ findBy })).artifacts).toEqual([]);
}
