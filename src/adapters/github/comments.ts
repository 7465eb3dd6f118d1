import type { GitHub } from '../../ports/github.ts';
import type { Client } from './client.ts';
import { readLogin } from './login.ts';
import { readPages } from './pages.ts';

type Wanted = Parameters<GitHub['upsertComment']>[0];

/** The comment with this marker that this token wrote, if there is one. */
async function findComment({ octokit, place }: Client, { pullRequest, marker }: Wanted) {
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
export async function upsertComment(client: Client, wanted: Wanted): ReturnType<GitHub['upsertComment']> {
  const { issues } = client.octokit.rest;
  const { pullRequest, body, mayWrite } = wanted;
  const existing = await findComment(client, wanted);
  if (!mayWrite(existing?.body)) return undefined;
  const { data } =
    existing === undefined
      ? await issues.createComment({ ...client.place, issue_number: pullRequest, body })
      : await issues.updateComment({ ...client.place, comment_id: existing.id, body });
  return { url: data.html_url, created: existing === undefined };
}
