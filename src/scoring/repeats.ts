import { isPass } from './metrics.ts';
import type { OutcomeTable } from './outcomes.ts';

/** What several answers per row show. Index k - 1 is about k answers; rows with fewer answers than k are left out there. */
export interface RepeatMetrics {
  /** Chance that at least one of k answers passes; null without a row of k answers. */
  readonly passAtK: readonly (number | null)[];
  /** Chance that all of k answers pass. */
  readonly passHatK: readonly (number | null)[];
  /** Rows of which some answers passed and others did not. */
  readonly flakyRows: readonly number[];
}

/**
 * Unbiased from all answers of a row: with c of n passed, pass@k = 1 - C(n-c, k) / C(n, k) (Chen et al., Evaluating large
 * language models trained on code, 2021) and pass^k = C(c, k) / C(n, k) (Yao et al., tau-bench, 2024). Null for one answer a row.
 */
export function measureRepeats(outcomes: OutcomeTable): RepeatMetrics | null {
  if (outcomes.repeat === 1) return null;
  const rows = Array.from({ length: outcomes.rows }, (_, row) => countPasses(outcomes, row));
  const ks = Array.from({ length: outcomes.repeat }, (_, index) => index + 1);
  const mean = (k: number, chance: (n: number, passed: number) => number) => {
    const counted = rows.filter(({ answered }) => answered >= k);
    if (counted.length === 0) return null;
    return counted.reduce((sum, { answered, passed }) => sum + chance(answered, passed), 0) / counted.length;
  };
  return {
    passAtK: ks.map((k) => mean(k, (n, passed) => 1 - shareOfSubsets(n - passed, n, k))),
    passHatK: ks.map((k) => mean(k, (n, passed) => shareOfSubsets(passed, n, k))),
    flakyRows: rows.flatMap(({ answered, passed }, row) => (passed > 0 && passed < answered ? [row] : [])),
  };
}

function countPasses(outcomes: OutcomeTable, row: number): { answered: number; passed: number } {
  let answered = 0;
  let passed = 0;
  for (let slot = row * outcomes.repeat; slot < (row + 1) * outcomes.repeat; slot++) {
    const score = outcomes.score(slot);
    if (score === null) continue;
    answered++;
    if (isPass(score)) passed++;
  }
  return { answered, passed };
}

/** C(some, k) / C(all, k): the share of the k-subsets of `all` that lie within `some`, without large numbers. */
function shareOfSubsets(some: number, all: number, k: number): number {
  let share = 1;
  for (let taken = 0; taken < k; taken++) share *= Math.max(0, some - taken) / (all - taken);
  return share;
}
