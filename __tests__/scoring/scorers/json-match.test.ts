import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compilePattern, findDifference } from '../../../src/scoring/scorers/json-match.ts';

/** The same value with the members of every object in another order. */
function turn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, turn(inner)])
      .reverse(),
  );
}

const differ = (expected: unknown, actual: unknown, comparison: 'equal' | 'subset') =>
  findDifference([expected, actual, 'it'], comparison);

describe('of any JSON value', () => {
  test('it equals itself and is a subset of itself, in any order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const comparison of ['equal', 'subset'] as const) {
          expect(differ(value, value, comparison)).toBeUndefined();
          expect(differ(value, turn(JSON.parse(JSON.stringify(value))), comparison)).toBeUndefined();
        }
      }),
    );
  });

  test('being equal goes both ways, and means being a subset both ways', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
        const isEqual = differ(a, b, 'equal') === undefined;
        expect(differ(b, a, 'equal') === undefined).toBe(isEqual);
        const isSubset = differ(a, b, 'subset') === undefined && differ(b, a, 'subset') === undefined;
        expect(isSubset).toBe(isEqual);
      }),
    );
  });

  test('an object is still matched when others stand beside its members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (object, extra) => {
        const name = `${Object.keys(object).join('')}+`;
        expect(differ(object, { ...object, [name]: extra }, 'subset')).toBeUndefined();
        expect(differ(object, { ...object, [name]: extra }, 'equal')).toMatch(/ should not be there$/);
      }),
    );
  });

  test('a pattern without $any and $regex is itself', () => {
    const plain = fc.jsonValue().filter((value) => !/"\$(any|regex)"/.test(JSON.stringify(value)));
    fc.assert(fc.property(plain, (value) => expect(compilePattern(value, 'it')).toEqual({ pattern: value })));
  });
});
