import { downloadResults, type JobResult } from './batch/download.ts';
import type { Ledger } from './batch/ledger.ts';
import { hasEnded } from './batch/states.ts';
import type { BatchTools } from './batch/tools.ts';
import { awaitJobs } from './batch/wait.ts';
import { CancelledError, ServiceError } from './errors.ts';
import { fileStemOfModel } from './inputs/models.ts';
import type { Inputs } from './inputs.ts';
import type { GeminiService, World } from './ports.ts';
import { refuseSpending } from './steps/admit.ts';
import { cancelJobs, cancelRun, deleteUploads } from './steps/clean-up.ts';
import { conclude, type Outcome, type Result } from './steps/conclude.ts';
import { judgeAnswers } from './steps/judge.ts';
import { showPlan } from './steps/plan.ts';
import { type Prepared, prepare } from './steps/prepare.ts';
import { annotateRefusals } from './steps/refusal.ts';
import { score } from './steps/score.ts';
import { setStatus } from './steps/status.ts';
import { openLedger, submit } from './steps/submit.ts';

/**
 * One evaluation, from the dataset to the verdict. Throws InputError and DatasetError before anything was sent, ServiceError
 * when nothing could be evaluated (after publishing that), CancelledError after cancelling what was bought.
 * `cleaner` is the service for calls that must still go through after the run was aborted.
 */
export async function run(inputs: Inputs, world: World, cleaner: GeminiService): Promise<Outcome> {
  const startedAt = world.clock.now();
  const refusal = inputs.dryRun ? undefined : await refuseSpending(inputs, world);
  const dataset = await world.log.group('Prepare the dataset', () => prepare(inputs, world));
  const finish = (result: Result) => conclude(inputs, world, dataset, startedAt, result);
  if (inputs.dryRun) return finish({ verdict: 'skipped', reasons: [], note: showPlan(inputs, world, dataset) });
  if (refusal !== undefined) {
    world.log.notice(refusal);
    return finish({ verdict: 'skipped', reasons: [], note: refusal });
  }
  const ledger = openLedger(inputs, world, dataset.files);
  try {
    const outcome = await finish(await evaluate(inputs, world, cleaner, dataset, ledger));
    ledger.finished();
    return outcome;
  } catch (error) {
    if (world.signal.aborted) {
      ledger.cancelled();
      await cancelRun(cleaner, world.log, ledger);
      throw new CancelledError();
    }
    if (!(error instanceof ServiceError)) throw error;
    await deleteAll(cleaner, world, ledger);
    await finish({ verdict: 'inconclusive', reasons: [{ kind: 'error', message: error.message }] });
    throw error;
  }
}

/** The steps that cost money, in the order of the guide. */
async function evaluate(
  inputs: Inputs,
  world: World,
  cleaner: GeminiService,
  dataset: Prepared,
  ledger: Ledger,
): Promise<Result> {
  const { log } = world;
  const tools = batchTools(inputs, world);
  await setStatus(inputs, world, { verdict: 'pending', reasons: [], models: [] });

  const stage = { name: 'answers', files: dataset.files };
  const submissions = await log.group('Upload and submit', () => submit(inputs, world, tools, ledger, stage));
  annotateRefusals(submissions, world, dataset, inputs.repeat);

  const created = submissions.flatMap((submission) => ('job' in submission ? [submission.job] : []));
  const waited = await log.group('Wait for the jobs', () => awaitJobs(tools, created, (job) => ledger.seen(job)));
  const results = await log.group('Download the results', () =>
    downloadResults(tools, submissions, waited.jobs, resultPath(world)),
  );

  const judging = await judgeAnswers(inputs, world, tools, ledger, dataset, { results, isTimedOut: waited.isTimedOut });
  const isPending = judging.isTimedOut && inputs.onTimeout === 'keep';
  const answers = { results, judging, isPending };
  const scored = await log.group('Score the answers', () => score(inputs, world, dataset, answers));
  await judging.close();

  if (!isPending) {
    await cancelJobs(cleaner, log, openJobs([...results, ...judging.results]));
    await deleteAll(cleaner, world, ledger);
  }
  return { ...scored, judging, results };
}

function batchTools(inputs: Inputs, world: World): BatchTools {
  const deadline = world.clock.now() + inputs.timeoutMinutes * 60_000;
  const longestPauseMs = inputs.pollIntervalSeconds * 1000;
  return { gemini: world.gemini, clock: world.clock, log: world.log, signal: world.signal, longestPauseMs, deadline };
}

function resultPath({ files, outputDirectory }: World): (model: string) => string {
  return (model) => files.join(outputDirectory, 'results', `${fileStemOfModel(model)}.jsonl`);
}

/** Jobs of this run that are still at work. */
function openJobs(results: readonly JobResult[]): string[] {
  return results.flatMap(({ job, isTakenOver }) =>
    job !== undefined && !isTakenOver && !hasEnded(job) ? [job.name] : [],
  );
}

function deleteAll(cleaner: GeminiService, { log }: World, ledger: Ledger): Promise<void> {
  return deleteUploads(cleaner, log, ledger.manifest.files, (file) => ledger.deleted(file));
}
