/** The 97.5% point of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * The 95% Wilson score interval of a pass rate, without continuity correction, as [low, high]; null without trials.
 * E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 */
export function wilsonInterval(passed: number, trials: number): readonly [number, number] | null {
  if (trials <= 0) return null;
  const rate = passed / trials;
  const z2 = z * z;
  const centre = (rate + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = (z * Math.sqrt((rate * (1 - rate)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  // At 0 and at 1 the formula is exact on paper; rounding must not push it out.
  return [passed === 0 ? 0 : centre - half, passed === trials ? 1 : centre + half];
}
