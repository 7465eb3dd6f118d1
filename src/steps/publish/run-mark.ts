import type { RunContext } from '../../ports/github.ts';

/** The end of a comment or an issue: the run that it speaks of. */
export function markOfRun({ runId }: Pick<RunContext, 'runId'>): string {
  return `<!-- run ${runId} -->`;
}

/** Whether a text is this run's own. */
export function isOfThisRun(body: string, { runId }: Pick<RunContext, 'runId'>): boolean {
  return runId !== '' && runOf(body) === Number(runId);
}

/**
 * Whether a text speaks of a later run: what comes late does not replace what is newer. A run that somebody has started again
 * is newer than its number.
 */
export function isOfLaterRun(body: string, { runId, attempt }: Pick<RunContext, 'runId' | 'attempt'>): boolean {
  return attempt === 1 && isLaterRun(runOf(body), runId);
}

/** Run ids grow. Outside of workflows there is none, and nothing is late. */
export function isLaterRun(one: number | undefined, runId: string): boolean {
  return one !== undefined && runId !== '' && one > Number(runId);
}

/** Only a mark at the very end counts: nothing that a report quotes comes after it. */
function runOf(body: string): number | undefined {
  const [, runId] = /<!-- run (\d{1,15}) -->\s*$/.exec(body) ?? [];
  return runId === undefined ? undefined : Number(runId);
}
