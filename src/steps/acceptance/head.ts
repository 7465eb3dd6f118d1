import type { Inputs } from '../../inputs.ts';
import type { GitHub } from '../../ports/github.ts';
import type { World } from '../../ports.ts';

/** The pull request on which a fall may be accepted. */
export interface AcceptedHead {
  readonly pullRequest: number;
  /** Its head: as the event says, else as it is now. */
  readonly readSha: () => Promise<string>;
  /** Whether this head is what was evaluated. */
  readonly isEvaluated: (sha: string) => boolean;
}

/** Where a merge queue tries a pull request; of several in one group it names the last. */
const queueRef = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d{1,10})-[0-9a-f]{40}$/s;

/** The pull request whose label counts for this run; undefined where there is none. */
export function findHead(
  { prNumber }: Pick<Inputs, 'prNumber'>,
  { context }: Pick<World, 'context'>,
  github: GitHub,
): AcceptedHead | undefined {
  const readLive = (number: number) => async () => (await github.getPullRequest(number)).headSha;
  if (context.eventName === 'merge_group') {
    const queued = Number(queueRef.exec(context.ref)?.[1]);
    // The queue evaluates a commit of its own, made of the head and of what is merged before it.
    return queued > 0 ? { pullRequest: queued, readSha: readLive(queued), isEvaluated: () => true } : undefined;
  }
  const pullRequest = prNumber ?? context.pullRequestNumber;
  if (pullRequest === undefined) return undefined;
  const own = context.pullRequest?.number === pullRequest ? context.pullRequest : undefined;
  const readSha = own === undefined ? readLive(pullRequest) : async () => own.headSha;
  return { pullRequest, readSha, isEvaluated: (sha) => sha === context.sha };
}
