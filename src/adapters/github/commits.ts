import type { Client } from './client.ts';
import { statusOf } from './errors.ts';

/** The commit that a branch, tag or (shortened) hash names; undefined when there is none. */
export async function resolveCommit(client: Client, ref: string): Promise<string | undefined> {
  const { octokit, place } = client;
  // As parts of a path these would name another resource.
  if (['', '.', '..'].includes(ref)) return undefined;
  return unlessMissing(client, [404, 422], async () => {
    // Of the commit's files one is enough: they come with their changes.
    const { data } = await octokit.rest.repos.getCommit({ ...place, ref, per_page: 1 });
    return data.sha;
  });
}

/** Whether a commit is `of` or comes before it; undefined when GitHub cannot tell. */
export async function isAncestor(
  client: Client,
  { ancestor, of }: { readonly ancestor: string; readonly of: string },
): Promise<boolean | undefined> {
  const { octokit, place } = client;
  return unlessMissing(client, [404], async () => {
    const basehead = `${of}...${ancestor}`;
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...place, basehead, per_page: 1 });
    return data.status === 'identical' || data.status === 'behind';
  });
}

/** With these statuses GitHub says that there is no such commit; but "not found" is also said to who may not read. */
async function unlessMissing<T>(
  { octokit, place }: Client,
  missing: readonly number[],
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined || !missing.includes(status)) throw error;
    if (status === 404) {
      await octokit.rest.repos.listCommits({ ...place, per_page: 1 }).catch((failure: unknown) => {
        throw statusOf(failure) === 404 ? error : failure;
      });
    }
    return undefined;
  }
}
