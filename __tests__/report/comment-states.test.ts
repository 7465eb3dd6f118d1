import { describe, expect, test } from '@jest/globals';
import { renderComment } from '../../src/report/markdown.ts';
import { failedRowsOf, modelOf, optionsOf, reportOf, underFloor } from './sample.ts';

const maxChars = 60_000;
const link = 'https://github.com/acme/mail/blob/d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3/evals/spam.jsonl?plain=1';
const footer =
  '<sub>15 rows · [run](https://github.com/acme/mail/actions/runs/4711/attempts/1) · updated for `d4e5f6a`</sub>';
const columns = '| Model | Score (95% CI) | Passed | Errors | Cost (batch) | Gate |\n|:--|--:|--:|--:|--:|:--|';
const flash = modelOf('gemini-flash', 8, 15);
const pro = modelOf('gemini-pro', 14, 15);
const lines = (...parts: string[]) => `${parts.join('\n')}\n`;

describe('the comment of a run', () => {
  test('that passed', () => {
    const perfect = modelOf('gemini-pro', 15, 15);
    expect(renderComment(reportOf([perfect]), optionsOf(), maxChars)).toBe(
      lines(
        '<!-- gemini-batch-eval:spam -->',
        '',
        '### ✅ spam: the model passes',
        '',
        columns,
        '| `gemini-pro` | 100.0% (79–100) | 15 / 15 | 0 | 15,650 tokens | ✅ floor 90% |',
        '',
        footer,
      ),
    );
  });

  test('that failed', () => {
    const report = reportOf([flash, pro], { verdict: 'fail', reasons: [underFloor('gemini-flash')] });
    const failedRows = [
      ...failedRowsOf('gemini-flash', 1),
      ...failedRowsOf('gemini-pro', 1, { outcome: 'error', score: null, brief: '13', reason: '13: a|b' }),
    ];
    const artifacts = [{ label: 'gemini-batch-eval-spam', url: 'https://github.com/acme/mail/artifacts/1' }];
    expect(renderComment(report, optionsOf({ failedRows, artifacts }), maxChars)).toBe(
      lines(
        '<!-- gemini-batch-eval:spam -->',
        '',
        '### ❌ spam: 1 of 2 models fails the gate',
        '',
        '> [!CAUTION]',
        '> `gemini-flash` scored 53.3%, under its floor of 90.0%.',
        '',
        columns,
        '| `gemini-flash` | 53.3% (30–76) | 8 / 15 | 0 | 15,650 tokens | ❌ floor 90% |',
        '| `gemini-pro` | 93.3% (70–99) | 14 / 15 | 0 | 15,650 tokens | ✅ floor 90% |',
        '',
        '<details><summary><b>Answers that did not pass: <code>gemini-flash</code> (7)</b></summary>',
        '',
        '| Row | Outcome | Why |',
        '|:--|:--|:--|',
        `| [\`r-0000000000000001\`](${link}#L2) | 0.0% | \`function-call: no function call: a text answer\` |`,
        '',
        '… and 6 more in rows.jsonl.',
        '</details>',
        '',
        '<details><summary><b>Answers that did not pass: <code>gemini-pro</code> (1)</b></summary>',
        '',
        '| Row | Outcome | Why |',
        '|:--|:--|:--|',
        `| [\`r-0000000000000001\`](${link}#L2) | error | \`13: a\\|b\` |`,
        '</details>',
        '',
        footer.replace(
          ' · updated',
          ' · artifacts: [gemini-batch-eval-spam](https://github.com/acme/mail/artifacts/1) · updated',
        ),
      ),
    );
  });

  test('that is inconclusive', () => {
    const broken = modelOf('gemini-flash', 0, 15, { missing: 12, errors: 3 });
    const reasons = [
      {
        kind: 'error' as const,
        model: 'gemini-flash',
        message: 'gemini-flash answered none of 15 rows (3 failed, 12 missing).',
      },
    ];
    expect(renderComment(reportOf([broken, pro], { verdict: 'inconclusive', reasons }), optionsOf(), maxChars)).toBe(
      lines(
        '<!-- gemini-batch-eval:spam -->',
        '',
        '### ⚠️ spam: inconclusive',
        '',
        '> [!WARNING]',
        '> `gemini-flash` answered none of 15 rows (3 failed, 12 missing).',
        '',
        columns,
        '| `gemini-flash` | – | 0 / 15 | 3 + 12 missing | 15,650 tokens | ⚠️ not judged |',
        '| `gemini-pro` | 93.3% (70–99) | 14 / 15 | 0 | 15,650 tokens | ✅ floor 90% |',
        '',
        footer,
      ),
    );
  });

  test('that is pending', () => {
    const late = modelOf('gemini-flash', 0, 15, { missing: 15 });
    const reasons = [
      {
        kind: 'incomplete' as const,
        model: 'gemini-flash',
        message: 'gemini-flash was not finished in time; its job batches/a_1 was last seen RUNNING.',
      },
    ];
    expect(renderComment(reportOf([late, pro], { verdict: 'pending', reasons }), optionsOf(), maxChars)).toBe(
      lines(
        '<!-- gemini-batch-eval:spam -->',
        '',
        '### ⏳ spam: still running',
        '',
        '> [!NOTE]',
        '> `gemini-flash` was not finished in time; its job batches/a\\_1 was last seen RUNNING.',
        '',
        columns,
        '| `gemini-flash` | – | – | – | – | ⏳ running |',
        '| `gemini-pro` | 93.3% (70–99) | 14 / 15 | 0 | 15,650 tokens | ✅ floor 90% |',
        '',
        footer,
      ),
    );
  });

  test('without a floor', () => {
    const free = { ...flash, threshold: null };
    const comment = renderComment(reportOf([free]), optionsOf(), maxChars);
    expect(comment).toContain('### ✅ spam: the model was evaluated; no floor is set');
    expect(comment).toContain('| 8 / 15 | 0 | 15,650 tokens | no floor |');
  });

  test('of twelve models, all failing, which names them all and opens nothing', () => {
    const models = Array.from({ length: 12 }, (_, index) => modelOf(`gemini-${index}`, 8, 15));
    const report = reportOf(models, { verdict: 'fail', reasons: models.map(({ model }) => underFloor(model)) });
    const comment = renderComment(
      report,
      optionsOf({ failedRows: models.flatMap(({ model }) => failedRowsOf(model, 7)) }),
      maxChars,
    );
    expect(comment).toContain('### ❌ spam: 12 of 12 models fail the gate');
    expect(comment.match(/^> - `gemini-\d+` scored/gm)).toHaveLength(12);
    expect(comment.match(/^\| `gemini-\d+` \|/gm)).toHaveLength(12);
    expect(comment.match(/^<details><summary>/gm)).toHaveLength(12);
    expect(comment.match(/^<\/details>$/gm)).toHaveLength(12);
  });

  test('that failed before any model could be judged', () => {
    const report = reportOf([], {
      verdict: 'inconclusive',
      reasons: [{ kind: 'error', message: 'Could not upload: no answer' }],
    });
    expect(renderComment(report, optionsOf(), maxChars)).toContain(
      '> [!WARNING]\n> Could not upload: no answer\n\n<sub>15 rows',
    );
  });

  test('of one failing model, and of one row', () => {
    const report = reportOf([modelOf('gemini-flash', 0, 1)], {
      verdict: 'fail',
      reasons: [underFloor('gemini-flash')],
    });
    const comment = renderComment(report, optionsOf(), maxChars);
    expect(comment).toContain('### ❌ spam: the model fails the gate');
    expect(comment).toContain('<sub>1 row · ');
  });
});

describe('figures in the comment', () => {
  test('show more decimals where rounding would hide why a model failed', () => {
    const close = modelOf('gemini-flash', 89_996, 100_000);
    const report = reportOf([close], { verdict: 'fail', reasons: [underFloor('gemini-flash')] });
    expect(renderComment(report, optionsOf(), maxChars)).toContain(
      '| 89.996% (89–91) | 89996 / 100000 | 0 | 15,650 tokens | ❌ floor 90% |',
    );
  });

  test.each([
    [0, '0%'],
    [0.29, '29%'],
    [0.905, '90.5%'],
    [0.9999, '99.99%'],
    [1, '100%'],
  ])('show the floor %f as it was set', (threshold, text) => {
    expect(renderComment(reportOf([modelOf('m', 15, 15, { threshold })]), optionsOf(), maxChars)).toContain(
      `| ✅ floor ${text} |`,
    );
  });
});

describe('rows in the comment', () => {
  const report = reportOf([flash], { verdict: 'fail', reasons: [underFloor('gemini-flash')] });
  const render = (over: Parameters<typeof failedRowsOf>[2], options: Parameters<typeof optionsOf>[0] = {}) =>
    renderComment(report, optionsOf({ failedRows: failedRowsOf('gemini-flash', 1, over), ...options }), maxChars);

  test('quote nothing where text is hidden', () => {
    const comment = render({ brief: 'function-call', reason: 'function-call: SECRET' }, { showText: false });
    expect(comment).not.toContain('SECRET');
    expect(comment).toContain('| 0.0% | `function-call` |');
  });

  test('name their repeat', () => {
    expect(render({ key: 'a', repeat: 3 })).toContain('| [`a #3`](');
  });

  test.each([
    ['https://data.example/a.jsonl', 'https:\u200b//data.example/a.jsonl:2'],
    ['/tmp/data/a.jsonl', '/tmp/data/a.jsonl:2'],
    ['../a.jsonl', '../a.jsonl:2'],
    ['C:\\data\\a.jsonl', 'C:\\\\data\\\\a.jsonl:2'],
  ])('of %s, which is no file of the repository, are named without a link', (file, shown) => {
    expect(render({ file })).toContain(`| \`r-0000000000000001\` ${shown} | 0.0% |`);
  });

  test('link to a file of any name', () => {
    expect(render({ file: 'my evals/(a)|b #1.jsonl' })).toContain('/my%20evals/%28a%29%7Cb%20%231.jsonl?plain=1#L2) |');
  });
});
