import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holm } from '../../src/statistics/holm.ts';

// R's p.adjust(p, "holm"), by its definition: cummax((n - i + 1) * sorted p), at most 1.
test.each([
  [[], []],
  [[0.0386], [0.0386]],
  [
    [0.01, 0.04, 0.03],
    [0.03, 0.06, 0.06],
  ],
  [
    [0.01, 0.02, 0.02, 0.9],
    [0.04, 0.06, 0.06, 0.9],
  ],
  [
    [0.04, 0.04, 0.04],
    [0.12, 0.12, 0.12],
  ],
  [
    [0.6, 0.5],
    [1, 1],
  ],
  [
    [0.02, null, 0.03],
    [0.04, null, 0.04],
  ],
  [[null], [null]],
])('%j become %j', (pValues, expected) => {
  const adjusted = holm(pValues);
  expect(adjusted).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) {
    if (value === null) expect(adjusted[index]).toBeNull();
    else expect(adjusted[index]).toBeCloseTo(value, 12);
  }
});

test('between one test’s p and Bonferroni’s, in the same order', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(pValues, (raw) => {
      const adjusted = holm(raw).map((value) => value!);
      for (const [index, pValue] of raw.entries()) {
        expect(adjusted[index]!).toBeGreaterThanOrEqual(pValue);
        expect(adjusted[index]!).toBeLessThanOrEqual(Math.min(1, pValue * raw.length));
        for (const [other, otherValue] of raw.entries()) {
          if (pValue < otherValue) expect(adjusted[index]!).toBeLessThanOrEqual(adjusted[other]!);
        }
      }
    }),
  );
});
