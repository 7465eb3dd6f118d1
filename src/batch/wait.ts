import type { RemoteJob } from '../ports/gemini.ts';
import type { Submission } from './job-plan.ts';
import { pauseMs } from './poll-schedule.ts';
import type { BatchTools } from './tools.ts';
import { Watch } from './watch.ts';

/** The jobs as they were seen last. */
export interface WaitOutcome {
  readonly jobs: readonly RemoteJob[];
  /** Names of those that are not over: at work, or without the file that they owe. */
  readonly open: ReadonlySet<string>;
  /** The deadline came before all had ended, or before all could be submitted. */
  readonly isTimedOut: boolean;
}

/**
 * Looks at all jobs together until every one has ended or the deadline comes. `onChange` hears of every job whose state
 * changed. Failing looks are tolerated until the deadline, unless the service refuses several in a row. What could not be
 * submitted in time is not waited for: then the deadline has come.
 */
export async function awaitJobs(
  tools: BatchTools,
  submissions: readonly Submission[],
  onChange: (job: RemoteJob) => void,
): Promise<WaitOutcome> {
  const held = submissions.filter((submission) => 'job' in submission);
  const isQueued = submissions.some((submission) => 'isQueued' in submission);
  const watch = new Watch(tools, held, onChange);
  const start = tools.clock.now();
  for (let looks = 0; !watch.isOver; looks++) {
    const left = tools.deadline - tools.clock.now();
    // Submitting may have taken all the time there was: even then the jobs are looked at once.
    if (left <= 0 && looks > 0) return { jobs: watch.jobs, open: watch.open, isTimedOut: true };
    const pause = pauseMs(tools.clock.now() - start, tools.longestPauseMs, tools.clock.random());
    if (left > 0) await tools.clock.sleep(Math.min(pause, left), tools.signal);
    await watch.look();
  }
  return { jobs: watch.jobs, open: watch.open, isTimedOut: isQueued };
}
