import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mcNemarMidP } from '../../src/statistics/mcnemar.ts';
import { normalTail } from '../../src/statistics/normal.ts';
import { createRandom } from '../../src/statistics/random.ts';
import { signFlipMidP } from '../../src/statistics/sign-flip.ts';

const times = (count: number, value: number) => Array.from({ length: count }, () => value);
const waves = (count: number) => Array.from({ length: count }, (_, index) => Math.sin((index + 1) * 1.7) * 0.6 - 0.15);

// All sign patterns, counted in exact fractions.
test.each([
  ['quarters', [-0.5, -0.25, -0.25, 0.25, -1, -0.75], 5 / 64],
  ['whole ones and a half', [-1, -1, -1, -1, -1, 1, 0.5], 11 / 64],
  ['thirds, as repeats give', [-1 / 3, -2 / 3, -1 / 3, 1 / 3, -1, -2 / 3, -1 / 3], 3 / 64],
  ['hundredths', [-0.13, -0.42, -0.08, 0.11, -0.37, -0.29, 0.05, -0.51, -0.02, -0.33], 25 / 1024],
  ['one that outweighs the rest', [-0.9, -0.1, -0.1, -0.1, 0.1], 3 / 16],
  [
    '25 rows in tenths',
    [...times(12, -0.2), ...times(4, 0.3), ...times(3, -0.7), ...times(6, 0.1)],
    2_673_485 / 33_554_432,
  ],
])('%s', (_, differences, expected) => {
  expect(signFlipMidP(differences)).toBeCloseTo(expected, 12);
});

describe('differences without a common step', () => {
  test('are enumerated while few (NumPy: 0.21527099609375 of 2^14 patterns)', () => {
    expect(signFlipMidP(waves(14))).toBe(0.21527099609375);
  });

  test('are drawn when more (NumPy over all 2^24 patterns: 0.160603)', () => {
    const pValue = signFlipMidP(waves(24));
    expect(Math.abs(pValue - 0.16060322523117065)).toBeLessThan(4 * Math.sqrt((0.1606 * 0.8394) / 100_000));
    expect(signFlipMidP(waves(24))).toBe(pValue);
  });

  test('are normal when many and alike', () => {
    const differences = waves(5_000).map((wave) => wave + 0.13);
    const sum = differences.reduce((total, difference) => total + difference, 0);
    const deviation = Math.sqrt(differences.reduce((total, difference) => total + difference ** 2, 0));
    expect(signFlipMidP(differences)).toBeCloseTo(2 * normalTail(Math.abs(sum) / deviation), 12);
  });

  test('are drawn, however many, when a few outweigh the rest', () => {
    // Eight signs decide; of their 256 patterns 2 are as far out, with the small ones evenly on either side.
    const small = waves(200).map((wave, index) => 1e-6 * Math.abs(wave) * (index % 2 === 0 ? 1 : -1));
    const pValue = signFlipMidP([...times(8, -1), ...small]);
    expect(pValue).toBeGreaterThan(0.5 / 256);
    expect(pValue).toBeLessThan(3 / 256);
  });
});

test('the normal distribution agrees with counting where both can be had', () => {
  const random = createRandom(7);
  // Hundredths around 0 with a shift; a small odd addition takes the common step away.
  const counted = Array.from({ length: 400 }, () => ((random() % 101) - 55) / 100);
  const approximated = counted.map((difference, index) => difference + 1e-6 * Math.sin(index + 1));
  expect(Math.abs(signFlipMidP(counted) - signFlipMidP(approximated))).toBeLessThan(2e-4);
});

describe('for all differences', () => {
  const passFail = fc.array(fc.constantFrom(-1, 0, 1), { maxLength: 300 });
  const graded = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 40 });

  test('pass and fail alone give McNemar', () => {
    fc.assert(
      fc.property(passFail, (differences) => {
        const broke = differences.filter((difference) => difference === -1).length;
        const fixed = differences.filter((difference) => difference === 1).length;
        expect(signFlipMidP(Float64Array.from(differences))).toBe(mcNemarMidP(broke, fixed));
      }),
    );
  });

  test('sign, order, scale and unchanged rows do not matter', () => {
    fc.assert(
      fc.property(graded, (steps) => {
        const pValue = signFlipMidP(steps.map((step) => step / 20));
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(signFlipMidP(steps.map((step) => -step / 20))).toBeCloseTo(pValue, 12);
        expect(signFlipMidP(steps.toReversed().map((step) => step / 7))).toBeCloseTo(pValue, 12);
        expect(signFlipMidP([...steps.map((step) => step / 20), 0, 0])).toBe(pValue);
      }),
    );
  });

  test('counting sums and listing all patterns give the same', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 9 }), (steps) => {
        const sum = Math.abs(steps.reduce((total, step) => total + step, 0));
        let weight = 0;
        for (let pattern = 0; pattern < 2 ** steps.length; pattern++) {
          const flipped = Math.abs(
            steps.reduce((total, step, bit) => total + (pattern & (1 << bit) ? -step : step), 0),
          );
          weight += flipped > sum ? 1 : flipped === sum ? 0.5 : 0;
        }
        const expected = sum === 0 ? 1 : weight / 2 ** steps.length;
        expect(signFlipMidP(steps.map((step) => step / 20))).toBeCloseTo(expected, 12);
      }),
    );
  });
});

test.each([[[]], [[0, 0]], [[0.5, -0.5]], [[0.25, 0.5, -0.75]]])('%j is no evidence', (differences) => {
  expect(signFlipMidP(differences)).toBe(1);
});

test('an unknown difference is refused', () => {
  expect(() => signFlipMidP([0, Number.NaN])).toThrow(RangeError);
});
