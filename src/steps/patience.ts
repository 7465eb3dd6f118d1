import type { JobResult } from '../batch/download.ts';
import { hasEnded } from '../batch/states.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';

/** How long a run waits for its jobs. */
export type Patience =
  /** Up to `timeout-minutes`. */
  | { readonly kind: 'wait' }
  /** Not at all: jobs are submitted, and a later run collects them. */
  | { readonly kind: 'leave' }
  /** One look, again and again in later runs, until the time when jobs are given up; milliseconds since the epoch. */
  | {
      readonly kind: 'visit';
      readonly giveUpAt: number;
      /** The run has had its verdict, which not everybody could be told: nothing is asked for any more. */
      readonly isOver?: boolean;
    };

/** When sleeping ends; milliseconds since the epoch. */
export function deadlineOf(patience: Patience, { timeoutMinutes }: Inputs, { clock }: World): number {
  return clock.now() + (patience.kind === 'wait' ? timeoutMinutes * 60_000 : 0);
}

/** Without waiting for jobs, failing calls are still tried again for so long. */
const callPatienceMs = 10 * 60_000;
/** A collector has other runs to look after, and comes again. */
const visitPatienceMs = 2 * 60_000;

/** Until when failing calls are tried again; milliseconds since the epoch. */
export function patientUntil(patience: Patience, { timeoutMinutes }: Inputs, { clock }: World): number {
  const whole = timeoutMinutes * 60_000;
  if (patience.kind === 'wait') return clock.now() + whole;
  return clock.now() + Math.min(whole, patience.kind === 'visit' ? visitPatienceMs : callPatienceMs);
}

/**
 * Whether a collector will come (again), so that an outage decides nothing. A stage that began last has its own 48 hours, so
 * visits end after twice that time.
 */
export function comesAgain(patience: Patience, { clock }: Pick<World, 'clock'>): boolean {
  if (patience.kind === 'visit') return clock.now() < patience.giveUpAt + jobLifeMs;
  return patience.kind === 'leave';
}

/** Whether more may still be asked for; without waiting there is all the time until jobs are given up. */
export function hasTime(patience: Patience, { clock }: Pick<World, 'clock'>, deadline: number): boolean {
  if (patience.kind === 'leave') return true;
  if (patience.kind === 'visit') return patience.isOver !== true && clock.now() < patience.giveUpAt;
  return clock.now() < deadline;
}

/** The service lets a batch job expire after so long (Batch API guide, 2026-09-18). */
export const jobLifeMs = 48 * 3600_000;

/** A later stage's job was created later, and has its own 48 hours. */
function isGivenUp(giveUpAt: number, { clock }: Pick<World, 'clock'>, results: readonly JobResult[]): boolean {
  const open = results.flatMap(({ jobs }) => jobs.filter(({ job }) => !hasEnded(job)));
  const ends = open.map(({ job }) => (Date.parse(job.createTime ?? '') || 0) + jobLifeMs);
  return clock.now() >= Math.max(giveUpAt, ...ends);
}

/** Whether the run goes on later: jobs are still at work that somebody will come back for. */
export function goesOn(
  patience: Patience,
  { onTimeout }: Inputs,
  world: Pick<World, 'clock'>,
  { results, isTimedOut }: { readonly results: readonly JobResult[]; readonly isTimedOut: boolean },
): boolean {
  if (patience.kind === 'wait') return isTimedOut && onTimeout === 'keep';
  if (patience.kind === 'visit')
    return isTimedOut && patience.isOver !== true && !isGivenUp(patience.giveUpAt, world, results);
  // What was only just created is left alone, whatever it looks like; a re-run that finds its jobs ended goes through.
  return isTimedOut || results.some(({ jobs }) => jobs.some(({ isTakenOver }) => !isTakenOver));
}
