import type { RowTable } from '../dataset/rows.ts';
import type { OutcomeTable } from '../scoring/outcomes.ts';
import type { AnswerRecord } from '../scoring/score-results.ts';
import type { FailedRow } from './report.ts';

/** What is needed to write one model's lines of rows.jsonl. */
export interface RowLinesInput {
  readonly model: string;
  readonly rows: RowTable;
  readonly sources: readonly string[];
  readonly outcomes: OutcomeTable;
  /** The record that scoring left for an answer or error. */
  readonly readRecord: (start: number, length: number) => Uint8Array;
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
 * The lines of rows.jsonl for one model, in dataset order, then by repeat; the first rows that did not pass are added to
 * `failed`, up to `maxFailed`. Records are JSON texts already and are put into their lines as they are.
 */
export function* renderRowLines(input: RowLinesInput, failed: FailedRow[], maxFailed: number): Generator<string> {
  const { model, rows, sources, outcomes } = input;
  const modelText = JSON.stringify(model);
  const files = sources.map((source) => JSON.stringify(source));
  for (let slot = 0; slot < outcomes.slots; slot++) {
    const row = Math.floor(slot / outcomes.repeat);
    const { source, line } = rows.place(row);
    const outcome = outcomes.outcome(slot);
    const score = outcomes.score(slot);
    const key = rows.key(row);
    const repeat = (slot % outcomes.repeat) + 1;
    const record = outcome === 'missing' ? missingText : readRecord(input, slot);
    if (score !== 1 && failed.length < maxFailed) {
      const why = explain(outcome, JSON.parse(record) as AnswerRecord);
      failed.push({ model, key, repeat, file: sources[source] ?? '', line, outcome, score, ...why });
    }
    yield `{"model":${modelText},"key":${JSON.stringify(key)},"repeat":${repeat},"file":${files[source]},"line":${line},` +
      `"outcome":"${outcome}","score":${score},${record.slice(1, -1)},"baselineScore":null,"change":null}\n`;
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
