import { isObject } from '../gemini/proto-json.ts';
import { type Paint, plain } from './paint.ts';

type Json = Readonly<Record<string, unknown>>;
type Colour = (text: string) => string;

interface Cell {
  readonly text: string;
  readonly colour?: Colour;
}

const columns = ['Model', 'Score', 'Passed/Rows', 'Errors', 'Missing', 'Tokens', 'Floor', 'Gate'];
const leftAligned = new Set(['Model', 'Gate']);
const none = '–';

/** The table of a report.json and its verdict with the reasons. Members that are missing show as a dash. */
export function renderReport(report: unknown, paint: Paint): string {
  const view = isObject(report) ? report : {};
  const reasons = listOf(view.reasons);
  const { repeat } = isObject(view.settings) ? view.settings : {};
  const repeats = typeof repeat === 'number' && repeat > 0 ? repeat : 1;
  const rows = listOf(view.models).map((model) => cellsOf(model, { reasons, repeats }, paint));
  const verdict = textOf(view.verdict);
  const colour = verdict === 'pass' ? paint.green : verdict === 'fail' ? paint.red : paint.yellow;
  return [
    ...(rows.length > 0 ? [...renderTable(rows, paint), ''] : []),
    `Verdict: ${paint.bold(colour(verdict))}`,
    ...reasons.map((reason) => `  - ${textOf(reason.message)}`),
  ].join('\n');
}

interface Surroundings {
  readonly reasons: readonly Json[];
  /** Answers per row: the report counts passed rows, but lines of rows.jsonl. */
  readonly repeats: number;
}

function cellsOf(model: Json, { reasons, repeats }: Surroundings, paint: Paint): Cell[] {
  const kinds = reasons.filter((reason) => reason.model === model.model).map((reason) => textOf(reason.kind));
  const isHeld = typeof model.threshold === 'number' && typeof model.score === 'number';
  const unharmed = isHeld ? { text: 'pass', colour: paint.green } : { text: none };
  return [
    { text: textOf(model.model) },
    { text: percent(model.score) },
    { text: `${count(model.passed)}/${count(typeof model.rows === 'number' ? model.rows / repeats : undefined)}` },
    { text: count(model.errors) },
    { text: count(model.missing) },
    { text: count(isObject(model.tokens) ? model.tokens.total : undefined) },
    { text: percent(model.threshold) },
    kinds.length > 0 ? { text: [...new Set(kinds)].join(', '), colour: paint.red } : unharmed,
  ];
}

function renderTable(rows: readonly (readonly Cell[])[], paint: Paint): string[] {
  const widths = columns.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.text.length ?? 0)),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ text, colour }, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - text.length);
        const shown = colour === undefined ? text : colour(text);
        return leftAligned.has(columns[index] ?? '') ? shown + padding : padding + shown;
      })
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((text) => ({ text, colour: paint.bold }))),
    paint.dim(widths.map((width) => '─'.repeat(width)).join('  ')),
    ...rows.map(line),
  ];
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? plain(value) : none;
}

function count(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : none;
}

function percent(value: unknown): string {
  return typeof value === 'number' ? `${(value * 100).toFixed(2)}%` : none;
}
