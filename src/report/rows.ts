import { type Change, changeOf } from '../baseline/compare.ts';
import { isPass } from '../scoring/metrics.ts';
import type { OutcomeTable } from '../scoring/outcomes.ts';
import type { AnswerRecord } from '../scoring/score-results.ts';
import type { ChangedRow, FailedRow } from './report.ts';

/** What is needed to write one model's lines of rows.jsonl. */
export interface RowLinesInput {
  readonly model: string;
  readonly rows: DatasetRows;
  readonly sources: readonly string[];
  readonly outcomes: OutcomeTable;
  /** The baseline's scores by row, NaN where it has none that can be compared; undefined without one. */
  readonly before?: Float64Array | undefined;
  /** The record that scoring left for an answer or error. */
  readonly readRecord: (start: number, length: number) => Uint8Array;
}

/** The rows of the dataset, as far as their lines show them. */
export interface DatasetRows {
  key(row: number): string;
  place(row: number): { readonly source: number; readonly line: number };
  /** What of the row was asked and expected. */
  fingerprint(row: number): string;
}

/** The rows that lists show: the first of each kind, up to a limit. */
export interface ListedRows {
  readonly failed: FailedRow[];
  readonly changed: ChangedRow[];
}

const missingRecord: AnswerRecord = {
  checks: [],
  error: null,
  finishReason: null,
  modelVersion: null,
  tokens: { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 },
};
const missingText = JSON.stringify(missingRecord);

/**
 * The lines of rows.jsonl for one model, in dataset order, then by repeat; the first rows that did not pass, broke or got fixed
 * are added to `listed`, up to `maxListed` of each. Records are JSON texts already and are put into their lines as they are.
 */
export function* renderRowLines(input: RowLinesInput, listed: ListedRows, maxListed: number): Generator<string> {
  const modelText = JSON.stringify(input.model);
  const files = input.sources.map((source) => JSON.stringify(source));
  const lister = new RowLister(input, listed, maxListed);
  for (let row = 0; row < input.outcomes.rows; row++) {
    const { source, line } = input.rows.place(row);
    const { baselineScore, change } = compareRow(input, row);
    const start = `{"model":${modelText},"key":${JSON.stringify(input.rows.key(row))},"repeat":`;
    const place = `,"file":${files[source]},"line":${line},"fingerprint":"${input.rows.fingerprint(row)}"`;
    const end = `"baselineScore":${baselineScore},"change":${change === null ? 'null' : `"${change}"`}}\n`;
    for (let repeat = 1; repeat <= input.outcomes.repeat; repeat++) {
      const slot = row * input.outcomes.repeat + repeat - 1;
      const record = input.outcomes.outcome(slot) === 'missing' ? missingText : readRecord(input, slot);
      lister.take(row, slot, record, { baselineScore, change });
      const score = input.outcomes.score(slot);
      yield `${start}${repeat}${place},"outcome":"${input.outcomes.outcome(slot)}","score":${score},${record.slice(1, -1)},${end}`;
    }
  }
}

interface RowChange {
  readonly baselineScore: number | null;
  readonly change: Change | null;
}

function compareRow({ before, outcomes }: RowLinesInput, row: number): RowChange {
  const baselineScore = before?.[row] ?? Number.NaN;
  if (Number.isNaN(baselineScore)) return { baselineScore: null, change: null };
  return { baselineScore, change: changeOf(outcomes.wholeScore(row) ?? Number.NaN, baselineScore) };
}

/** Picks the rows for lists. A row that changed is listed once, with the first of its answers that shows it. */
class RowLister {
  readonly #input: RowLinesInput;
  readonly #listed: ListedRows;
  readonly #maxListed: number;
  readonly #counts = { failed: 0, broke: 0, fixed: 0 };
  #lastChanged = -1;

  constructor(input: RowLinesInput, listed: ListedRows, maxListed: number) {
    this.#input = input;
    this.#listed = listed;
    this.#maxListed = maxListed;
  }

  take(row: number, slot: number, record: string, { baselineScore, change }: RowChange): void {
    const passes = isPass(this.#input.outcomes.score(slot) ?? 0);
    if (!passes && this.#counts.failed++ < this.#maxListed) this.#listed.failed.push(this.#describe(row, slot, record));
    if (change === null || change === 'same' || baselineScore === null || this.#lastChanged === row) return;
    if (this.#input.outcomes.outcome(slot) !== 'answered' || passes === (change === 'broke')) return;
    this.#lastChanged = row;
    if (this.#counts[change]++ >= this.#maxListed) return;
    const score = this.#input.outcomes.rowScore(row);
    this.#listed.changed.push({ ...this.#describe(row, slot, record), score, change, baselineScore });
  }

  #describe(row: number, slot: number, record: string): FailedRow {
    const { model, rows, sources, outcomes } = this.#input;
    const { source, line } = rows.place(row);
    const outcome = outcomes.outcome(slot);
    const repeat = (slot % outcomes.repeat) + 1;
    const why = explain(outcome, JSON.parse(record) as AnswerRecord);
    const file = sources[source] ?? '';
    return { model, key: rows.key(row), repeat, file, line, outcome, score: outcomes.score(slot), ...why };
  }
}

function readRecord({ outcomes, readRecord: read }: RowLinesInput, slot: number): string {
  const { start, length } = outcomes.record(slot);
  const bytes = read(start, length);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function explain(outcome: FailedRow['outcome'], { error, checks }: AnswerRecord): Pick<FailedRow, 'brief' | 'reason'> {
  if (outcome === 'missing') {
    const reason = 'the results have no line for this row';
    return { brief: reason, reason };
  }
  if (error !== null) return { brief: error.code, reason: `${error.code}: ${error.message}` };
  const failed = checks.filter((check) => check.score !== 1);
  return {
    brief: failed.map((check) => check.scorer).join(', '),
    reason: failed.map((check) => (check.reason === '' ? check.scorer : `${check.scorer}: ${check.reason}`)).join('; '),
  };
}
