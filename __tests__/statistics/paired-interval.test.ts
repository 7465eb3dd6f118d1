import { expect, test } from '@jest/globals';
import { bootstrapInterval } from '../../src/statistics/bootstrap.ts';
import { pairedInterval } from '../../src/statistics/paired-interval.ts';

const rows = (broke: number, fixed: number, all: number) =>
  Array.from({ length: all }, (_, row) => (row < broke ? -1 : row < broke + fixed ? 1 : 0));

// The formula of Bonett and Price, worked out apart from the code in Python.
test.each([
  [9, 2, 119, -0.11533729638815295, -0.00036518295069003226],
  [5, 0, 100, -0.09896063200067898, 0.000921416314404476],
  [0, 0, 50, -0.053303993244218376, 0.053303993244218376],
  [12, 3, 200, -0.08408545662045144, -0.005023454270637669],
])('%i broke and %i fixed of %i: between %f and %f', (broke, fixed, all, low, high) => {
  const interval = pairedInterval(rows(broke, fixed, all))!;
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
});

test('it never leaves -1 to 1', () => {
  const [low, high] = pairedInterval(rows(4, 0, 4))!;
  expect(low).toBe(-1);
  expect(high).toBeLessThan(0);
});

test('graded differences are resampled', () => {
  const differences = [-0.5, 0, 0.25, -1, 0, 0, 0.1];
  expect(pairedInterval(differences)).toEqual(bootstrapInterval(differences));
});

test('one row has none', () => {
  expect(pairedInterval([-1])).toBeNull();
});
