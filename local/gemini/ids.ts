import { createHash } from 'node:crypto';

/** Ids of lower-case letters and digits, the same ones for the same seed. */
export function createIds(seed: number): (length: number) => string {
  let count = 0;
  return (length) => {
    count += 1;
    const digest = createHash('sha256').update(`${seed}:${count}`).digest('hex');
    return BigInt(`0x1${digest}`).toString(36).slice(-length);
  };
}

/** The numbers below `length` in an order that the seed decides. */
export function shuffledIndexes(length: number, seed: number): Uint32Array {
  const indexes = Uint32Array.from({ length }, (_, index) => index);
  let state = seed >>> 0;
  const random = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = indexes[last] ?? 0;
    indexes[last] = indexes[other] ?? 0;
    indexes[other] = moved;
  }
  return indexes;
}
