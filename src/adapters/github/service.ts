import { quote } from '../../errors.ts';
import type { GitHub } from '../../ports/github.ts';
import { fetchArtifact } from './archive.ts';
import { listArtifacts } from './artifacts.ts';
import { type Client, createClient, type GitHubOptions, never } from './client.ts';
import { findComment, upsertComment } from './comments.ts';
import { isAncestor, resolveCommit } from './commits.ts';
import { findLabel } from './labels.ts';
import { readPullRequest } from './pull-request.ts';
import { attempt } from './retry.ts';

/** GitHub's REST API. Every call throws ServiceError, or the reason of the abort signal that it was made with. */
export function createGitHub(options: GitHubOptions): GitHub {
  const client = createClient(options);
  const ask = <T>(action: string, permission: string, call: () => Promise<T>) =>
    attempt(client, { action, permission }, call);
  return {
    listArtifacts: (request) =>
      ask(`list the artifacts called ${request.name}`, 'actions: read', () => listArtifacts(client, request)),
    fetchArtifact: (request) => fetchArtifact(client, request),
    resolveCommit: (ref) =>
      ask(`find the commit that ${quote(ref)} names`, 'contents: read', () => resolveCommit(client, ref)),
    isAncestor: (request) =>
      ask(`compare ${request.ancestor} with ${request.of}`, 'contents: read', () => isAncestor(client, request)),
    findLabel: (request) =>
      ask(`read the labels of pull request ${request.pullRequest}`, 'pull-requests: read', () =>
        findLabel(client, request),
      ),
    findComment: (request) => ask('read the comments', 'pull-requests: write', () => findComment(client, request)),
    upsertComment: (request) => ask('write the comment', 'pull-requests: write', () => upsertComment(client, request)),
    getPullRequest: (number) =>
      ask(`read pull request ${number}`, 'pull-requests: read', () => readPullRequest(client, number)),
    isPrivate: () => ask('read the repository', 'contents: read', () => readPrivacy(client)),
    // A run that was cancelled still says so: its status would wait for ever.
    setStatus: (request) =>
      attempt({ ...client, signal: never }, { action: 'set the commit status', permission: 'statuses: write' }, () =>
        setStatus(client, request),
      ),
  };
}

async function readPrivacy({ octokit, place }: Client): Promise<boolean> {
  return (await octokit.rest.repos.get(place)).data.private;
}

async function setStatus({ octokit, place }: Client, request: Parameters<GitHub['setStatus']>[0]): Promise<void> {
  const { targetUrl: target_url, ...status } = request;
  await octokit.rest.repos.createCommitStatus({ ...place, ...status, target_url });
}
