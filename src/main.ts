import { downloadResults, type JobResult } from './batch/download.ts';
import { hasEnded } from './batch/states.ts';
import type { BatchTools } from './batch/tools.ts';
import { awaitJobs } from './batch/wait.ts';
import { CancelledError, ServiceError } from './errors.ts';
import { isRed, type Reason, type Verdict } from './gate.ts';
import { fileStemOfModel } from './inputs/models.ts';
import type { Inputs } from './inputs.ts';
import type { GeminiService, World } from './ports.ts';
import { type FailedRow, type ModelReport, type Report, schemaVersion } from './report/report.ts';
import { refuseSpending } from './steps/admit.ts';
import { cancelJobs, cancelRun, deleteUploads } from './steps/clean-up.ts';
import { type Judging, judgeAnswers } from './steps/judge.ts';
import { showPlan } from './steps/plan.ts';
import { type Prepared, prepare } from './steps/prepare.ts';
import { publish, setStatus } from './steps/publish.ts';
import { annotateRefusals } from './steps/refusal.ts';
import { score } from './steps/score.ts';
import { openLedger, submit } from './steps/submit.ts';

/** What the check is to show. */
export interface Outcome {
  readonly verdict: Verdict;
  /** Why the check is red; empty when it is green. */
  readonly redReasons: readonly string[];
}

/**
 * One evaluation, from the dataset to the verdict. Throws InputError and DatasetError before anything was sent, ServiceError
 * when nothing could be evaluated (after publishing that), CancelledError after cancelling what was bought.
 * `cleaner` is the service for calls that must still go through after the run was aborted.
 */
export async function run(inputs: Inputs, world: World, cleaner: GeminiService): Promise<Outcome> {
  const startedAt = world.clock.now();
  const refusal = inputs.dryRun ? undefined : await refuseSpending(inputs, world);
  const dataset = await world.log.group('Prepare the dataset', () => prepare(inputs, world));
  const finish = (result: Result) => report(inputs, world, dataset, startedAt, result);
  if (inputs.dryRun) return finish({ verdict: 'skipped', reasons: [], note: showPlan(inputs, world, dataset) });
  if (refusal !== undefined) {
    world.log.notice(refusal);
    return finish({ verdict: 'skipped', reasons: [], note: refusal });
  }
  return evaluate(inputs, world, cleaner, dataset, finish);
}

async function evaluate(
  inputs: Inputs,
  world: World,
  cleaner: GeminiService,
  dataset: Prepared,
  finish: Finish,
): Promise<Outcome> {
  const { log } = world;
  const ledger = openLedger(inputs, world, dataset.files);
  const deleteAll = () => deleteUploads(cleaner, log, ledger.manifest.files, (file) => ledger.deleted(file));
  const tools = batchTools(inputs, world);
  try {
    await setStatus(inputs, world, { verdict: 'pending', reasons: [], models: [] });
    const stage = { name: 'answers', files: dataset.files };
    const submissions = await log.group('Upload and submit', () => submit(inputs, world, tools, ledger, stage));
    annotateRefusals(submissions, world, dataset, inputs.repeat);
    const created = submissions.flatMap((submission) => ('job' in submission ? [submission.job] : []));
    const waited = await log.group('Wait for the jobs', () => awaitJobs(tools, created, (job) => ledger.seen(job)));
    const results = await log.group('Download the results', () =>
      downloadResults(tools, submissions, waited.jobs, resultPath(world)),
    );
    const judging = await judgeAnswers(inputs, world, tools, ledger, dataset, results);
    const isPending = (waited.isTimedOut || judging.isTimedOut) && inputs.onTimeout === 'keep';
    if (!isPending) await cancelJobs(cleaner, log, openJobs([...results, ...judging.results]));
    const scored = await log.group('Score the answers', () =>
      score(inputs, world, dataset, { results, judging, isPending }),
    );
    await judging.close();
    if (!isPending) await deleteAll();
    const outcome = await finish({ ...scored, judging, results: [...results, ...judging.results] });
    ledger.finished();
    return outcome;
  } catch (error) {
    if (world.signal.aborted) {
      ledger.cancelled();
      await cancelRun(cleaner, log, ledger);
      throw new CancelledError();
    }
    if (!(error instanceof ServiceError)) throw error;
    await deleteAll();
    await finish({ verdict: 'inconclusive', reasons: [{ kind: 'error', message: error.message }] });
    throw error;
  }
}

function batchTools(inputs: Inputs, world: World): BatchTools {
  const deadline = world.clock.now() + inputs.timeoutMinutes * 60_000;
  return {
    gemini: world.gemini,
    clock: world.clock,
    log: world.log,
    signal: world.signal,
    longestPauseMs: inputs.pollIntervalSeconds * 1000,
    deadline,
  };
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

/** What a run came to, as far as it came. */
interface Result {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly models?: readonly ModelReport[];
  readonly failedRows?: readonly FailedRow[];
  readonly judging?: Judging;
  readonly results?: readonly JobResult[];
  readonly note?: string;
}

type Finish = (result: Result) => Promise<Outcome>;

/** Step 7 and the check's colour. */
async function report(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  startedAt: number,
  result: Result,
): Promise<Outcome> {
  const { verdict, reasons, models = [], failedRows = [], results = [], judging, note = '' } = result;
  const { context, clock, log } = world;
  const whole: Report = {
    schemaVersion,
    name: inputs.name,
    verdict,
    passed: verdict === 'pass',
    reasons,
    dataset: {
      rows: dataset.rows.size,
      totalRows: dataset.totalRows,
      fingerprint: dataset.fingerprint,
      files: dataset.sources,
      repeatedKeyRows: dataset.repeatedKeyRows,
    },
    baseline: { kind: 'none', sha: null },
    models,
    prompts: dataset.prompts,
    judges: judging?.reports ?? [],
    run: {
      repository: context.repository,
      id: context.runId,
      attempt: context.attempt,
      event: context.eventName,
      sha: context.sha,
      pullRequest: inputs.prNumber ?? context.pullRequestNumber ?? null,
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
    },
    settings: {
      scorers: inputs.scorers.map(({ label, weight }) => ({ scorer: label, weight })),
      repeat: inputs.repeat,
      maxErrorRate: inputs.maxErrorRate,
      failOn: [...inputs.failOn],
    },
  };
  const requestFiles = [...dataset.files.map(({ path }) => path), ...(judging?.requestFiles ?? [])];
  const resultFiles = results.flatMap(({ path }) => path ?? []);
  await log.group('Publish', () =>
    publish(inputs, world, { report: whole, failedRows, requestFiles, resultFiles, note }),
  );
  for (const { model, score: value } of models)
    log.info(`${model}: ${value === null ? 'no score' : `${(value * 100).toFixed(2)}%`}`);
  log.info(`Verdict: ${verdict}`);
  const red = isRed(reasons, inputs.failOn) ? reasons.filter(({ kind }) => inputs.failOn.has(kind)) : [];
  return { verdict, redReasons: red.map(({ message }) => message) };
}
