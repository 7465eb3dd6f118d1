import type { RunContext } from '../../ports/github.ts';

type Marked = Pick<RunContext, 'runId' | 'attempt' | 'startedAt'>;

interface Mark {
  readonly runId: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The text says that the run is at work. */
  readonly isPending: boolean;
}

/** The end of a comment or an issue: the run that it speaks of. */
export function markOfRun({ runId, startedAt }: Marked, isPending = false): string {
  return `<!-- run ${runId} ${startedAt}${isPending ? ' pending' : ''} -->`;
}

/** Whether a text is this run's own. */
export function isOfThisRun(body: string, { runId }: Marked): boolean {
  return runId !== '' && markIn(body)?.runId === Number(runId);
}

/** Whether a text is this run's own and says that it is at work. */
export function saysPending(body: string, context: Marked): boolean {
  return isOfThisRun(body, context) && markIn(body)?.isPending === true;
}

/**
 * Whether a text speaks of a later run: what comes late does not replace what is newer. A run that somebody has started again is as
 * new as its start.
 */
export function isOfLaterRun(body: string, { runId, attempt, startedAt }: Marked): boolean {
  const mark = markIn(body);
  if (mark === undefined || !isLaterRun(mark.runId, runId)) return false;
  return attempt === 1 || mark.startedAt > Date.parse(startedAt);
}

/** Run ids grow. Outside of workflows there is none, and nothing is late. */
export function isLaterRun(one: number | undefined, runId: string): boolean {
  return one !== undefined && runId !== '' && one > Number(runId);
}

/** Only a mark at the very end counts: nothing that a report quotes comes after it. */
function markIn(body: string): Mark | undefined {
  const [, runId, startedAt = '', pending] = /<!-- run (\d{1,15}) (\S{1,40})( pending)? -->\s*$/.exec(body) ?? [];
  return runId === undefined
    ? undefined
    : { runId: Number(runId), startedAt: Date.parse(startedAt), isPending: pending !== undefined };
}
