import { createHash } from 'node:crypto';
import type { GitHubContext } from './context.ts';

/** The members of the repository that events carry; all have defaults. */
export interface RepositoryFacts {
  readonly repository?: string;
  readonly repositoryId?: number;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  readonly actor?: string;
}

export interface PullRequestFacts extends RepositoryFacts {
  readonly number: number;
  readonly headSha: string;
  readonly baseSha: string;
  readonly headRef?: string;
  readonly baseRef?: string;
  /** Whether the head lies in another repository, `headRepository`. */
  readonly fork?: boolean;
  readonly headRepository?: string;
  readonly labels?: readonly string[];
  readonly action?: string;
  readonly eventName?: 'pull_request' | 'pull_request_target';
}

/** The context of a run for a pull request: `sha` is the merge commit's, as on GitHub, never the head's. */
export function pullRequestEvent(facts: PullRequestFacts): Partial<GitHubContext> {
  const eventName = facts.eventName ?? 'pull_request';
  const { payload, context } = repositoryOf(facts);
  const headRef = facts.headRef ?? 'change';
  const baseRef = facts.baseRef ?? payload.default_branch;
  const head = facts.fork
    ? { ...payload, id: 9001, full_name: facts.headRepository ?? 'stranger/octo-repo', fork: true }
    : payload;
  const pullRequest = {
    number: facts.number,
    state: 'open',
    draft: false,
    title: `Pull request ${facts.number}`,
    html_url: `https://github.com/${payload.full_name}/pull/${facts.number}`,
    user: { login: context.actor, type: 'User' },
    labels: (facts.labels ?? []).map((name) => ({ name })),
    head: { ref: headRef, sha: facts.headSha, repo: head },
    base: { ref: baseRef, sha: facts.baseSha, repo: payload },
  };
  const isTarget = eventName === 'pull_request_target';
  return {
    ...context,
    eventName,
    payload: {
      action: facts.action ?? 'synchronize',
      number: facts.number,
      pull_request: pullRequest,
      repository: payload,
      sender: pullRequest.user,
    },
    sha: isTarget ? facts.baseSha : mergeCommit(facts.headSha, facts.baseSha),
    ref: isTarget ? `refs/heads/${baseRef}` : `refs/pull/${facts.number}/merge`,
    headRef,
    baseRef,
  };
}

export interface BranchFacts extends RepositoryFacts {
  readonly sha: string;
  readonly branch?: string;
}

/** The context of a run for a push to a branch, the default branch unless given. */
export function pushEvent(facts: BranchFacts & { readonly before?: string }): Partial<GitHubContext> {
  const { payload, context } = repositoryOf(facts);
  const ref = `refs/heads/${facts.branch ?? payload.default_branch}`;
  const before = facts.before ?? '0'.repeat(40);
  const event = { ref, before, after: facts.sha, repository: payload, sender: { login: context.actor, type: 'User' } };
  return { ...context, eventName: 'push', payload: event, sha: facts.sha, ref };
}

/** The context of a scheduled run, always on the default branch. */
export function scheduleEvent(facts: Omit<BranchFacts, 'branch'> & { readonly cron?: string }): Partial<GitHubContext> {
  const { payload, context } = repositoryOf(facts);
  const event = { schedule: facts.cron ?? '17 3 * * *', repository: payload };
  return {
    ...context,
    eventName: 'schedule',
    payload: event,
    sha: facts.sha,
    ref: `refs/heads/${payload.default_branch}`,
  };
}

/** The context of a run that a person started on a branch. */
export function dispatchEvent(
  facts: BranchFacts & { readonly inputs?: Record<string, string> },
): Partial<GitHubContext> {
  const { payload, context } = repositoryOf(facts);
  const ref = `refs/heads/${facts.branch ?? payload.default_branch}`;
  const event = {
    ref,
    inputs: facts.inputs ?? null,
    repository: payload,
    sender: { login: context.actor, type: 'User' },
  };
  return { ...context, eventName: 'workflow_dispatch', payload: event, sha: facts.sha, ref };
}

/** The context of a run in a merge queue whose target is `branch`. */
export function mergeGroupEvent(facts: BranchFacts & { readonly baseSha: string }): Partial<GitHubContext> {
  const { payload, context } = repositoryOf(facts);
  const branch = facts.branch ?? payload.default_branch;
  const ref = `refs/heads/gh-readonly-queue/${branch}/pr-1-${facts.baseSha}`;
  const group = { head_sha: facts.sha, head_ref: ref, base_sha: facts.baseSha, base_ref: `refs/heads/${branch}` };
  const event = { action: 'checks_requested', merge_group: group, repository: payload };
  return { ...context, eventName: 'merge_group', payload: event, sha: facts.sha, ref };
}

function repositoryOf(facts: RepositoryFacts) {
  const fullName = facts.repository ?? 'octo-org/octo-repo';
  const [login = '', name = ''] = fullName.split('/');
  const id = facts.repositoryId ?? 1;
  const isPrivate = facts.private ?? false;
  const payload = {
    id,
    name,
    full_name: fullName,
    private: isPrivate,
    visibility: isPrivate ? 'private' : 'public',
    fork: false,
    default_branch: facts.defaultBranch ?? 'main',
    html_url: `https://github.com/${fullName}`,
    owner: { login, id: 2, type: 'Organization' },
  };
  return { payload, context: { repository: fullName, repositoryId: id, actor: facts.actor ?? 'octocat' } };
}

function mergeCommit(head: string, base: string): string {
  return createHash('sha1').update(`merge ${head} into ${base}`).digest('hex');
}
