import type { RowIndex } from './rows.ts';
import type { EmulatedJob, RowError, Step, StoredFile } from './types.ts';

type Writable<T> = { -readonly [member in keyof T]: T[member] };

/** A job with all that the emulator knows of it. */
export interface Job extends Writable<EmulatedJob> {
  readonly createTime: number;
  readonly servedBy: string;
  readonly rows: RowIndex;
  readonly inputPath: string;
  readonly isInline: boolean;
  readonly steps: readonly Step[];
  updateTime: number;
  endTime?: number;
  error?: RowError;
  resultFile?: StoredFile;
  inlinedResponses?: readonly object[];
  /** Looks that still do not find the results. */
  looksWithoutResults: number;
  isInputLost: boolean;
}

const finalStates = ['SUCCEEDED', 'PARTIALLY_SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED'];

/** Whether a job in this state never changes again. */
function isFinal(state: string): boolean {
  return finalStates.includes(state);
}

/** Whether a job in this state has results. */
export function hasResults(state: string): boolean {
  return state === 'SUCCEEDED' || state === 'PARTIALLY_SUCCEEDED';
}

/** Moves a job one step on, because a get or list sees it; true when it has just finished with results to be made. */
export function look(job: Job, now: number, cancelWorks: boolean): boolean {
  job.looks += 1;
  if (job.isFinished) {
    job.looksWithoutResults = Math.max(0, job.looksWithoutResults - 1);
    return false;
  }
  const step = nextStep(job, cancelWorks);
  const { state, error, withoutFile = 0 } = typeof step === 'string' ? { state: step } : step;
  if (state !== job.state) job.updateTime = now;
  job.state = state;
  job.isFinished = isFinal(state);
  if (!job.isFinished) return false;
  job.endTime = now;
  job.looksWithoutResults = withoutFile;
  if (!hasResults(state)) job.error = error ?? defaultError(job);
  return hasResults(state);
}

function nextStep(job: Job, cancelWorks: boolean): Exclude<Step, string> | string {
  if (job.isInputLost) {
    return { state: 'FAILED', error: { code: 5, message: `Input file ${job.inputFile} was not found.` } };
  }
  if (job.cancelRequests > 0 && cancelWorks) return 'CANCELLED';
  return job.steps[Math.min(job.looks, job.steps.length) - 1] ?? 'PENDING';
}

function defaultError({ state, name }: Job): RowError {
  if (state === 'CANCELLED') return { code: 1, message: `${name} was cancelled.` };
  if (state === 'EXPIRED') return { code: 4, message: `${name} was not finished within 48 hours.` };
  return { code: 13, message: `${name} failed.` };
}
