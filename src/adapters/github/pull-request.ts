import type { PullRequest } from '../../ports/github.ts';
import type { Client } from './client.ts';

/** The pull request as it is now; what happened to it only an event says. */
export async function readPullRequest({ octokit, place }: Client, number: number): Promise<PullRequest> {
  const { data } = await octokit.rest.pulls.get({ ...place, pull_number: number });
  const { head, base } = data;
  return {
    number,
    headSha: head.sha,
    headRef: head.ref,
    headRepository: head.repo?.full_name ?? '',
    baseSha: base.sha,
    baseRef: base.ref,
    action: '',
    updatedAt: '',
    labelled: '',
  };
}
