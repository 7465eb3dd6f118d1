import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { measure } from '../../src/scoring/metrics.ts';
import { OutcomeTable } from '../../src/scoring/outcomes.ts';

type Slot = number | 'error' | 'missing';

function measureSlots(slots: readonly Slot[], repeat = 1) {
  const table = new OutcomeTable(slots.length / repeat, repeat);
  slots.forEach((slot, index) => {
    if (slot === 'missing') return;
    const isError = slot === 'error';
    table.set(index, isError ? 'error' : 'answered', isError ? null : slot, { start: 0, length: 0 });
  });
  return measure(table);
}

describe('the figures of', () => {
  test.each<[string, Slot[], number, object]>([
    [
      '8 of 15',
      [...Array(8).fill(1), ...Array(7).fill(0)],
      1,
      { score: 8 / 15, rows: 15, answered: 15, passed: 8, errors: 0, missing: 0 },
    ],
    [
      'errors and missing rows beside answers',
      [1, 'error', 0, 'missing', 'missing', 1],
      1,
      { score: 2 / 3, rows: 6, answered: 3, passed: 2, errors: 1, missing: 2 },
    ],
    [
      'no answer at all',
      ['error', 'missing'],
      1,
      { score: null, interval: null, rows: 2, answered: 0, passed: 0, errors: 1, missing: 1 },
    ],
    ['no row', [], 1, { score: null, interval: null, rows: 0, answered: 0 }],
    ['graded scores, resampled', [0.5, 1, 0], 1, { score: 0.5, interval: [0, 1], passed: 1 }],
    ['graded scores that are all the same, which have no interval', [0.5, 0.5], 1, { score: 0.5, interval: null }],
    [
      'a score of 1 but for rounding',
      [1 - 1e-12, 1e-12],
      1,
      { passed: 1, interval: [expect.any(Number), expect.any(Number)] },
    ],
    [
      'repeats, averaged by row first',
      [1, 1, 1, 0, 'error', 0],
      2,
      { score: (1 + 0.5 + 0) / 3, rows: 6, answered: 5, passed: 1, errors: 1, interval: [0, 1] },
    ],
    ['a row of which one repeat failed', ['error', 1], 2, { score: 1, passed: 1, answered: 1, errors: 1 }],
  ])('%s', (_, slots, repeat, expected) => {
    expect(measureSlots(slots, repeat)).toMatchObject(expected);
  });

  test('counts are whole and the score lies in its interval', () => {
    const slot = fc.constantFrom<Slot>(0, 1, 1, 'error', 'missing');
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 60 }), (slots) => {
        const figures = measureSlots(slots);
        expect(figures.answered + figures.errors + figures.missing).toBe(figures.rows);
        expect(figures.rows).toBe(slots.length);
        expect(figures.score === null).toBe(figures.answered === 0);
        if (figures.score === null || figures.interval === null) return;
        expect(figures.passed / figures.answered).toBeCloseTo(figures.score, 12);
        expect(figures.interval[0]).toBeLessThanOrEqual(figures.score);
        expect(figures.interval[1]).toBeGreaterThanOrEqual(figures.score);
      }),
    );
  });
});
