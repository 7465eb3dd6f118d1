const maxDenominator = 1000;
const tolerance = 1e-6;

/** Differences as whole numbers of one step. */
export interface WholeMultiples {
  /** Smallest first. */
  readonly sizes: readonly number[];
  /** How much may be flipped from all-positive before the sum falls below the distance given. */
  readonly flippable: number;
}

/** Positive sizes as multiples of the largest step that fits them all and is at least 1/1000; null when there is none. */
export function wholeMultiples(sizes: readonly number[], distance: number): WholeMultiples | null {
  const distinct = [...new Set(sizes)];
  for (let denominator = 1; denominator <= maxDenominator; denominator++) {
    if (!distinct.every((size) => isWhole(size * denominator))) continue;
    const whole = sizes.map((size) => Math.round(size * denominator));
    const step = whole.reduce(greatestDivisor);
    const multiples = whole.map((size) => size / step).sort((a, b) => a - b);
    const total = multiples.reduce((sum, size) => sum + size, 0);
    return { sizes: multiples, flippable: Math.round((total - (distance * denominator) / step) / 2) };
  }
  return null;
}

function isWhole(value: number): boolean {
  return Math.round(value) > 0 && Math.abs(value - Math.round(value)) <= tolerance;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
