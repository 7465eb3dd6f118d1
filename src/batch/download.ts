import { ServiceError } from '../errors.ts';
import type { ReasonKind } from '../gate/reason.ts';
import type { RemoteJob } from '../ports/gemini.ts';
import {
  follow,
  type HeldJob,
  type JobPlan,
  labelOf,
  pathOfShard,
  type Submission,
  type Unbought,
} from './job-plan.ts';
import { describeEnd, hasEnded, hasResults } from './states.ts';
import { type BatchTools, isPutOff } from './tools.ts';
import type { WaitOutcome } from './wait.ts';

/** What the jobs of one model came to. */
export interface JobResult {
  readonly model: string;
  /** One for each shard, in their order; those that could not be had are left out. */
  readonly jobs: readonly Omit<HeldJob, 'plan'>[];
  /** The result file on disk; undefined when no job left one. */
  readonly path: string | undefined;
  /** Why there are no results, or not all. */
  readonly failure: { readonly kind: ReasonKind; readonly message: string } | undefined;
}

/** What one job came to. */
export interface ShardResult {
  readonly plan: JobPlan;
  /** Undefined where none could be had. */
  readonly held: HeldJob | undefined;
  /** Its own result file on disk, whole. */
  readonly path: string | undefined;
  /** Why there are no results, or not all. */
  readonly failure: ShardFailure | undefined;
  /** The job was taken over, and what it left is gone: it is no twin after all. */
  readonly isGone: boolean;
}

/** What is to be said of a shard, or of its model ("was not finished in time"); or that it was neither bought nor refused. */
export type ShardFailure =
  | { readonly kind: ReasonKind; readonly text: string }
  | ({ readonly kind: 'incomplete' } & Unbought);

/**
 * Downloads what each job left, a model's shards one after the other. One that fails, is late, or whose file cannot be had
 * takes nothing from the others.
 */
export async function downloadResults(
  tools: BatchTools,
  submissions: readonly Submission[],
  seen: Pick<WaitOutcome, 'jobs' | 'open'>,
): Promise<ShardResult[]> {
  const results = new Map<JobPlan, ShardResult>();
  const models = Map.groupBy(submissions, ({ plan }) => plan.resultPath);
  await Promise.all(
    [...models.values()].map(async (shards) => {
      for (const submission of shards) results.set(submission.plan, await resultOf(tools, submission, seen));
    }),
  );
  return submissions.flatMap(({ plan }) => results.get(plan) ?? []);
}

async function resultOf(
  tools: BatchTools,
  submission: Submission,
  { jobs, open }: Pick<WaitOutcome, 'jobs' | 'open'>,
): Promise<ShardResult> {
  const { plan } = submission;
  if (!('job' in submission))
    return { plan, held: undefined, path: undefined, failure: failureWithoutJob(submission), isGone: false };
  const held = follow(submission, jobs);
  const { job } = held;
  const file = await downloadFile(tools, held);
  const failure = file.failure ?? failureOf(job);
  // A file that is not named yet is not gone; and what a visit comes for was bought for this very run, and not long ago.
  const mayBeGone = submission.isTakenOver && hasResults(job) && !open.has(job.name) && tools.isVisit !== true;
  const isGone = mayBeGone && file.path === undefined && file.isGone;
  return { plan, held, path: file.path, failure, isGone };
}

type Download = Pick<ShardResult, 'path' | 'failure' | 'isGone'>;

async function downloadFile(tools: BatchTools, { plan, job }: HeldJob): Promise<Download> {
  if (!hasEnded(job) || job.resultFile === undefined)
    return { path: undefined, failure: undefined, isGone: hasResults(job) };
  const path = pathOfShard(plan);
  try {
    const { bytes } = await tools.gemini.downloadFile({ name: job.resultFile, path });
    tools.log.info(`${labelOf(plan)}: downloaded ${bytes} bytes of results`);
    return { path, failure: undefined, isGone: false };
  } catch (error) {
    if (tools.signal.aborted) throw error;
    const message =
      error instanceof ServiceError
        ? error.message
        : `Could not download ${job.resultFile}: ${error instanceof Error ? error.message : error}`;
    // 403 is what the service says of files that are no more.
    const isGone = error instanceof ServiceError && (error.status === 404 || error.status === 403);
    if (isPutOff(tools, error) || (isGone && mayShowLater(tools, job))) throw error;
    const failure = incomplete(`has results that could not be fetched whole. ${message}`);
    return { path: undefined, isGone, failure };
  }
}

/** A job and its file may be told by different parts of the service. */
const fileMayLagMs = 3600_000;

function mayShowLater({ isVisit, comesAgain, clock }: BatchTools, { endTime }: RemoteJob): boolean {
  const isYoung = clock.now() < Date.parse(endTime ?? '') + fileMayLagMs;
  return isVisit === true && comesAgain === true && isYoung;
}

function failureOf(job: RemoteJob): ShardFailure | undefined {
  if (!hasEnded(job)) return incomplete(`was not finished in time; its job ${job.name} was last seen ${job.state}.`);
  if (!hasResults(job))
    return { kind: 'error', text: `has no complete results: its job ${job.name} ${describeEnd(job)}.` };
  if (job.resultFile === undefined)
    return incomplete(`has no results: its job ${job.name} succeeded but named no result file.`);
  return undefined;
}

function failureWithoutJob(submission: Exclude<Submission, HeldJob>): ShardFailure {
  if ('error' in submission) return { kind: 'error', text: `has no job: ${submission.error.message}` };
  const { refusal, isUnsure } = submission;
  return { kind: 'incomplete', isQueued: true, refusal, isUnsure };
}

function incomplete(text: string): ShardFailure {
  return { kind: 'incomplete', text };
}
