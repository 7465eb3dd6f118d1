import { wilsonInterval } from '../statistics/wilson.ts';
import type { OutcomeTable } from './outcomes.ts';

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
  /** Answers that did not pass: wrong, failed or missing. */
  readonly notPassed: number;
}

const tolerance = 1e-9;

/** Sums up one model's outcomes, over all rows or those given. */
export function measure(outcomes: OutcomeTable, rows: readonly number[] = allRows(outcomes)): Metrics {
  const counts = { answered: 0, error: 0, missing: 0 };
  let sum = 0;
  let scoredRows = 0;
  let passed = 0;
  let notPassed = 0;
  let isPassOrFail = true;
  for (const row of rows) {
    for (let slot = row * outcomes.repeat; slot < (row + 1) * outcomes.repeat; slot++) {
      counts[outcomes.outcome(slot)]++;
      if (!isPass(outcomes.score(slot) ?? 0)) notPassed++;
    }
    const score = outcomes.rowScore(row);
    if (score === null) continue;
    scoredRows++;
    sum += score;
    if (isPass(score)) passed++;
    else if (score > tolerance) isPassOrFail = false;
  }
  return {
    score: scoredRows === 0 ? null : sum / scoredRows,
    interval: isPassOrFail ? wilsonInterval(passed, scoredRows) : null,
    rows: rows.length * outcomes.repeat,
    answered: counts.answered,
    passed,
    errors: counts.error,
    missing: counts.missing,
    notPassed,
  };
}

function allRows({ rows }: OutcomeTable): number[] {
  return Array.from({ length: rows }, (_, row) => row);
}

/** Whether a score counts as passed. */
export function isPass(score: number): boolean {
  return score >= 1 - tolerance;
}
