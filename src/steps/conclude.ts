import type { JobResult } from '../batch/download.ts';
import type { ManifestJob } from '../batch/ledger.ts';
import { isRed, type Reason, type Verdict } from '../gate.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { type FailedRow, type ModelReport, type Report, schemaVersion } from '../report/report.ts';
import type { Judging } from './judge.ts';
import type { Prepared } from './prepare.ts';
import { publish } from './publish.ts';

/** What the check is to show. */
export interface Outcome {
  readonly verdict: Verdict;
  /** Why the check is red; empty when it is green. */
  readonly redReasons: readonly string[];
}

/** What a run came to, as far as it came. */
export interface Result {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly models?: readonly ModelReport[];
  readonly failedRows?: readonly FailedRow[];
  readonly judging?: Pick<Judging, 'reports' | 'results' | 'requestFiles'>;
  readonly results?: readonly JobResult[];
  readonly jobs?: readonly ManifestJob[];
  /** Nothing could be evaluated: red, whatever `fail-on` lets through. */
  readonly isBroken?: boolean;
  /** A paragraph of our own for the summary. */
  readonly note?: string;
}

/** Step 7: publishes what the run came to, and says what colour the check has. */
export async function conclude(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  startedAt: number,
  result: Result,
): Promise<Outcome> {
  const { log } = world;
  const { models = [], failedRows = [], judging, results = [], jobs = [], isBroken = false, note = '' } = result;
  const report = assemble(inputs, world, dataset, startedAt, result);
  const requestFiles = [...dataset.files.map(({ path }) => path), ...(judging?.requestFiles ?? [])];
  const resultFiles = [...results, ...(judging?.results ?? [])].flatMap(({ path }) => path ?? []);
  const red = isBroken || isRed(report.reasons, inputs.failOn);
  const named = jobs
    .map(({ model, name, state }) => ({ model, name: name ?? '', state: state ?? '' }))
    .filter(({ name }) => name !== '');
  const publication = { report, failedRows, requestFiles, resultFiles, isRed: red, jobs: named, note };
  await log.group('Publish', () => publish(inputs, world, publication));
  for (const { model, score } of models)
    log.info(`${model}: ${score === null ? 'no score' : `${(score * 100).toFixed(2)}%`}`);
  log.info(`Verdict: ${report.verdict}`);
  const redReasons = report.reasons.filter(({ kind }) => inputs.failOn.has(kind)).map(({ message }) => message);
  return { verdict: report.verdict, redReasons };
}

function assemble(
  inputs: Inputs,
  { context, clock }: World,
  dataset: Prepared,
  startedAt: number,
  result: Result,
): Report {
  return {
    schemaVersion,
    name: inputs.name,
    verdict: result.verdict,
    passed: result.verdict === 'pass',
    reasons: result.reasons,
    dataset: {
      rows: dataset.rows.size,
      totalRows: dataset.totalRows,
      fingerprint: dataset.fingerprint,
      files: dataset.sources,
      repeatedKeyRows: dataset.repeatedKeyRows,
    },
    baseline: { kind: 'none', sha: null },
    models: result.models ?? [],
    prompts: dataset.prompts,
    judges: result.judging?.reports ?? [],
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
}
