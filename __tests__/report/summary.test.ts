import { describe, expect, test } from '@jest/globals';
import { renderComment, renderSummary } from '../../src/report/markdown.ts';
import type { ModelReport, Report } from '../../src/report/report.ts';
import {
  baselineOf,
  changedRowsOf,
  comparisonOf,
  failedRowsOf,
  modelOf,
  optionsOf,
  reportOf,
  underFloor,
} from './sample.ts';

const maxChars = 300_000;
const lines = (...parts: string[]) => parts.join('\n');
const render = (report: Report, over: Parameters<typeof optionsOf>[0] = {}) =>
  renderSummary(report, optionsOf(over), maxChars);
/** What stands under a heading of the summary, without the heading. */
const section = (summary: string, heading: string) =>
  summary
    .split(/^#### /m)
    .find((part) => part.startsWith(`${heading}\n`))
    ?.slice(heading.length)
    .trim();

const slice = { score: 0.5, interval: null, rows: 4, answered: 4, passed: 2, errors: 0, missing: 0, notPassed: 2 };
const flash = modelOf('gemini-flash', 106, 120, {
  cost: 0.0412,
  erredChecks: { 'llm-rubric': 3 },
  errorKinds: { '13: Internal': 2 },
  slices: [{ ...slice, tag: 'billing' }],
  baseline: comparisonOf({ modelVersions: { 'gemini-flash-000': 120 } }),
});
const pro = modelOf('gemini-pro', 115, 120, {
  cost: 0.31,
  baseline: comparisonOf({
    score: null,
    broke: 1,
    fixed: 2,
    rows: 119,
    pValue: 0.0004,
    interval: null,
    detectableDrop: null,
    modelVersions: { 'gemini-pro-001': 119 },
  }),
});
const basis = reportOf([flash, pro]);
const separation: Report['separation'] = {
  pairs: [{ better: 'gemini-pro', worse: 'gemini-flash', rows: 119, difference: 0.0756, pValue: 0.31 }],
  groups: [['gemini-pro', 'gemini-flash']],
};
const full = reportOf([flash, pro], {
  verdict: 'fail',
  reasons: [underFloor('gemini-flash')],
  baseline: baselineOf({ added: { count: 102, keys: ['a', 'b'] }, removed: { count: 1, keys: ['c'] } }),
  cost: { total: 0.3512, estimate: 0.42, estimateWithRounds: 0.42, limit: 1, pricesReadOn: '2026-10-07' },
  settings: { ...basis.settings, maxDrop: 0.025 },
  separation,
});

describe('the job summary', () => {
  test('has everything in the order in which it is asked for', () => {
    const changedRows = [...changedRowsOf('gemini-flash', 'broke', 9), ...changedRowsOf('gemini-flash', 'fixed', 2)];
    const summary = render(full, { changedRows, failedRows: failedRowsOf('gemini-flash', 5) });
    expect(summary.match(/^(?:#{3,4} .*|<details.*?<b>.*?:|\| Model \|.*|<sub>)/gm)).toEqual([
      '### ❌ spam: 1 of 2 models fails the gate',
      '| Model | Score (95% CI) | vs `main` | Broke / fixed | Errors | Cost (batch) | Gate |',
      '<details open><summary><b>Rows that broke:',
      '<details><summary><b>Rows that got fixed:',
      '<details><summary><b>Other answers that did not pass:',
      '#### Checks that failed to run',
      '#### By tag',
      '#### Differences between models',
      '| Model | Model | Difference | p |',
      '#### Comparison',
      '| Model | Baseline | Difference (95% CI) | p | Rows | Sees drops of | Answered as |',
      '#### Dataset changes',
      '#### Tokens and cost',
      '| Model | Prompt | of it cached | Answer | Thoughts | Total | Cost | per passed row |',
      '#### Batch jobs',
      '| Model | Job | State | Answered as |',
      '#### Errors',
      '| Model | Times | Error |',
      '#### Settings',
      '<sub>',
    ]);
  });

  test('shows two decimals where the comment shows one', () => {
    const summary = render(full);
    expect(summary).toContain('| `gemini-flash` | 88.33% (81–93) | −5.83 pts | 9 / 2 |');
    expect(section(summary, 'By tag')).toContain('| `billing` | 4 | 50.00% | – |');
    const changedRows = changedRowsOf('gemini-flash', 'broke', 1, { score: 0.25 });
    expect(render(full, { changedRows })).toContain('| 100.00% | 25.00% |');
  });

  test('lists every row that changed, and opens no list longer than a screen', () => {
    const changedRows = [
      ...changedRowsOf('gemini-flash', 'broke', 300),
      ...changedRowsOf('gemini-flash', 'fixed', 200),
    ];
    const summary = render(full, { changedRows });
    expect(summary.match(/\[`broke-/g)).toHaveLength(300);
    expect(summary.match(/\[`fixed-/g)).toHaveLength(200);
    expect(summary).not.toContain('<details open>');
    expect(summary).not.toContain('_Shortened');
  });

  test('has all notices', () => {
    const notices = Array.from({ length: 30 }, (_, index) => `Notice ${index}.`);
    expect(render({ ...full, notices }).match(/^- Notice \d+\.$/gm)).toHaveLength(30);
  });

  test('without a baseline, prices or a second model leaves out what there is nothing to say about', () => {
    const summary = render(reportOf([modelOf('gemini-pro', 15, 15)]));
    expect(summary.match(/^#### .*/gm)).toEqual(['#### Tokens and cost', '#### Batch jobs', '#### Settings']);
  });
});

describe('the differences between models', () => {
  const of = (change: Partial<NonNullable<Report['separation']>['pairs'][number]>, models: ModelReport[] = []) => {
    const pairs = separation.pairs.map((pair) => ({ ...pair, ...change }));
    const report = reportOf(models.length > 0 ? models : [flash, pro], { separation: { ...separation, pairs } });
    return section(render(report), 'Differences between models');
  };

  test('begin with who leads', () => {
    expect(of({})).toBe(
      lines(
        '`gemini-pro` leads by 7.56 points over `gemini-flash`, not separable (p = 0.310); cheapest of the leading group: `gemini-flash` ($0.04).',
        '',
        '| Model | Model | Difference | p |',
        '|:--|:--|--:|--:|',
        '| `gemini-pro` | `gemini-flash` | +7.56 pts | 0.310 |',
        '',
        'Groups, best first; chance may explain how far a model is behind the first of its group:',
        '',
        '1. `gemini-pro`, `gemini-flash`',
      ),
    );
  });

  test.each<[object, string]>([
    [{ pValue: 0.0001 }, '`gemini-pro` leads by 7.56 points over `gemini-flash` (p &lt; 0.001)'],
    [{ difference: 0, pValue: 1 }, '`gemini-pro` and `gemini-flash` are level, not separable (p = 1.000)'],
    [
      { difference: -0.02 },
      '`gemini-pro` scored highest, 2.00 points behind `gemini-flash` on the rows that both answered, not separable (p = 0.310)',
    ],
    [{ difference: null, pValue: null }, '`gemini-pro` scored highest, on other rows than `gemini-flash`'],
  ])('say of %j: %s', (change, sentence) => {
    expect(of(change, [{ ...flash, cost: null }, pro])).toMatch(
      new RegExp(`^${sentence.replace(/[().]/g, '\\$&')}\\.\n`),
    );
  });

  test('name no cheapest model where one stands alone', () => {
    const groups = [['gemini-pro'], ['gemini-flash']];
    const text = section(render({ ...full, separation: { ...separation, groups } }), 'Differences between models');
    expect(text).not.toContain('cheapest');
    expect(text).toContain('1. `gemini-pro`\n2. `gemini-flash`');
  });

  test('come first where no pull request waits for a verdict', () => {
    const nightly = { ...full, run: { ...full.run, pullRequest: null } };
    expect(render(nightly)).toContain('fails the gate\n\n`gemini-pro` leads by 7.56 points over');
    expect(render(full)).toContain('fails the gate\n\n> [!CAUTION]');
    expect(renderComment(full, optionsOf(), maxChars)).not.toContain('leads by');
  });
});

describe('the comparison', () => {
  test('shows each figure of the test, and which versions answered', () => {
    expect(section(render(full), 'Comparison')).toBe(
      lines(
        'With `main`@`a1b2c3d` ([its run](https://github.com/acme/mail/actions/runs/4700)). Differences are over the rows that both have a score for. p is corrected for the number of models; a drop that can be seen is seen in 80% of runs.',
        '',
        '| Model | Baseline | Difference (95% CI) | p | Rows | Sees drops of | Answered as |',
        '|:--|--:|--:|--:|--:|--:|:--|',
        '| `gemini-flash` | 94.12% | −5.83 pts (−11.00 to −0.40) | 0.039 | 120 | 8.70 pts | `gemini-flash-000` → `gemini-flash-001` |',
        '| `gemini-pro` | – | +0.84 pts | &lt; 0.001 | 119 | none | `gemini-pro-001` |',
      ),
    );
  });

  test('links no run that is not a number', () => {
    expect(render({ ...full, baseline: baselineOf({ runId: '1)[x](http://x' }) })).not.toContain('its run');
  });

  test('is followed by the rows that came and went', () => {
    expect(section(render(full), 'Dataset changes')).toBe(
      lines('- 102 rows added: `a`, `b` and 100 more', '- 1 row removed: `c`'),
    );
  });
});

describe('tokens and cost', () => {
  const judge = {
    model: 'gemini-pro',
    requests: 5,
    verdicts: 5,
    errors: 0,
    missing: 0,
    tokens: { prompt: 1000, cached: 100, candidates: 50, thoughts: 0, total: 1050 },
    cost: 0.002,
    jobs: [],
  };

  test('are summed up, judges included', () => {
    expect(section(render({ ...full, judges: [judge] }), 'Tokens and cost')).toBe(
      lines(
        '| Model | Prompt | of it cached | Answer | Thoughts | Total | Cost | per passed row |',
        '|:--|--:|--:|--:|--:|--:|--:|--:|',
        '| `gemini-flash` | 12,000 | 0 | 3,400 | 250 | 15,650 | $0.04 | $0.00039 |',
        '| `gemini-pro` | 12,000 | 0 | 3,400 | 250 | 15,650 | $0.31 | $0.0027 |',
        '| `gemini-pro` as judge | 1,000 | 100 | 50 | 0 | 1,050 | $0.0020 |  |',
        '| Total | 25,000 | 100 | 6,850 | 500 | 32,350 | $0.35 |  |',
        '',
        'Estimate before sending $0.42, limit $1.00; prices of 2026-10-07, or as given in `prices`.',
      ),
    );
  });

  test('have both estimates where further rounds were bought', () => {
    const cost = { ...full.cost, estimateWithRounds: 0.63 };
    expect(section(render({ ...full, cost }), 'Tokens and cost')).toContain(
      'Estimate before sending $0.42, with further rounds $0.63, limit $1.00;',
    );
  });

  test('say what a dash stands for, and nothing of a limit that was not set', () => {
    const summary = render(reportOf([{ ...pro, passed: 0 }, modelOf('mine', 1, 2)]));
    const text = section(summary, 'Tokens and cost');
    expect(text).toContain('| $0.31 | – |');
    expect(text).toContain('| – | – |');
    expect(text).toMatch(
      /\n\nPrices of 2026-01-01, or as given in `prices`\. – stands for a cost that is not known\.$/,
    );
  });
});

test('more than 12 models are not tested against each other, and that is said', () => {
  const models = Array.from({ length: 13 }, (_, index) => modelOf(`m-${index}`, 1, 2));
  expect(section(render(reportOf(models)), 'Differences between models')).toBe(
    'More than 12 models are not tested against each other.',
  );
});

test('the settings name the largest accepted drop', () => {
  expect(section(render(full), 'Settings')).toContain('\n- Largest accepted drop: 2.5 points');
  expect(section(render(basis), 'Settings')).toContain('\n- Largest accepted drop: not set');
});
