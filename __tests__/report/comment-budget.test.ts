import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../src/gate/reason.ts';
import { renderComment, renderSummary } from '../../src/report/markdown.ts';
import type { BaselineSection } from '../../src/report/report.ts';
import { hostileText, liveMarkup, withoutCode } from './markdown-scan.ts';
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

const smallestBudget = 10_000;

const anyRun = fc
  .record({
    models: fc.integer({ min: 1, max: 12 }),
    rows: fc.integer({ min: 0, max: 12 }),
    verdict: fc.constantFrom('pass', 'fail', 'inconclusive', 'pending', 'skipped' as const),
    baseline: fc.constantFrom('branch', 'file', 'logged', 'none' as const),
    isAccepted: fc.boolean(),
    isNightly: fc.boolean(),
    text: hostileText,
    longer: fc.integer({ min: 1, max: 200 }),
    showText: fc.boolean(),
    linkRows: fc.boolean(),
  })
  .map(({ text, longer, ...shape }) => runOf({ ...shape, long: text.repeat(longer).slice(0, 1500) }));

interface Shape {
  readonly models: number;
  readonly rows: number;
  readonly verdict: Verdict;
  readonly baseline: BaselineSection['kind'];
  readonly isAccepted: boolean;
  readonly isNightly: boolean;
  /** What stands wherever a text comes from outside. */
  readonly long: string;
  readonly showText: boolean;
  readonly linkRows: boolean;
}

function runOf({ models: count, rows, verdict, baseline: kind, isAccepted, isNightly, long, ...shown }: Shape) {
  const comparison = kind === 'none' ? null : comparisonOf({ broke: rows, modelVersions: { [long]: 1 } });
  const models = Array.from({ length: count }, (_, index) =>
    modelOf(`gemini-${index}`, 8, 15, {
      baseline: comparison,
      errorKinds: { [`E: ${long}`]: 2 },
      erredChecks: { [long]: 1 },
      modelVersions: { [`${long}2`]: 1 },
      jobs: [{ name: long, state: long, isTakenOver: true }],
    }),
  );
  const names = models.map(({ model }) => model);
  const reasons = models.map(({ model }) => ({ ...underFloor(model), message: `${model} ${long}` }));
  const hostile = { key: long || 'k', file: `evals/${long}`, brief: long, reason: long };
  const listed = { count: 120, keys: Array.from({ length: 3 }, () => long) };
  const basis = reportOf(models);
  const pairs = names.slice(1).map((worse) => ({ better: names[0]!, worse, rows: 9, difference: 0.1, pValue: 0.0001 }));
  return {
    report: reportOf(models, {
      verdict,
      reasons: verdict === 'pass' ? [] : reasons,
      notices: Array.from({ length: 7 }, (_, index) => (index % 2 === 0 ? long : `gemini-0 ${long}`)),
      acceptance: isAccepted ? { label: long, login: long, at: long, sha: long, reasons } : null,
      baseline:
        kind === 'none'
          ? basis.baseline
          : baselineOf({ kind, name: long, sha: long, runId: long, added: listed, removed: listed, changed: listed }),
      logged: { score: 0.5, interval: [0.4, 0.6], rows: 15 },
      separation: { pairs, groups: [names] },
      settings: { ...basis.settings, scorers: [{ scorer: long || 's', weight: 0.5 }], maxDrop: 0.02, failOn: [] },
      dataset: { rows: 15, totalRows: 15, fingerprint: null, files: [long], repeatedKeyRows: 0 },
      run: { ...basis.run, pullRequest: isNightly ? null : 17 },
    }),
    options: optionsOf({
      failedRows: names.flatMap((model) => failedRowsOf(model, rows, hostile)),
      changedRows: names.flatMap((model) => [
        ...changedRowsOf(model, 'broke', rows, { ...hostile, key: `broke ${long}` }),
        ...changedRowsOf(model, 'fixed', rows, hostile),
      ]),
      note: long,
      artifacts: [{ label: long, url: 'https://github.com/acme/mail/artifacts/1' }],
      ...shown,
    }),
  };
}

const ourTags = /<!-- gemini-batch-eval:spam -->|<details open>|<\/?(?:details|summary|b|code|sub)>/g;
const ourLinks = /\[(?:\\.|[^\]\\])*\]\(https:\/\/github\.com\/acme\/mail\/[\w.~%/?=#-]*\)/g;

/** A line with what is ours taken out, so that nothing that is left may be alive. */
function strangersPart(line: string): string {
  const text = withoutCode(line)
    .replace(ourLinks, '')
    .replace(ourTags, '')
    .replace(/^#{3,4} /, '')
    .replace(/^> \[!(CAUTION|WARNING|NOTE)\]$/, '')
    .replace(/^> (- )?|^- /, '')
    .replace(/^\d+\. /, '')
    .replace(/^_Shortened; .*_$/, '')
    .replace(/^\| _as logged_ \|/, '|');
  if (/^\|[:|-]+\|$/.test(line)) return '';
  return line.startsWith('|') ? text.replaceAll('|', ' ') : text;
}

describe('a comment within a budget', () => {
  test('fits, starts with its mark and has every model in its first table', () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: smallestBudget, max: 60_000 }), ({ report, options }, maxChars) => {
        const comment = renderComment(report, options, maxChars);
        expect(comment.length).toBeLessThanOrEqual(maxChars);
        expect(comment.startsWith('<!-- gemini-batch-eval:spam -->\n\n### ')).toBe(true);
        for (const { model } of report.models) expect(comment).toContain(`\n| \`${model}\` | `);
        expect(comment.match(/^<details(?: open)?>/gm)?.length).toBe(comment.match(/^<\/details>$/gm)?.length);
      }),
      { numRuns: 60 },
    );
  });

  test('has no more than it can hold, however small', () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: 40, max: 3000 }), ({ report, options }, maxChars) => {
        const comment = renderComment(report, options, maxChars);
        expect(comment.length).toBeLessThanOrEqual(maxChars);
        expect(comment.startsWith('<!-- gemini-batch-eval:spam -->\n')).toBe(true);
        expect(comment.endsWith('\n')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('says that it was shortened', () => {
    const models = [modelOf('gemini-flash', 0, 500)];
    const failedRows = failedRowsOf('gemini-flash', 500, { reason: 'x'.repeat(300) });
    const options = optionsOf({ failedRows });
    const shortened = '_Shortened; the full version is in the job summary._\n';
    expect(renderComment(reportOf(models), options, 3000).endsWith(shortened)).toBe(true);
    expect(renderComment(reportOf(models), options, 60_000)).toContain('… and 480 more in rows.jsonl.');
  });
});

describe('a comment that grows too long', () => {
  const names = ['gemini-flash', 'gemini-pro'];
  const report = reportOf(
    names.map((model) => modelOf(model, 60, 120, { baseline: comparisonOf({ broke: 20, fixed: 20 }) })),
    { verdict: 'fail', baseline: baselineOf() },
  );
  const options = optionsOf({
    failedRows: names.flatMap((model) => failedRowsOf(model, 20)),
    changedRows: names.flatMap((model) => [
      ...changedRowsOf(model, 'broke', 20, { reason: `TEXT ${'x'.repeat(200)}` }),
      ...changedRowsOf(model, 'fixed', 20),
    ]),
  });
  const render = (maxChars: number) => {
    const comment = renderComment(report, options, maxChars);
    const count = (pattern: RegExp) => comment.match(pattern)?.length ?? 0;
    return {
      texts: count(/TEXT/g),
      broken: count(/\[`broke-/g),
      fixed: count(/\[`fixed-/g),
      others: count(/\[`r-/g),
      models: count(/^\| `gemini-(?:flash|pro)` \|/gm),
      isShortened: comment.includes('_Shortened; '),
    };
  };

  test.each([
    [60_000, { texts: 40, broken: 40, fixed: 40, others: 40, models: 2, isShortened: false }],
    [26_000, { texts: 0, broken: 40, fixed: 40, others: 40, models: 2, isShortened: true }],
    [15_000, { texts: 0, broken: 40, fixed: 20, others: 20, models: 2, isShortened: true }],
    [10_500, { texts: 0, broken: 40, fixed: 4, others: 4, models: 2, isShortened: true }],
    [6_000, { texts: 0, broken: 20, fixed: 0, others: 0, models: 2, isShortened: true }],
    [1_500, { texts: 0, broken: 2, fixed: 0, others: 0, models: 2, isShortened: true }],
    [1_000, { texts: 0, broken: 0, fixed: 0, others: 0, models: 2, isShortened: true }],
  ])('has in %i characters what matters most', (maxChars, expected) => {
    expect(render(maxChars)).toEqual(expected);
  });

  test('fits with a thousand broken rows in each of many models, and names them all', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      modelOf(`gemini-${index}`, 0, 5000, { baseline: comparisonOf({ broke: 1000, fixed: 0 }) }),
    );
    const changedRows = many.flatMap(({ model }) => changedRowsOf(model, 'broke', 1000, { reason: 'x'.repeat(300) }));
    const comment = renderComment(reportOf(many, { baseline: baselineOf() }), optionsOf({ changedRows }), 60_000);
    expect(comment.length).toBeLessThanOrEqual(60_000);
    expect(comment.match(/^\| `gemini-\d+` \|/gm)).toHaveLength(40);
  });
});

describe('hostile text', () => {
  test('is dead in the comment and in the summary', () => {
    fc.assert(
      fc.property(anyRun, ({ report, options }) => {
        for (const text of [renderComment(report, options, 60_000), renderSummary(report, options, 60_000)]) {
          const lines = text.split('\n');
          expect(lines.filter((line) => liveMarkup(strangersPart(line).trim()).length > 0)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('adds no line, no column and no second mark', () => {
    fc.assert(
      fc.property(anyRun, ({ report, options }) => {
        const comment = renderComment(report, options, 60_000);
        const visible = comment.split('\n').map(withoutCode).join('\n');
        expect(visible.match(/<!--/g)).toHaveLength(1);
        const isTable = (line: string) => line.startsWith('| ');
        for (const line of comment.split('\n').filter(isTable)) {
          expect([4, 5, 7, 8]).toContain(line.match(/(?<!\\)\|/g)?.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});
