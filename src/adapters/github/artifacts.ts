import type { RemoteArtifact } from '../../ports/github.ts';
import type { Client } from './client.ts';
import { readPages } from './pages.ts';
import { asList, asObject, asTime } from './reply.ts';

/** Artifacts of exactly this name, newest first. What an entry of the list lacks is not guessed: it is left out. */
export async function listArtifacts(
  { octokit, place }: Client,
  { name, maxPages }: { readonly name: string; readonly maxPages: number },
): Promise<readonly RemoteArtifact[]> {
  const found: RemoteArtifact[] = [];
  const pages = readPages((page) => octokit.rest.actions.listArtifactsForRepo({ ...place, name, ...page }), maxPages);
  for await (const page of pages) {
    const artifacts = asList(asObject(page).artifacts).flatMap((entry) => parseArtifact(entry) ?? []);
    found.push(...artifacts.filter((artifact) => artifact.name === name));
  }
  return found.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
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
