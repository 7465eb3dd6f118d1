import type { JobResult } from './batch/download.ts';
import type { Ledger } from './batch/ledger.ts';
import { hasEnded } from './batch/states.ts';
import type { BatchTools } from './batch/tools.ts';
import { CancelledError } from './errors.ts';
import { fileStemOfModel } from './inputs/models.ts';
import type { Inputs } from './inputs.ts';
import type { GeminiService } from './ports/gemini.ts';
import type { World } from './ports.ts';
import { refuseSpending } from './steps/admit.ts';
import { answersOf, jobsOf, type ModelAnswers } from './steps/answers.ts';
import { type Budget, openBudget } from './steps/budget.ts';
import { cancelJobs, cancelRun, deleteUploads } from './steps/clean-up.ts';
import { conclude, type Outcome, type Result } from './steps/conclude.ts';
import { decide } from './steps/decide.ts';
import { checkBaseline, findBaseline, nothingFound } from './steps/find-baseline.ts';
import { judgeAnswers, noteJudges } from './steps/judge.ts';
import { obtainResults } from './steps/obtain.ts';
import { showPlan } from './steps/plan.ts';
import { fileOfModel, type Prepared, prepare } from './steps/prepare.ts';
import { annotateRefusals } from './steps/refusal.ts';
import { answerAgain } from './steps/retry.ts';
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
  if (refusal === undefined) await checkBaseline(inputs, world);
  const dataset = await world.log.group('Prepare the dataset', () => prepare(inputs, world));
  const budget = openBudget(inputs, world, dataset);
  const finish = (result: Omit<Result, 'budget'>) => conclude(inputs, world, dataset, startedAt, { ...result, budget });
  noteJudges(inputs, world);
  if (inputs.dryRun) return finish({ verdict: 'skipped', reasons: [], note: showPlan(inputs, world, dataset, budget) });
  if (refusal !== undefined) {
    world.log.notice(refusal);
    return finish({ verdict: 'skipped', reasons: [], note: refusal });
  }
  const ledger = openLedger(inputs, world, dataset.files);
  const progress: Progress = { answers: [] };
  try {
    const result = await evaluate(inputs, world, cleaner, dataset, ledger, budget, progress);
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
  answers: readonly ModelAnswers[];
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
  budget: Budget,
  progress: Progress,
): Promise<Omit<Result, 'budget'>> {
  const { log } = world;
  const tools = batchTools(inputs, world);
  await setStatus(inputs, world, { verdict: 'pending', models: [] }, false);

  const first = await obtainResults(
    inputs,
    world,
    tools,
    ledger,
    stageOfAnswers(inputs, world, dataset),
    (submissions) => annotateRefusals(submissions, world, dataset, inputs.repeat),
  );
  progress.answers = first.results.map(answersOf);
  const admits: Budget['admits'] = (round) => budget.admits(round);
  await answerAgain(inputs, world, tools, ledger, dataset, { progress, cleaner, admits });
  const { answers } = progress;
  const judging = await judgeAnswers(inputs, world, tools, ledger, dataset, { ...first, answers });
  const isPending = judging.isTimedOut && inputs.onTimeout === 'keep';
  const found = isPending
    ? nothingFound
    : await log.group('Find the baseline', () => findBaseline(inputs, world, dataset));
  const scored = await log.group('Score the answers', () =>
    score(inputs, world, dataset, { answers, judging, baseline: found.baseline }),
  );
  await judging.close();
  const decision = await decide(inputs, world, dataset, { scored, found, judging, isPending });

  if (!isPending) {
    await cancelJobs(cleaner, log, openJobs([...answers.flatMap(jobsOf), ...judging.results]));
    await deleteAll(cleaner, world, ledger);
  }
  const { verdict, reasons } = decision;
  return { verdict, reasons, decision, listed: scored.listed, judging, answers };
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
