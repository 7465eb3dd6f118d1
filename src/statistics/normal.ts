/**
 * The chance that a standard normal value is above `z`: its series near the middle, its continued fraction in the tail
 * (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.2.11 and 26.2.14).
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let k = 3; term > sum * 1e-17; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 100; k >= 1; k--) fraction = z + k / fraction;
  return density / fraction;
}

/** The point above which a standard normal value lies with this chance; refuses chances that are not between 0 and 1. */
export function normalPoint(chance: number): number {
  if (!(chance > 0 && chance < 1)) throw new RangeError(`Not a chance between 0 and 1: ${chance}`);
  if (chance > 0.5) return -normalPoint(1 - chance);
  let low = 0;
  let high = 40;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
