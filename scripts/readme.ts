import { renderComment } from '../src/report/markdown.ts';
import type { ChangedRow, FailedRow, Report } from '../src/report/report.ts';

/** The parts of action.yml that its tables show. */
export interface ActionMetadata {
  readonly inputs: Readonly<Record<string, Definition>>;
  readonly outputs: Readonly<Record<string, Definition>>;
}

interface Definition {
  readonly description: string;
  readonly default?: string;
  readonly required?: boolean;
}

/** A run whose comment README.md shows: docs/example-run.json. */
export interface ExampleRun {
  readonly report: Report;
  readonly failedRows: readonly FailedRow[];
  readonly changedRows: readonly ChangedRow[];
}

const maxCommentChars = 60_000;

/** Where the generated parts of README.md come from. */
export interface ReadmeSources {
  readonly action: ActionMetadata;
  /** Of collect/action.yml. */
  readonly collect: Pick<ActionMetadata, 'inputs'>;
  readonly example: ExampleRun;
  /** The text of examples/workflows/pull-request.yml. */
  readonly workflow: string;
}

/** README.md with every generated part brought up to date. Refuses a text that lacks a part's marks. */
export function updateReadme(readme: string, { action, collect, example, workflow }: ReadmeSources): string {
  const parts = {
    comment: renderExample(example),
    workflow: `\`\`\`yaml\n${workflow.replace(/^#.*\n/, '')}\`\`\``,
    inputs: renderInputs(action.inputs),
    'collect-inputs': renderInputs(collect.inputs),
    outputs: renderOutputs(action.outputs),
  };
  return Object.entries(parts).reduce((text, [name, part]) => replacePart(text, name, part), readme);
}

function replacePart(text: string, name: string, part: string): string {
  const begin = `<!-- ${name}:begin, written by npm run docs -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no part between ${begin} and ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${part.trim()}\n\n${text.slice(to)}`;
}

function renderInputs(inputs: ActionMetadata['inputs']): string {
  const rows = Object.entries(inputs).map(([name, { description, default: preset = '', required = false }]) => [
    code(name),
    required ? '**required**' : preset === '' ? '' : code(preset),
    cell(description),
  ]);
  return table(['Input', 'Default', 'Meaning'], rows);
}

function renderOutputs(outputs: ActionMetadata['outputs']): string {
  return table(
    ['Output', 'Meaning'],
    Object.entries(outputs).map(([name, { description }]) => [code(name), cell(description)]),
  );
}

/** Without links: the example's repository and run do not exist. */
function renderExample({ report, failedRows, changedRows }: ExampleRun): string {
  const run = { ...report.run, id: '' };
  const rows = { failedRows, changedRows, linkRows: false };
  const options = { ...rows, note: '', showText: true, serverUrl: '', artifacts: [] };
  return renderComment({ ...report, run }, options, maxCommentChars).replace(/^<!--.*-->\n/, '');
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), `|${columns.map(() => ':--').join('|')}|`, ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

function cell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
