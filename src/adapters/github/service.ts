import { quote } from '../../errors.ts';
import type { GitHub } from '../../ports/github.ts';
import { fetchArtifact } from './archive.ts';
import { deleteArtifact, listArtifacts } from './artifacts.ts';
import { type Client, createClient, type GitHubOptions, never } from './client.ts';
import { upsertComment } from './comments.ts';
import { isAncestor, listAncestors, resolveCommit } from './commits.ts';
import { commentOnIssue, findIssue, openIssue, updateIssue } from './issues.ts';
import { findLabel } from './labels.ts';
import { readPullRequest } from './pull-request.ts';
import { attempt } from './retry.ts';
import { firstRunAt, getRun } from './runs.ts';
import { listStatuses, setStatus } from './statuses.ts';

/** GitHub's REST API. Every call throws ServiceError, or the reason of the abort signal that it was made with. */
export function createGitHub(options: GitHubOptions): GitHub {
  const client = createClient(options);
  const ask = <T>(action: string, permission: string, call: () => Promise<T>) =>
    attempt(client, { action, permission }, call);
  // A run that was cancelled still says so: its status would wait for ever.
  const persistent = createClient({ ...options, signal: never });
  const insist = <T>(action: string, permission: string, call: () => Promise<T>) =>
    attempt(persistent, { action, permission }, call);
  return {
    listArtifacts: (request) =>
      ask(`list the artifacts${request.name === undefined ? '' : ` called ${request.name}`}`, 'actions: read', () =>
        listArtifacts(client, request),
      ),
    fetchArtifact: (request) => fetchArtifact(client, request),
    deleteArtifact: (id) => ask(`delete artifact ${id}`, 'actions: write', () => deleteArtifact(client, id)),
    getRun: (id) => ask(`read the workflow run ${id}`, 'actions: read', () => getRun(client, id)),
    resolveCommit: (ref) =>
      ask(`find the commit that ${quote(ref)} names`, 'contents: read', () => resolveCommit(client, ref)),
    isAncestor: (request) =>
      ask(`compare ${request.ancestor} with ${request.of}`, 'contents: read', () => isAncestor(client, request)),
    listAncestors: (request) =>
      ask(`list what comes before ${request.sha}`, 'contents: read', () => listAncestors(client, request)),
    firstRunAt: (request) =>
      ask(`list the workflow runs of ${request.sha}`, 'actions: read', () => firstRunAt(client, request)),
    findLabel: (request) =>
      ask(`read the labels of pull request ${request.pullRequest}`, 'pull-requests: read', () =>
        findLabel(client, request),
      ),
    upsertComment: (request) => ask('write the comment', 'pull-requests: write', () => upsertComment(client, request)),
    findIssue: (request) => ask('look for our issue', 'issues: write', () => findIssue(client, request)),
    openIssue: (request) => ask('open the issue', 'issues: write', openIssue(client, request)),
    updateIssue: (request) =>
      ask(`change issue ${request.number}`, 'issues: write', () => updateIssue(client, request)),
    commentOnIssue: (request) =>
      ask(`comment on issue ${request.number}`, 'issues: write', commentOnIssue(client, request)),
    getPullRequest: (number) =>
      ask(`read pull request ${number}`, 'pull-requests: read', () => readPullRequest(client, number)),
    isPrivate: () => ask('read the repository', 'contents: read', () => readPrivacy(client)),
    listStatuses: (request) =>
      insist(`list the statuses of ${request.sha}`, 'statuses: read', () => listStatuses(persistent, request)),
    setStatus: (request) => insist('set the commit status', 'statuses: write', () => setStatus(persistent, request)),
  };
}

async function readPrivacy({ octokit, place }: Client): Promise<boolean> {
  return (await octokit.rest.repos.get(place)).data.private;
}
