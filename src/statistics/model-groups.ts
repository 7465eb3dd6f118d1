import { holm } from './holm.ts';
import { signFlipMidP } from './sign-flip.ts';

/** A model's score on each row of the run, in the same order for all models; NaN or null where it has none. */
export interface RowScores {
  readonly model: string;
  readonly scores: ArrayLike<number | null>;
}

/** Two models of one run on the rows that both answered. */
export interface ModelPair {
  /** The one with the higher mean over its own rows; the one named first when they are equal. */
  readonly better: string;
  readonly worse: string;
  readonly rows: number;
  /** Mean of `better` minus mean of `worse`, on the rows of both; null without any. */
  readonly difference: number | null;
  /** Sign-flip mid-p, after Holm over all pairs; null without rows of both. */
  readonly pValue: number | null;
}

export interface ModelGroups {
  readonly pairs: readonly ModelPair[];
  /**
   * Best first. A group is a leader, the model with the highest mean not yet in a group, and all others not yet in one whose
   * difference from it chance explains. Two models behind the same leader may well differ from each other.
   */
  readonly groups: readonly (readonly string[])[];
}

/** Pairs grow with the square of the number of models: more than these are not tested against each other. */
export const maxGroupedModels = 12;

/** Tests each pair of models row by row and groups those that cannot be told apart. Models without a score are left out. */
export function groupModels(models: readonly RowScores[], level = 0.05): ModelGroups {
  const ranked = models
    .map((scored, place) => ({ scored, place, mean: meanOf(scored.scores) }))
    .filter(({ mean }) => mean !== null)
    .sort((a, b) => (b.mean ?? 0) - (a.mean ?? 0) || a.place - b.place)
    .map(({ scored }) => scored);
  const raw = ranked.flatMap((better, rank) => ranked.slice(rank + 1).map((worse) => compare(better, worse)));
  const pValues = holm(raw.map(({ pValue }) => pValue));
  const pairs = raw.map((pair, index) => ({ ...pair, pValue: pValues[index] ?? null }));
  const groups: string[][] = [];
  let rest = ranked.map(({ model }) => model);
  while (rest[0] !== undefined) {
    const leader = rest[0];
    const apart = new Set(pairs.filter((pair) => pair.better === leader && isBelow(pair.pValue, level)).map(worseOf));
    groups.push(rest.filter((model) => !apart.has(model)));
    rest = rest.filter((model) => apart.has(model));
  }
  return { pairs, groups };
}

const worseOf = ({ worse }: ModelPair) => worse;

function isBelow(pValue: number | null, level: number): boolean {
  return pValue !== null && pValue < level;
}

function meanOf(scores: ArrayLike<number | null>): number | null {
  let sum = 0;
  let rows = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? Number.NaN;
    if (Number.isNaN(score)) continue;
    sum += score;
    rows++;
  }
  return rows === 0 ? null : sum / rows;
}

function compare(better: RowScores, worse: RowScores): ModelPair {
  const differences: number[] = [];
  for (let row = 0; row < better.scores.length; row++) {
    const difference = (better.scores[row] ?? Number.NaN) - (worse.scores[row] ?? Number.NaN);
    if (!Number.isNaN(difference)) differences.push(difference);
  }
  const rows = differences.length;
  return {
    better: better.model,
    worse: worse.model,
    rows,
    difference: meanOf(differences),
    pValue: rows === 0 ? null : signFlipMidP(differences),
  };
}
