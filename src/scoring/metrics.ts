import type { OutcomeTable } from './outcomes.ts';
import { wilsonInterval } from './wilson.ts';

/** A model's figures, unrounded. Counts are of answers, `passed` of rows. */
export interface Metrics {
  /** Mean over the rows with an answer, repeats averaged first; null without any. */
  readonly score: number | null;
  /** 95% interval of the score; null without rows, or for graded scores. */
  readonly interval: readonly [number, number] | null;
  readonly rows: number;
  readonly answered: number;
  /** Rows whose score is 1. */
  readonly passed: number;
  readonly errors: number;
  readonly missing: number;
}

const tolerance = 1e-9;

/** Sums one model's outcomes up. */
export function measure(outcomes: OutcomeTable): Metrics {
  const counts = { answered: 0, error: 0, missing: 0 };
  for (let slot = 0; slot < outcomes.slots; slot++) counts[outcomes.outcome(slot)]++;
  let sum = 0;
  let scoredRows = 0;
  let passed = 0;
  let isPassOrFail = true;
  for (let row = 0; row < outcomes.rows; row++) {
    const score = outcomes.rowScore(row);
    if (score === null) continue;
    scoredRows++;
    sum += score;
    if (score >= 1 - tolerance) passed++;
    else if (score > tolerance) isPassOrFail = false;
  }
  return {
    score: scoredRows === 0 ? null : sum / scoredRows,
    interval: isPassOrFail ? wilsonInterval(passed, scoredRows) : null,
    rows: outcomes.slots,
    answered: counts.answered,
    passed,
    errors: counts.error,
    missing: counts.missing,
  };
}
