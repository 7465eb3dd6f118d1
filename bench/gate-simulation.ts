import { significanceLevel } from '../src/baseline/compare.ts';
import { judgeFall } from '../src/gate/regression.ts';
import { binomialChance } from '../src/statistics/binomial.ts';
import { mcNemarMidP } from '../src/statistics/mcnemar.ts';
import { createRandom, type Random } from '../src/statistics/random.ts';
import { signFlipMidP } from '../src/statistics/sign-flip.ts';

/** The setting of the simulation: what a pull request's rows do by chance, and where the gate stands. */
export const setting = {
  runs: 10_000,
  rows: 100,
  flips: 0.05,
  maxDrop: 0.02,
  level: significanceLevel,
  seed: 20_251_122,
} as const;

/** How many of all pull requests each gate turned red, as a share. */
export interface RedShares {
  /** A drop of max-drop or more. */
  readonly bare: number;
  /** A drop of more than max-drop that the paired test supports. */
  readonly guarded: number;
}

const tolerance = 1e-9;
const { runs, rows, flips, maxDrop, seed } = setting;
const testPassFail = remember(mcNemarMidP);

/** Pull requests whose rows pass or fail: besides the true drop, 5% of the rows break by chance and 5% get fixed. */
export function simulatePassFail(trueDrop: number): RedShares {
  const random = createRandom(seed + Math.round(trueDrop * 1000));
  return simulate(() => {
    const { broke, fixed } = changeRows(random, trueDrop + flips);
    return { drop: (broke - fixed) / rows, pValue: () => testPassFail(broke, fixed) };
  });
}

/**
 * Pull requests with graded scores: rows fall or rise by a quarter, a half, three quarters or the whole, all alike often, 5%
 * of the rows each way by chance; as many more fall as make the true drop of the mean.
 */
export function simulateGraded(trueDrop: number): RedShares {
  const random = createRandom(seed + Math.round(trueDrop * 1000));
  const step = () => (1 + (random() % 4)) / 4;
  const meanStep = 0.625;
  return simulate(() => {
    const { broke, fixed } = changeRows(random, trueDrop / meanStep + flips);
    const changes = [...Array.from({ length: broke }, () => -step()), ...Array.from({ length: fixed }, step)];
    const drop = changes.reduce((sum, change) => sum - change, 0) / rows;
    return { drop, pValue: () => signFlipMidP(changes) };
  });
}

/** What the simulation of pass/fail rows comes to with ever more runs: the sum over all outcomes. */
export function computePassFail(trueDrop: number): RedShares {
  const change = trueDrop + 2 * flips;
  const shares = { bare: 0, guarded: 0 };
  for (let changed = 0; changed <= rows; changed++) {
    for (let broke = 0; broke <= changed; broke++) {
      const chance =
        binomialChance(changed, rows, change) * binomialChance(broke, changed, (trueDrop + flips) / change);
      const fixed = changed - broke;
      const drop = (broke - fixed) / rows;
      if (drop >= maxDrop - tolerance) shares.bare += chance;
      if (isRegression(drop, () => testPassFail(broke, fixed))) shares.guarded += chance;
    }
  }
  return shares;
}

/** What the action's own gate says of such a run. A rise needs no test. */
function isRegression(drop: number, pValue: () => number): boolean {
  if (drop <= 0) return false;
  const counts = { rows, broke: 0, fixed: 0, interval: null, detectableDrop: null };
  const comparison = { ...counts, difference: -drop, pValue: pValue() };
  return judgeFall({ model: 'm', comparison, baselineName: 'main', maxDrop }).reason !== undefined;
}

function changeRows(random: Random, breaks: number): { broke: number; fixed: number } {
  const counts = { broke: 0, fixed: 0 };
  for (let row = 0; row < rows; row++) {
    const draw = random() / 2 ** 32;
    if (draw < breaks) counts.broke++;
    else if (draw < breaks + flips) counts.fixed++;
  }
  return counts;
}

function simulate(run: () => { drop: number; pValue: () => number }): RedShares {
  let bare = 0;
  let guarded = 0;
  for (let count = 0; count < runs; count++) {
    const { drop, pValue } = run();
    if (drop >= maxDrop - tolerance) bare++;
    if (isRegression(drop, pValue)) guarded++;
  }
  return { bare: bare / runs, guarded: guarded / runs };
}

function remember(test: (broke: number, fixed: number) => number): (broke: number, fixed: number) => number {
  const known = new Map<number, number>();
  return (broke, fixed) => {
    const key = broke * (rows + 1) + fixed;
    const pValue = known.get(key) ?? test(broke, fixed);
    known.set(key, pValue);
    return pValue;
  };
}
