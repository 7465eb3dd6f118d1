import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { shuffledIndexes } from './ids.ts';
import type { Job } from './job.ts';
import type { AnswerRow, Reply } from './types.ts';

const bufferedChars = 2 ** 20;

/** How rows become result lines. */
export interface ResultPlan {
  readonly answer: AnswerRow;
  readonly order: 'shuffled' | 'input';
  readonly seed: number;
}

interface InputRow {
  readonly key?: string;
  readonly request: Record<string, unknown>;
  readonly [other: string]: unknown;
}

/** Answers every row of a job into a file, one row in memory at a time; counts answers and errors on the job. */
export function writeResults(job: Job, path: string, { answer, order, seed }: ResultPlan): void {
  const shuffled = order === 'shuffled' ? shuffledIndexes(job.requestCount, seed + job.index) : undefined;
  const output = openSync(path, 'w');
  let buffered = '';
  for (const [row, index] of inputRows(job, shuffled)) {
    for (const reply of replies(job, row, index, answer)) {
      // The order of members is no more certain than that of lines.
      const isTurned = shuffled !== undefined && index % 2 === 1;
      buffered += `${renderLine(row, reply, isTurned)}\n`;
    }
    if (buffered.length > bufferedChars) {
      writeSync(output, buffered);
      buffered = '';
    }
  }
  writeSync(output, buffered);
  closeSync(output);
}

/** Answers the rows of a job whose requests came in its own body. */
export function inlineResults(job: Job, answer: AnswerRow): readonly object[] {
  const results: object[] = [];
  for (const [row, index] of inputRows(job, undefined)) {
    const metadata = row.metadata === undefined ? {} : { metadata: row.metadata };
    for (const reply of replies(job, row, index, answer)) {
      if ('raw' in reply) throw new Error('Inlined responses have no lines, so no raw ones.');
      results.push({ ...reply, ...metadata });
    }
  }
  return results;
}

function* inputRows(job: Job, order: Uint32Array | undefined): Generator<[InputRow, number]> {
  const input = openSync(job.inputPath, 'r');
  try {
    for (let position = 0; position < job.requestCount; position += 1) {
      const index = order?.[position] ?? position;
      const bytes = Buffer.allocUnsafe(job.rows.lengths[index] ?? 0);
      readSync(input, bytes, 0, bytes.length, job.rows.offsets[index] ?? 0);
      yield [JSON.parse(bytes.toString()), index];
    }
  } finally {
    closeSync(input);
  }
}

function replies(job: Job, row: InputRow, index: number, answer: AnswerRow): Exclude<Reply, 'missing'>[] {
  const { name: jobName, displayName, model, servedBy } = job;
  const given = answer({ model, servedBy, key: row.key, index, request: row.request, jobName, displayName });
  const lines = [given].flat().filter((reply): reply is Exclude<Reply, 'missing'> => reply !== 'missing');
  for (const reply of lines) {
    if ('response' in reply) job.successfulCount += 1;
    else job.failedCount += 1;
  }
  return lines;
}

function renderLine(
  { key, request: _request, ...others }: InputRow,
  reply: Exclude<Reply, 'missing'>,
  isTurned: boolean,
) {
  if ('raw' in reply) return reply.raw;
  const named = key === undefined ? {} : { key };
  // Other members of a row come back, but for the items of their arrays.
  const echo = JSON.parse(JSON.stringify(others), (_, value) => (Array.isArray(value) ? [] : value));
  return JSON.stringify(isTurned ? { ...reply, ...echo, ...named } : { ...echo, ...named, ...reply });
}
