import type { Client } from './client.ts';
import { readLogin } from './login.ts';
import { readPages } from './pages.ts';

/** Where a comment is, and how it begins. */
export interface CommentPlace {
  readonly pullRequest: number;
  readonly marker: string;
}

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
