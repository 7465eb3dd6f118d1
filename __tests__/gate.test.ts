import { describe, expect, test } from '@jest/globals';
import { isRed, type ReasonKind, verdictOf } from '../src/gate/reason.ts';
import { formatApart, formatShare } from '../src/gate/shares.ts';
import { type Candidate, judge } from '../src/gate.ts';
import { wilsonInterval } from '../src/statistics/wilson.ts';

interface Counts {
  readonly passed: number;
  readonly answered: number;
  readonly errors?: number;
  readonly missing?: number;
}

function candidateOf(counts: Counts, floor?: number, over: Partial<Candidate> = {}): Candidate {
  const { passed, answered, errors = 0, missing = 0 } = counts;
  const score = answered === 0 ? null : passed / answered;
  const metrics = {
    ...counts,
    errors,
    missing,
    score,
    interval: wilsonInterval(passed, answered),
    notPassed: answered + errors + missing - passed,
    rows: answered + errors + missing,
  };
  return { model: 'flash', metrics, floor, failure: undefined, ...over };
}

function judgeOne(candidate: Candidate, maxErrorRate = 0.05) {
  const { verdict, reasons } = judge([candidate], { maxErrorRate, isPending: false });
  return [verdict, ...reasons.map(({ kind, message }) => `${kind}: ${message}`)];
}

describe('a model', () => {
  test.each<[string, Candidate, string[]]>([
    ['without a floor passes', candidateOf({ passed: 0, answered: 10 }), ['pass']],
    ['on its floor passes', candidateOf({ passed: 9, answered: 10 }, 0.9), ['pass']],
    ['with the floor 0 passes', candidateOf({ passed: 0, answered: 10 }, 0), ['pass']],
    ['with the floor 1 and no miss passes', candidateOf({ passed: 10, answered: 10 }, 1), ['pass']],
    [
      'under its floor fails, with its doubt',
      candidateOf({ passed: 8, answered: 15 }, 0.6),
      [
        'fail',
        'threshold: flash scored 53.3%, under its floor of 60.0% (the 95% interval reaches up to 75.2%, so chance may explain it).',
      ],
    ],
    [
      'far under its floor fails without a doubt',
      candidateOf({ passed: 8, answered: 15 }, 0.9),
      ['fail', 'threshold: flash scored 53.3%, under its floor of 90.0%.'],
    ],
    [
      'close under its floor is shown with the decimals that it takes',
      candidateOf({ passed: 89_996, answered: 100_000 }, 0.9),
      [
        'fail',
        'threshold: flash scored 89.996%, under its floor of 90.000% (the 95% interval reaches up to 90.2%, so chance may explain it).',
      ],
    ],
    [
      'with a floor of many decimals is shown that floor as it was set',
      candidateOf({ passed: 1, answered: 2 }, 0.9999),
      ['fail', 'threshold: flash scored 50.00%, under its floor of 99.99%.'],
    ],
    ['with as many errors as accepted is judged', candidateOf({ passed: 19, answered: 19, errors: 1 }, 0.9), ['pass']],
    [
      'with more errors than accepted is not judged, though it is under its floor',
      candidateOf({ passed: 0, answered: 94, errors: 4, missing: 2 }, 0.9),
      [
        'inconclusive',
        'error: flash left 6.0% of its rows without an answer (4 failed, 2 missing); 5.0% are accepted, so its score is not judged.',
      ],
    ],
    [
      'with barely more errors than accepted shows the difference',
      candidateOf({ passed: 9499, answered: 9499, missing: 501 }, 0.9),
      [
        'inconclusive',
        'error: flash left 5.01% of its rows without an answer (501 missing); 5.00% are accepted, so its score is not judged.',
      ],
    ],
    [
      'that answered nothing never passes',
      candidateOf({ passed: 0, answered: 0, errors: 3, missing: 12 }),
      ['inconclusive', 'error: flash answered none of 15 rows (3 failed, 12 missing).'],
    ],
    [
      'whose job failed is not judged',
      candidateOf({ passed: 0, answered: 10 }, 0.9, {
        failure: { kind: 'incomplete', message: 'flash was not finished in time.' },
      }),
      ['inconclusive', 'incomplete: flash was not finished in time.'],
    ],
  ])('%s', (_, candidate, expected) => {
    expect(judgeOne(candidate)).toEqual(expected);
  });

  test('answers nothing and never passes, whatever share of errors is accepted', () => {
    expect(judgeOne(candidateOf({ passed: 0, answered: 0, missing: 5 }, 0), 1)[0]).toBe('inconclusive');
  });

  test('may have no error at all where none is accepted', () => {
    expect(judgeOne(candidateOf({ passed: 9, answered: 9, errors: 1 }), 0)).toEqual([
      'inconclusive',
      'error: flash left 10.0% of its rows without an answer (1 failed); 0.0% are accepted, so its score is not judged.',
    ]);
  });

  test('differs from its floor only beyond the last digits of floating point', () => {
    const scored = (score: number) => {
      const { metrics, ...rest } = candidateOf({ passed: 9, answered: 10 }, 0.9);
      return judgeOne({ ...rest, metrics: { ...metrics, score } })[0];
    };
    expect(scored(0.9 - 1e-12)).toBe('pass');
    expect(scored(0.1 + 0.7 + 0.1)).toBe('pass');
    expect(scored(0.9 - 1e-8)).toBe('fail');
  });
});

describe('several models', () => {
  const good = candidateOf({ passed: 10, answered: 10 }, 0.9);
  const bad = candidateOf({ passed: 1, answered: 10 }, 0.9, { model: 'pro' });
  const broken = candidateOf({ passed: 0, answered: 0, missing: 10 }, 0.9, { model: 'lite' });

  test.each<[string, Candidate[], string, (string | undefined)[]]>([
    ['all good pass', [good, good], 'pass', []],
    ['one bad fails the run', [good, bad], 'fail', ['pro']],
    ['one bad fails the run, though another is inconclusive', [broken, bad], 'fail', ['lite', 'pro']],
    ['one without answers leaves it inconclusive', [good, broken], 'inconclusive', ['lite']],
    ['none at all passes', [], 'pass', []],
  ])('%s', (_, candidates, verdict, models) => {
    const judgement = judge(candidates, { maxErrorRate: 0.05, isPending: false });
    expect(judgement.verdict).toBe(verdict);
    expect(judgement.reasons.map(({ model }) => model)).toEqual(models);
  });

  test('are pending while a job runs, whatever the others scored', () => {
    expect(judge([bad], { maxErrorRate: 0.05, isPending: true }).verdict).toBe('pending');
  });
});

describe('the verdict', () => {
  test.each<[ReasonKind[], string]>([
    [[], 'pass'],
    [['threshold'], 'fail'],
    [['regression'], 'fail'],
    [['error', 'regression'], 'fail'],
    [['error'], 'inconclusive'],
    [['incomplete'], 'inconclusive'],
  ])('of %j is %s', (kinds, verdict) => {
    const reasons = kinds.map((kind) => ({ kind, message: '' }));
    expect(verdictOf(reasons, false)).toBe(verdict);
    expect(verdictOf(reasons, true)).toBe('pending');
  });

  test.each<[ReasonKind[], ReasonKind[], boolean]>([
    [['threshold'], ['threshold'], true],
    [['threshold'], ['error'], false],
    [['error', 'threshold'], ['error'], true],
    [['threshold', 'error'], [], false],
    [[], ['threshold', 'regression', 'error', 'incomplete'], false],
  ])('for reasons %j with fail-on %j is red: %s', (kinds, failOn, expected) => {
    expect(
      isRed(
        kinds.map((kind) => ({ kind, message: '' })),
        new Set(failOn),
      ),
    ).toBe(expected);
  });
});

describe('shares', () => {
  test.each([
    [8 / 15, 2, '53.33%'],
    [14 / 15, 2, '93.33%'],
    [1, 1, '100.0%'],
    [0, 0, '0%'],
  ])('%f with %i decimals is %s', (share, decimals, text) => {
    expect(formatShare(share, decimals)).toBe(text);
  });

  test.each([
    [0.5, 0.9, ['50.0%', '90.0%']],
    [0.8996, 0.9, ['89.96%', '90.00%']],
    [0.89999999, 0.9, ['89.999999%', '90.000000%']],
    [0.5, 0.905, ['50.0%', '90.5%']],
    [0.5, 0.9999, ['50.00%', '99.99%']],
    [0.01, 0.0005, ['1.00%', '0.05%']],
    [0.9, 0.9, ['90.0000000%', '90.0000000%']],
  ])('%f and the limit %f are told apart as %j', (share, limit, texts) => {
    expect(formatApart(share, limit)).toEqual(texts);
  });
});
