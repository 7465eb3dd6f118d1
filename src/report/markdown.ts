import {
  errorTable,
  jobTable,
  judgeTable,
  promptList,
  repeatTable,
  settingsList,
  sliceTable,
  tokenTable,
} from './details.ts';
import { inlineCode, markdownText } from './escape.ts';
import { alertBox, title } from './headline.ts';
import { modelTable } from './model-table.ts';
import type { FailedRow, Report } from './report.ts';
import { rowLists } from './row-lists.ts';
import { countRows } from './table.ts';

/** What a rendering needs beside the report itself. */
export interface RenderOptions {
  readonly failedRows: readonly FailedRow[];
  /** A paragraph of our own, under the title; may be empty. */
  readonly note: string;
  /** Whether texts of rows and answers may be shown. */
  readonly showText: boolean;
  readonly serverUrl: string;
  /** Addresses of what was uploaded, by label; empty when nothing was. */
  readonly artifacts: readonly { readonly label: string; readonly url: string }[];
  /** Whether rows stand in files of the repository, so that they can be linked. */
  readonly linkRows: boolean;
}

/** A comment is read in passing, the summary is where figures are looked up. */
const commentDecimals = 1;
const summaryDecimals = 2;

/** The mark by which an evaluation's comment is found again. */
export function commentMarker(name: string): string {
  return `<!-- gemini-batch-eval:${name} -->`;
}

/** Renders the comment in at most `maxChars`. Lists of rows are dropped first, then reasons are shortened; the first table stays. */
export function renderComment(report: Report, options: RenderOptions, maxChars: number): string {
  return fitToBudget(
    maxChars,
    (rows, isBrief) => [
      commentMarker(report.name),
      ...head(report, options.note, commentDecimals, isBrief),
      ...rowLists(report, options, rows),
      footer(report, options),
      ...(isBrief || (rows < options.failedRows.length && rows < maxCommentRows)
        ? ['_Shortened; the full version is in the job summary._']
        : []),
    ],
    maxCommentRows,
  );
}

/** Renders the job summary, or report.md: the comment's first part, then everything else in full as far as it fits. */
export function renderSummary(report: Report, options: RenderOptions, maxChars: number): string {
  return fitToBudget(
    maxChars,
    (rows, isBrief) => [
      ...head(report, options.note, summaryDecimals, isBrief),
      ...rowLists(report, options, rows),
      ...sliceTable(report),
      ...repeatTable(report),
      ...promptList(report),
      ...judgeTable(report),
      ...errorTable(report, options.showText),
      ...tokenTable(report),
      ...jobTable(report),
      ...settingsList(report),
      footer(report, options),
      ...(rows < options.failedRows.length ? ['_Shortened; every row is in rows.jsonl._'] : []),
    ],
    options.failedRows.length,
  );
}

const maxCommentRows = 20;

/** Halves the number of listed rows until the text fits, then makes it brief, then leaves out its last lines. */
function fitToBudget(maxChars: number, render: (rows: number, isBrief: boolean) => string[], mostRows: number): string {
  const print = (rows: number, isBrief: boolean) => `${render(rows, isBrief).join('\n\n')}\n`;
  for (let rows = mostRows; rows >= 0; rows = rows === 0 ? -1 : Math.floor(rows / 2)) {
    const text = print(rows, false);
    if (text.length <= maxChars) return text;
  }
  const text = print(0, true);
  return text.length <= maxChars ? text : text.slice(0, text.lastIndexOf('\n', maxChars - 1) + 1);
}

function head(report: Report, note: string, decimals: number, isBrief: boolean): string[] {
  const parts = [`### ${title(report)}`];
  if (note !== '' && !isBrief)
    parts.push(
      note
        .split('\n')
        .map((line) => markdownText(line, 1000))
        .join('  \n'),
    );
  const alert = alertBox(report, isBrief ? 3 : maxAlertLines, isBrief ? 200 : 600);
  if (alert !== undefined) parts.push(alert);
  if (report.models.length > 0) parts.push(modelTable(report, decimals));
  return parts;
}

const maxAlertLines = 12;

function footer(report: Report, { serverUrl, artifacts }: RenderOptions): string {
  const { repository, id, attempt, sha } = report.run;
  const parts = [
    countRows(report.dataset.rows),
    ...describePrompt(report),
    ...(id === '' ? [] : [`[run](${serverUrl}/${repository}/actions/runs/${id}/attempts/${attempt})`]),
    ...(artifacts.length === 0
      ? []
      : [`artifacts: ${artifacts.map(({ label, url }) => `[${markdownText(label)}](${url})`).join(' · ')}`]),
    ...(sha === '' ? [] : [`updated for \`${sha.slice(0, 7)}\``]),
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}

/** Whether this is the logged prompt or one under test, by its hash. */
function describePrompt({ prompts }: Report): string[] {
  const hashes = prompts.flatMap(({ hash, systemInstruction }) =>
    hash === null ? [] : [`${systemInstruction ?? 'patch'} ${hash.slice(7, 15)}`],
  );
  return hashes.length === 0 ? [] : [`prompt: ${hashes.map((hash) => inlineCode(hash)).join(', ')}`];
}
