import type { CommitStatus, GitHub } from '../../ports/github.ts';
import type { Client } from './client.ts';
import { readPages } from './pages.ts';
import { asList, asObject, asTime } from './reply.ts';

export async function setStatus(
  { octokit, place }: Client,
  request: Parameters<GitHub['setStatus']>[0],
): Promise<void> {
  const { targetUrl: target_url, ...status } = request;
  await octokit.rest.repos.createCommitStatus({ ...place, ...status, target_url });
}

/** All that was said of a commit under one name, newest first: GitHub keeps a thousand of each name. */
export async function listStatuses(
  { octokit, place }: Client,
  { sha, context }: { readonly sha: string; readonly context: string },
): Promise<readonly CommitStatus[]> {
  const found: CommitStatus[] = [];
  const pages = readPages((page) => octokit.rest.repos.listCommitStatusesForRef({ ...place, ref: sha, ...page }));
  for await (const page of pages) {
    for (const status of asList(page).map(asObject)) {
      const { state, target_url: targetUrl } = status;
      if (status.context === context && typeof state === 'string')
        found.push({
          state,
          targetUrl: typeof targetUrl === 'string' ? targetUrl : '',
          createdAt: asTime(status.created_at) ?? '',
        });
    }
  }
  return found;
}
