import { binomialChance } from './binomial.ts';

/**
 * The two-sided mid-p value of McNemar's exact test: how likely rows that change by chance alone, each way as often as the
 * other, part into `broke` and `fixed` at least as unevenly, where what was seen itself counts half. It is twice the one-sided
 * mid-p, so 1 where both are equal. M. W. Fagerland, S. Lydersen and P. Laake, The McNemar test for binary matched-pairs data:
 * mid-p and asymptotic are better than exact conditional, BMC Medical Research Methodology 13:91 (2013); theirs differs only
 * where both are equal. Refuses what is no count.
 */
export function mcNemarMidP(broke: number, fixed: number): number {
  for (const count of [broke, fixed]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`Not a count of rows: ${count}`);
  }
  if (broke === fixed) return 1;
  const changed = broke + fixed;
  const fewer = Math.min(broke, fixed);
  let term = 1;
  let below = 0;
  for (let k = fewer; k > 0 && term > below * 1e-17; k--) {
    term *= k / (changed - k + 1);
    below += term;
  }
  return Math.min(1, binomialChance(fewer, changed, 0.5) * (1 + 2 * below));
}
