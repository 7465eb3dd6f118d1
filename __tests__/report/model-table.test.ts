import { describe, expect, test } from '@jest/globals';
import { renderComment } from '../../src/report/markdown.ts';
import type { ModelReport, Report } from '../../src/report/report.ts';
import {
  changedRowsOf,
  comparedReport,
  comparisonOf,
  failedRowsOf,
  fallen as flash,
  optionsOf,
  risen as pro,
  reasonsOf,
  settingsOf,
  tableLine,
  underFloor,
} from './sample.ts';

const maxChars = 60_000;
const render = (report: Report, over: Parameters<typeof optionsOf>[0] = {}) =>
  renderComment(report, optionsOf(over), maxChars);
const { drop, mustPass, gap } = reasonsOf;

describe('the gate of a model', () => {
  const free = { ...flash, threshold: null };
  const cell = (model: ModelReport, over: Partial<Report> = {}) =>
    tableLine(render(comparedReport([model], over)), '`gemini-flash`')
      ?.split(' | ')
      .at(-1)
      ?.replace(' |', '');
  const floor = underFloor('gemini-flash');

  test.each<[string, string | undefined, string]>([
    ['a floor that is kept', cell(flash, { settings: settingsOf() }), '✅ floor 90%'],
    ['nothing to keep', cell(free, { settings: settingsOf() }), 'no floor'],
    ['a fall that chance may explain', cell(free), '✅ drop may be chance'],
    ['a rise', cell({ ...free, baseline: comparisonOf({ broke: 0, fixed: 1 }) }), '✅ drop ≤ 2 pts'],
    [
      'a fall of just what is accepted',
      cell({ ...free, baseline: comparisonOf({ broke: 12, fixed: 0, rows: 600 }) }),
      '✅ drop ≤ 2 pts',
    ],
    ['a drop gate and no baseline', cell({ ...free, baseline: null }), 'not compared'],
    ['a floor, a drop gate and no baseline', cell({ ...flash, baseline: null }), '✅ floor 90%, not compared'],
    ['a floor that is broken alone', cell(flash, { verdict: 'fail', reasons: [floor] }), '❌ floor 90%'],
    ['a drop alone', cell(flash, { verdict: 'fail', reasons: [drop] }), '❌ drop > 2 pts'],
    [
      'all at once',
      cell(flash, { verdict: 'fail', reasons: [floor, drop, { ...mustPass, model: 'gemini-flash' }] }),
      '❌ floor 90%, drop > 2 pts, must-pass row broke',
    ],
    [
      'errors beside a row that broke',
      cell(flash, {
        verdict: 'fail',
        reasons: [gap, mustPass].map((reason) => ({ ...reason, model: 'gemini-flash' })),
      }),
      '❌ must-pass row broke',
    ],
    [
      'a row without an answer that must pass',
      cell(flash, { verdict: 'inconclusive', reasons: [{ ...gap, rule: 'must-pass', model: 'gemini-flash' }] }),
      '⚠️ must-pass row unanswered',
    ],
    [
      'a largest drop with decimals',
      cell(flash, { verdict: 'fail', reasons: [drop], settings: settingsOf({ maxDrop: 0.0125 }) }),
      '❌ drop > 1.25 pts',
    ],
  ])('with %s', (_, shown, expected) => {
    expect(shown).toBe(expected);
  });
});

describe('figures against a baseline', () => {
  const line = (over: Partial<ModelReport>, report: Partial<Report> = {}) =>
    tableLine(render(comparedReport([{ ...flash, ...over }], report)), '`gemini-flash`');

  test.each<[number | null, number | null, string]>([
    [0.0412, 0.04, '$0.04 (+3%)'],
    [0.04, 0.04, '$0.04 (±0%)'],
    [0.03, 0.04, '$0.03 (−25%)'],
    [60, 0.04, '$60.00 (+149,900%)'],
    [0.04, null, '$0.04'],
    [0.04, 0, '$0.04'],
    [null, 0.04, '15,650 tokens'],
  ])('show a cost of %p after one of %p as %s', (cost, before, expected) => {
    expect(line({ cost, baseline: comparisonOf({ cost: before }) })).toContain(` | ${expected} | `);
  });

  test('show more decimals where rounding would hide a drop', () => {
    const baseline = comparisonOf({ difference: -0.0204 });
    expect(line({ baseline })).toContain('| −2.04 pts |');
    expect(line({ baseline }, { settings: settingsOf() })).toContain('| −2.0 pts |');
  });

  test('never show a row that broke by a little as one that passed', () => {
    const changedRows = [
      ...changedRowsOf('gemini-flash', 'broke', 1, { score: 0.9999 }),
      ...changedRowsOf('gemini-flash', 'broke', 1, { score: 0.25 }),
    ];
    const comment = render(comparedReport([flash]), { changedRows });
    expect(comment).toContain('| Row | Before | Now | Why |\n|:--|--:|--:|:--|');
    expect(comment).toContain('| 100.0% | 99.99% |');
    expect(comment).toContain('| 100.0% | 25.0% |');
  });

  test('speak of the model with the fewest rows to compare', () => {
    const few = { ...pro, baseline: comparisonOf({ rows: 8, detectableDrop: null }) };
    expect(render(comparedReport([flash, few]))).toContain(' · 8 rows are too few to see any drop reliably · ');
  });

  test('with several answers per row count the other answers by those that are left', () => {
    const changedRows = changedRowsOf('gemini-flash', 'broke', 1);
    const failedRows = [...changedRows, { ...changedRows[0]!, repeat: 2 }, ...failedRowsOf('gemini-flash', 1)];
    const report = comparedReport([{ ...flash, notPassed: 3 }], { settings: settingsOf({ maxDrop: 0.02, repeat: 3 }) });
    expect(render(report, { changedRows, failedRows })).toContain(
      'Other answers that did not pass: <code>gemini-flash</code> (1)',
    );
  });
});
