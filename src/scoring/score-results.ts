import { type LineBatch, LineSplitter } from '../dataset/lines.ts';
import type { RowTable } from '../dataset/rows.ts';
import { asObject, type Reply, readReply, type Tokens } from './answer.ts';
import { OutcomeTable } from './outcomes.ts';
import { type Check, checkAnswer, type Scorer, scoreOfRow } from './scorer.ts';

/** One model's results, joined with the dataset and scored. */
export interface ScoredResults {
  readonly outcomes: OutcomeTable;
  /** Surplus lines for a key that had one. */
  readonly duplicates: number;
  /** Lines whose key was never sent, without a key, or not JSON. */
  readonly unknown: number;
  readonly tokens: Tokens;
  /** How many answers came from each model version. */
  readonly modelVersions: ReadonlyMap<string, number>;
  /** How many errors there were of each code and message. */
  readonly errors: ReadonlyMap<string, number>;
}

export interface ScoreOptions {
  readonly rows: RowTable;
  readonly repeat: number;
  readonly scorers: readonly Scorer[];
  /** Takes the slot's record, a JSON text without line end; records come in the order of the results. */
  readonly writeRecord: (text: string) => { start: number; length: number };
  /** Waits for what was written, when it has become much. */
  readonly drain: () => Promise<void> | undefined;
}

/** What rows.jsonl says of an answer, beside what is known from its place. */
export interface AnswerRecord {
  readonly checks: readonly Check[];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly finishReason: string | null;
  readonly modelVersion: string | null;
  readonly tokens: Tokens;
}

const maxErrorKinds = 50;

/** Streams result files, in the order of their rounds, and joins each line to its row by key: never by position. */
export async function scoreResults(
  files: readonly AsyncIterable<Uint8Array>[],
  options: ScoreOptions,
): Promise<ScoredResults> {
  const join = new Join(options);
  for (const chunks of files) {
    const lines = new LineSplitter();
    join.beginFile();
    for await (const chunk of chunks) {
      for (const batch of lines.push(chunk)) await join.takeBatch(batch);
    }
    for (const batch of lines.finish()) await join.takeBatch(batch);
  }
  return join.result();
}

class Join {
  readonly #options: ScoreOptions;
  readonly #outcomes: OutcomeTable;
  readonly #modelVersions = new Map<string, number>();
  readonly #errors = new Map<string, number>();
  readonly #tokens = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };
  #seenInFile: Uint8Array;
  #duplicates = 0;
  #unknown = 0;

  constructor(options: ScoreOptions) {
    this.#options = options;
    this.#outcomes = new OutcomeTable(options.rows.size, options.repeat);
    this.#seenInFile = new Uint8Array(this.#outcomes.slots);
  }

  beginFile(): void {
    this.#seenInFile = new Uint8Array(this.#outcomes.slots);
  }

  async takeBatch(batch: LineBatch): Promise<void> {
    const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
    for (let index = 0; index < batch.count; index++) {
      const scoring = this.#takeLine(bytes.toString('utf8', batch.starts[index], batch.ends[index]));
      if (scoring !== undefined) await scoring;
      const draining = this.#options.drain();
      if (draining !== undefined) await draining;
    }
  }

  result(): ScoredResults {
    return {
      outcomes: this.#outcomes,
      duplicates: this.#duplicates,
      unknown: this.#unknown,
      tokens: this.#tokens,
      modelVersions: this.#modelVersions,
      errors: this.#errors,
    };
  }

  #takeLine(text: string): Promise<void> | undefined {
    const line = parseLine(text);
    const slot = typeof line?.key === 'string' ? this.#slotOf(line.key) : undefined;
    if (line === undefined || slot === undefined) {
      this.#unknown++;
      return undefined;
    }
    if (this.#seenInFile[slot] === 1) this.#duplicates++;
    this.#seenInFile[slot] = 1;
    const before = this.#outcomes.outcome(slot);
    if (before === 'answered') return undefined;
    const reply = readReply(line);
    // An answer beats an error; of two errors the first stays.
    if (before === 'error' && reply.kind === 'error') return undefined;
    return this.#takeReply(slot, line.key as string, reply);
  }

  #slotOf(key: string): number | undefined {
    const { rows, repeat } = this.#options;
    if (repeat === 1) return rows.find(key);
    const parts = /^(.*)#([1-9]\d*)$/s.exec(key);
    const row = rows.find(parts?.[1] ?? '');
    const round = Number(parts?.[2]);
    return row === undefined || !(round <= repeat) ? undefined : row * repeat + round - 1;
  }

  #takeReply(slot: number, key: string, reply: Reply): Promise<void> | undefined {
    this.#count(reply);
    if (reply.kind === 'error') {
      this.#store(slot, 'error', null, {
        ...recordOf(reply),
        checks: [],
        error: { code: reply.code, message: reply.message },
      });
      return undefined;
    }
    return this.#score(slot, key, reply);
  }

  async #score(slot: number, key: string, reply: Reply & { kind: 'answered' }): Promise<void> {
    const { scorers } = this.#options;
    const checks = await checkAnswer(scorers, { key, answer: reply.answer });
    const score = scoreOfRow(scorers, checks);
    const record = { ...recordOf(reply), finishReason: reply.answer.finishReason, checks };
    if (score !== null) return this.#store(slot, 'answered', score, record);
    const message = checks.map((check) => `${check.scorer}: ${check.reason}`).join('; ');
    this.#store(slot, 'error', null, { ...record, error: { code: 'CHECKS_FAILED', message } });
  }

  #store(slot: number, outcome: 'answered' | 'error', score: number | null, record: AnswerRecord): void {
    if (record.error !== null) this.#countError(`${record.error.code}: ${record.error.message}`);
    this.#outcomes.set(slot, outcome, score, this.#options.writeRecord(JSON.stringify(record)));
  }

  #count({ tokens, modelVersion }: Reply): void {
    for (const kind of ['prompt', 'cached', 'candidates', 'thoughts', 'total'] as const)
      this.#tokens[kind] += tokens[kind];
    if (modelVersion !== null) this.#modelVersions.set(modelVersion, (this.#modelVersions.get(modelVersion) ?? 0) + 1);
  }

  #countError(text: string): void {
    const known = this.#errors.has(text) || this.#errors.size < maxErrorKinds ? text : 'other errors';
    this.#errors.set(known, (this.#errors.get(known) ?? 0) + 1);
  }
}

function recordOf({ modelVersion, tokens }: Reply): AnswerRecord {
  return { checks: [], error: null, finishReason: null, modelVersion, tokens };
}

function parseLine(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
