import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bootstrapInterval } from '../../src/statistics/bootstrap.ts';

const scores = [0, 0.25, 0.5, 0.5, 0.75, 1, 1, 1, 0.25, 0.6, 0.8, 0.9, 0.1, 0.4, 0.7, 1, 1, 0, 0.5, 0.95];

// scipy.stats.bootstrap 1.17, method percentile, 400,000 draws.
test.each([
  [0.95, 0.4575, 0.7575],
  [0.9, 0.4825, 0.735],
])('at level %f it is SciPy’s but for the draws’ noise', (level, low, high) => {
  const interval = bootstrapInterval(scores, { level })!;
  expect(Math.abs(interval[0] - low)).toBeLessThan(0.008);
  expect(Math.abs(interval[1] - high)).toBeLessThan(0.008);
  const closer = bootstrapInterval(scores, { level, draws: 200_000, seed: 1 })!;
  expect(Math.abs(closer[0] - low)).toBeLessThan(0.003);
  expect(Math.abs(closer[1] - high)).toBeLessThan(0.003);
});

test('the same values give the same interval, another seed another one', () => {
  expect(bootstrapInterval(scores)).toEqual(bootstrapInterval(Float64Array.from(scores)));
  expect(bootstrapInterval(scores, { seed: 2 })).not.toEqual(bootstrapInterval(scores, { seed: 3 }));
});

test('where resampling ends, the normal interval takes over without a step', () => {
  const many = Array.from({ length: 2_001 }, (_, index) => scores[index % scores.length]!);
  const [low, high] = bootstrapInterval(many.slice(1))!;
  const [normalLow, normalHigh] = bootstrapInterval(many)!;
  expect(Math.abs(normalLow - low)).toBeLessThan((high - low) * 0.05);
  expect(Math.abs(normalHigh - high)).toBeLessThan((high - low) * 0.05);
});

describe('of few or equal values', () => {
  test('one value has none', () => {
    expect(bootstrapInterval([])).toBeNull();
    expect(bootstrapInterval([0.5])).toBeNull();
  });

  test('equal values have one without width', () => {
    expect(bootstrapInterval([0.5, 0.5, 0.5])).toEqual([0.5, 0.5]);
  });
});

test('it stays between the least and the largest value', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 50 }), (values) => {
      const [low, high] = bootstrapInterval(values, { draws: 200 })!;
      expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
      expect(low).toBeLessThanOrEqual(high);
      expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
    }),
  );
});

test('an unknown value is refused', () => {
  expect(() => bootstrapInterval([0, Number.NaN])).toThrow(RangeError);
});
