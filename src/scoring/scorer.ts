import { hash } from 'node:crypto';
import type { ScoredParts } from '../dataset/fingerprint.ts';
import type { Answer } from './answer.ts';
import type { Rubric } from './judge.ts';

/** What a scorer is given: one answer and what is known about its row. */
export interface Subject {
  readonly model: string;
  readonly key: string;
  /** From 1. */
  readonly repeat: number;
  readonly answer: Answer;
  /** The GenerateContentResponse as it came. */
  readonly response: object;
  readonly tags: readonly string[];
  /** The row's label; undefined without one, or when no scorer needs it. */
  readonly expected: unknown;
  /** The request as it was sent; undefined when no scorer needs it. */
  readonly request: unknown;
  /** The answer in the log; undefined without one, or when no scorer needs it. */
  readonly logged: Answer | undefined;
  /** What the judge said of this answer. */
  readonly verdict: (rubric: Rubric) => Finding;
}

/** What of a row is read from disk again for a scorer. */
export type Need = 'expected' | 'request' | 'logged';

/** What a check cannot do without. */
export type Requirement = 'expected' | 'logged' | 'schema';

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
  /** Hash of all that decides its findings, the files it names included: checks of equal hashes can be compared. */
  readonly fingerprint: string;
  readonly needs: readonly Need[];
  /** Without which no row can be scored: a label, a logged answer, or a schema in the request. */
  readonly requires?: Requirement | undefined;
  /** Set for a check that a judge model decides. */
  readonly rubric?: Rubric | undefined;
  /** It runs code of the repository. */
  readonly isCode?: boolean | undefined;
  readonly evaluate: (subject: Subject) => Finding | Promise<Finding>;
  /** Forgets what became of earlier answers: other ones follow. */
  readonly reset?: (() => void) | undefined;
}

/** The outcome of one check on one answer, as rows.jsonl has it. */
export interface Check extends Finding {
  readonly scorer: string;
}

/** Runs every check on one answer; a promise comes back only when a check gave one. */
export function checkAnswer(scorers: readonly Scorer[], subject: Subject): Check[] | Promise<Check[]> {
  const findings = scorers.map((scorer) => scorer.evaluate(subject));
  const label = (found: readonly Finding[]) =>
    found.map(({ score, reason }, index) => ({ scorer: scorers[index]?.label ?? '', score, reason }));
  return findings.some((finding) => finding instanceof Promise)
    ? Promise.all(findings).then(label)
    : label(findings as Finding[]);
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

/** Whether a check that counts failed to run: what is left is another score than that of rows on which all could. */
export function hasErredCheck(scorers: readonly Scorer[], checks: readonly Check[]): boolean {
  return checks.some(({ score }, index) => score === null && (scorers[index]?.weight ?? 0) > 0);
}

/** What of a row beside its request decides the score that these checks give it. */
export function scoredPartsOf(scorers: readonly Scorer[]): ScoredParts {
  const counting = scorers.filter(({ weight }) => weight > 0);
  return {
    expected: counting.some(({ needs }) => needs.includes('expected')),
    logged: counting.some(({ needs }) => needs.includes('logged')),
    tags: counting.some(({ isCode }) => isCode === true),
  };
}

/** Hash of the checks that make a row's score, in any order; `defaultJudge` is the model that a rubric without one asks. */
export function fingerprintOfScorers(scorers: readonly Scorer[], defaultJudge: string): string {
  const counting = scorers
    .filter(({ weight }) => weight > 0)
    .map(({ fingerprint, rubric }) => [
      fingerprint,
      rubric !== undefined && rubric.model === undefined ? defaultJudge : '',
    ])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return `sha256:${hash('sha256', JSON.stringify(counting))}`;
}
