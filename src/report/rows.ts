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
  readonly readRecord: (start: number, length: number) => Promise<Uint8Array>;
}

const missingRecord: AnswerRecord = {
  checks: [],
  error: null,
  finishReason: null,
  modelVersion: null,
  tokens: { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 },
};

/** The lines of rows.jsonl for one model, in dataset order, then by repeat; `onFailed` hears of rows that did not pass. */
export async function* renderRowLines(
  input: RowLinesInput,
  onFailed: (row: FailedRow) => void,
): AsyncGenerator<string> {
  const { model, rows, sources, outcomes } = input;
  for (let slot = 0; slot < outcomes.slots; slot++) {
    const row = Math.floor(slot / outcomes.repeat);
    const { source, line } = rows.place(row);
    const outcome = outcomes.outcome(slot);
    const score = outcomes.score(slot);
    const place = {
      model,
      key: rows.key(row),
      repeat: (slot % outcomes.repeat) + 1,
      file: sources[source] ?? '',
      line,
    };
    const record = outcome === 'missing' ? missingRecord : await readRecord(input, slot);
    if (score !== 1) onFailed({ ...place, outcome, score, ...explain(outcome, record) });
    yield `${JSON.stringify({ ...place, outcome, score, ...record, baselineScore: null, change: null })}\n`;
  }
}

async function readRecord({ outcomes, readRecord: read }: RowLinesInput, slot: number): Promise<AnswerRecord> {
  const { start, length } = outcomes.record(slot);
  return JSON.parse(Buffer.from(await read(start, length)).toString('utf8')) as AnswerRecord;
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
