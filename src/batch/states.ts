import type { JobState, RemoteJob } from '../ports/gemini.ts';

const endedStates: ReadonlySet<JobState> = new Set([
  'SUCCEEDED',
  'PARTIALLY_SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
]);
const stateWithResults: ReadonlySet<JobState> = new Set(['SUCCEEDED', 'PARTIALLY_SUCCEEDED']);

/** The job will not change any more. A state we do not know counts as open: it keeps waiting until the deadline. */
export function hasEnded(job: Pick<RemoteJob, 'state'>): boolean {
  return endedStates.has(job.state);
}

/** The job ended in a state that promises a result file. */
export function hasResults(job: RemoteJob): boolean {
  return stateWithResults.has(job.state);
}

/** Whether an existing job may stand in for one that would be created: live, or ended with something to read. */
export function isTwin(job: RemoteJob): boolean {
  if (!hasEnded(job)) return job.state !== 'CANCELLING';
  if (!hasResults(job)) return false;
  const { stats } = job;
  return stats === undefined || stats.requests === 0 || stats.failed < stats.requests;
}

/** Why a job ended without results, in words. */
export function describeEnd(job: RemoteJob): string {
  const reason =
    job.error === undefined || job.error.message === '' ? '' : `: ${job.error.message} (code ${job.error.code})`;
  if (job.state === 'EXPIRED') return `expired before it was finished${reason}`;
  if (job.state === 'CANCELLED') return `was cancelled${reason}`;
  if (job.state === 'FAILED') return `failed${reason || ' without a reason'}`;
  return `ended as ${job.state}${reason}`;
}
