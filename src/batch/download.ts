import { ServiceError } from '../errors.ts';
import type { ReasonKind } from '../gate/reason.ts';
import type { RemoteJob } from '../ports/gemini.ts';
import { describeEnd, hasEnded, hasResults } from './states.ts';
import type { Submission } from './submit.ts';
import type { BatchTools } from './tools.ts';

/** What one model's job came to. */
export interface JobResult {
  readonly model: string;
  readonly job: RemoteJob | undefined;
  readonly isTakenOver: boolean;
  /** The result file on disk, whole. */
  readonly path: string | undefined;
  /** Why there are no results, or not all. */
  readonly failure: { readonly kind: ReasonKind; readonly message: string } | undefined;
  /** The job was taken over, and what it left is gone: it is no twin after all. */
  readonly isGone: boolean;
  /** Where the results were to go. */
  readonly resultPath: string;
}

/** Downloads what each job left. One that fails, is late, or whose file cannot be had takes nothing from the others. */
export async function downloadResults(
  tools: BatchTools,
  submissions: readonly Submission[],
  jobs: readonly RemoteJob[],
): Promise<JobResult[]> {
  return Promise.all(
    submissions.map(async (submission): Promise<JobResult> => {
      const { model } = submission.plan;
      if ('error' in submission) {
        return {
          model,
          job: undefined,
          isTakenOver: false,
          path: undefined,
          isGone: false,
          resultPath: submission.plan.resultPath,
          failure: { kind: 'error', message: `${model} has no job: ${submission.error.message}` },
        };
      }
      const job = findJob(jobs, submission);
      const isTakenOver = submission.isTakenOver || job.name !== submission.job.name;
      const file = await downloadFile(tools, job, submission.plan.resultPath);
      const failure = file.failure ?? failureOf(model, job);
      const isGone = submission.isTakenOver && hasResults(job) && file.path === undefined && file.isGone;
      return { model, job, isTakenOver, path: file.path, failure, isGone, resultPath: submission.plan.resultPath };
    }),
  );
}

/** The job as it was seen last, or the twin that was waited for in its stead. */
function findJob(jobs: readonly RemoteJob[], { plan, job }: Submission & { readonly job: RemoteJob }): RemoteJob {
  const isSame = ({ name }: RemoteJob) => name === job.name;
  const isTwin = ({ displayName }: RemoteJob) => displayName === plan.displayName;
  return jobs.find(isSame) ?? jobs.find(isTwin) ?? job;
}

type Download = Pick<JobResult, 'path' | 'failure' | 'isGone'>;

async function downloadFile(tools: BatchTools, job: RemoteJob, path: string): Promise<Download> {
  if (!hasEnded(job) || job.resultFile === undefined)
    return { path: undefined, failure: undefined, isGone: hasResults(job) };
  try {
    const { bytes } = await tools.gemini.downloadFile({ name: job.resultFile, path });
    tools.log.info(`${job.model}: downloaded ${bytes} bytes of results`);
    return { path, failure: undefined, isGone: false };
  } catch (error) {
    if (tools.signal.aborted) throw error;
    const message =
      error instanceof ServiceError
        ? error.message
        : `Could not download ${job.resultFile}: ${error instanceof Error ? error.message : error}`;
    // 403 is what the service says of files that are no more.
    const isGone = error instanceof ServiceError && (error.status === 404 || error.status === 403);
    return {
      path: undefined,
      isGone,
      failure: { kind: 'incomplete', message: `${job.model} has results that could not be fetched whole. ${message}` },
    };
  }
}

function failureOf(model: string, job: RemoteJob): JobResult['failure'] {
  if (!hasEnded(job)) {
    return {
      kind: 'incomplete',
      message: `${model} was not finished in time; its job ${job.name} was last seen ${job.state}.`,
    };
  }
  if (!hasResults(job))
    return { kind: 'error', message: `${model} has no complete results: its job ${job.name} ${describeEnd(job)}.` };
  if (job.resultFile === undefined) {
    return {
      kind: 'incomplete',
      message: `${model} has no results: its job ${job.name} succeeded but named no result file.`,
    };
  }
  return undefined;
}
