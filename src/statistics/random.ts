/** The next number of a fixed sequence: a whole number from 0 to 2³² - 1. */
export type Random = () => number;

/**
 * A sequence that only `seed` decides, the same on every machine: xoshiro128** by D. Blackman and S. Vigna (2018), its state
 * drawn from the seed by the mixing steps of MurmurHash3.
 */
export function createRandom(seed: number): Random {
  let mixed = seed | 0;
  const state = Int32Array.from({ length: 4 }, () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let word = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return word ^ (word >>> 16);
  });
  let [a = 0, b = 0, c = 0, d = 0] = state;
  return () => {
    const product = (b << 2) + b;
    const rotated = (product << 7) | (product >>> 25);
    const result = (rotated << 3) + rotated;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
}
