import { describe, expect, test } from '@jest/globals';
import { checkAnswer, scoreOfRow } from '../../src/scoring/scorer.ts';
import { fixedScorer, scorersOf, subjectOf } from './subject.ts';

test('an entry’s label is its metric, else its name as written', async () => {
  const scorers = await scorersOf(['not-function-call', { 'function-call': { value: 'f', metric: 'right tool' } }]);
  expect(scorers.map(({ label, weight }) => ({ label, weight }))).toEqual([
    { label: 'not-function-call', weight: 1 },
    { label: 'right tool', weight: 1 },
  ]);
});

test('a threshold of 0 passes everything', async () => {
  const [scorer] = await scorersOf({ 'function-call': { threshold: 0 } });
  expect(await scorer?.evaluate(subjectOf())).toEqual({ score: 1, reason: '' });
});

test('labels are told apart, whatever they are', async () => {
  const named = (metric: string) => ({ 'function-call': { metric } });
  const scorers = await scorersOf([named('a'), named('a (2)'), named('a'), named('a')]);
  const labels = scorers.map(({ label }) => label);
  expect(labels).toEqual(['a', 'a (2)', 'a (3)', 'a (4)']);
});

describe('a row’s score', () => {
  test.each<[string, readonly (readonly [number | null, number])[], number | null]>([
    ['is its one check’s', [[0.25, 1]], 0.25],
    [
      'is the mean',
      [
        [1, 1],
        [0, 1],
      ],
      0.5,
    ],
    [
      'is weighted',
      [
        [1, 3],
        [0, 1],
      ],
      0.75,
    ],
    [
      'leaves weight 0 out',
      [
        [1, 1],
        [0, 0],
      ],
      1,
    ],
    [
      'leaves checks that erred out',
      [
        [null, 5],
        [1, 1],
      ],
      1,
    ],
    [
      'is none when all erred',
      [
        [null, 1],
        [null, 2],
      ],
      null,
    ],
    [
      'is none when all that count erred',
      [
        [null, 1],
        [1, 0],
      ],
      null,
    ],
    [
      'is exactly 1 when all are, however they are weighted',
      [
        [1, 0.1],
        [1, 0.2],
        [1, 0.7],
      ],
      1,
    ],
  ])('%s', async (_, parts, expected) => {
    const scorers = parts.map(([score, weight], index) => fixedScorer(`check ${index}`, score, weight));
    const checks = await checkAnswer(scorers, subjectOf());
    expect(checks.map(({ scorer, score }) => [scorer, score])).toEqual(
      parts.map(([score], i) => [`check ${i}`, score]),
    );
    expect(scoreOfRow(scorers, checks)).toBe(expected);
  });

  test('waits for checks that take their time', async () => {
    const slow = { ...fixedScorer('slow', 1), evaluate: async () => ({ score: 0.5, reason: 'late' }) };
    expect(await checkAnswer([slow], subjectOf())).toEqual([{ scorer: 'slow', score: 0.5, reason: 'late' }]);
  });
});
