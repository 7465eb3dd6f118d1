const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const smallStirlingErrors = Array.from({ length: 16 }, (_, n) => {
  if (n === 0) return 0;
  let logFactorial = 0;
  for (let factor = 2; factor <= n; factor++) logFactorial += Math.log(factor);
  return logFactorial - (n + 0.5) * Math.log(n) + n - halfLogTwoPi;
});

/** What Stirling's formula leaves out of ln n!. */
function stirlingError(n: number): number {
  const small = smallStirlingErrors[n];
  if (small !== undefined) return small;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x ln(x / mean) + mean - x, without the loss of digits where x is near the mean. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let term = 2 * x * ratio;
  for (let j = 1; j < 1000; j++) {
    term *= ratio * ratio;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * The chance of exactly `hits` of `trials` at `chance` each, to nearly full precision for any number of trials.
 * C. Loader, Fast and accurate computation of binomial probabilities (2000): the method of R's dbinom.
 */
export function binomialChance(hits: number, trials: number, chance: number): number {
  if (hits < 0 || hits > trials) return 0;
  if (chance <= 0) return hits === 0 ? 1 : 0;
  if (chance >= 1) return hits === trials ? 1 : 0;
  if (hits === 0) return Math.exp(trials * Math.log1p(-chance));
  if (hits === trials) return Math.exp(trials * Math.log(chance));
  const misses = trials - hits;
  const log =
    stirlingError(trials) -
    stirlingError(hits) -
    stirlingError(misses) -
    deviance(hits, trials * chance) -
    deviance(misses, trials * (1 - chance));
  return Math.exp(log) * Math.sqrt(trials / (2 * Math.PI * hits * misses));
}

/** The chance of `hits` or more of `trials` at `chance` each. */
export function chanceOfAtLeast(hits: number, trials: number, chance: number): number {
  if (hits <= 0) return 1;
  if (chance >= 1) return hits <= trials ? 1 : 0;
  // Below the mean the other tail is the shorter sum, and 1 minus it loses no digits that count.
  if (hits <= trials * chance) return 1 - chanceOfAtLeast(trials - hits + 1, trials, 1 - chance);
  const odds = chance / (1 - chance);
  let term = binomialChance(hits, trials, chance);
  let sum = term;
  for (let k = hits; k < trials && term > sum * 1e-17; k++) {
    term *= ((trials - k) / (k + 1)) * odds;
    sum += term;
  }
  return Math.min(1, sum);
}
