import type { Inputs } from '../inputs.ts';
import type { Checkout, World } from '../ports.ts';
import { trustedEvents } from './baseline/target.ts';
import { ifTold } from './best-effort.ts';

/**
 * The world as it is for what is evaluated. A run that a comment on a pull request, or somebody's hand, has started stands under
 * the default branch, for all that GitHub says of it; unless the workspace holds neither the pull request's head nor its merge, that
 * head is what labels, commit status and report speak of.
 */
export async function atEvaluatedCommit(inputs: Inputs, world: World): Promise<World> {
  const { context, github, log } = world;
  const number = inputs.prNumber ?? context.pullRequestNumber;
  const isKnown = context.pullRequest !== undefined || trustedEvents.includes(context.eventName);
  if (isKnown || number === undefined || github === undefined) return world;
  const headSha = (await ifTold(github.getPullRequest(number)))?.headSha;
  if (headSha === undefined || headSha === context.sha) return world;
  const checkout = await world.readCheckout();
  // Where git does not tell, whoever named the pull request is believed.
  if (checkout !== undefined && !holds(checkout, headSha)) {
    log.info(`The workspace does not hold the head of pull request ${number}; the run speaks of ${context.sha}`);
    return world;
  }
  return { ...world, context: { ...context, sha: headSha } };
}

/** Whether it is this commit, or one that merges it. */
function holds({ sha, parents }: Checkout, headSha: string): boolean {
  return sha === headSha || (parents.length > 1 && parents.includes(headSha));
}
