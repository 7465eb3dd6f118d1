import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderComment, renderSummary } from '../../src/report/markdown.ts';
import { hostileText, liveMarkup, withoutCode } from './markdown-scan.ts';
import { failedRowsOf, modelOf, optionsOf, reportOf, underFloor } from './sample.ts';

const smallestBudget = 10_000;

const anyRun = fc
  .record({
    models: fc.integer({ min: 1, max: 12 }),
    rows: fc.integer({ min: 0, max: 25 }),
    verdict: fc.constantFrom('pass', 'fail', 'inconclusive', 'pending', 'skipped' as const),
    text: hostileText,
    longer: fc.integer({ min: 1, max: 200 }),
    showText: fc.boolean(),
    linkRows: fc.boolean(),
  })
  .map(({ models: count, rows, verdict, text, longer, showText, linkRows }) => {
    const long = text.repeat(longer).slice(0, 1500);
    const models = Array.from({ length: count }, (_, index) =>
      modelOf(`gemini-${index}`, 8, 15, {
        errorKinds: { [`E: ${long}`]: 2 },
        modelVersions: { [long]: 1 },
        jobs: [{ name: long, state: long, isTakenOver: true }],
      }),
    );
    const reasons = models.map(({ model }) => ({ ...underFloor(model), message: `${model} ${long}` }));
    const hostile = { key: long || 'k', file: `evals/${long}`, brief: long, reason: long };
    const failedRows = models.flatMap(({ model }) => failedRowsOf(model, rows, hostile));
    const settings = { scorers: [{ scorer: long || 's', weight: 0.5 }], repeat: 1, maxErrorRate: 0.05, failOn: [] };
    const dataset = { rows: 15, totalRows: 15, fingerprint: null, files: [long], repeatedKeyRows: 0 };
    const artifacts = [{ label: long, url: 'https://github.com/acme/mail/artifacts/1' }];
    return {
      report: reportOf(models, { verdict, reasons: verdict === 'pass' ? [] : reasons, settings, dataset }),
      options: optionsOf({ failedRows, note: long, showText, linkRows, artifacts }),
    };
  });

const ourTags = /<!-- gemini-batch-eval:spam -->|<\/?(?:details|summary|b|code|sub)>/g;
const ourLinks = /\[(?:\\.|[^\]\\])*\]\(https:\/\/github\.com\/acme\/mail\/[\w.~%/?=#-]*\)/g;

/** A line with what is ours taken out, so that nothing that is left may be alive. */
function strangersPart(line: string): string {
  const text = withoutCode(line)
    .replace(ourLinks, '')
    .replace(ourTags, '')
    .replace(/^#{3,4} /, '')
    .replace(/^> \[!(CAUTION|WARNING|NOTE)\]$/, '')
    .replace(/^> (- )?|^- /, '')
    .replace(/^_Shortened; .*_$/, '');
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
        expect(comment.match(/^<details>/gm)?.length).toBe(comment.match(/^<\/details>$/gm)?.length);
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
          expect([4, 7]).toContain(line.match(/(?<!\\)\|/g)?.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});
