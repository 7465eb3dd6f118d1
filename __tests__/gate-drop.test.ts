import { describe, expect, test } from '@jest/globals';
import { compareModels } from '../src/baseline/compare.ts';
import { type Candidate, judge } from '../src/gate.ts';
import { wilsonInterval } from '../src/statistics/wilson.ts';

interface Run {
  readonly rows: number;
  readonly broke: number;
  readonly fixed: number;
  /** Rows that fail in both. */
  readonly failing?: number;
  readonly errors?: number;
}

function scoresOf({ rows, broke, fixed, failing = 0 }: Run) {
  const before = new Float64Array(rows).fill(1);
  const present = new Float64Array(rows).fill(1);
  present.fill(0, 0, broke).fill(0, broke + fixed, broke + fixed + failing);
  before.fill(0, broke, broke + fixed + failing);
  return { model: 'flash', present, before };
}

function candidateOf(run: Run, floor?: number, over: Partial<Candidate> = {}): Candidate {
  const { rows, broke, failing = 0, errors = 0 } = run;
  const passed = rows - broke - failing;
  const metrics = {
    score: passed / rows,
    interval: wilsonInterval(passed, rows),
    rows: rows + errors,
    answered: rows,
    passed,
    errors,
    missing: 0,
    notPassed: rows + errors - passed,
  };
  const comparison = compareModels([scoresOf(run)]).get('flash');
  return { model: 'flash', metrics, floor, failure: undefined, comparison, ...over };
}

const gate = { maxErrorRate: 0.05, isPending: false, baselineName: 'main' };

/** Rows × broke × fixed × floor × max-drop: p and Wilson's interval from R 4.2.2 (pbinom, dbinom; prop.test without correction). */
const table: readonly (readonly [
  Run,
  number | undefined,
  number | undefined,
  number,
  readonly [number, number],
  string,
])[] = [
  [
    { rows: 100, broke: 9, fixed: 2 },
    undefined,
    0.02,
    0.03857421875,
    [0.837737871473, 0.951927459997],
    'fail: regression',
  ],
  [{ rows: 100, broke: 9, fixed: 2 }, undefined, undefined, 0.03857421875, [0.837737871473, 0.951927459997], 'pass'],
  [
    { rows: 100, broke: 9, fixed: 2 },
    0.92,
    0.02,
    0.03857421875,
    [0.837737871473, 0.951927459997],
    'fail: threshold regression',
  ],
  [{ rows: 100, broke: 9, fixed: 2 }, 0.91, 0.07, 0.03857421875, [0.837737871473, 0.951927459997], 'pass'],
  [
    { rows: 100, broke: 9, fixed: 2 },
    undefined,
    0.0699,
    0.03857421875,
    [0.837737871473, 0.951927459997],
    'fail: regression',
  ],
  [{ rows: 100, broke: 10, fixed: 3 }, undefined, 0.02, 0.057373046875, [0.825634338495, 0.944770862939], 'pass'],
  [{ rows: 100, broke: 10, fixed: 3 }, 0.95, 0.02, 0.057373046875, [0.825634338495, 0.944770862939], 'fail: threshold'],
  [
    { rows: 100, broke: 5, fixed: 0, failing: 10 },
    0.85,
    0,
    0.03125,
    [0.767164404092, 0.906940147163],
    'fail: regression',
  ],
  [{ rows: 100, broke: 4, fixed: 0, failing: 6 }, 0.85, 0, 0.0625, [0.825634338495, 0.944770862939], 'pass'],
  [{ rows: 50, broke: 5, fixed: 0 }, 0.9, 0.05, 0.03125, [0.786397685625, 0.956524235068], 'fail: regression'],
  [{ rows: 50, broke: 0, fixed: 5 }, 1, 0, 0.03125, [0.928652400867, 1], 'pass'],
  [{ rows: 15, broke: 1, fixed: 0, failing: 6 }, undefined, 0, 0.5, [0.301169800255, 0.751904646343], 'pass'],
  [{ rows: 15, broke: 1, fixed: 0 }, 1, 0.5, 0.5, [0.701834701262, 0.988133104507], 'fail: threshold'],
];

describe('the gate', () => {
  test.each(table)(
    '%j with floor %p and max-drop %p: p = %d, interval %j: %s',
    (run, floor, maxDrop, pValue, interval, expected) => {
      const candidate = candidateOf(run, floor);
      const { verdict, reasons } = judge([candidate], { ...gate, maxDrop });
      expect([verdict, reasons.map(({ kind }) => kind).join(' ')].filter((text) => text !== '').join(': ')).toBe(
        expected,
      );
      expect(candidate.comparison?.pValue).toBeCloseTo(pValue, 12);
      expect(candidate.metrics.interval?.[0]).toBeCloseTo(interval[0], 10);
      expect(candidate.metrics.interval?.[1]).toBeCloseTo(interval[1], 10);
    },
  );

  test('says why a fall is a regression, in a sentence', () => {
    const { reasons } = judge([candidateOf({ rows: 100, broke: 9, fixed: 2 })], { ...gate, maxDrop: 0.02 });
    expect(reasons).toEqual([
      {
        kind: 'regression',
        model: 'flash',
        rule: 'max-drop',
        message:
          'flash fell by 7.0 points against main (9 rows that passed there fail now, 2 the other way; p = 0.039); at most 2.0 points are accepted.',
      },
    ]);
  });

  test('says that chance may explain a fall that it lets through', () => {
    const { verdict, notices } = judge([candidateOf({ rows: 100, broke: 10, fixed: 3 })], { ...gate, maxDrop: 0.02 });
    expect([verdict, ...notices]).toEqual([
      'pass',
      'flash fell by 7.0 points against main, more than the 2.0 points that are accepted, but chance may explain it (10 rows that passed there fail now, 3 the other way; p = 0.057).',
    ]);
  });

  test('shows decimals where rounding would hide that the fall is larger than accepted', () => {
    const run = { rows: 10_000, broke: 201, fixed: 0 };
    const { reasons } = judge([candidateOf(run)], { ...gate, maxDrop: 0.02 });
    expect(reasons[0]?.message).toContain('fell by 2.01 points against main');
    expect(reasons[0]?.message).toContain('at most 2.00 points');
  });

  test('judges neither floor nor fall of a model with too many errors', () => {
    const run = { rows: 90, broke: 30, fixed: 0, errors: 10 };
    const { verdict, reasons } = judge([candidateOf(run, 0.99)], { ...gate, maxDrop: 0.01 });
    expect([verdict, reasons.map(({ kind }) => kind)]).toEqual(['inconclusive', ['error']]);
  });
});

describe('a row that must pass', () => {
  const row = { key: 'r-1', place: 'evals/spam.jsonl:12' };
  const none = { broke: [], unanswered: [], failing: [], failingBefore: [] };
  const same = { rows: 100, broke: 0, fixed: 0 };

  test('and broke is a regression without either guard', () => {
    const mustPass = { ...none, broke: [row] };
    const { verdict, reasons } = judge([candidateOf({ rows: 100, broke: 1, fixed: 0 }, 0.5, { mustPass })], gate);
    expect([verdict, reasons]).toEqual([
      'fail',
      [
        {
          kind: 'regression',
          model: 'flash',
          rule: 'must-pass',
          message: 'flash broke 1 row that must pass (against main): r-1 (evals/spam.jsonl:12).',
        },
      ],
    ]);
  });

  test('and broke counts also where too many errors leave the score unjudged', () => {
    const mustPass = { ...none, broke: [row], unanswered: [row] };
    const { verdict, reasons } = judge([candidateOf({ ...same, errors: 20 }, 0.5, { mustPass })], gate);
    expect([verdict, reasons.map(({ kind }) => kind)]).toEqual(['fail', ['error', 'regression']]);
  });

  test('and was not answered is an error', () => {
    const { verdict, reasons } = judge([candidateOf(same, 0.5, { mustPass: { ...none, unanswered: [row] } })], gate);
    expect([verdict, reasons[0]?.message]).toEqual([
      'inconclusive',
      'flash left 1 row that must pass without an answer: r-1 (evals/spam.jsonl:12).',
    ]);
  });

  test('and fails without a baseline is a notice', () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ key: `r-${index}`, place: `a.jsonl:${index}` }));
    const candidate = candidateOf(same, 0.5, { mustPass: { ...none, failing: many }, comparison: undefined });
    const { verdict, notices } = judge([candidate], gate);
    expect(verdict).toBe('pass');
    expect(notices).toEqual([
      'flash fails 7 rows that must pass: r-0 (a.jsonl:0), r-1 (a.jsonl:1), r-2 (a.jsonl:2), r-3 (a.jsonl:3), r-4 (a.jsonl:4) and 2 more. Without a baseline nothing says whether they ever passed.',
    ]);
  });

  test('and failed in the baseline too is a notice', () => {
    const { verdict, notices } = judge([candidateOf(same, 0.5, { mustPass: { ...none, failingBefore: [row] } })], gate);
    expect([verdict, notices]).toEqual([
      'pass',
      ['flash fails 1 row that must pass: r-1 (evals/spam.jsonl:12). In the baseline (main) it failed too.'],
    ]);
  });
});

test('a key of 100,000 characters does not make the sentence as long', () => {
  const row = { key: 'k'.repeat(100_000), place: `${'d/'.repeat(50_000)}spam.jsonl:12` };
  const mustPass = { broke: [row], unanswered: [], failing: [], failingBefore: [] };
  const { reasons } = judge([candidateOf({ rows: 100, broke: 1, fixed: 0 }, 0.5, { mustPass })], gate);
  expect(reasons.map(({ message }) => message)).toEqual([
    `flash broke 1 row that must pass (against main): ${'k'.repeat(100)}… (…/${'d/'.repeat(43)}spam.jsonl:12).`,
  ]);
});

describe('max-drop without anything to compare with', () => {
  test('is said, and decides nothing', () => {
    const candidate = candidateOf({ rows: 100, broke: 9, fixed: 2 }, undefined, { comparison: undefined });
    const { verdict, notices } = judge([candidate], { ...gate, maxDrop: 0.02 });
    expect([verdict, notices]).toEqual(['pass', ['max-drop is set, but there is nothing to compare flash with.']]);
    expect(judge([candidate], gate).notices).toEqual([]);
  });

  test('is nothing to say while jobs still run', () => {
    const candidate = candidateOf({ rows: 100, broke: 9, fixed: 2 }, undefined, { comparison: undefined });
    expect(judge([candidate], { ...gate, maxDrop: 0.02, isPending: true }).notices).toEqual([]);
  });
});
