import type { RunContext } from '../../ports/github.ts';

type Own = Pick<RunContext, 'runId' | 'attempt' | 'startedAt'>;

/** An attempt of a workflow run that has said something. */
export interface Speaker {
  readonly runId: number;
  /** Counted from 1. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The end of a comment or an issue: the run that it speaks of. */
export function markOfRun({ runId, attempt, startedAt }: Own, isPending = false): string {
  return `<!-- run ${runId} ${attempt} ${startedAt}${isPending ? ' pending' : ''} -->`;
}

/** Whether a text is this run's own. */
export function isOfThisRun(body: string, { runId }: Own): boolean {
  return runId !== '' && markIn(body)?.runId === Number(runId);
}

/** Whether a text is this run's own and says that it is at work. */
export function saysPending(body: string, context: Own): boolean {
  return isOfThisRun(body, context) && markIn(body)?.isPending === true;
}

/** Whether a text speaks of a later run: what comes late does not replace what is newer. */
export function isOfLaterRun(body: string, context: Own): boolean {
  return isLater(markIn(body), speakerOf(context));
}

/** Who speaks in a run; undefined outside of workflows, where nothing is late. */
export function speakerOf({ runId, attempt, startedAt }: Own): Speaker | undefined {
  return runId === '' ? undefined : { runId: Number(runId), attempt, startedAt: Date.parse(startedAt) };
}

/**
 * Whether one came later than another. Run ids grow, whenever there is a runner; but a run that somebody has started again is as
 * new as its start.
 */
export function isLater(one: Speaker | undefined, other: Speaker | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one.runId === other.runId) return one.attempt > other.attempt;
  const areFirst = one.attempt === 1 && other.attempt === 1;
  return areFirst ? one.runId > other.runId : one.startedAt > other.startedAt;
}

/** Only a mark at the very end counts: nothing that a report quotes comes after it. */
function markIn(body: string): (Speaker & { readonly isPending: boolean }) | undefined {
  const [, runId, attempt, startedAt = '', pending] =
    /<!-- run (\d{1,15}) (\d{1,5}) (\S{1,40})( pending)? -->\s*$/.exec(body) ?? [];
  if (runId === undefined) return undefined;
  const isPending = pending !== undefined;
  return { runId: Number(runId), attempt: Number(attempt), startedAt: Date.parse(startedAt), isPending };
}
