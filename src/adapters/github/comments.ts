import type { Client, Octokit } from './client.ts';
import { isPassing, statusOf } from './errors.ts';
import { readPages } from './pages.ts';

/** Where a comment is, and how it begins. */
export interface CommentPlace {
  readonly pullRequest: number;
  readonly marker: string;
}

/** The login of the job's own token, which may not ask who it is. */
const actionsLogin = 'github-actions[bot]';

/** The comment with this marker that this token wrote, if there is one. */
export async function findComment({ octokit, place }: Client, { pullRequest, marker }: CommentPlace) {
  let own: string | undefined;
  const pages = readPages((page) => octokit.rest.issues.listComments({ ...place, issue_number: pullRequest, ...page }));
  for await (const comments of pages) {
    for (const comment of comments) {
      if (!comment.body?.trimStart().startsWith(marker)) continue;
      own ??= await readLogin(octokit);
      if (comment.user?.login === own) return { id: comment.id, body: comment.body };
    }
  }
  return undefined;
}

/** Looking first makes every repetition safe: a create whose answer was lost is found and updated. */
export async function upsertComment(client: Client, { body, ...at }: CommentPlace & { readonly body: string }) {
  const { issues } = client.octokit.rest;
  const existing = await findComment(client, at);
  const { data } =
    existing === undefined
      ? await issues.createComment({ ...client.place, issue_number: at.pullRequest, body })
      : await issues.updateComment({ ...client.place, comment_id: existing.id, body });
  return { url: data.html_url, created: existing === undefined };
}

/**
 * The login that this token writes as. GraphQL knows it for every kind of token; GET /user only for people's. A token that may
 * ask neither is the job's own.
 */
async function readLogin(octokit: Octokit): Promise<string> {
  try {
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
    return viewer.login;
  } catch (error) {
    throwIfPassing(error);
  }
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login;
  } catch (error) {
    throwIfPassing(error);
    return actionsLogin;
  }
}

/** A fault that will pass says nothing about the token: taken for a refusal, it would hide our own comment from us. */
function throwIfPassing(error: unknown): void {
  if (statusOf(error) !== undefined && isPassing(error)) throw error;
}
