import { describe, expect, test } from '@jest/globals';
import { renderComment } from '../../src/report/markdown.ts';
import type { Acceptance, Report } from '../../src/report/report.ts';
import {
  baselineOf,
  changedRowsOf,
  comparedReport,
  failedRowsOf,
  fallen as flash,
  optionsOf,
  risen as pro,
  reasonsOf,
  reportOf,
  settingsOf,
  tableLine,
  underFloor,
} from './sample.ts';

const maxChars = 60_000;
const link = 'https://github.com/acme/mail/blob/d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3/evals/spam.jsonl?plain=1';
const compared =
  'compared with `main`@`a1b2c3d` (2 days old, same dataset and checks) · can see drops of about 9 points';
const footer = `<sub>120 rows · ${compared} · [run](https://github.com/acme/mail/actions/runs/4711/attempts/1) · updated for \`d4e5f6a\`</sub>`;
const columns =
  '| Model | Score (95% CI) | vs `main` | Broke / fixed | Errors | Cost (batch) | Gate |\n|:--|--:|--:|--:|--:|--:|:--|';
const lines = (...parts: string[]) => `${parts.join('\n')}\n`;

const { drop, mustPass, gap } = reasonsOf;
const render = (report: Report, over: Parameters<typeof optionsOf>[0] = {}) =>
  renderComment(report, optionsOf(over), maxChars);
describe('the comment of a run with a baseline', () => {
  test('that passed is short', () => {
    expect(render(comparedReport([pro]))).toBe(
      lines(
        '<!-- gemini-batch-eval:spam -->',
        '',
        '### ✅ spam: the model passes',
        '',
        columns,
        '| `gemini-pro` | 95.8% (90–99) | +0.8 pts | 1 / 2 | 0 | $0.31 (−1%) | ✅ floor 90%, drop ≤ 2 pts |',
        '',
        footer,
      ),
    );
  });

  test('that failed by its floor and by a drop', () => {
    const report = comparedReport([flash, pro], {
      verdict: 'fail',
      reasons: [{ ...underFloor('gemini-flash'), message: 'gemini-flash scored 88.3%, under its floor.' }, drop],
      logged: { score: 0.9333, interval: [0.874, 0.966], rows: 120 },
    });
    const failedRows = [...failedRowsOf('gemini-flash', 1), ...changedRowsOf('gemini-flash', 'broke', 1)];
    const changedRows = [...changedRowsOf('gemini-flash', 'broke', 1), ...changedRowsOf('gemini-flash', 'fixed', 2)];
    expect(render(report, { failedRows, changedRows })).toBe(
      lines(
        '<!-- gemini-batch-eval:spam -->',
        '',
        '### ❌ spam: 1 of 2 models fails the gate',
        '',
        '> [!CAUTION]',
        '> - `gemini-flash` scored 88.3%, under its floor.',
        '> - `gemini-flash` fell by 5.8 points against main (9 rows that passed there fail now); at most 2.0 are accepted.',
        '',
        columns,
        '| `gemini-flash` | 88.3% (81–93) | −5.8 pts | 9 / 2 | 0 | $0.04 (+3%) | ❌ floor 90%, drop > 2 pts |',
        '| `gemini-pro` | 95.8% (90–99) | +0.8 pts | 1 / 2 | 0 | $0.31 (−1%) | ✅ floor 90%, drop ≤ 2 pts |',
        '| _as logged_ | 93.3% (87–97) |  |  |  |  | reference |',
        '',
        '<details open><summary><b>Rows that broke: <code>gemini-flash</code> (9)</b></summary>',
        '',
        '| Row | Before | Now | Why |',
        '|:--|:--|:--|:--|',
        `| [\`broke-1\`](${link}#L2) | passed | failed | \`function-call: no function call: a text answer\` |`,
        '',
        '… and 8 more in rows.jsonl.',
        '</details>',
        '',
        '<details><summary><b>Rows that got fixed: <code>gemini-flash</code> (2)</b></summary>',
        '',
        `[\`fixed-1\`](${link}#L2), [\`fixed-2\`](${link}#L3)`,
        '</details>',
        '',
        '<details><summary><b>Other answers that did not pass: <code>gemini-flash</code> (5)</b></summary>',
        '',
        '| Row | Outcome | Why |',
        '|:--|:--|:--|',
        `| [\`r-0000000000000001\`](${link}#L2) | 0.0% | \`function-call: no function call: a text answer\` |`,
        '',
        '… and 4 more in rows.jsonl.',
        '</details>',
        '',
        footer,
      ),
    );
  });

  test('in which a row broke that must pass', () => {
    const comment = render(comparedReport([flash, pro], { verdict: 'fail', reasons: [mustPass] }));
    expect(comment).toContain('> `gemini-pro` broke 1 row that must pass (against main): refund (evals/spam.jsonl:7).');
    expect(tableLine(comment, '`gemini-pro`')).toMatch(/\| ❌ must-pass row broke \|$/);
  });

  test('that is inconclusive', () => {
    const broken = { ...pro, errors: 10, answered: 110 };
    const comment = render(comparedReport([broken], { verdict: 'inconclusive', reasons: [gap] }));
    expect(comment).toContain('### ⚠️ spam: inconclusive\n\n> [!WARNING]\n> `gemini-pro` left 8.3%');
    expect(tableLine(comment, '`gemini-pro`')).toMatch(/\| \+0\.8 pts \| 1 \/ 2 \| 10 \| .* \| ⚠️ not judged \|$/);
  });

  test('that has no baseline yet, and was compared with the logged answers', () => {
    const baseline = baselineOf({ kind: 'logged', name: 'the log', sha: null, runId: null, createdAt: null });
    const logged = { score: 0.9, interval: [0.83, 0.95] as const, rows: 120 };
    const comment = render(comparedReport([pro], { baseline, logged }));
    expect(comment).toContain('| Score (95% CI) | vs log | Broke / fixed |');
    expect(comment).not.toContain('_as logged_');
    expect(comment).toContain('120 rows · compared with the logged answers · can see drops');
  });

  test('whose baseline cannot be used says why, and is as one without', () => {
    const notices = ['The baseline baselines/report.json cannot be used: it was scored by other checks.'];
    const alone = { ...pro, baseline: null };
    const comment = render(reportOf([alone], { settings: settingsOf({ maxDrop: 0.02 }), notices }));
    expect(comment).toContain(
      '✅ floor 90%, not compared |\n\n- The baseline baselines/report.json cannot be used: it was scored by other checks.\n\n<sub>',
    );
    expect(comment).toContain('| Score (95% CI) | Passed | Errors |');
    expect(comment).toContain('<sub>120 rows · [run]');
  });

  test('of which the baseline lacks a model', () => {
    const comment = render(comparedReport([flash, { ...pro, baseline: null }]));
    expect(tableLine(comment, '`gemini-pro`')).toBe(
      '| `gemini-pro` | 95.8% (90–99) | – | – | 0 | $0.31 | ✅ floor 90%, not compared |',
    );
  });

  test('of more than ten models has a row for each, and no more open than a screen', () => {
    const models = Array.from({ length: 12 }, (_, index) => ({ ...flash, model: `gemini-${index}` }));
    const changedRows = models.flatMap(({ model }) => changedRowsOf(model, 'broke', 9));
    const comment = render(comparedReport(models, { verdict: 'fail', reasons: [drop] }), { changedRows });
    expect(comment.match(/^\| `gemini-\d+` \|/gm)).toHaveLength(12);
    expect(comment.match(/^<details open>/gm)).toHaveLength(2);
    expect(comment.match(/^<details>/gm)).toHaveLength(10);
  });

  test('of which nothing is red opens nothing', () => {
    const comment = render(comparedReport([flash]), { changedRows: changedRowsOf('gemini-flash', 'broke', 1) });
    expect(comment).toContain('<details><summary><b>Rows that broke: ');
  });

  test('whose dataset is another one now says by how many rows', () => {
    const baseline = baselineOf({
      added: { count: 12, keys: ['a'] },
      removed: { count: 3, keys: [] },
      changed: { count: 2, keys: [] },
    });
    expect(render(comparedReport([pro], { baseline }))).toContain(
      '(2 days old, 12 rows added, 3 removed, 2 changed since)',
    );
    const one = baselineOf({ removed: { count: 1, keys: ['a'] } });
    expect(render(comparedReport([pro], { baseline: one }))).toContain('(2 days old, 1 row removed since)');
  });

  test('in a public repository quotes no answer', () => {
    const changedRows = changedRowsOf('gemini-flash', 'broke', 1, { reason: 'function-call: SECRET' });
    const comment = render(comparedReport([flash]), { changedRows, failedRows: changedRows, showText: false });
    expect(comment).not.toContain('SECRET');
    expect(comment).toContain('| passed | failed | `function-call` |');
  });
});

describe('a drop that was accepted', () => {
  const acceptance: Acceptance = {
    label: 'accept-drop:spam',
    login: 'octocat',
    at: '2026-01-02T03:04:05Z',
    sha: 'd4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3',
    reasons: [drop],
  };

  test('is named with who, when, for which commit, and what it was', () => {
    expect(render(comparedReport([{ ...flash, threshold: null }, pro], { acceptance }))).toBe(
      lines(
        '<!-- gemini-batch-eval:spam -->',
        '',
        '### ✅ spam: accepted by `octocat`',
        '',
        '> [!NOTE]',
        '> Accepted by `octocat` on 2026-01-02 at 03:04 UTC for `d4e5f6a`, by the label `accept-drop:spam`:',
        '> - `gemini-flash` fell by 5.8 points against main (9 rows that passed there fail now); at most 2.0 are accepted.',
        '',
        columns,
        '| `gemini-flash` | 88.3% (81–93) | −5.8 pts | 9 / 2 | 0 | $0.04 (+3%) | ✅ accepted |',
        '| `gemini-pro` | 95.8% (90–99) | +0.8 pts | 1 / 2 | 0 | $0.31 (−1%) | ✅ floor 90%, drop ≤ 2 pts |',
        '',
        footer,
      ),
    );
  });

  test('leaves a floor standing', () => {
    const reasons = [{ ...underFloor('gemini-flash'), message: 'gemini-flash scored 88.3%, under its floor.' }];
    const comment = render(comparedReport([flash], { verdict: 'fail', reasons, acceptance }));
    expect(comment).toContain('### ❌ spam: the model fails the gate\n\n> [!CAUTION]\n');
    expect(comment).toContain('> [!NOTE]\n> Accepted by `octocat`');
    expect(comment).toContain('| ❌ floor 90% |');
  });
});

describe('the title of a run that passed', () => {
  const free = { ...pro, threshold: null };
  test.each<[string, Report, string]>([
    ['neither floor nor largest drop', reportOf([free], { baseline: baselineOf() }), 'evaluated; no floor is set'],
    ['a largest drop and a baseline', comparedReport([free]), 'the model passes'],
    [
      'a largest drop and nothing to compare with',
      reportOf([{ ...free, baseline: null }], { settings: settingsOf({ maxDrop: 0.02 }) }),
      'evaluated; there was nothing to compare with',
    ],
    [
      'a floor and nothing to compare with',
      reportOf([{ ...pro, baseline: null }], { settings: settingsOf({ maxDrop: 0.02 }) }),
      'the model passes',
    ],
    ['several models', comparedReport([free, flash]), 'all 2 models pass'],
  ])('of %s', (_, report, text) => {
    expect(render(report).split('\n')[2]).toMatch(new RegExp(`^### ✅ spam: .*${text}$`));
  });
});

describe('notices', () => {
  test('stand under the table, at most five of them', () => {
    const notices = Array.from({ length: 7 }, (_, index) => `gemini-pro did the thing ${index}.`);
    expect(render(comparedReport([pro], { notices }))).toContain(
      '\n\n- `gemini-pro` did the thing 0.\n- `gemini-pro` did the thing 1.\n- `gemini-pro` did the thing 2.\n- `gemini-pro` did the thing 3.\n- `gemini-pro` did the thing 4.\n- … and 2 more in the job summary\n\n<sub>',
    );
  });
});

describe('names from outside', () => {
  const hostile = '@team ](http://x) <img> | | ` <!-- --> #1';

  test('are shown as they are, and do nothing', () => {
    const report = comparedReport([flash], {
      baseline: baselineOf({ name: hostile, sha: '@team' }),
      acceptance: { label: hostile, login: '@team', at: '@team', sha: '<img>', reasons: [drop] },
      notices: [hostile],
    });
    const changedRows = changedRowsOf('gemini-flash', 'broke', 1, { key: hostile, brief: hostile, reason: hostile });
    const comment = render(report, { changedRows });
    expect(comment).toContain('### ✅ spam: accepted by `@team`');
    expect(comment).toContain('> Accepted by `@team` for `<img>`, by the label ``@team ](http://x) <img> \\| \\| ` ');
    expect(comment).toContain('| vs ``@team ](http://x) <img> \\| \\| ` <!-- --> …`` | Broke / fixed |');
    expect(comment).toContain('- @\u200bteam \\](http:\u200b//x) &lt;img&gt; \\| \\| \\` &lt;!-- --&gt; #\u200b1\n');
    expect(comment).toContain('| [``@team ](http://x) <img> \\| \\| ` <!-- --> …``](https://github.com/');
  });
});
