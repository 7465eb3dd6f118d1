import { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports/gemini.ts';
import { nothingBought } from './bought.ts';
import { chooseNewest, chooseTwin, lookThrough } from './find-jobs.ts';
import { follow, type JobPlan, labelOf, type Submission, type SubmitOptions } from './job-plan.ts';
import { JobQueue } from './queue.ts';
import { settleRaces } from './settle-races.ts';
import { hasEnded } from './states.ts';
import { type BatchTools, backOffMs } from './tools.ts';
import { maxRefusedLooks, Watch, whyHidden } from './watch.ts';

/**
 * Has one job for each plan, taking over what exists and creating the rest one by one. What the service takes no more for now
 * (429) waits until a job has ended or a pause is over, up to the deadline; other models' jobs are not held up. A job that is
 * refused otherwise is reported.
 */
export async function submitJobs(
  tools: BatchTools,
  plans: readonly JobPlan[],
  options: SubmitOptions,
): Promise<Submission[]> {
  const since = tools.clock.now();
  const submissions = await takeOver(tools, plans, options);
  const missing = plans.filter((plan) => !submissions.has(plan));
  const queue = new JobQueue(tools, missing, options);
  const note = (found: readonly Submission[]) => {
    for (const submission of found) submissions.set(submission.plan, submission);
  };
  while (tools.isTooLate !== true) {
    const bought = await queue.buy();
    const hasCreated = bought.some((submission) => 'job' in submission);
    note(hasCreated ? await settleRaces(tools, bought, options, since) : bought);
    if (queue.isEmpty || !(await awaitTurn(tools, queue, submissions, options))) break;
  }
  note(queue.leave());
  return plans.flatMap((plan) => submissions.get(plan) ?? []);
}

async function takeOver(
  tools: BatchTools,
  plans: readonly JobPlan[],
  options: SubmitOptions,
): Promise<Map<JobPlan, Submission>> {
  const names = new Set(plans.map((plan) => plan.displayName));
  const looked = options.mayTakeOver ? await lookForJobs(tools, names, options) : { found: [], gone: [] };
  const existing = looked.found.filter((job) => options.excluded?.has(job.name) !== true);
  const submissions = new Map<JobPlan, Submission>();
  for (const plan of plans) {
    const own = existing.filter((job) => job.displayName === plan.displayName);
    const twin = chooseTwin(own) ?? (tools.isVisit === true ? chooseNewest(own) : undefined);
    const gone = looked.gone.find(({ displayName }) => displayName === plan.displayName);
    // Whoever starts a run again wants it bought again; a visit takes it as it is.
    if (twin === undefined && gone !== undefined && tools.isVisit === true)
      submissions.set(plan, { plan, error: gone.error });
    if (twin === undefined) continue;
    tools.log.info(`${labelOf(plan)}: takes over ${twin.name} (${twin.state}) instead of buying it again`);
    options.onObtained(plan.displayName, twin, true);
    submissions.set(plan, { plan, job: twin, isTakenOver: true });
  }
  return submissions;
}

/** The service has been seen to answer with a list that lacks everything (googleapis/python-genai#1250). */
const looksAtEmptyList = 3;

/** A job that was bought and cannot be had any more. */
interface Gone {
  readonly displayName: string;
  readonly error: ServiceError;
}

/**
 * The jobs of these names that exist. Without a look nothing may be bought, so one that fails is made again for as long as there is
 * time; a visit is made again anyway.
 */
async function lookForJobs(
  tools: BatchTools,
  names: ReadonlySet<string>,
  options: SubmitOptions,
): Promise<{ readonly found: readonly RemoteJob[]; readonly gone: readonly Gone[] }> {
  const { gemini, clock, deadline, patientUntil = deadline, log, signal, isVisit } = tools;
  for (let failed = 0, looks = 1; ; ) {
    try {
      const { found, isEmpty } = await lookThrough(gemini, names);
      if (!isEmpty || !options.isRepeated || looks === looksAtEmptyList)
        return await recall(tools, names, found, options);
      log.info('The list of jobs is empty, although there should be some; looking again');
      await clock.sleep(backOffMs(tools, looks++), signal);
    } catch (error) {
      if (!(error instanceof ServiceError) || !error.isTransient || isVisit === true) throw error;
      const pauseMs = backOffMs(tools, ++failed, error.retryAfterMs);
      if (clock.now() + pauseMs >= patientUntil) throw error;
      log.info(`${error.message}; looking again later`);
      await clock.sleep(pauseMs, signal);
    }
  }
}

/** Asks by name for what was bought and does not show in the list. */
async function recall(
  tools: BatchTools,
  names: ReadonlySet<string>,
  listed: readonly RemoteJob[],
  { bought = nothingBought }: SubmitOptions,
): Promise<{ readonly found: readonly RemoteJob[]; readonly gone: readonly Gone[] }> {
  const found = [...listed];
  const gone: Gone[] = [];
  for (const displayName of names) {
    if (listed.some((job) => job.displayName === displayName)) continue;
    for (const name of bought.get(displayName)?.names ?? []) {
      const job = await getShown(tools, name);
      if (job instanceof ServiceError) gone.push({ displayName, error: job });
      else if (job.displayName === displayName) found.push(job);
    }
  }
  return { found, gone };
}

/** A job, or why the service does not show it; a new one may show late. */
async function getShown(tools: BatchTools, name: string): Promise<RemoteJob | ServiceError> {
  for (let looks = 1; ; looks++) {
    try {
      return await tools.gemini.getJob(name);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.isTransient) throw error;
      if (looks === maxRefusedLooks)
        return new ServiceError(whyHidden(error), {
          action: `look at ${name}`,
          status: error.status ?? 404,
          cause: error,
        });
      await tools.clock.sleep(backOffMs(tools, looks), tools.signal);
    }
  }
}

/** Watches the jobs that there are until more may be tried, and brings what is known of them up to date. */
async function awaitTurn(
  tools: BatchTools,
  queue: JobQueue,
  submissions: Map<JobPlan, Submission>,
  options: SubmitOptions,
): Promise<boolean> {
  const obtained = [...submissions.values()].filter((submission) => 'job' in submission);
  const onChange: typeof options.onSeen = (job) => {
    options.onSeen(job);
    if (hasEnded(job)) queue.makeRoom();
  };
  const watch = new Watch(tools, obtained, onChange);
  const isTime = await queue.awaitTurn(watch);
  for (const submission of obtained) submissions.set(submission.plan, follow(submission, watch.jobs));
  return isTime;
}
