import type { Inputs } from '../../inputs.ts';
import type { GitHub } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import type { SearchTarget } from './search.ts';

/** Events whose commit is the repository's own, whatever pull request is commented on. */
export const trustedEvents: readonly string[] = ['push', 'schedule', 'merge_group'];

/**
 * Whose results this run is compared with: of the ref that `baseline` names; of a pull request's base; of earlier runs of the
 * same branch, or of the branch that a merge queue merges into. Undefined where there is no branch, such as for a tag.
 */
export async function findTarget(inputs: Inputs, world: World, github: GitHub): Promise<SearchTarget | undefined> {
  const { context } = world;
  const ofBranch = (name: string) => ({ name, branch: name, ...preferring(name, world) });
  if (inputs.baseline.kind === 'ref') return findNamed(inputs.baseline.ref, world, github);
  const pull = await findPullRequest(inputs, world, github);
  if (pull !== undefined) return { ...ofBranch(pull.baseRef), sha: pull.baseSha, mustPrecede: true, before: undefined };
  const branch = context.mergeBaseRef || /^refs\/heads\/(.+)$/s.exec(context.ref)?.[1];
  if (branch === undefined) return undefined;
  return { ...ofBranch(branch), sha: context.sha, mustPrecede: false, before: Number(context.runId) };
}

/** A pull request of the default branch evaluates a release; elsewhere it may be all that there is of a branch. */
function preferring(branch: string, { context }: World) {
  return { preferred: branch, mayBeMerge: branch !== context.defaultBranch };
}

/** Of a branch, results of its newest commit, else of one before it; of a tag or a commit, results of just that, of any branch. */
async function findNamed(ref: string, world: World, github: GitHub): Promise<SearchTarget | undefined> {
  const sha = await github.resolveCommit(ref);
  const place = { name: ref, branch: undefined, ...preferring(ref.replace(/^refs\/heads\//, ''), world) };
  return sha === undefined ? undefined : { ...place, sha, mustPrecede: true, before: undefined };
}

async function findPullRequest({ prNumber }: Inputs, { context }: World, github: GitHub) {
  if (context.pullRequest !== undefined) return context.pullRequest;
  const number = prNumber ?? context.pullRequestNumber;
  if (number === undefined || trustedEvents.includes(context.eventName)) return undefined;
  return github.getPullRequest(number);
}
