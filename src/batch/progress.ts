import type { RemoteJob } from '../ports/gemini.ts';

/** How many jobs a line of the log names. */
const maxNamedJobs = 6;

/** How far a job has come, for the end of a line; nothing where the service does not say. */
export function describeProgress({ stats }: RemoteJob): string {
  if (stats === undefined || stats.requests === 0) return '';
  const failed = stats.failed > 0 ? `, ${stats.failed} failed` : '';
  return ` (${stats.succeeded} of ${stats.requests} answered${failed})`;
}

/** The jobs that are at work, on one line. */
export function describeOpen(open: readonly RemoteJob[], labelOf: (job: RemoteJob) => string): string {
  const named = open
    .slice(0, maxNamedJobs)
    .map((job) => `${labelOf(job)} ${job.state}${describeProgress(job)}`)
    .join(', ');
  return open.length > maxNamedJobs ? `${named} and ${open.length - maxNamedJobs} more` : named;
}
