import { formatShare } from '../gate.ts';
import { escapeHtml, inlineCode, markdownText, urlPath } from './escape.ts';
import type { RenderOptions } from './markdown.ts';
import type { FailedRow, Report } from './report.ts';
import { table } from './table.ts';

const maxReasonChars = 300;

/** For each model the answers that did not pass, folded. */
export function rowLists(report: Report, options: RenderOptions, maxRows: number): string[] {
  return report.models.flatMap(({ model, answered, notPassed: total }) => {
    const failed = options.failedRows.filter((row) => row.model === model);
    if (failed.length === 0 || answered === 0 || maxRows === 0) return [];
    const lines = failed.slice(0, maxRows).map((row) => rowLine(report, options, row));
    const rest = total > lines.length ? `\n\n… and ${total - lines.length} more in rows.jsonl.` : '';
    const body = table(['Row', 'Outcome', 'Why'], [':--', ':--', ':--'], lines);
    return [
      `<details><summary><b>Answers that did not pass: <code>${escapeHtml(model)}</code> (${total})</b></summary>\n\n${body}${rest}\n</details>`,
    ];
  });
}

function rowLine(report: Report, options: RenderOptions, row: FailedRow): string[] {
  const place = `${row.file}:${row.line}`;
  const label = inlineCode(row.repeat > 1 ? `${row.key} #${row.repeat}` : row.key, 40);
  const url = `${options.serverUrl}/${report.run.repository}/blob/${report.run.sha}/${urlPath(row.file)}?plain=1#L${row.line}`;
  const isInRepository = !/^([a-z]+:)?[\\/]|(^|[\\/])\.\.([\\/]|$)/i.test(row.file);
  const link = options.linkRows && isInRepository ? `[${label}](${url})` : `${label} ${markdownText(place)}`;
  const score = row.score === null ? row.outcome : formatShare(row.score, 1);
  return [link, score, inlineCode(options.showText ? row.reason : row.brief, maxReasonChars)];
}
