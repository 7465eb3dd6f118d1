import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Bought, nothingBought, unansweredCreates, unite } from '../../src/batch/bought.ts';

const bought = fc
  .dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.record({ names: fc.uniqueArray(fc.constantFrom('j1', 'j2', 'j3')), creates: fc.nat(5) }),
  )
  .map((entries): Bought => new Map(Object.entries(entries)));
const sorted = (all: Bought) => [...all].map(([name, { names, creates }]) => [name, [...names].sort(), creates]).sort();

describe('what two processes have bought', () => {
  test('is the same in either order', () => {
    fc.assert(
      fc.property(bought, bought, (one, other) => {
        expect(sorted(unite(one, other))).toEqual(sorted(unite(other, one)));
      }),
    );
  });

  test('is what one has bought where the other has bought nothing', () => {
    fc.assert(fc.property(bought, (one) => expect(unite(one, nothingBought)).toEqual(one)));
  });

  test('has each job once, and all creates', () => {
    const one = new Map([['a', { names: ['j1'], creates: 2 }]]);
    const other = new Map([['a', { names: ['j1', 'j2'], creates: 1 }]]);
    expect(unite(one, other)).toEqual(new Map([['a', { names: ['j1', 'j2'], creates: 3 }]]));
  });
});

test.each([
  ['no job was seen', [], 3, 3],
  ['a job was seen', ['j1'], 3, 0],
])('creates of which nothing came, where %s', (_what, names, creates, expected) => {
  expect(unansweredCreates({ names, creates })).toBe(expected);
});
