import type { Issue } from '../../ports/github.ts';
import type { Client } from './client.ts';
import { statusOf } from './errors.ts';
import { readLogin } from './login.ts';
import { readPages } from './pages.ts';
import { onceOnly } from './retry.ts';

const maxPages = 3;

/** What of an issue in GitHub's answers is looked at. */
interface Found {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly state: string;
  readonly user: { readonly login: string } | null;
  readonly pull_request?: unknown;
}

/** What is to be written. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** Of our issues that begin with this marker the one that was touched last. */
export async function findIssue(client: Client, { marker }: { readonly marker: string }): Promise<Issue | undefined> {
  const found = await findOwn(client, ({ body }) => body?.trimStart().startsWith(marker) === true);
  return found && parseIssue(found);
}

/** Gives a function that opens the issue, and when it is called again, first looks whether it did. */
export function openIssue(client: Client, { title, body }: IssueText): () => Promise<Issue> {
  const { octokit, place } = client;
  const isThis = (issue: Found) => issue.state === 'open' && issue.title === title && isSame(issue.body, body);
  return onceOnly({
    find: async () => {
      const found = await findOwn(client, isThis);
      return found && parseIssue(found);
    },
    write: async () => parseIssue((await octokit.rest.issues.create({ ...place, title, body })).data),
  });
}

/** Changes what is given. */
export async function updateIssue(
  { octokit, place }: Client,
  { number, ...change }: { readonly number: number; readonly state?: Issue['state'] } & Partial<IssueText>,
): Promise<Issue> {
  return parseIssue((await octokit.rest.issues.update({ ...place, issue_number: number, ...change })).data);
}

/** Gives a function that writes the comment, and when it is called again, first looks whether it did. */
export function commentOnIssue(
  { octokit, place }: Client,
  { number, body }: { readonly number: number; readonly body: string },
): () => Promise<{ url: string }> {
  const at = { ...place, issue_number: number };
  return onceOnly({
    find: async () => {
      const own = await readLogin(octokit);
      for await (const comments of readPages((page) => octokit.rest.issues.listComments({ ...at, ...page })))
        for (const comment of comments)
          if (comment.user?.login === own && isSame(comment.body, body)) return { url: comment.html_url };
      return undefined;
    },
    write: async () => ({ url: (await octokit.rest.issues.createComment({ ...at, body })).data.html_url }),
  });
}

/**
 * GitHub chooses by author, where it can: for some apps it finds none (renovatebot/renovate#44730), and taken at its word we
 * would open a new issue every night. So a list without any entry is asked for again, without choosing.
 */
async function findOwn(client: Client, isAsked: (issue: Found) => boolean): Promise<Found | undefined> {
  const own = await readLogin(client.octokit);
  let isEmpty = true;
  for (const filter of [{ creator: own }, {}]) {
    for await (const issues of listIssues(client, filter)) {
      if (issues.length > 0) isEmpty = false;
      const found = issues.find(
        (issue) => issue.user?.login === own && issue.pull_request === undefined && isAsked(issue),
      );
      if (found !== undefined) return found;
    }
    if (!isEmpty) return undefined;
  }
  return undefined;
}

/** Pages of issues and pull requests, what was touched last first. */
async function* listIssues({ octokit, place }: Client, filter: { readonly creator?: string }) {
  const query = { ...place, ...filter, state: 'all', sort: 'updated', direction: 'desc' } as const;
  try {
    yield* readPages<readonly Found[]>((page) => octokit.rest.issues.listForRepo({ ...query, ...page }), maxPages);
  } catch (error) {
    // With this GitHub refuses a value that it does not know.
    if (filter.creator === undefined || statusOf(error) !== 422) throw error;
  }
}

function parseIssue({ number, html_url: url, state, body }: Found): Issue {
  return { number, url, state: state === 'closed' ? 'closed' : 'open', body: body ?? '' };
}

/** GitHub may keep other line ends than it was sent, and no space at the end. */
function isSame(kept: string | null | undefined, sent: string): boolean {
  const [one, other] = [kept ?? '', sent].map((text) => text.replaceAll('\r\n', '\n').trim());
  return one === other;
}
