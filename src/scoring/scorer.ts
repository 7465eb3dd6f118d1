import type { Answer } from './answer.ts';

/** What a scorer is given: one answer and what is known about its row. */
export interface Subject {
  readonly key: string;
  readonly answer: Answer;
}

/** A score from 0 to 1 and why; null when the check itself failed to run. */
export interface Finding {
  readonly score: number | null;
  /** Empty when there is nothing to explain. */
  readonly reason: string;
}

/** One configured check. */
export interface Scorer {
  /** What the report calls it: its metric, else its name. */
  readonly label: string;
  /** Its share in the row's mean; 0 only reports. */
  readonly weight: number;
  readonly evaluate: (subject: Subject) => Finding | Promise<Finding>;
}

/** The outcome of one check on one answer, as rows.jsonl has it. */
export interface Check extends Finding {
  readonly scorer: string;
}

/** Runs every check on one answer. */
export async function checkAnswer(scorers: readonly Scorer[], subject: Subject): Promise<Check[]> {
  const checks: Check[] = [];
  for (const scorer of scorers) {
    const found = scorer.evaluate(subject);
    const finding = found instanceof Promise ? await found : found;
    checks.push({ scorer: scorer.label, score: finding.score, reason: finding.reason });
  }
  return checks;
}

/** The weighted mean of a row's checks; checks that erred are left out. Null when none is left. */
export function scoreOfRow(scorers: readonly Scorer[], checks: readonly Check[]): number | null {
  let sum = 0;
  let weights = 0;
  checks.forEach((check, index) => {
    const weight = scorers[index]?.weight ?? 0;
    if (check.score === null) return;
    sum += weight * check.score;
    weights += weight;
  });
  return weights > 0 ? sum / weights : null;
}
