import type { LabelEvent } from '../../ports/github.ts';
import type { Client } from './client.ts';
import { readPages } from './pages.ts';
import { asList, asObject, asTime, type Json } from './reply.ts';

type Pages = Parameters<typeof readPages<unknown>>[0];

/** What GitHub shows in place of an account that is gone. */
const ghost = 'ghost';

/** How a label came to be on the pull request; undefined when it is not on it now, or nothing says who set it. */
export async function findLabel(
  { octokit, place }: Client,
  { pullRequest, label }: { readonly pullRequest: number; readonly label: string },
): Promise<LabelEvent | undefined> {
  const { listLabelsOnIssue, listEventsForTimeline } = octokit.rest.issues;
  const subject = { ...place, issue_number: pullRequest };
  const isAsked = (value: unknown) => isNamed(value, label);
  const labels = await readAll((page) => listLabelsOnIssue({ ...subject, ...page }));
  if (!labels.some(isAsked)) return undefined;
  const timeline = await readAll((page) => listEventsForTimeline({ ...subject, ...page }));
  const setAt = timeline.findLastIndex((entry) => entry.event === 'labeled' && isAsked(entry.label));
  const { actor, created_at } = timeline[setAt] ?? {};
  const at = asTime(created_at);
  if (at === undefined) return undefined;
  const { login } = asObject(actor);
  const commits = timeline.flatMap((entry, index) => {
    const commit = parseCommit(entry);
    return commit === undefined ? [] : [{ ...commit, isAfterLabel: index > setAt }];
  });
  return { login: typeof login === 'string' ? login : ghost, at, commits };
}

async function readAll(ask: Pages): Promise<readonly Json[]> {
  const entries: Json[] = [];
  for await (const page of readPages(ask)) entries.push(...asList(page).map(asObject));
  return entries;
}

/** GitHub takes names of labels that differ in case for the same. */
function isNamed(label: unknown, name: string): boolean {
  const { name: found } = asObject(label);
  return typeof found === 'string' && found.toLowerCase() === name.toLowerCase();
}

/** The commit that an entry of the timeline brings. */
function parseCommit(entry: Json): { readonly sha: string; readonly at: string | null } | undefined {
  const [sha, time] =
    entry.event === 'committed'
      ? [entry.sha, asObject(entry.committer).date]
      : entry.event === 'head_ref_force_pushed'
        ? [entry.commit_id, entry.created_at]
        : [];
  return typeof sha === 'string' ? { sha, at: asTime(time) ?? null } : undefined;
}
