import type { Ancestors } from '../../ports/github.ts';
import type { Client } from './client.ts';
import { type Absence, unlessMissing } from './missing.ts';
import { readPages } from './pages.ts';
import { asList, asObject } from './reply.ts';

/** The commit that a branch, tag or (shortened) hash names; undefined when there is none. */
export async function resolveCommit(client: Client, ref: string): Promise<string | undefined> {
  const { octokit, place } = client;
  // As parts of a path these would name another resource.
  if (['', '.', '..'].includes(ref)) return undefined;
  return unlessMissing(absence(client, [404, 422]), async () => {
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
  return unlessMissing(absence(client, [404]), async () => {
    const basehead = `${of}...${ancestor}`;
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...place, basehead, per_page: 1 });
    return data.status === 'identical' || data.status === 'behind';
  });
}

/** A commit and what comes before it; of one that is gone, nothing. */
export async function listAncestors(
  client: Client,
  { sha, maxPages }: { readonly sha: string; readonly maxPages: number },
): Promise<Ancestors> {
  const { octokit, place } = client;
  const found = await unlessMissing(absence(client, [404, 422]), async () => {
    const shas = new Set<string>();
    let isComplete = false;
    const pages = readPages(async (page) => {
      const reply = await octokit.rest.repos.listCommits({ ...place, sha, ...page });
      isComplete = !reply.headers.link?.includes('rel="next"');
      return reply;
    }, maxPages);
    for await (const page of pages)
      for (const { sha: one } of asList(page).map(asObject)) if (typeof one === 'string') shas.add(one);
    return { shas, isComplete };
  });
  return found ?? { shas: new Set(), isComplete: false };
}

/** Commits are missing with these statuses, as long as the repository shows any. */
function absence({ octokit, place }: Client, statuses: readonly number[]): Absence {
  return { statuses, probe: () => octokit.rest.repos.listCommits({ ...place, per_page: 1 }) };
}
