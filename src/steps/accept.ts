import type { Reason } from '../gate/reason.ts';
import { isAcceptable } from '../gate/regression.ts';
import type { Inputs } from '../inputs.ts';
import type { LabelEvent, RunContext } from '../ports/github.ts';
import type { World } from '../ports.ts';
import type { Acceptance } from '../report/report.ts';
import { attempt } from './best-effort.ts';

/** Whether a fall was accepted, or why a label that is there accepts nothing. */
export interface AcceptanceSearch {
  readonly acceptance: Acceptance | undefined;
  readonly notices: readonly string[];
}

/**
 * Looks whether a label on the pull request accepts the falls among the reasons. It is read live, when there is something to
 * accept, and counts only when it was set after the newest commit arrived: what was accepted is that commit's fall.
 */
export async function findAcceptance(
  { acceptLabel: label, prNumber }: Inputs,
  world: World,
  reasons: readonly Reason[],
): Promise<AcceptanceSearch> {
  const { context, github } = world;
  const falls = reasons.filter(isAcceptable);
  const pullRequest = prNumber ?? context.pullRequestNumber;
  const nothing = { acceptance: undefined, notices: [] };
  if (falls.length === 0 || github === undefined || pullRequest === undefined) return nothing;
  const set = await attempt(world, () => github.findLabel({ pullRequest, label }));
  if (set === undefined) return nothing;
  const { login, at } = set;
  if (!isForThisCommit(set, context, label)) {
    const commit = context.sha.slice(0, 7);
    const notice = `The label ${label} was set before ${commit} arrived, so it accepts nothing; take it off and set it again to accept this commit's drop.`;
    return { acceptance: undefined, notices: [notice] };
  }
  world.log.notice(`The drop was accepted by ${login}, who set the label ${label} at ${at}.`);
  return { acceptance: { label, login, at, sha: context.sha, reasons: falls }, notices: [] };
}

/** Events whose time is that of the commit's arrival. A re-run keeps the event of its first attempt. */
const arrivals = ['opened', 'synchronize'];

/**
 * Neither a commit's own date nor its place in the timeline alone tells when it was pushed: whatever says that the label was
 * there before counts.
 */
function isForThisCommit({ at, commits }: LabelEvent, { sha, pullRequest }: RunContext, label: string): boolean {
  if (commits.some(({ isAfterLabel }) => isAfterLabel)) return false;
  const isThisCommit = pullRequest?.headSha === sha;
  // GitHub says itself that the label was set on this commit.
  if (isThisCommit && pullRequest.labelled.toLowerCase() === label.toLowerCase()) return true;
  const arrivedAt = isThisCommit && arrivals.includes(pullRequest.action) ? pullRequest.updatedAt : '';
  const times = [arrivedAt, ...commits.filter((commit) => commit.sha === sha).map((commit) => commit.at ?? '')];
  return times.every((time) => !(Date.parse(time) > Date.parse(at)));
}
