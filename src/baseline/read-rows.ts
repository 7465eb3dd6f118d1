import { type LineBatch, LineSplitter, RowTooLongError } from '../dataset/lines.ts';
import { asObject } from '../scoring/json-object.ts';
import { type DatasetDifference, type RowScores, UnusableBaselineError } from './baseline.ts';
import { type BaselineReport, readShare } from './read-report.ts';
import { RowMeans } from './row-means.ts';
import { RowPresence } from './row-presence.ts';
import { ScoreSums } from './score-sums.ts';

/** The rows of the present dataset, as a baseline's lines are joined to them. */
export interface PresentRows {
  readonly size: number;
  find(key: string): number | undefined;
  key(row: number): string;
  /** What of the row was asked and expected; a line that has another one is about another row. */
  fingerprint(row: number): string;
  /** Whether the dataset has a row of this key that was not drawn into the sample. */
  isLeftOut(key: string): boolean;
}

export interface BaselineRows {
  /** Of each model asked for that the baseline has. */
  readonly scores: ReadonlyMap<string, RowScores>;
  /** Each model's own score, over all its lines: what the report says of it need not be true. */
  readonly means: ReadonlyMap<string, number | null>;
  /** How many lines each model of the report has. */
  readonly lines: ReadonlyMap<string, number>;
  /** Whether a row of the present dataset is there as it is now. */
  has(row: number): boolean;
  readonly dataset: DatasetDifference;
}

/** Our own lines are some hundred bytes long; reasons and error messages make some longer. */
const maxLineBytes = 4 * 1024 * 1024;

/**
 * Joins a baseline's rows.jsonl, which may come from anywhere, to the present rows by key. Throws UnusableBaselineError for lines
 * that are no such lines, and when they are not those that the report speaks of.
 */
export async function readRows(
  chunks: AsyncIterable<Uint8Array>,
  rows: PresentRows,
  report: BaselineReport,
  models: readonly string[],
): Promise<BaselineRows> {
  const reader = new RowReader(rows, report, models);
  const lines = new LineSplitter(maxLineBytes);
  try {
    for await (const chunk of chunks) for (const batch of lines.push(chunk)) reader.take(batch);
    for (const batch of lines.finish()) reader.take(batch);
  } catch (error) {
    if (!(error instanceof RowTooLongError)) throw error;
    throw new UnusableBaselineError(`has a rows.jsonl whose ${error.message}`);
  }
  return reader.finish();
}

class RowReader {
  readonly #rows: PresentRows;
  readonly #report: BaselineReport;
  readonly #sums = new Map<string, ScoreSums>();
  readonly #means = new Map<string, RowMeans>();
  readonly #presence: RowPresence;
  /** Of every model of the report, whether it is asked for or not: all lines, and the answered ones. */
  readonly #lines = new Map<string, number>();
  readonly #answered = new Map<string, number>();
  #firstModel: string | undefined;

  constructor(rows: PresentRows, report: BaselineReport, models: readonly string[]) {
    this.#rows = rows;
    this.#report = report;
    this.#presence = new RowPresence(rows);
    for (const model of models.filter((name) => report.models.has(name))) {
      this.#sums.set(model, new ScoreSums(rows.size));
      this.#means.set(model, new RowMeans());
    }
  }

  take(batch: LineBatch): void {
    const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
    for (let index = 0; index < batch.count; index++) {
      const text = bytes.toString('utf8', batch.starts[index], batch.ends[index]);
      this.#takeLine(text, batch.lineNumbers[index] ?? 0);
    }
  }

  finish(): BaselineRows {
    for (const [model, { answered, rows }] of this.#report.models) {
      const lines = this.#lines.get(model) ?? 0;
      if ((this.#answered.get(model) ?? 0) !== answered || lines !== (rows ?? lines)) throw foreignRows();
    }
    return {
      scores: new Map([...this.#sums].map(([model, sums]) => [model, sums.finish()])),
      means: new Map([...this.#means].map(([model, means]) => [model, means.finish()])),
      lines: this.#lines,
      has: (row) => this.#presence.has(row),
      dataset: this.#presence.difference(),
    };
  }

  #takeLine(text: string, number: number): void {
    const line = parseLine(text);
    const { model, key, repeat, outcome } = line ?? {};
    const score = readShare(line?.score);
    const isLine = typeof model === 'string' && typeof key === 'string' && Number.isSafeInteger(repeat);
    if (line === undefined || !isLine || (outcome === 'answered') !== (score !== null))
      throw new UnusableBaselineError(`has a rows.jsonl whose line ${number} is none of ours`);
    this.#count(model, score !== null);
    if (score !== null) this.#means.get(model)?.add(key, score);
    this.#firstModel ??= model;
    const row = this.#rows.find(key);
    if (row === undefined) {
      const isFirst = model === this.#firstModel && repeat === 1;
      if (isFirst && !this.#rows.isLeftOut(key)) this.#presence.noteRemoved(key);
      return;
    }
    const { fingerprint } = line;
    const isSame = typeof fingerprint !== 'string' || fingerprint === this.#rows.fingerprint(row);
    this.#presence.note(row, isSame);
    if (!isSame || score === null) return;
    const isWhole = !this.#hasErredCheck(line.checks);
    this.#sums.get(model)?.add(row, score, { isWhole, repeat: this.#report.repeat });
  }

  /** A model that answered nothing is not in the report, but has lines. */
  #count(model: string, isAnswered: boolean): void {
    if (!this.#report.models.has(model)) {
      if (isAnswered) throw foreignRows();
      return;
    }
    this.#lines.set(model, (this.#lines.get(model) ?? 0) + 1);
    if (isAnswered) this.#answered.set(model, (this.#answered.get(model) ?? 0) + 1);
  }

  #hasErredCheck(checks: unknown): boolean {
    return (
      Array.isArray(checks) &&
      checks.map(asObject).some((check) => check?.score === null && this.#report.counting.has(String(check.scorer)))
    );
  }
}

function foreignRows(): UnusableBaselineError {
  return new UnusableBaselineError('has a rows.jsonl that does not belong to its report.json');
}

function parseLine(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
