import { isPass } from '../scoring/metrics.ts';
import { detectableDrop } from '../statistics/detectable-drop.ts';
import { holm } from '../statistics/holm.ts';
import { pairedInterval } from '../statistics/paired-interval.ts';
import { signFlipMidP } from '../statistics/sign-flip.ts';

/** What became of a row since the baseline: `same` passes in both, or in neither. */
export type Change = 'broke' | 'fixed' | 'same';

/** A model's rows against the baseline's, on the rows that both have a score for. */
export interface Comparison {
  /** Rows in the pair. */
  readonly rows: number;
  /** Mean of present minus baseline scores, as a share. */
  readonly difference: number;
  /** Of the difference, 95%; null for fewer than two rows. */
  readonly interval: readonly [number, number] | null;
  /** Sign-flip mid-p, on pass/fail rows McNemar's; adjusted for the number of models compared. */
  readonly pValue: number;
  readonly broke: number;
  readonly fixed: number;
  /** The smallest true drop, as a share, that is seen in 80% of runs; see statistics/detectable-drop.ts. */
  readonly detectableDrop: number | null;
}

/** Familywise: what Holm leaves of it is each model's. */
export const significanceLevel = 0.05;

/** What became of a row; null when one side has no score. NaN stands for none. */
export function changeOf(present: number, before: number): Change | null {
  if (Number.isNaN(present) || Number.isNaN(before)) return null;
  if (isPass(before) === isPass(present)) return 'same';
  return isPass(before) ? 'broke' : 'fixed';
}

/** One model's scores by row, now and in the baseline; NaN where there is none. */
export interface ScorePair {
  readonly model: string;
  readonly present: Float64Array;
  readonly before: Float64Array;
}

/** Compares every model with its baseline, corrected for their number; a model without a common row is left out. */
export function compareModels(pairs: readonly ScorePair[]): ReadonlyMap<string, Comparison> {
  const raw = pairs.flatMap((pair) => compare(pair) ?? []);
  const pValues = holm(raw.map(({ pValue }) => pValue));
  const level = significanceLevel / Math.max(1, raw.length);
  return new Map(
    raw.map(({ model, ...comparison }, index) => {
      const detectable = detectableDrop(comparison.rows, level);
      return [model, { ...comparison, pValue: pValues[index] ?? 1, detectableDrop: detectable }];
    }),
  );
}

function compare({ model, present, before }: ScorePair) {
  const differences: number[] = [];
  const counts = { broke: 0, fixed: 0, same: 0 };
  for (let row = 0; row < present.length; row++) {
    const [now = Number.NaN, then = Number.NaN] = [present[row], before[row]];
    const change = changeOf(now, then);
    if (change === null) continue;
    counts[change]++;
    differences.push(now - then);
  }
  if (differences.length === 0) return undefined;
  const difference = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const interval = pairedInterval(differences);
  return {
    model,
    rows: differences.length,
    difference,
    interval,
    pValue: signFlipMidP(differences),
    broke: counts.broke,
    fixed: counts.fixed,
  };
}
