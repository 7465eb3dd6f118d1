import type { Price } from './cost/price.ts';
import { InputError } from './errors.ts';
import type { ReasonKind } from './gate/reason.ts';
import { readArtifactName } from './inputs/artifact-name.ts';
import { checkBaseUrl } from './inputs/base-url.ts';
import { type BaselineSource, readBaseline } from './inputs/baseline.ts';
import { type CommentMode, commentModes } from './inputs/comment-modes.ts';
import { findLabels, readPrices, readRequestPatch, readScorers, readSystemInstruction } from './inputs/content.ts';
import { type DatasetSource, findDataset } from './inputs/dataset.ts';
import { readFailOn } from './inputs/fail-on.ts';
import { parseLabel } from './inputs/label.ts';
import { missingKey } from './inputs/missing-key.ts';
import { type Floors, parseModels, parseThreshold } from './inputs/models.ts';
import { isEvaluationName, nameOfDataset } from './inputs/name.ts';
import type { RequestPatch } from './inputs/patch.ts';
import { type InputReader, readApiKey } from './inputs/reader.ts';
import {
  type Parsed,
  ProblemList,
  parseBoolean,
  parseChoice,
  parseInteger,
  parseNumber,
  parseShare,
  splitLines,
} from './inputs/values.ts';
import type { Scorer } from './scoring/scorer.ts';

/** Every input of action.yml, checked. */
export interface Inputs {
  readonly dataset: readonly DatasetSource[];
  readonly models: readonly string[];
  readonly threshold: Floors;
  readonly geminiApiKey: string | undefined;
  /** The prompt under test; it replaces the logged one. */
  readonly systemInstruction: { readonly path: string; readonly text: string } | undefined;
  readonly requestPatch: RequestPatch;
  readonly scorers: readonly Scorer[];
  /** Side file with labels. */
  readonly labels: { readonly path: string; readonly display: string } | undefined;
  readonly repeat: number;
  readonly sample: number | undefined;
  /** US dollars above which nothing is sent. */
  readonly maxCost: number | undefined;
  /** Prices over the built-in table, by model. */
  readonly prices: ReadonlyMap<string, Price>;
  readonly baseline: BaselineSource;
  /** Largest accepted fall against the baseline, as a share. */
  readonly maxDrop: number | undefined;
  readonly maxErrorRate: number;
  /** Further rounds for rows that ended in a passing error or came back missing. */
  readonly retryErrors: number;
  /** The label that accepts a drop. */
  readonly acceptLabel: string;
  readonly failOn: ReadonlySet<ReasonKind>;
  /** False: jobs are submitted, and a collector finishes the run. */
  readonly wait: boolean;
  readonly timeoutMinutes: number;
  readonly onTimeout: 'keep' | 'cancel';
  readonly pollIntervalSeconds: number;
  readonly reuse: 'run' | 'always' | 'never';
  readonly name: string;
  /** `kept`, which no input has: only a comment that this very run has written is brought up to date. */
  readonly comment: CommentMode | 'kept';
  /** Outside pull requests. */
  readonly issue: 'off' | 'failures';
  readonly showText: 'auto' | 'true' | 'false';
  readonly prNumber: number | undefined;
  readonly githubToken: string | undefined;
  readonly uploadArtifacts: boolean;
  readonly artifactName: string;
  readonly retentionDays: number | undefined;
  readonly outputDirectory: string | undefined;
  readonly dryRun: boolean;
}

const maxTimeoutMinutes = 5 * 24 * 60;
const maxPollIntervalSeconds = 3600;
const maxRetentionDays = 400;
const maxRepeat = 100;
const maxDollars = 1_000_000;
export const maxRetryRounds = 10;

/**
 * Reads, checks and types every input. Throws one InputError with all problems, a missing key among them where the run `needsKey`;
 * nothing is sent before this returns.
 */
export async function readInputs(reader: InputReader, { needsKey = false } = {}): Promise<Inputs> {
  const problems = new ProblemList();
  const take = <T>(input: string, fallback: T, parse: (text: string) => Parsed<T>): T => {
    const text = reader.input(input).trim();
    return text === '' ? fallback : (problems.take(input, text, parse(text)) ?? fallback);
  };
  if (!(await reader.isDirectory()))
    problems.add('working-directory', 'is no directory', reader.input('working-directory'));
  checkBaseUrl((variable) => reader.env(variable), problems);
  const models = parseModels(require('models'), problems);
  const patterns = require('dataset');
  const name = readName(reader.input('name').trim(), patterns, problems);
  const inputs: Inputs = {
    dataset: await findDataset(patterns, reader, problems),
    models,
    threshold: parseThreshold(reader.input('threshold').trim(), models, problems),
    geminiApiKey: readApiKey(reader),
    systemInstruction: await readSystemInstruction(reader, problems),
    requestPatch: await readRequestPatch(reader, models, problems),
    scorers: await readScorers(reader, problems),
    labels: await findLabels(reader, problems),
    repeat: take('repeat', 1, (text) => parseInteger(text, { min: 1, max: maxRepeat, unit: 'answers per row' })),
    sample: take<number | undefined>('sample', undefined, (text) =>
      parseInteger(text, { min: 1, max: 2 ** 31, unit: 'rows' }),
    ),
    maxCost: take<number | undefined>('max-cost', undefined, (text) =>
      parseNumber(text, { min: 0, max: maxDollars, unit: 'US dollars' }),
    ),
    prices: await readPrices(reader, problems),
    baseline: await readBaseline(reader, problems),
    maxDrop: take<number | undefined>('max-drop', undefined, (text) => parseShare(text, '0.02 or 2%')),
    maxErrorRate: take('max-error-rate', 0.05, (text) => parseShare(text, '0.02 or 2%')),
    retryErrors: take('retry-errors', 1, (text) =>
      parseInteger(text, { min: 0, max: maxRetryRounds, unit: 'further rounds' }),
    ),
    acceptLabel: take('accept-label', `accept-drop:${name}`, parseLabel),
    failOn: readFailOn(reader.input('fail-on').trim(), problems),
    wait: take('wait', true, parseBoolean),
    timeoutMinutes: take('timeout-minutes', 330, (text) =>
      parseNumber(text, { above: 0, max: maxTimeoutMinutes, unit: 'minutes' }),
    ),
    onTimeout: take('on-timeout', 'keep', (text) => parseChoice(text, ['keep', 'cancel'] as const)),
    pollIntervalSeconds: take('poll-interval', 60, (text) =>
      parseNumber(text, { above: 0, max: maxPollIntervalSeconds, unit: 'seconds' }),
    ),
    reuse: take('reuse', 'run', (text) => parseChoice(text, ['run', 'always', 'never'] as const)),
    name,
    comment: take<CommentMode | 'kept'>('comment', 'always', (text) => parseChoice(text, commentModes)),
    issue: take('issue', 'off', (text) => parseChoice(text, ['off', 'failures'] as const)),
    showText: take('show-text', 'auto', (text) => parseChoice(text, ['auto', 'true', 'false'] as const)),
    prNumber: take<number | undefined>('pr-number', undefined, (text) =>
      parseInteger(text, { min: 1, max: 2 ** 31, unit: 'a pull request' }),
    ),
    githubToken: reader.input('github-token').trim() || undefined,
    uploadArtifacts: take('upload-artifacts', true, parseBoolean),
    artifactName: readArtifactName(reader.input('artifact-name').trim(), name, problems),
    retentionDays: take<number | undefined>('retention-days', undefined, (text) =>
      parseInteger(text, { min: 1, max: maxRetentionDays, unit: 'days' }),
    ),
    outputDirectory: reader.input('output-directory').trim() || undefined,
    dryRun: take('dry-run', false, parseBoolean),
  };
  const isWrong = problems.problems.length > 0;
  // Alone it is said later, where a pull request's head is known: a fork has no key, and needs none.
  if (isWrong && needsKey && inputs.geminiApiKey === undefined && !inputs.dryRun)
    problems.add(missingKey.input, missingKey.message);
  if (isWrong) throw new InputError(problems.problems);
  return inputs;

  function require(input: string): string {
    const text = reader.input(input).trim();
    if (text === '') problems.add(input, 'is required and was not set');
    return text;
  }
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
