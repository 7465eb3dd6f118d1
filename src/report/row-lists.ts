import type { Extent } from './budget.ts';
import { escapeHtml } from './escape.ts';
import type { RenderOptions } from './markdown.ts';
import type { FailedRow, Report } from './report.ts';
import { describeWhy, formatRowScore, linkRow } from './row-cells.ts';
import { formatCount, table } from './table.ts';

/** A list under a title that can be folded; `total` counts what the list does not show too. */
export interface Fold {
  readonly what: string;
  readonly model: string;
  readonly total: number;
  readonly shown: number;
  readonly body: string;
  readonly isOpen?: boolean;
}

/** Prints a list with how much of it is left out. */
export function fold({ what, model, total, shown, body, isOpen = false }: Fold): string {
  const rest = total > shown ? `\n\n… and ${formatCount(total - shown)} more in rows.jsonl.` : '';
  const title = `${what}: <code>${escapeHtml(model)}</code> (${formatCount(total)})`;
  return `<details${isOpen ? ' open' : ''}><summary><b>${title}</b></summary>\n\n${body}${rest}\n</details>`;
}

/** For each model the answers that did not pass, folded; without those of rows that broke, which have a list of their own. */
export function failedLists(report: Report, options: RenderOptions, extent: Extent): string[] {
  const broken = new Set(
    options.changedRows.filter(({ change }) => change === 'broke').map(({ model, key }) => `${model}\n${key}`),
  );
  return report.models.flatMap(({ model, answered, notPassed, baseline }) => {
    const failed = options.failedRows.filter((row) => row.model === model);
    const others = failed.filter(({ key }) => !broken.has(`${model}\n${key}`));
    if (others.length === 0 || answered === 0 || extent.otherRows === 0) return [];
    // With one answer per row the comparison counts also those that no list holds.
    const brokenAnswers = report.settings.repeat === 1 ? (baseline?.broke ?? 0) : failed.length - others.length;
    const lines = others.slice(0, extent.otherRows).map((row) => failedLine(report, options, extent, row));
    const what = brokenAnswers > 0 ? 'Other answers that did not pass' : 'Answers that did not pass';
    const body = table(['Row', 'Outcome', 'Why'], [':--', ':--', ':--'], lines);
    return [fold({ what, model, total: Math.max(lines.length, notPassed - brokenAnswers), shown: lines.length, body })];
  });
}

function failedLine(report: Report, options: RenderOptions, extent: Extent, row: FailedRow): string[] {
  const name = row.repeat > 1 ? `${row.key} #${row.repeat}` : row.key;
  const score = row.score === null ? row.outcome : formatRowScore(row.score, extent.decimals);
  return [linkRow(report, options, { ...row, name }), score, describeWhy(row, options, extent)];
}
