import { describe, expect, test } from '@jest/globals';
import { changeOf, compareModels } from '../../src/baseline/compare.ts';

/** Scores of so many rows before and now: `broke` fell from 1 to 0, `fixed` rose, all others pass in both. */
function passFail(rows: number, broke: number, fixed: number) {
  const before = new Float64Array(rows).fill(1);
  const present = new Float64Array(rows).fill(1);
  present.fill(0, 0, broke);
  before.fill(0, broke, broke + fixed);
  return { model: 'flash', present, before };
}

/** Reference values of R 4.2.2: mid-p from pbinom and dbinom, the adjusted Wald interval of Bonett and Price (2012) from qnorm. */
const references: readonly (readonly [number, number, number, number, number, number])[] = [
  [100, 0, 0, 1, -0.0271745847912, 0.0271745847912],
  [100, 4, 0, 0.0625, -0.0856641081703, 0.00723273562133],
  [100, 5, 0, 0.03125, -0.0989606320007, 0.000921416314404],
  [100, 6, 1, 0.0703125, -0.105875249186, 0.00783603349945],
  [100, 7, 1, 0.0390625, -0.118505806219, 0.000858747395334],
  [100, 9, 2, 0.03857421875, -0.136617175579, -0.000637726381994],
  [100, 8, 2, 0.0654296875, -0.124401210245, 0.00675415142136],
  [100, 10, 3, 0.057373046875, -0.141846715587, 0.00459181362626],
  [100, 11, 3, 0.03515625, -0.153770547964, -0.00309219713433],
  [50, 5, 0, 0.03125, -0.192391034156, 0.0000833418480515],
  [200, 12, 2, 0.00738525390625001, -0.0877109805988, -0.0112989203913],
  [200, 0, 9, 0.001953125, 0.0129659287625, 0.0761429821286],
  [1000, 30, 12, 0.00540157265459129, -0.0308912880926, -0.00503685562002],
  [15, 6, 0, 0.015625, -0.632565347082, -0.0733170058593],
];

describe('the comparison', () => {
  test.each(references)(
    'of %i rows of which %i broke and %i got fixed is R’s',
    (rows, broke, fixed, pValue, low, high) => {
      const found = compareModels([passFail(rows, broke, fixed)]).get('flash');
      expect(found).toMatchObject({ rows, broke, fixed });
      expect(found?.difference).toBeCloseTo((fixed - broke) / rows, 12);
      expect(found?.pValue).toBeCloseTo(pValue, 12);
      expect(found?.interval?.[0]).toBeCloseTo(low, 10);
      expect(found?.interval?.[1]).toBeCloseTo(high, 10);
    },
  );

  /** R 4.2.2: all sign patterns enumerated, those as far as the one seen counted half. */
  test.each<[readonly number[], number]>([
    [[-0.5, -0.25, -1, -0.75, 0.25, -0.5], 0.0625],
    [[-0.3, -0.2, -0.1, -0.4, -0.25, -0.35, -0.15], 0.0078125],
    [[0.5, -0.5, 0.25], 0.75],
    [[-1, -1, -1, -0.5, -0.5, 0.5, 0, 0], 0.078125],
  ])('of graded rows that changed by %j has the sign-flip mid-p %d', (changes, pValue) => {
    const before = Float64Array.from(changes, (change) => (change < 0 ? 1 : 0));
    const present = before.map((score, row) => score + (changes[row] ?? 0));
    expect(compareModels([{ model: 'flash', present, before }]).get('flash')?.pValue).toBeCloseTo(pValue, 12);
  });

  test('of several models is corrected by Holm, as R’s p.adjust does', () => {
    const models = [passFail(100, 9, 2), passFail(100, 6, 1), passFail(100, 5, 0)];
    const found = compareModels(models.map((pair, index) => ({ ...pair, model: `m${index}` })));
    expect([...found.values()].map(({ pValue }) => pValue)).toEqual([0.09375, 0.09375, 0.09375]);
    const two = compareModels([passFail(100, 9, 2), { ...passFail(100, 5, 0), model: 'pro' }]);
    expect([...two.values()].map(({ pValue }) => pValue)).toEqual([0.0625, 0.0625]);
  });

  test('of several models sees less: each has the level that Holm leaves', () => {
    const alone = compareModels([passFail(100, 0, 0)]).get('flash')?.detectableDrop ?? 0;
    const three = ['a', 'b', 'c'].map((model) => ({ ...passFail(100, 0, 0), model }));
    expect(compareModels(three).get('a')?.detectableDrop).toBeGreaterThan(alone);
    expect(alone).toBeGreaterThan(0.09);
    expect(alone).toBeLessThan(0.11);
  });

  test('leaves rows out that one side has no score for, and models without a common row', () => {
    const nan = Number.NaN;
    const present = Float64Array.of(1, nan, 0, 1);
    const before = Float64Array.of(1, 1, nan, 0);
    const apart = { model: 'pro', present: Float64Array.of(1, nan), before: Float64Array.of(nan, 1) };
    const found = compareModels([{ model: 'flash', present, before }, apart]);
    expect([...found.keys()]).toEqual(['flash']);
    expect(found.get('flash')).toMatchObject({ rows: 2, broke: 0, fixed: 1, difference: 0.5 });
  });
});

test.each<[number, number, string | null]>([
  [0, 1, 'broke'],
  [0.99, 1, 'broke'],
  [1, 0, 'fixed'],
  [1, 0.5, 'fixed'],
  [1, 1, 'same'],
  [0.2, 0.8, 'same'],
  [1 - 1e-12, 1, 'same'],
  [Number.NaN, 1, null],
  [0, Number.NaN, null],
])('a row that scores %d now and %d before is called %p', (present, before, change) => {
  expect(changeOf(present, before)).toBe(change);
});
