import { parseDocument } from 'yaml';
import { InputError } from './errors.ts';
import { type ReasonKind, reasonKinds } from './gate.ts';
import { type Floors, parseModels, parseThreshold } from './inputs/models.ts';
import { isEvaluationName, nameOfDataset } from './inputs/name.ts';
import {
  type Parsed,
  ProblemList,
  parseBoolean,
  parseChoice,
  parseInteger,
  parseNumber,
  parseShare,
  splitLines,
  splitList,
} from './inputs/values.ts';
import { parseScorers } from './scoring/config.ts';
import type { Scorer } from './scoring/scorer.ts';

/** A file or an address that holds rows. */
export type DatasetSource =
  | { readonly kind: 'file'; readonly path: string; readonly display: string }
  | { readonly kind: 'address'; readonly url: string; readonly display: string };

/** Every input of action.yml, checked. */
export interface Inputs {
  readonly dataset: readonly DatasetSource[];
  readonly models: readonly string[];
  readonly threshold: Floors;
  readonly geminiApiKey: string | undefined;
  readonly scorers: readonly Scorer[];
  readonly maxErrorRate: number;
  readonly failOn: ReadonlySet<ReasonKind>;
  readonly timeoutMinutes: number;
  readonly onTimeout: 'keep' | 'cancel';
  readonly pollIntervalSeconds: number;
  readonly reuse: 'run' | 'always' | 'never';
  readonly name: string;
  readonly comment: 'always' | 'changes' | 'failures' | 'off';
  readonly showText: 'auto' | 'true' | 'false';
  readonly prNumber: number | undefined;
  readonly githubToken: string | undefined;
  readonly uploadArtifacts: boolean;
  readonly artifactName: string;
  readonly retentionDays: number | undefined;
  readonly outputDirectory: string | undefined;
  readonly dryRun: boolean;
}

/** Where inputs come from. */
export interface InputReader {
  /** The value of an input as the runner hands it over; '' when it is not set. */
  input(name: string): string;
  env(name: string): string | undefined;
  /** Whether the working directory exists. */
  isDirectory(): Promise<boolean>;
  /** The text of a file, relative to the working directory; undefined when there is none. */
  readText(path: string): Promise<string | undefined>;
  /** The files that a path or glob stands for, sorted; `display` is relative to the workspace. */
  findFiles(pattern: string, excluded: readonly string[]): Promise<{ path: string; display: string }[]>;
}

/** The key in the order of precedence; undefined when there is none. */
export function readApiKey(reader: Pick<InputReader, 'input' | 'env'>): string | undefined {
  const candidates = [reader.input('gemini-api-key'), reader.env('GEMINI_API_KEY'), reader.env('GOOGLE_API_KEY')];
  return candidates
    .map((candidate) => candidate?.trim())
    .find((candidate) => candidate !== undefined && candidate !== '');
}

const maxTimeoutMinutes = 5 * 24 * 60;
const maxPollIntervalSeconds = 3600;
const maxRetentionDays = 400;
const artifactNameRefuses = /[":<>|*?\r\n\\/]/;

/** Reads, checks and types every input. Throws one InputError with all problems; nothing is sent before this returns. */
export async function readInputs(reader: InputReader): Promise<Inputs> {
  const problems = new ProblemList();
  const take = <T>(input: string, fallback: T, parse: (text: string) => Parsed<T>): T => {
    const text = reader.input(input).trim();
    return text === '' ? fallback : (problems.take(input, text, parse(text)) ?? fallback);
  };
  if (!(await reader.isDirectory()))
    problems.add('working-directory', 'is no directory', reader.input('working-directory'));
  const models = parseModels(require('models'), problems);
  const patterns = require('dataset');
  const name = readName(reader.input('name').trim(), patterns, problems);
  const inputs: Inputs = {
    dataset: await findDataset(patterns, reader, problems),
    models,
    threshold: parseThreshold(reader.input('threshold').trim(), models, problems),
    geminiApiKey: readApiKey(reader),
    scorers: await readScorers(reader, problems),
    maxErrorRate: take('max-error-rate', 0.05, parseShare),
    failOn: readFailOn(reader.input('fail-on').trim(), problems),
    timeoutMinutes: take('timeout-minutes', 330, (text) =>
      parseNumber(text, { above: 0, max: maxTimeoutMinutes, unit: 'minutes' }),
    ),
    onTimeout: take('on-timeout', 'keep', (text) => parseChoice(text, ['keep', 'cancel'] as const)),
    pollIntervalSeconds: take('poll-interval', 60, (text) =>
      parseNumber(text, { above: 0, max: maxPollIntervalSeconds, unit: 'seconds' }),
    ),
    reuse: take('reuse', 'run', (text) => parseChoice(text, ['run', 'always', 'never'] as const)),
    name,
    comment: take('comment', 'always', (text) => parseChoice(text, ['always', 'changes', 'failures', 'off'] as const)),
    showText: take('show-text', 'auto', (text) => parseChoice(text, ['auto', 'true', 'false'] as const)),
    prNumber: take<number | undefined>('pr-number', undefined, (text) =>
      parseInteger(text, { min: 1, max: 2 ** 31, unit: 'a pull request' }),
    ),
    githubToken: reader.input('github-token').trim() || undefined,
    uploadArtifacts: take('upload-artifacts', true, parseBoolean),
    artifactName: take('artifact-name', `gemini-batch-eval-${name}`, parseArtifactName),
    retentionDays: take<number | undefined>('retention-days', undefined, (text) =>
      parseInteger(text, { min: 1, max: maxRetentionDays, unit: 'days' }),
    ),
    outputDirectory: reader.input('output-directory').trim() || undefined,
    dryRun: take('dry-run', false, parseBoolean),
  };
  if (problems.problems.length > 0) throw new InputError(problems.problems);
  return inputs;

  function require(input: string): string {
    const text = reader.input(input).trim();
    if (text === '') problems.add(input, 'is required and was not set');
    return text;
  }
}

function parseArtifactName(text: string): Parsed<string> {
  return artifactNameRefuses.test(text)
    ? { problem: 'may not hold any of " : < > | * ? \\ / or a line end' }
    : { value: text };
}

function readName(given: string, patterns: string, problems: ProblemList): string {
  if (given !== '' && !isEvaluationName(given)) {
    problems.add(
      'name',
      'may hold letters, digits, blanks, dots, dashes and underscores, and at most 100 of them',
      given,
    );
  }
  if (given !== '') return given;
  return nameOfDataset(splitLines(patterns).find((line) => !line.startsWith('!')) ?? '');
}

function readFailOn(text: string, problems: ProblemList): ReadonlySet<ReasonKind> {
  if (text === '') return new Set(reasonKinds);
  const words = splitList(text);
  if (words.length === 1 && words[0] === 'none') return new Set();
  if (words.length === 0)
    problems.add('fail-on', `names nothing; write none or some of ${reasonKinds.join(', ')}`, text);
  return new Set(words.flatMap((word) => problems.take('fail-on', text, parseReasonKind(word)) ?? []));
}

function parseReasonKind(word: string): Parsed<ReasonKind> {
  if (word === 'none') return { problem: 'none stands alone' };
  const parsed = parseChoice(word, reasonKinds);
  return 'value' in parsed ? parsed : { problem: `${word} is not one of ${reasonKinds.join(', ')}, or none alone` };
}

async function findDataset(text: string, reader: InputReader, problems: ProblemList): Promise<DatasetSource[]> {
  const lines = splitLines(text);
  const excluded = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
  const sources = new Map<string, DatasetSource>();
  for (const line of lines.filter((candidate) => !candidate.startsWith('!'))) {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(line)) {
      const source = parseAddress(line);
      if ('problem' in source) problems.add('dataset', source.problem, source.display);
      else sources.set(source.value.url, source.value);
      continue;
    }
    const found = await reader.findFiles(line, excluded);
    if (found.length === 0) problems.add('dataset', 'matches no file; paths are relative to working-directory', line);
    for (const file of found) sources.set(file.path, { kind: 'file', ...file });
  }
  if (text !== '' && sources.size === 0 && problems.problems.every((problem) => problem.input !== 'dataset')) {
    problems.add('dataset', 'names no file', text);
  }
  return [...sources.values()];
}

type AddressParse = { value: DatasetSource & { kind: 'address' } } | { problem: string; display: string };

/** The query of an address may carry a signature: it is used for the request and shown nowhere. */
function parseAddress(text: string): AddressParse {
  const display = text.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');
  if (!URL.canParse(text)) return { problem: 'is not an address', display };
  const url = new URL(text);
  if (url.protocol !== 'https:') return { problem: 'must be a path, a glob or an https:// address', display };
  if (url.username !== '' || url.password !== '') return { problem: 'may not carry a user name or password', display };
  return { value: { kind: 'address', url: url.href, display } };
}

async function readScorers(reader: InputReader, problems: ProblemList): Promise<readonly Scorer[]> {
  const text = reader.input('scorers').trim() || 'function-call';
  const isPath = /\.(ya?ml|json)$/i.test(text) && !text.includes('\n');
  const content = isPath ? await reader.readText(text) : text;
  if (content === undefined) problems.add('scorers', 'there is no such file', text);
  const config = content === undefined ? undefined : parseYaml(content);
  if (config === undefined) return [];
  if ('problem' in config) problems.add('scorers', config.problem, text);
  const parsed = 'value' in config ? parseScorers(config.value) : { problems: [] };
  if ('scorers' in parsed) return parsed.scorers;
  for (const problem of parsed.problems) problems.add('scorers', problem, isPath ? text : undefined);
  return [];
}

/** YAML 1.2 with duplicate keys refused. Aliases are bounded by the library; one that contains itself is refused. */
function parseYaml(text: string): Parsed<unknown> {
  const document = parseDocument(text, { prettyErrors: true });
  try {
    const error = document.errors[0] ?? document.warnings[0];
    if (error !== undefined) throw error;
    const value: unknown = document.toJS();
    return JSON.stringify(value) === undefined ? { problem: 'holds nothing' } : { value };
  } catch (error) {
    const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return {
      problem: `is not valid YAML: ${message.replace(/:$/, '').replace(/^Converting circular.*/, 'an alias contains itself')}`,
    };
  }
}
