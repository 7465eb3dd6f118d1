import { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports/gemini.ts';
import { Purchase } from './create-job.ts';
import { chooseTwin, findJobs } from './find-jobs.ts';
import { settleRaces } from './settle-races.ts';
import { type BatchTools, backOffMs } from './tools.ts';
import type { Upload } from './upload.ts';

/** A job to be bought unless it exists. */
export interface JobPlan {
  readonly model: string;
  readonly displayName: string;
  readonly upload: Upload;
  /** Where the results go. */
  readonly resultPath: string;
}

/** A job that runs, was taken over, or could not be had. */
export type Submission =
  | { readonly plan: JobPlan; readonly job: RemoteJob; readonly isTakenOver: boolean }
  | { readonly plan: JobPlan; readonly error: ServiceError };

export interface SubmitOptions {
  /** Look for existing jobs first. */
  readonly mayTakeOver: boolean;
  /** Every job of these display names was created by this workflow run, so surplus ones may be cancelled. */
  readonly ownsDisplayNames: boolean;
  /** Jobs that are no twins although they look it: their results are gone. */
  readonly excluded?: ReadonlySet<string>;
  /** Called right before a create is sent. */
  readonly onCreating: (displayName: string) => void;
  /** Called when a create was refused, so that there is no job. */
  readonly onRefused: (displayName: string) => void;
  /** Called as soon as a plan has its job, created or taken over. */
  readonly onObtained: (displayName: string, job: RemoteJob, isTakenOver: boolean) => void;
}

/**
 * Has one job for each plan, taking over what exists and creating the rest one by one. A model whose job is refused, or for
 * which there is no quota now, is reported and does not keep the others from running.
 */
export async function submitJobs(
  tools: BatchTools,
  plans: readonly JobPlan[],
  options: SubmitOptions,
): Promise<Submission[]> {
  const names = new Set(plans.map((plan) => plan.displayName));
  const found = options.mayTakeOver ? await findJobs(tools.gemini, names) : [];
  const existing = found.filter((job) => options.excluded?.has(job.name) !== true);
  const submissions = new Map<JobPlan, Submission>();
  for (const plan of plans) {
    const twin = chooseTwin(existing.filter((job) => job.displayName === plan.displayName));
    if (twin === undefined) continue;
    tools.log.info(`${plan.model}: takes over ${twin.name} (${twin.state}) instead of buying it again`);
    options.onObtained(plan.displayName, twin, true);
    submissions.set(plan, { plan, job: twin, isTakenOver: true });
  }
  const missing = plans.filter((plan) => !submissions.has(plan));
  for (const submission of await buyJobs(tools, missing, options)) submissions.set(submission.plan, submission);
  const all = plans.flatMap((plan) => submissions.get(plan) ?? []);
  const hasCreated = all.some((submission) => 'job' in submission && !submission.isTakenOver);
  return hasCreated ? settleRaces(tools, all, options) : all;
}

/** Goes round those that still wait for quota: it is counted by model, so one that has none must not hold up the others. */
async function buyJobs(tools: BatchTools, plans: readonly JobPlan[], options: SubmitOptions): Promise<Submission[]> {
  const submissions: Submission[] = [];
  let waiting = plans.map((plan) => new Purchase(tools, plan, options));
  for (let round = 1; waiting.length > 0; round++) {
    const later: Purchase[] = [];
    let longestPauseMs = 0;
    for (const purchase of waiting) {
      const submission = await buy(tools, purchase, options);
      const pauseMs = 'error' in submission ? quotaPauseMs(tools, submission.error, round) : undefined;
      if (pauseMs === undefined) submissions.push(submission);
      else {
        later.push(purchase);
        longestPauseMs = Math.max(longestPauseMs, pauseMs);
      }
    }
    waiting = later;
    if (waiting.length > 0) await tools.clock.sleep(longestPauseMs, tools.signal);
  }
  return submissions;
}

async function buy(tools: BatchTools, purchase: Purchase, options: SubmitOptions): Promise<Submission> {
  const { plan } = purchase;
  try {
    const job = await purchase.create();
    options.onObtained(plan.displayName, job, false);
    tools.log.info(`${plan.model}: created ${job.name}`);
    return { plan, job, isTakenOver: false };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    tools.log.info(`${plan.model}: ${error.message}`);
    return { plan, error };
  }
}

/** 429 comes far below the quota too, and names no delay: the pause before the next try, unless that is past the deadline. */
function quotaPauseMs(tools: BatchTools, error: ServiceError, round: number): number | undefined {
  if (error.status !== 429) return undefined;
  const pauseMs = error.retryAfterMs ?? (round === 1 ? backOffMs(tools, 3) : tools.longestPauseMs);
  if (tools.clock.now() + pauseMs >= tools.deadline) return undefined;
  tools.log.info(`The service takes no further job now; next try in ${Math.ceil(pauseMs / 1000)} s`);
  return pauseMs;
}
