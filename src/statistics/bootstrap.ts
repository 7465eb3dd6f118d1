import { normalPoint } from './normal.ts';
import { createRandom } from './random.ts';

export interface BootstrapOptions {
  /** Another seed gives another interval, by a little. */
  readonly seed?: number;
  readonly draws?: number;
  /** The share of intervals that would hold the true mean. */
  readonly level?: number;
}

const defaultSeed = 20_251_122;
const defaultDraws = 10_000;
const maxResampled = 2_000;

/**
 * The percentile bootstrap interval of a mean, as [low, high]; the same values in the same order always give the same one.
 * Null for fewer than two values; of no width where all are equal, so it says nothing there. Above 2,000 values the normal
 * interval, to which it is nearer than its own random error. B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap
 * (1993), chapter 13. Refuses values that are no finite numbers.
 */
export function bootstrapInterval(
  values: ArrayLike<number>,
  { seed = defaultSeed, draws = defaultDraws, level = 0.95 }: BootstrapOptions = {},
): [number, number] | null {
  if (values.length < 2) return null;
  const sample = Float64Array.from(values);
  if (!sample.every(Number.isFinite)) throw new RangeError('Not a list of scores.');
  if (sample.every((value) => value === sample[0])) return [sample[0] ?? 0, sample[0] ?? 0];
  if (sample.length > maxResampled) return normalInterval(sample, level);
  const random = createRandom(seed);
  const means = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (let taken = 0; taken < sample.length; taken++) {
      sum += sample[((random() / 2 ** 32) * sample.length) | 0] ?? 0;
    }
    means[draw] = sum / sample.length;
  }
  means.sort();
  return [quantile(means, (1 - level) / 2), quantile(means, (1 + level) / 2)];
}

/** Between neighbours in proportion, as R and NumPy do by default (R. J. Hyndman and Y. Fan, 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (place - Math.floor(place)) * (above - below);
}

function normalInterval(sample: Float64Array, level: number): [number, number] {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sample.length;
  const half = normalPoint((1 - level) / 2) * Math.sqrt(variance / sample.length);
  const least = sample.reduce((a, b) => Math.min(a, b));
  const most = sample.reduce((a, b) => Math.max(a, b));
  return [Math.max(least, mean - half), Math.min(most, mean + half)];
}
