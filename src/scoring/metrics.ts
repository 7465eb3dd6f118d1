import { type BootstrapOptions, bootstrapInterval } from '../statistics/bootstrap.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import type { OutcomeTable } from './outcomes.ts';

/** A model's figures, unrounded. Counts are of answers, `passed` of rows. */
export interface Metrics {
  /** Mean over the rows with an answer, repeats averaged first; null without any. */
  readonly score: number | null;
  /** 95% interval of the score: Wilson's where every row scores 0 or 1, else by bootstrap; null when there is none. */
  readonly interval: readonly [number, number] | null;
  readonly rows: number;
  readonly answered: number;
  /** Rows whose score is 1. */
  readonly passed: number;
  readonly errors: number;
  readonly missing: number;
  /** Answers that did not pass: wrong, failed or missing. */
  readonly notPassed: number;
}

const tolerance = 1e-9;

/** Of which rows figures are, and how much work goes into them. */
export interface MeasureOptions extends Pick<BootstrapOptions, 'draws'> {
  /** All rows unless given. */
  readonly rows?: readonly number[];
}

/** Sums up one model's outcomes. */
export function measure(outcomes: OutcomeTable, options: MeasureOptions = {}): Metrics {
  const { rows = allRows(outcomes), ...effort } = options;
  const counts = { answered: 0, error: 0, missing: 0 };
  const scores: number[] = [];
  let passed = 0;
  let notPassed = 0;
  for (const row of rows) {
    for (let slot = row * outcomes.repeat; slot < (row + 1) * outcomes.repeat; slot++) {
      counts[outcomes.outcome(slot)]++;
      if (!isPass(outcomes.score(slot) ?? 0)) notPassed++;
    }
    const score = outcomes.rowScore(row);
    if (score === null) continue;
    scores.push(score);
    if (isPass(score)) passed++;
  }
  return {
    ...meanAndInterval(scores, effort),
    rows: rows.length * outcomes.repeat,
    answered: counts.answered,
    passed,
    errors: counts.error,
    missing: counts.missing,
    notPassed,
  };
}

/** The mean of rows' scores with its 95% interval: Wilson's where every row scores 0 or 1, else by bootstrap. */
export function meanAndInterval(
  scores: readonly number[],
  effort: Pick<BootstrapOptions, 'draws'> = {},
): Pick<Metrics, 'score' | 'interval'> {
  if (scores.length === 0) return { score: null, interval: null };
  const score = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const passed = scores.filter(isPass).length;
  const isPassOrFail = scores.every((one) => isPass(one) || one <= tolerance);
  return { score, interval: isPassOrFail ? wilsonInterval(passed, scores.length) : gradedInterval(scores, effort) };
}

/** Resampling equal scores gives an interval of no width, which would claim to be certain. */
function gradedInterval(
  scores: readonly number[],
  effort: Pick<BootstrapOptions, 'draws'>,
): readonly [number, number] | null {
  const interval = bootstrapInterval(scores, effort);
  return interval === null || interval[0] === interval[1] ? null : interval;
}

function allRows({ rows }: OutcomeTable): number[] {
  return Array.from({ length: rows }, (_, row) => row);
}

/** Whether a score counts as passed. */
export function isPass(score: number): boolean {
  return score >= 1 - tolerance;
}
