import type { Inputs } from '../../inputs.ts';
import type { ModelReport, RepeatReport } from '../../report/report.ts';
import { measure } from '../../scoring/metrics.ts';
import type { OutcomeTable } from '../../scoring/outcomes.ts';
import { measureRepeats } from '../../scoring/repeats.ts';
import type { ScoredResults } from '../../scoring/score-results.ts';
import { jobsOf, type ModelAnswers } from '../answers/answers.ts';
import type { Prepared } from '../prepare/prepare.ts';

const maxFlakyKeys = 1000;
/** There may be many tags, on the same rows again and again. */
const drawsPerSlice = 1_000;

/** One model's part of report.json, not compared with anything yet. */
export function reportModel(
  inputs: Inputs,
  dataset: Prepared,
  answers: ModelAnswers,
  scored: ScoredResults,
): ModelReport {
  const { model } = answers;
  const { outcomes } = scored;
  return {
    model,
    ...measure(outcomes),
    threshold: inputs.threshold.get(model) ?? null,
    duplicates: scored.duplicates,
    unknown: scored.unknown,
    baseline: null,
    tokens: scored.tokens,
    cost: scored.cost,
    jobs: jobsOf(answers).map(({ job, isTakenOver }) => ({ name: job.name, state: job.state, isTakenOver })),
    modelVersions: Object.fromEntries(scored.modelVersions),
    errorKinds: Object.fromEntries(scored.errors),
    erredChecks: Object.fromEntries(scored.erredChecks),
    repeats: reportRepeats(dataset, outcomes),
    slices: dataset.labels
      .slices()
      .map(({ tag, rows }) => ({ tag, ...measure(outcomes, { rows, draws: drawsPerSlice }) })),
  };
}

function reportRepeats({ rows }: Prepared, outcomes: OutcomeTable): RepeatReport | null {
  const repeats = measureRepeats(outcomes);
  if (repeats === null) return null;
  const { flakyRows, ...figures } = repeats;
  return {
    ...figures,
    flaky: flakyRows.length,
    flakyKeys: flakyRows.slice(0, maxFlakyKeys).map((row) => rows.key(row)),
  };
}
