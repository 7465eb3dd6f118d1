import { acceptanceBox, alertBox, noticeList, type SentenceLimits } from './alerts.ts';
import { checkTable, judgeTable, repeatTable, sliceTable } from './breakdowns.ts';
import { type Extent, fitToBudget } from './budget.ts';
import { changedLists } from './changed-rows.ts';
import { comparisonTable, datasetChanges } from './comparison-details.ts';
import { errorTable, jobTable, promptList, settingsList } from './details.ts';
import { markdownText } from './escape.ts';
import { footer } from './footer.ts';
import { title } from './headline.ts';
import { modelTable } from './model-table.ts';
import type { ChangedRow, FailedRow, Report } from './report.ts';
import { failedLists } from './row-lists.ts';
import { leaderSentence, separationTable } from './separation.ts';
import { tokenTable } from './token-table.ts';

/** What a rendering needs beside the report itself. */
export interface RenderOptions {
  readonly failedRows: readonly FailedRow[];
  /** Rows that broke or got fixed against the baseline. */
  readonly changedRows: readonly ChangedRow[];
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
const maxCommentRows = 20;
const maxCommentNotices = 5;

/** The mark by which an evaluation's comment or issue is found again: one for each evaluation, and each place of its own. */
export function commentMarker(name: string, place = ''): string {
  return `<!-- gemini-batch-eval:${name}${place === '' ? '' : `@${encodeURIComponent(place)}`} -->`;
}

/**
 * Renders the comment in at most `maxChars`, to stand under a marker; what it leaves out for that is told in fitToBudget. The first
 * table stays.
 */
export function renderComment(
  report: Report,
  options: RenderOptions,
  maxChars: number,
  marker = commentMarker(report.name),
): string {
  const full: Extent = {
    decimals: commentDecimals,
    maxNotices: maxCommentNotices,
    brokenRows: maxCommentRows,
    otherRows: maxCommentRows,
    showText: options.showText,
    isBrief: false,
  };
  return fitToBudget(maxChars, full, (extent, isShortened) => [
    marker,
    ...head(report, options, extent),
    ...changedLists(report, options, extent),
    ...failedLists(report, options, extent),
    footer(report, options),
    ...(isShortened ? ['_Shortened; the full version is in the job summary._'] : []),
  ]);
}

/** Renders the job summary, or report.md: the comment's first part, then everything else in full as far as it fits. */
export function renderSummary(report: Report, options: RenderOptions, maxChars: number): string {
  const rows = longestList(options);
  const full: Extent = {
    decimals: summaryDecimals,
    maxNotices: report.notices.length,
    brokenRows: rows,
    otherRows: rows,
    showText: options.showText,
    isBrief: false,
  };
  return fitToBudget(maxChars, full, (extent, isShortened) => [
    ...head(report, options, extent),
    ...changedLists(report, options, extent),
    ...failedLists(report, options, extent),
    ...sections(report, options),
    footer(report, options),
    ...(isShortened ? ['_Shortened; every row is in rows.jsonl._'] : []),
  ]);
}

/** At least as many rows as the longest list of a model has. */
function longestList({ failedRows, changedRows }: RenderOptions): number {
  const counts = new Map<string, number>();
  for (const { model } of [...failedRows, ...changedRows]) counts.set(model, (counts.get(model) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** What only the summary has. */
function sections(report: Report, options: RenderOptions): string[] {
  return [
    ...checkTable(report),
    ...judgeTable(report),
    ...sliceTable(report, summaryDecimals),
    ...repeatTable(report, summaryDecimals),
    ...separationTable(report, summaryDecimals),
    ...comparisonTable(report, options, summaryDecimals),
    ...datasetChanges(report),
    ...tokenTable(report),
    ...jobTable(report),
    ...errorTable(report, options.showText),
    ...promptList(report),
    ...settingsList(report),
  ];
}

const reasonLimits: SentenceLimits = { maxLines: 12, maxChars: 600 };
const briefLimits: SentenceLimits = { maxLines: 3, maxChars: 200 };

/** What comment and summary begin with. Nobody waits for a run without a pull request, so there the best model comes first. */
function head(report: Report, { note }: RenderOptions, { decimals, maxNotices, isBrief }: Extent): string[] {
  const limits = isBrief ? briefLimits : reasonLimits;
  const leader = report.run.pullRequest === null ? leaderSentence(report, decimals) : undefined;
  const paragraph = note.split('\n').map((line) => markdownText(line, 1000));
  const parts = [
    `### ${title(report)}`,
    leader === undefined ? '' : `${leader}.`,
    note === '' || isBrief ? '' : paragraph.join('  \n'),
    alertBox(report, limits),
    acceptanceBox(report, limits),
    report.models.length === 0 ? '' : modelTable(report, decimals),
    noticeList(report, { ...limits, maxLines: maxNotices }, 'in the job summary'),
  ];
  return parts.filter((part) => part !== '');
}
