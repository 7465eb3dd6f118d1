import type { JobResult } from '../batch/download.ts';
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
  const { models = [], failedRows = [], judging, results = [], note = '' } = result;
  const report = assemble(inputs, world, dataset, startedAt, result);
  const requestFiles = [...dataset.files.map(({ path }) => path), ...(judging?.requestFiles ?? [])];
  const resultFiles = [...results, ...(judging?.results ?? [])].flatMap(({ path }) => path ?? []);
  await log.group('Publish', () => publish(inputs, world, { report, failedRows, requestFiles, resultFiles, note }));
  for (const { model, score } of models)
    log.info(`${model}: ${score === null ? 'no score' : `${(score * 100).toFixed(2)}%`}`);
  log.info(`Verdict: ${report.verdict}`);
  const red = isRed(report.reasons, inputs.failOn) ? report.reasons.filter(({ kind }) => inputs.failOn.has(kind)) : [];
  return { verdict: report.verdict, redReasons: red.map(({ message }) => message) };
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
