import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mcNemarMidP } from '../../src/statistics/mcnemar.ts';

/** To 11 digits, however small. */
function expectSame(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-11);
}

// Exact fractions (sums of binomial coefficients over a power of 2), and SciPy 1.17's binom.cdf and binom.pmf.
test.each([
  [1, 0, 1 / 2],
  [4, 0, 1 / 16],
  [5, 0, 1 / 32],
  [5, 1, 1 / 8],
  [6, 1, 9 / 128],
  [7, 1, 5 / 128],
  [8, 2, 67 / 1024],
  [9, 2, 79 / 2048],
  [10, 3, 235 / 4096],
  [11, 3, 9 / 256],
  [0, 20, 1 / 1_048_576],
  [30, 15, 0.02589608179323477],
  [60, 40, 0.046044066929342806],
  [1000, 900, 0.021791499253713424],
])('%i broke and %i fixed: p = %f', (broke, fixed, expected) => {
  expectSame(mcNemarMidP(broke, fixed), expected);
});

// The same sums, taken in 60 digits.
test.each([
  [5_200, 4_800, 6.32621868073025e-5],
  [50_200, 49_800, 0.2059052514249264],
  [100_000, 99_000, 0.02498223314567442],
  [100_000, 98_000, 6.967113342761075e-6],
  [100_000, 90_000, 1.585823983586326e-116],
])('%i broke and %i fixed keep their digits: p = %f', (broke, fixed, expected) => {
  expectSame(mcNemarMidP(broke, fixed), expected);
});

test.each([0, 1, 3, 100_000])('%i each way is no evidence', (count) => {
  expect(mcNemarMidP(count, count)).toBe(1);
});

test.each([
  [0, 5],
  [1, 7],
  [2, 9],
  [3, 11],
])('with %i fixed, %i broken rows are the fewest that count at 0.05', (fixed, broke) => {
  expect(mcNemarMidP(broke, fixed)).toBeLessThan(0.05);
  expect(mcNemarMidP(broke - 1, fixed)).toBeGreaterThan(0.05);
});

describe('for all counts', () => {
  const counts = fc.integer({ min: 0, max: 2_000 });

  test('broke and fixed can change places', () => {
    fc.assert(fc.property(counts, counts, (broke, fixed) => mcNemarMidP(broke, fixed) === mcNemarMidP(fixed, broke)));
  });

  test('one more broken row never makes a drop less certain', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const [broke, fixed] = [Math.max(a, b), Math.min(a, b)];
        expect(mcNemarMidP(broke + 1, fixed)).toBeLessThanOrEqual(mcNemarMidP(broke, fixed) * (1 + 1e-12));
      }),
    );
  });
});

test.each([-1, 1.5, Number.NaN])('%f is no count', (count) => {
  expect(() => mcNemarMidP(count, 0)).toThrow(RangeError);
});
