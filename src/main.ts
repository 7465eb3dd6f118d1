import type { JobResult } from './batch/download.ts';
import type { Ledger } from './batch/ledger.ts';
import { hasEnded } from './batch/states.ts';
import type { BatchTools } from './batch/tools.ts';
import { CancelledError } from './errors.ts';
import { fileStemOfModel } from './inputs/models.ts';
import type { Inputs } from './inputs.ts';
import type { GeminiService, World } from './ports.ts';
import { refuseSpending } from './steps/admit.ts';
import { cancelJobs, cancelRun, deleteUploads } from './steps/clean-up.ts';
import { conclude, type Outcome, type Result } from './steps/conclude.ts';
import { judgeAnswers, noteJudges } from './steps/judge.ts';
import { obtainResults } from './steps/obtain.ts';
import { showPlan } from './steps/plan.ts';
import { fileOfModel, type Prepared, prepare } from './steps/prepare.ts';
import { annotateRefusals } from './steps/refusal.ts';
import { score } from './steps/score.ts';
import { setCancelledStatus, setStatus } from './steps/status.ts';
import { openLedger, type Stage } from './steps/submit.ts';

/**
 * One evaluation, from the dataset to the verdict. Throws InputError and DatasetError before anything was sent, CancelledError
 * after cancelling what was bought, and whatever else broke the run off after publishing how far it came.
 * `cleaner` is the service for calls that must still go through after the run was aborted.
 */
export async function run(inputs: Inputs, world: World, cleaner: GeminiService): Promise<Outcome> {
  const startedAt = world.clock.now();
  const refusal = inputs.dryRun ? undefined : await refuseSpending(inputs, world);
  const dataset = await world.log.group('Prepare the dataset', () => prepare(inputs, world));
  const finish = (result: Result) => conclude(inputs, world, dataset, startedAt, result);
  noteJudges(inputs, world);
  if (inputs.dryRun) return finish({ verdict: 'skipped', reasons: [], note: showPlan(inputs, world, dataset) });
  if (refusal !== undefined) {
    world.log.notice(refusal);
    return finish({ verdict: 'skipped', reasons: [], note: refusal });
  }
  const ledger = openLedger(inputs, world, dataset.files);
  const progress: Progress = { results: [] };
  try {
    const result = await evaluate(inputs, world, cleaner, dataset, ledger, progress);
    const outcome = await finish({ ...result, jobs: ledger.manifest.jobs });
    ledger.finished();
    return outcome;
  } catch (error) {
    if (world.signal.aborted) {
      ledger.cancelled();
      await cancelRun(cleaner, world.clock, world.log, ledger);
      await setCancelledStatus(inputs, world);
      throw new CancelledError();
    }
    await deleteAll(cleaner, world, ledger);
    await finish({ ...progress, ...brokenOff(error), jobs: ledger.manifest.jobs });
    throw error;
  }
}

/** What the run has come to so far: paid for, and published even if a later step breaks. */
interface Progress {
  results: readonly JobResult[];
}

function brokenOff(error: unknown): Pick<Result, 'verdict' | 'reasons' | 'isBroken'> {
  const message = error instanceof Error ? error.message : String(error);
  return { verdict: 'inconclusive', reasons: [{ kind: 'error', message }], isBroken: true };
}

/** The steps that cost money, in the order of the guide. */
async function evaluate(
  inputs: Inputs,
  world: World,
  cleaner: GeminiService,
  dataset: Prepared,
  ledger: Ledger,
  progress: Progress,
): Promise<Result> {
  const { log } = world;
  const tools = batchTools(inputs, world);
  await setStatus(inputs, world, { verdict: 'pending', models: [] }, false);

  const answers = await obtainResults(
    inputs,
    world,
    tools,
    ledger,
    stageOfAnswers(inputs, world, dataset),
    (submissions) => annotateRefusals(submissions, world, dataset, inputs.repeat),
  );
  progress.results = answers.results;
  const judging = await judgeAnswers(inputs, world, tools, ledger, dataset, answers);
  const isPending = judging.isTimedOut && inputs.onTimeout === 'keep';
  const scored = await log.group('Score the answers', () =>
    score(inputs, world, dataset, { results: answers.results, judging, isPending }),
  );
  await judging.close();

  if (!isPending) {
    await cancelJobs(cleaner, log, openJobs([...answers.results, ...judging.results]));
    await deleteAll(cleaner, world, ledger);
  }
  return { ...scored, judging, results: answers.results };
}

/** One job per model, over the request file that it shares with the models that get the same requests. */
function stageOfAnswers(inputs: Inputs, { files, outputDirectory }: World, dataset: Prepared): Stage {
  const jobs = inputs.models.map((model) => ({
    model,
    file: fileOfModel(dataset, model),
    resultPath: files.join(outputDirectory, 'results', `${fileStemOfModel(model)}.jsonl`),
  }));
  return { name: 'answers', jobs };
}

function batchTools(inputs: Inputs, world: World): BatchTools {
  const deadline = world.clock.now() + inputs.timeoutMinutes * 60_000;
  const longestPauseMs = inputs.pollIntervalSeconds * 1000;
  return { gemini: world.gemini, clock: world.clock, log: world.log, signal: world.signal, longestPauseMs, deadline };
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
