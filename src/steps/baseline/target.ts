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
  if (inputs.baseline.kind === 'ref') return findNamed(inputs.baseline.ref, github);
  const pull = await findPullRequest(inputs, world, github);
  if (pull !== undefined) return { ...ofBranch(pull.baseRef), sha: pull.baseSha, mustPrecede: true, before: undefined };
  const branch = context.mergeBaseRef || /^refs\/heads\/(.+)$/s.exec(context.ref)?.[1];
  if (branch === undefined) return undefined;
  return { ...ofBranch(branch), sha: context.sha, mustPrecede: false, before: Number(context.runId) };
}

function ofBranch(name: string) {
  return { name, branch: name, preferred: name };
}

/** Results of the commit itself, else of one before it: of the branch if the ref names one, else of any. */
async function findNamed(ref: string, github: GitHub): Promise<SearchTarget | undefined> {
  const sha = await github.resolveCommit(ref);
  const preferred = ref.replace(/^refs\/heads\//, '');
  const place = { name: ref, branch: undefined, preferred };
  return sha === undefined ? undefined : { ...place, sha, mustPrecede: true, before: undefined };
}

async function findPullRequest({ prNumber }: Inputs, { context }: World, github: GitHub) {
  if (context.pullRequest !== undefined) return context.pullRequest;
  const number = prNumber ?? context.pullRequestNumber;
  if (number === undefined || trustedEvents.includes(context.eventName)) return undefined;
  return github.getPullRequest(number);
}
