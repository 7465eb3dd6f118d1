import { describe, expect, test } from '@jest/globals';
import { detectableDrop, powerOf } from '../../src/statistics/detectable-drop.ts';

// Sums over all outcomes with SciPy 1.17's binom, and its brentq for the drop.
describe('power at 0.05', () => {
  test.each([
    [50, 0.05, [0.1036, 0.1266, 0.1168]],
    [50, 0.1, [0.5688, 0.4439, 0.3282]],
    [100, 0.05, [0.564, 0.3584, 0.2389]],
    [100, 0.1, [0.9763, 0.8057, 0.6177]],
    [200, 0.05, [0.9736, 0.6726, 0.4346]],
    [200, 0.1, [1, 0.9826, 0.9027]],
    [500, 0.05, [1, 0.973, 0.8303]],
    [500, 0.1, [1, 1, 0.9994]],
    [1000, 0.05, [1, 0.9998, 0.9855]],
    [1000, 0.1, [1, 1, 1]],
  ])('%i rows, a drop of %f, 0, 2%% and 5%% flips each way: %j', (rows, drop, expected) => {
    for (const [index, flips] of [0, 0.02, 0.05].entries()) {
      expect(powerOf({ rows, drop, flips, level: 0.05 })).toBeCloseTo(expected[index]!, 4);
    }
  });

  test('where nothing changes there is nothing to see', () => {
    expect(powerOf({ rows: 100, drop: 0, flips: 0, level: 0.05 })).toBe(0);
  });
});

describe('the smallest drop that is seen', () => {
  test.each([
    [5, 0.05, 0.936352499719673],
    [6, 0.05, 0.8708759027254669],
    [10, 0.05, 0.6201045470369448],
    [50, 0.05, 0.16758387002596647],
    [100, 0.05, 0.09905886108153314],
    [120, 0.05, 0.08659725130732437],
    [200, 0.05, 0.060711917371860595],
    [500, 0.05, 0.0334367227574206],
    [1000, 0.05, 0.02174762596601853],
    [2000, 0.05, 0.014560362173411778],
    [20_000, 0.05, 0.004159676892790636],
    [100, 0.05 / 3, 0.12305662435107408],
  ])('%i rows at level %f: %f', (rows, level, expected) => {
    expect(detectableDrop(rows, level)).toBeCloseTo(expected, 6);
  });

  test('four rows can show none, nor can a level without room', () => {
    expect(detectableDrop(4, 0.05)).toBeNull();
    expect(detectableDrop(0, 0.05)).toBeNull();
    expect(detectableDrop(5, 0.01)).toBeNull();
    expect(detectableDrop(100, 0)).toBeNull();
  });

  test.each([0.05, 0.05 / 10])('passes the border of the exact sum at level %f within 1%%', (level) => {
    const exact = detectableDrop(20_000, level)!;
    const approximate = detectableDrop(20_001, level)!;
    expect(Math.abs(approximate / exact - 1)).toBeLessThan(0.01);
  });

  test('more rows never see less', () => {
    const drops = [50, 80, 150, 400, 1_500, 8_000, 30_000, 100_000].map((rows) => detectableDrop(rows, 0.05)!);
    expect(drops).toEqual(drops.toSorted((a, b) => b - a));
  });
});
