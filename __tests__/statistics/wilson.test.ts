import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wilsonInterval } from '../../src/statistics/wilson.ts';

// Roots of (1 + z²/n) p² - (2r + z²/n) p + r² = 0, worked out apart from the code.
test.each([
  [45, 50, 0.7864, 0.9565],
  [90, 100, 0.8256, 0.9448],
  [450, 500, 0.8706, 0.9233],
  [50, 50, 0.9287, 1],
  [0, 50, 0, 0.0713],
  [8, 15, 0.3012, 0.7519],
  [14, 15, 0.7018, 0.9881],
  [1, 1, 0.2065, 1],
  [0, 1, 0, 0.7935],
])('%i of %i lies between %f and %f', (passed, trials, low, high) => {
  const interval = wilsonInterval(passed, trials)!;
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

test('there is none without trials', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});

describe('every interval', () => {
  const counts = fc
    .integer({ min: 1, max: 1_000_000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  test('holds its rate and stays between 0 and 1', () => {
    fc.assert(
      fc.property(counts, ([passed, trials]) => {
        const [low, high] = wilsonInterval(passed, trials)!;
        return 0 <= low && low <= passed / trials && passed / trials <= high && high <= 1 && low < high;
      }),
    );
  });

  test('solves the equation that defines it: |p - rate| = z * sqrt(p (1 - p) / n)', () => {
    fc.assert(
      fc.property(counts, ([passed, trials]) => {
        for (const end of wilsonInterval(passed, trials)!) {
          const distance = Math.abs(end - passed / trials);
          expect(distance).toBeCloseTo(1.959964 * Math.sqrt((end * (1 - end)) / trials), 6);
        }
      }),
    );
  });

  test('mirrors that of the failures', () => {
    fc.assert(
      fc.property(counts, ([passed, trials]) => {
        const [low, high] = wilsonInterval(passed, trials)!;
        const [mirroredLow, mirroredHigh] = wilsonInterval(trials - passed, trials)!;
        expect(mirroredLow).toBeCloseTo(1 - high, 9);
        expect(mirroredHigh).toBeCloseTo(1 - low, 9);
      }),
    );
  });
});
