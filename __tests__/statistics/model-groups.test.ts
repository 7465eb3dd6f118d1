import { expect, test } from '@jest/globals';
import { groupModels, type RowScores } from '../../src/statistics/model-groups.ts';

/** Passes all rows but those from `start` on, `count` of them. */
const failing = (model: string, start: number, count: number): RowScores => ({
  model,
  scores: Array.from({ length: 100 }, (_, row) => (row >= start && row < start + count ? 0 : 1)),
});

test('a model that chance explains stands with the leader, one that it does not stands alone', () => {
  const { pairs, groups } = groupModels([failing('c', 0, 12), failing('a', 0, 2), failing('b', 0, 5)]);
  expect(groups).toEqual([['a', 'b'], ['c']]);
  // Raw mid-p: 3 to 0 is 1/8, 10 to 0 is 1/1024, 7 to 0 is 1/128; after Holm over the three pairs:
  expect(pairs).toEqual([
    { better: 'a', worse: 'b', rows: 100, difference: 0.03, pValue: expect.closeTo(1 / 8, 12) },
    { better: 'a', worse: 'c', rows: 100, difference: 0.1, pValue: expect.closeTo(3 / 1024, 12) },
    { better: 'b', worse: 'c', rows: 100, difference: 0.07, pValue: expect.closeTo(2 / 128, 12) },
  ]);
});

test('what Holm takes back does not count', () => {
  const two = groupModels([failing('a', 0, 0), failing('b', 0, 5)]);
  expect(two.groups).toEqual([['a'], ['b']]);
  const three = groupModels([failing('a', 0, 0), failing('b', 0, 5), failing('c', 50, 5)]);
  expect(three.groups).toEqual([['a', 'b', 'c']]);
});

test('only rows that both answered are compared', () => {
  const { pairs } = groupModels([
    { model: 'a', scores: [1, 1, null, 1] },
    { model: 'b', scores: [0, null, 0, 1] },
  ]);
  expect(pairs).toEqual([{ better: 'a', worse: 'b', rows: 2, difference: 0.5, pValue: 0.5 }]);
});

test('models without a row in common cannot be told apart', () => {
  const { pairs, groups } = groupModels([
    { model: 'a', scores: [null, 0] },
    { model: 'b', scores: [1, null] },
  ]);
  expect(pairs).toEqual([{ better: 'b', worse: 'a', rows: 0, difference: null, pValue: null }]);
  expect(groups).toEqual([['b', 'a']]);
});

test('of equal models the one named first leads; one without answers is in no group', () => {
  const same = [1, 0.5, 0];
  const models = [
    { model: 'x', scores: same },
    { model: 'silent', scores: [null, null, null] },
    { model: 'y', scores: same },
  ];
  expect(groupModels(models).groups).toEqual([['x', 'y']]);
  expect(groupModels([]).groups).toEqual([]);
});
