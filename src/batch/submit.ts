import { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports.ts';
import { chooseTwin, findJobs } from './find-jobs.ts';
import { hasEnded } from './states.ts';
import { type BatchTools, backOffMs } from './tools.ts';
import { isRefusedType, type Upload } from './upload.ts';

/** A job to be bought unless it exists. */
export interface JobPlan {
  readonly model: string;
  readonly displayName: string;
  readonly upload: Upload;
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
  /** Called as soon as a job exists. */
  readonly onCreated: (job: RemoteJob) => void;
}

/** Looks before a create whose predecessor's answer was lost: the list may lag behind. */
const looksAfterLostAnswer = 3;
const maxCreates = 3;

/**
 * Has one job for each plan, taking over what exists and creating the rest one by one. A model whose job is refused is
 * reported and does not keep the others from running.
 */
export async function submitJobs(
  tools: BatchTools,
  plans: readonly JobPlan[],
  options: SubmitOptions,
): Promise<Submission[]> {
  const names = new Set(plans.map((plan) => plan.displayName));
  const existing = options.mayTakeOver ? await findJobs(tools.gemini, names) : [];
  const submissions: Submission[] = [];
  for (const plan of plans) {
    const twin = chooseTwin(existing.filter((job) => job.displayName === plan.displayName));
    if (twin !== undefined) {
      tools.log.info(`${plan.model}: takes over ${twin.name} (${twin.state}) instead of buying it again`);
      submissions.push({ plan, job: twin, isTakenOver: true });
    } else submissions.push(await submit(tools, plan, options));
  }
  const hasCreated = submissions.some((submission) => 'job' in submission && !submission.isTakenOver);
  return hasCreated ? settleRaces(tools, submissions, options) : submissions;
}

async function submit(tools: BatchTools, plan: JobPlan, options: SubmitOptions): Promise<Submission> {
  try {
    const job = await createJob(tools, plan);
    options.onCreated(job);
    tools.log.info(`${plan.model}: created ${job.name}`);
    return { plan, job, isTakenOver: false };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    tools.log.info(`${plan.model}: ${error.message}`);
    return { plan, error };
  }
}

async function createJob(tools: BatchTools, plan: JobPlan): Promise<RemoteJob> {
  let file = await plan.upload.ensure();
  let creates = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await tools.gemini.createJob({ model: plan.model, fileName: file.name, displayName: plan.displayName });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (isRefusedType(error)) file = await plan.upload.changeType(error);
      else if (error.isAmbiguous) {
        const found = await findLostJob(tools, plan);
        if (found !== undefined) return found;
        if (++creates >= maxCreates) throw error;
      } else if (error.status === 429) await waitForQuota(tools, plan, error, attempt);
      else throw error;
    }
  }
}

/** After a create without an answer the job may exist: looks for it several times before anything is bought again. */
async function findLostJob(tools: BatchTools, plan: JobPlan): Promise<RemoteJob | undefined> {
  tools.log.info(`${plan.model}: no answer to the create; looking whether the job exists`);
  for (let look = 1; look <= looksAfterLostAnswer; look++) {
    await tools.clock.sleep(backOffMs(tools, look), tools.signal);
    const jobs = await findJobs(tools.gemini, new Set([plan.displayName]));
    const found = chooseTwin(jobs);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** 429 comes far below the quota too, and names no delay: waits up to the deadline. */
async function waitForQuota(tools: BatchTools, plan: JobPlan, error: ServiceError, attempt: number): Promise<void> {
  const pauseMs = error.retryAfterMs ?? (attempt === 1 ? backOffMs(tools, 3) : tools.longestPauseMs);
  if (tools.clock.now() + pauseMs >= tools.deadline) throw error;
  tools.log.info(
    `${plan.model}: the service takes no further job now (${error.reason}); next try in ${Math.ceil(pauseMs / 1000)} s`,
  );
  await tools.clock.sleep(pauseMs, tools.signal);
}

/**
 * Two writers can create the same job at once and nothing can lock: of live jobs of one display name the smallest name stays.
 * Both writers come to the same choice, and only what this run created is cancelled.
 */
async function settleRaces(
  tools: BatchTools,
  submissions: readonly Submission[],
  options: SubmitOptions,
): Promise<Submission[]> {
  const created = submissions.flatMap((submission) =>
    'job' in submission && !submission.isTakenOver ? [submission.job.name] : [],
  );
  const listed = await findJobs(tools.gemini, new Set(submissions.map(({ plan }) => plan.displayName))).catch(
    (error) => {
      if (!(error instanceof ServiceError)) throw error;
      tools.log.debug(error.message);
      return [];
    },
  );
  const settled: Submission[] = [];
  for (const submission of submissions) {
    if (!('job' in submission) || submission.isTakenOver) {
      settled.push(submission);
      continue;
    }
    const { plan } = submission;
    const live = listed.filter((job) => job.displayName === plan.displayName && !hasEnded(job));
    const kept =
      chooseTwin([...live.filter((job) => job.name !== submission.job.name), submission.job]) ?? submission.job;
    for (const job of live) {
      const isOurs = options.ownsDisplayNames || created.includes(job.name);
      if (job.name === kept.name || !isOurs) continue;
      tools.log.info(`${plan.model}: ${job.name} is a second copy of ${kept.name} and is cancelled`);
      await tools.gemini.cancelJob(job.name).catch((error: unknown) => tools.log.warning(String(error)));
    }
    settled.push({ plan, job: kept, isTakenOver: kept.name !== submission.job.name });
  }
  return settled;
}
