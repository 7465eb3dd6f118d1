import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { Client } from './client.ts';
import { type Absence, unlessMissing } from './missing.ts';
import { readPages } from './pages.ts';
import { asList, asObject, asTime } from './reply.ts';

/**
 * Artifacts of exactly this name, or all, newest first. What an entry of the list lacks is not guessed: it is left out. An
 * artifact that is uploaded meanwhile moves others to the next page, where they come again.
 */
export async function listArtifacts(
  { octokit, place }: Client,
  { name, maxPages, since = Number.NEGATIVE_INFINITY }: Parameters<GitHub['listArtifacts']>[0],
): Promise<readonly RemoteArtifact[]> {
  const found = new Map<number, RemoteArtifact>();
  const filter = { ...place, ...(name === undefined ? {} : { name }) };
  const pages = readPages((page) => octokit.rest.actions.listArtifactsForRepo({ ...filter, ...page }), maxPages);
  for await (const page of pages) {
    const artifacts = asList(asObject(page).artifacts).flatMap((entry) => parseArtifact(entry) ?? []);
    for (const artifact of artifacts)
      if (name === undefined || artifact.name === name) found.set(artifact.id, artifact);
    const [first, last] = [artifacts.at(0), artifacts.at(-1)].map((one) => Date.parse(one?.createdAt ?? ''));
    // The newest come first, which GitHub promises nowhere.
    if (first !== undefined && last !== undefined && last <= first && last < since) break;
  }
  return [...found.values()].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
}

/** Deletes an artifact; one that is not there is done. */
export async function deleteArtifact(client: Client, id: number): Promise<void> {
  const { octokit, place } = client;
  await unlessMissing(absence(client), () => octokit.rest.actions.deleteArtifact({ ...place, artifact_id: id }));
}

/** What Actions keeps is missing when it is not found, as long as the list of artifacts can be read. */
export function absence({ octokit, place }: Client): Absence {
  return { statuses: [404], probe: () => octokit.rest.actions.listArtifactsForRepo({ ...place, per_page: 1 }) };
}

function parseArtifact(value: unknown): RemoteArtifact | undefined {
  const entry = asObject(value);
  const run = asObject(entry.workflow_run);
  const { id, name, size_in_bytes: sizeBytes, expired: isExpired } = entry;
  const { id: runId, head_branch: headBranch, head_sha: headSha } = run;
  const createdAt = asTime(entry.created_at);
  if (typeof id !== 'number' || typeof sizeBytes !== 'number' || typeof runId !== 'number') return undefined;
  if (typeof name !== 'string' || typeof headBranch !== 'string' || typeof headSha !== 'string') return undefined;
  if (typeof isExpired !== 'boolean' || createdAt === undefined) return undefined;
  const { repository_id: repository, head_repository_id: headRepository } = run;
  const isOwn = typeof repository === 'number' && repository === headRepository;
  return { id, name, sizeBytes, isExpired, createdAt, runId, headBranch, headSha, isOwn };
}
