import { type LineBatch, LineSplitter, RowTooLongError } from '../dataset/lines.ts';
import { asObject } from '../scoring/json-object.ts';
import { type DatasetDifference, maxListedKeys, type RowList, UnusableBaselineError } from './baseline.ts';
import { type BaselineReport, readShare } from './read-report.ts';

/** The rows of the present dataset, as a baseline's lines are joined to them. */
export interface PresentRows {
  readonly size: number;
  find(key: string): number | undefined;
  key(row: number): string;
  /** What of the row was asked and expected; a line that has another one is about another row. */
  fingerprint(row: number): string;
}

export interface BaselineRows {
  /** Row scores of each model asked for that the baseline has; see BaselineModel. */
  readonly scores: ReadonlyMap<string, Float64Array>;
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

const maxKeyChars = 500;

const absent = 0;
const present = 1;
const changed = 2;

class RowReader {
  readonly #rows: PresentRows;
  readonly #report: BaselineReport;
  readonly #sums = new Map<string, Float64Array>();
  readonly #counts = new Map<string, Uint8Array>();
  /** Answered lines of every model of the report, whether it is asked for or not. */
  readonly #answered = new Map<string, number>();
  readonly #presence: Uint8Array;
  readonly #removedKeys: string[] = [];
  #removed = 0;
  #firstModel: string | undefined;

  constructor(rows: PresentRows, report: BaselineReport, models: readonly string[]) {
    this.#rows = rows;
    this.#report = report;
    this.#presence = new Uint8Array(rows.size);
    for (const model of models) {
      if (!report.models.has(model)) continue;
      this.#sums.set(model, new Float64Array(rows.size));
      this.#counts.set(model, new Uint8Array(rows.size));
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
    for (const [model, { answered }] of this.#report.models) {
      if ((this.#answered.get(model) ?? 0) !== answered)
        throw new UnusableBaselineError('has a rows.jsonl that does not belong to its report.json');
    }
    const scores = new Map<string, Float64Array>();
    for (const [model, sums] of this.#sums) {
      const counts = this.#counts.get(model);
      scores.set(
        model,
        sums.map((sum, row) => sum / (counts?.[row] ?? 0)),
      );
    }
    const removed = { count: this.#removed, keys: this.#removedKeys };
    return { scores, dataset: { added: this.#list(absent), removed, changed: this.#list(changed) } };
  }

  #takeLine(text: string, number: number): void {
    const line = parseLine(text);
    const { model, key, repeat, outcome } = line ?? {};
    const score = readShare(line?.score);
    const isLine = typeof model === 'string' && typeof key === 'string' && Number.isSafeInteger(repeat);
    if (line === undefined || !isLine || (outcome === 'answered') !== (score !== null))
      throw new UnusableBaselineError(`has a rows.jsonl whose line ${number} is none of ours`);
    if (score !== null) this.#answered.set(model, (this.#answered.get(model) ?? 0) + 1);
    this.#firstModel ??= model;
    const row = this.#rows.find(key);
    if (row === undefined) {
      if (model === this.#firstModel && repeat === 1) this.#noteRemoved(key);
      return;
    }
    const { fingerprint } = line;
    if (typeof fingerprint === 'string' && fingerprint !== this.#rows.fingerprint(row)) {
      this.#presence[row] = changed;
      return;
    }
    if (this.#presence[row] === absent) this.#presence[row] = present;
    if (score !== null) this.#add(model, row, score);
  }

  #add(model: string, row: number, score: number): void {
    const sums = this.#sums.get(model);
    const counts = this.#counts.get(model);
    if (sums === undefined || counts === undefined) return;
    const count = (counts[row] ?? 0) + 1;
    if (count > this.#report.repeat)
      throw new UnusableBaselineError('has a rows.jsonl with more answers than it was asked for');
    counts[row] = count;
    sums[row] = (sums[row] ?? 0) + score;
  }

  #noteRemoved(key: string): void {
    if (this.#removed++ < maxListedKeys) this.#removedKeys.push(key.slice(0, maxKeyChars));
  }

  #list(kind: number): RowList {
    const keys: string[] = [];
    let count = 0;
    for (let row = 0; row < this.#rows.size; row++) {
      if (this.#presence[row] === kind && count++ < maxListedKeys) keys.push(this.#rows.key(row));
    }
    return { count, keys };
  }
}

function parseLine(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
