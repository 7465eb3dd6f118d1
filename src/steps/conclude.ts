import type { ManifestJob } from '../batch/ledger.ts';
import { pricesReadOn } from '../cost/price-table.ts';
import { isRed, type Reason, type Verdict } from '../gate/reason.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { type Report, schemaVersion } from '../report/report.ts';
import type { ListedRows } from '../report/rows.ts';
import { fingerprintOfScorers } from '../scoring/scorer.ts';
import type { ModelAnswers } from './answers/answers.ts';
import { type Decision, noBaseline } from './decide.ts';
import type { Judging } from './judge/judge.ts';
import type { Budget } from './money/budget.ts';
import { costsOf } from './money/costs.ts';
import type { Prepared } from './prepare/prepare.ts';
import { annotateBroken } from './publish/annotate.ts';
import { publish } from './publish/publish.ts';

/** What the check is to show. */
export interface Outcome {
  readonly verdict: Verdict;
  /** Why the check is red; empty when it is green. */
  readonly redReasons: readonly string[];
  /** Comment or commit status could not be written for a reason that may pass; without them somebody waits for ever. */
  readonly isLost?: boolean;
}

/** What a run came to, as far as it came. */
export interface Result {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly decision?: Decision;
  readonly listed?: ListedRows;
  readonly budget: Pick<Budget, 'estimate' | 'total'>;
  readonly judging?: Pick<Judging, 'reports' | 'results' | 'requestFiles'>;
  readonly answers?: readonly ModelAnswers[];
  readonly jobs?: readonly ManifestJob[];
  /** Nothing could be evaluated: red, whatever `fail-on` lets through. */
  readonly isBroken?: boolean;
  /** A paragraph of our own for the summary. */
  readonly note?: string;
}

/** Step 8: publishes what the run came to, and says what colour the check has. */
export async function conclude(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  startedAt: number,
  result: Result,
): Promise<Outcome> {
  const { log } = world;
  const { listed = noRows, judging, answers = [], jobs = [], isBroken = false, note = '' } = result;
  const report = assemble(inputs, world, dataset, startedAt, result);
  const requestFiles = [
    ...dataset.files.map(({ path }) => path),
    ...answers.flatMap((model) => model.requestFiles),
    ...(judging?.requestFiles ?? []),
  ];
  const resultFiles = [
    ...answers.map(({ paths }) => paths),
    ...(judging?.results ?? []).map(({ path }) => (path === undefined ? [] : [path])),
  ].filter((paths) => paths.length > 0);
  const red = isBroken || isRed(report.reasons, inputs.failOn);
  const named = jobs
    .map(({ model, name, state }) => ({ model, name: name ?? '', state: state ?? '' }))
    .filter(({ name }) => name !== '');
  const publication = { report, listed, requestFiles, resultFiles, isRed: red, jobs: named, note };
  const { isLost } = await log.group('Publish', () => publish(inputs, world, publication));
  annotateBroken(world, dataset, report, listed.changed);
  for (const { model, score } of report.models)
    log.info(`${model}: ${score === null ? 'no score' : `${(score * 100).toFixed(2)}%`}`);
  log.info(`Verdict: ${report.verdict}`);
  const redReasons = report.reasons.filter(({ kind }) => inputs.failOn.has(kind)).map(({ message }) => message);
  return { verdict: report.verdict, redReasons, isLost };
}

const noRows: ListedRows = { failed: [], changed: [] };
const nothingDecided = {
  notices: [],
  acceptance: null,
  baseline: noBaseline,
  logged: null,
  separation: null,
};

function assemble(
  inputs: Inputs,
  { context, clock }: World,
  dataset: Prepared,
  startedAt: number,
  result: Result,
): Report {
  const { notices, acceptance, baseline, logged, separation } = result.decision ?? nothingDecided;
  const { models, judges, total } = costsOf({
    models: result.decision?.models ?? [],
    judges: result.judging?.reports ?? [],
    jobs: result.jobs ?? [],
    results: [
      ...(result.answers ?? []).flatMap(({ first, rounds }) => [first, ...rounds]),
      ...(result.judging?.results ?? []),
    ],
  });
  return {
    schemaVersion,
    name: inputs.name,
    verdict: result.verdict,
    passed: result.verdict === 'pass',
    reasons: result.reasons,
    notices,
    acceptance,
    dataset: {
      rows: dataset.rows.size,
      totalRows: dataset.totalRows,
      fingerprint: dataset.fingerprint,
      files: dataset.sources,
      repeatedKeyRows: dataset.repeatedKeyRows,
    },
    baseline,
    logged,
    cost: {
      total,
      estimate: result.budget.estimate.total,
      estimateWithRounds: result.budget.total,
      limit: inputs.maxCost ?? null,
      pricesReadOn,
    },
    separation,
    models,
    prompts: dataset.prompts,
    judges,
    run: {
      repository: context.repository,
      id: context.runId,
      attempt: context.attempt,
      event: context.eventName,
      sha: context.sha,
      ref: context.ref,
      pullRequest: inputs.prNumber ?? context.pullRequestNumber ?? null,
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
    },
    settings: {
      scorers: inputs.scorers.map(({ label, weight }) => ({ scorer: label, weight })),
      fingerprint: fingerprintOfScorers(inputs.scorers, inputs.models[0] ?? ''),
      maxDrop: inputs.maxDrop ?? null,
      repeat: inputs.repeat,
      maxErrorRate: inputs.maxErrorRate,
      failOn: [...inputs.failOn],
    },
  };
}
