import type { GitHub, LabelEvent, PullRequest, RunContext } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { attempt } from '../best-effort.ts';

/** A label on a pull request, and the head that it is to accept. */
export interface SetLabel {
  readonly pullRequest: number;
  readonly label: string;
  readonly set: LabelEvent;
  readonly sha: string;
}

/** Events whose time is that of the commit's arrival. A re-run keeps the event of its first attempt. */
const arrivals = ['opened', 'synchronize'];

/**
 * Why a label cannot be taken for one that was set after the commit arrived, with what to do; undefined when it can. Neither a
 * commit's own date nor its place in the timeline alone tells when it was pushed: whatever says that the label was there before
 * counts, and where nothing says when the commit came, nothing is accepted.
 */
export async function findDoubt(world: World, github: GitHub, given: SetLabel): Promise<string | undefined> {
  const { label, set, sha } = given;
  const isAfterLabel = (time: string) => Date.parse(time) > Date.parse(set.at);
  const commit = sha.slice(0, 7);
  const isBefore = `The label ${label} was set before ${commit} arrived, so it accepts nothing; take it off and set it again to accept this commit's drop.`;
  if (set.commits.some((one) => one.isAfterLabel)) return isBefore;
  const event = eventOf(world.context, given);
  // GitHub says itself that the label was set on this commit.
  if (event?.action === 'labeled' && isSame(event.labelled, label)) return undefined;
  const dates = set.commits.flatMap((one) => (one.sha === sha && one.at !== null ? [one.at] : []));
  const arrivedAt = (await findArrival(world, github, { event, sha, dates })) ?? '';
  if (isAfterLabel(arrivedAt) || dates.some(isAfterLabel)) return isBefore;
  if (Date.parse(arrivedAt) <= Date.parse(set.at)) return undefined;
  return `Nothing shows that the label ${label} was set after ${commit} arrived, so it accepts nothing; add labeled to the types of the workflow's event, take the label off and set it again.`;
}

/** The event, if it is about this very commit of a pull request. */
function eventOf({ pullRequest }: RunContext, { pullRequest: number, sha }: SetLabel): PullRequest | undefined {
  return pullRequest?.number === number && pullRequest.headSha === sha ? pullRequest : undefined;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

interface Arrival {
  readonly event: PullRequest | undefined;
  readonly sha: string;
  /** What the timeline says of the commit's time. */
  readonly dates: readonly string[];
}

/** By when the commit had arrived: as the event says, else as the first workflow run that it started shows. */
async function findArrival(world: World, github: GitHub, { event, sha, dates }: Arrival): Promise<string | undefined> {
  if (event !== undefined && arrivals.includes(event.action)) return event.updatedAt || dates[0];
  const except = Number(world.context.runId);
  return attempt(world, () => github.firstRunAt({ sha, except }));
}
