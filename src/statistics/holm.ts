/**
 * p-values adjusted for their number, in the order given: each compares with the level as one alone would. Null stays null and
 * is not counted. S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979); R's p.adjust.
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const tests = pValues.flatMap((pValue, index) => (pValue === null ? [] : [{ pValue, index }]));
  tests.sort((a, b) => a.pValue - b.pValue);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let least = 0;
  for (const [rank, { pValue, index }] of tests.entries()) {
    least = Math.max(least, Math.min(1, (tests.length - rank) * pValue));
    adjusted[index] = least;
  }
  return adjusted;
}
