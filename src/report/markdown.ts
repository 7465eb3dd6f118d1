import { formatApart, formatShare, type Reason } from '../gate.ts';
import { inlineCode, markdownText, urlPath } from './escape.ts';
import type { FailedRow, ModelReport, Report } from './report.ts';

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

const maxReasonChars = 300;
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

const marks = { pass: '✅', fail: '❌', inconclusive: '⚠️', pending: '⏳', skipped: '⏭️' } as const;

function title({ verdict, name, models, reasons }: Report): string {
  const start = `${marks[verdict]} ${markdownText(name)}:`;
  const failing = new Set(
    reasons.filter(({ kind }) => kind === 'threshold' || kind === 'regression').map(({ model }) => model),
  ).size;
  const all = `${models.length} model${models.length === 1 ? '' : 's'}`;
  if (verdict === 'fail') return `${start} ${failing} of ${all} ${failing === 1 ? 'fails' : 'fail'} the gate`;
  if (verdict === 'inconclusive') return `${start} inconclusive`;
  if (verdict === 'pending') return `${start} still running`;
  if (verdict === 'skipped') return `${start} validated, not run`;
  const hasFloor = models.some((model) => model.threshold !== null);
  if (models.length === 1)
    return `${start} ${hasFloor ? 'the model passes' : 'the model was evaluated; no floor is set'}`;
  return `${start} ${hasFloor ? `all ${all} pass` : `${all} evaluated; no floor is set`}`;
}

const alertKinds = { fail: 'CAUTION', inconclusive: 'WARNING', pending: 'NOTE', skipped: 'NOTE' } as const;
const maxAlertLines = 12;

function alertBox({ verdict, reasons }: Report, maxLines: number, maxChars: number): string | undefined {
  if (verdict === 'pass' || reasons.length === 0) return undefined;
  const lines = reasons.slice(0, maxLines).map((reason) => describeReason(reason, maxChars));
  if (reasons.length > maxLines) lines.push(`… and ${reasons.length - maxLines} more.`);
  const body = lines.length === 1 ? lines : lines.map((line) => `- ${line}`);
  return [`[!${alertKinds[verdict]}]`, ...body].map((line) => `> ${line}`).join('\n');
}

/** The model's name as code at the front, the rest as plain text. */
function describeReason({ model, message }: Reason, maxChars: number): string {
  const isNamed = model !== undefined && message.startsWith(`${model} `);
  return isNamed
    ? `${inlineCode(model)} ${markdownText(message.slice(model.length + 1), maxChars)}`
    : markdownText(message, maxChars);
}

function table(
  columns: readonly string[],
  alignments: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), `|${alignments.join('|')}|`, ...rows.map(line)].join('\n');
}

function modelTable(report: Report, decimals: number): string {
  const rows = report.models.map((model) => {
    const name = inlineCode(model.model);
    if (isRunning(report, model)) return [name, '–', '–', '–', '–', '⏳ running'];
    return [
      name,
      describeScore(model, decimals),
      `${model.passed} / ${model.rows}`,
      describeUnanswered(model),
      formatCount(model.tokens.total),
      describeGate(model, report.reasons),
    ];
  });
  return table(
    ['Model', 'Score (95% CI)', 'Passed', 'Errors', 'Tokens', 'Gate'],
    [':--', '--:', '--:', '--:', '--:', ':--'],
    rows,
  );
}

function isRunning({ verdict, reasons }: Report, { model, answered }: ModelReport): boolean {
  const isLate = reasons.some((reason) => reason.model === model && reason.kind === 'incomplete');
  return verdict === 'pending' && answered === 0 && isLate;
}

const tolerance = 1e-9;

function describeScore({ score, interval, threshold }: ModelReport, decimals: number): string {
  if (score === null) return '–';
  const isUnder = threshold !== null && score < threshold - tolerance;
  const shown = isUnder ? formatApart(score, threshold, decimals)[0] : formatShare(score, decimals);
  const range = interval === null ? '' : ` (${Math.floor(interval[0] * 100)}–${Math.ceil(interval[1] * 100)})`;
  return `${shown}${range}`;
}

function describeUnanswered({ errors, missing }: ModelReport): string {
  return missing === 0 ? String(errors) : `${errors} + ${missing} missing`;
}

function describeGate(model: ModelReport, reasons: readonly Reason[]): string {
  const own = reasons.filter((reason) => reason.model === model.model);
  const floor = model.threshold === null ? '' : ` floor ${Number((model.threshold * 100).toFixed(7))}%`;
  if (own.some(({ kind }) => kind === 'threshold' || kind === 'regression')) return `❌${floor}`;
  if (own.length > 0) return '⚠️ not judged';
  return model.threshold === null ? 'no floor' : `✅${floor}`;
}

function rowLists(report: Report, options: RenderOptions, maxRows: number): string[] {
  return report.models.flatMap(({ model, answered, passed, rows }) => {
    const failed = options.failedRows.filter((row) => row.model === model);
    const total = rows - passed;
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

function errorTable({ models }: Report, showText: boolean): string[] {
  const rows = models.flatMap(({ model, errorKinds }) => {
    const counts = new Map<string, number>();
    for (const [error, times] of Object.entries(errorKinds)) {
      const shown = showText ? error : (error.split(':', 1)[0] ?? '');
      counts.set(shown, (counts.get(shown) ?? 0) + times);
    }
    return [...counts].map(([error, times]) => [inlineCode(model), String(times), inlineCode(error, maxReasonChars)]);
  });
  return rows.length === 0 ? [] : ['#### Errors', table(['Model', 'Times', 'Error'], [':--', '--:', ':--'], rows)];
}

function tokenTable({ models }: Report): string[] {
  if (models.length === 0) return [];
  const rows = models.map(({ model, tokens }) => [
    inlineCode(model),
    ...[tokens.prompt, tokens.cached, tokens.candidates, tokens.thoughts, tokens.total].map(formatCount),
  ]);
  return [
    '#### Tokens',
    table(
      ['Model', 'Prompt', 'of it cached', 'Answer', 'Thoughts', 'Total'],
      [':--', '--:', '--:', '--:', '--:', '--:'],
      rows,
    ),
  ];
}

function jobTable({ models }: Report): string[] {
  const rows = models.flatMap(({ model, jobs, modelVersions }) =>
    jobs.map((job) => [
      inlineCode(model),
      inlineCode(job.name),
      `${markdownText(job.state)}${job.isTakenOver ? ' (taken over)' : ''}`,
      Object.keys(modelVersions)
        .slice(0, 5)
        .map((version) => inlineCode(version))
        .join(', '),
    ]),
  );
  return rows.length === 0
    ? []
    : ['#### Batch jobs', table(['Model', 'Job', 'State', 'Answered as'], [':--', ':--', ':--', ':--'], rows)];
}

function settingsList({ dataset, settings }: Report): string[] {
  const scorers = settings.scorers.map(
    ({ scorer, weight }) => `${inlineCode(scorer)}${weight === 1 ? '' : ` × ${weight}`}`,
  );
  const lines = [
    `Dataset: ${dataset.files.map((file) => inlineCode(file)).join(', ')}; ${countRows(dataset.rows)}; ${inlineCode(dataset.fingerprint ?? 'not read')}`,
    `Scorers: ${scorers.join(', ')}`,
    `Accepted share of rows without an answer: ${formatShare(settings.maxErrorRate, 1)}; red on: ${settings.failOn.join(', ') || 'nothing'}`,
  ];
  return ['#### Settings', lines.map((line) => `- ${line}`).join('\n')];
}

function footer(report: Report, { serverUrl, artifacts }: RenderOptions): string {
  const { repository, id, attempt, sha } = report.run;
  const parts = [
    countRows(report.dataset.rows),
    ...(id === '' ? [] : [`[run](${serverUrl}/${repository}/actions/runs/${id}/attempts/${attempt})`]),
    ...(artifacts.length === 0
      ? []
      : [`artifacts: ${artifacts.map(({ label, url }) => `[${markdownText(label)}](${url})`).join(' · ')}`]),
    ...(sha === '' ? [] : [`updated for \`${sha.slice(0, 7)}\``]),
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}

function countRows(rows: number): string {
  return `${formatCount(rows)} row${rows === 1 ? '' : 's'}`;
}

/** A whole number with a thin mark between thousands. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
