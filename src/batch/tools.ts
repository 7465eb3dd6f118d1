import { ServiceError } from '../errors.ts';
import type { GeminiService } from '../ports/gemini.ts';
import type { Clock, Log } from '../ports.ts';

/** What every step of this room works with. */
export interface BatchTools {
  readonly gemini: GeminiService;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Longest pause of ours, in milliseconds. */
  readonly longestPauseMs: number;
  /** When waiting ends, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Until when what failed is tried again, in milliseconds since the epoch; the deadline, when left out. */
  readonly patientUntil?: number;
  /** This is a later look at jobs of the same run: one that ended badly is its end, and is not bought again. */
  readonly isVisit?: boolean;
  /** Somebody comes again later: what an outage keeps from being done now is put off, and is no failure. */
  readonly comesAgain?: boolean;
  /** It is too late to buy: jobs that exist are looked at, and none is created. */
  readonly isTooLate?: boolean;
}

/** Whether a visit is broken off for this: an outage says nothing of the answers, and a later visit will find them. */
export function isPutOff({ isVisit, comesAgain }: BatchTools, error: unknown): boolean {
  return isVisit === true && comesAgain === true && (!(error instanceof ServiceError) || error.isTransient);
}

const firstPauseMs = 2000;

/** The pause before try `attempt` (from 1) of something that failed: doubling, bounded, or as long as the service asked. */
export function backOffMs(tools: BatchTools, attempt: number, askedMs?: number): number {
  if (askedMs !== undefined) return askedMs;
  return Math.min(tools.longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.75 + tools.clock.random() / 4);
}
