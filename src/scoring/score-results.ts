import { addCosts, costOfReply, type Price } from '../cost/price.ts';
import type { Reply, Tokens } from './answer.ts';
import { ErrorCounts } from './error-counts.ts';
import { joinReplies, type Slots, type Surplus } from './join.ts';
import { OutcomeTable } from './outcomes.ts';
import { type Check, checkAnswer, hasErredCheck, type Scorer, type Subject, scoreOfRow } from './scorer.ts';

/** One model's results, joined with the dataset and scored. */
export interface ScoredResults extends Surplus {
  readonly outcomes: OutcomeTable;
  readonly tokens: Tokens;
  /** What the answers cost in US dollars; null without a price, and when the service did not count the tokens of one. */
  readonly cost: number | null;
  /** How many answers came from each model version. */
  readonly modelVersions: ReadonlyMap<string, number>;
  /** How many answers ended in each error, by code and message. */
  readonly errors: ReadonlyMap<string, number>;
  /** On how many answers each check that counts failed to run, by its label. */
  readonly erredChecks: ReadonlyMap<string, number>;
  /** Answers on which no check that counts could run; they are among the errors. */
  readonly unscored: number;
}

export interface ScoreOptions extends Slots {
  readonly model: string;
  /** What an answer costs; null when that is not known. */
  readonly price: Price | null;
  readonly scorers: readonly Scorer[];
  /** Reads again what the scorers need of a row. */
  readonly readMaterial: (slot: number) => RowMaterial;
  /** Takes an answer's record, a JSON text without line end; records come in the order of the results. */
  readonly writeRecord: (text: string) => { start: number; length: number };
  /** Waits for what was written, when it has become much. */
  readonly drain: () => Promise<void> | undefined;
}

/** What of a row is not in memory. */
export type RowMaterial = Pick<Subject, 'tags' | 'expected' | 'request' | 'logged' | 'verdict'>;

/** What rows.jsonl says of an answer, beside what is known from its place. */
export interface AnswerRecord {
  readonly checks: readonly Check[];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly finishReason: string | null;
  readonly modelVersion: string | null;
  readonly tokens: Tokens;
}

/** Scores every answer of one model's result files. */
export async function scoreResults(
  files: readonly AsyncIterable<Uint8Array>[],
  options: ScoreOptions,
): Promise<ScoredResults> {
  const scoring = new Scoring(options);
  const surplus = await joinReplies(files, options, {
    onReply: (slot, reply) => scoring.take(slot, reply),
    onBatch: () => options.drain(),
  });
  return scoring.result(surplus);
}

type Answered = Reply & { kind: 'answered' };

class Scoring {
  readonly #options: ScoreOptions;
  readonly #outcomes: OutcomeTable;
  readonly #modelVersions = new Map<string, number>();
  readonly #errors = new ErrorCounts();
  readonly #erredChecks = new Map<string, number>();
  #unscored = 0;
  #cost: number | null = 0;
  readonly #tokens = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };

  constructor(options: ScoreOptions) {
    this.#options = options;
    this.#outcomes = new OutcomeTable(options.rows.size, options.repeat);
  }

  take(slot: number, reply: Reply): Promise<void> | undefined {
    this.#count(reply);
    this.#errors.forget(slot);
    if (reply.kind === 'error') {
      const { code, message } = reply;
      this.#store(slot, 'error', null, { ...recordOf(reply), error: { code, message } });
      return undefined;
    }
    const checks = checkAnswer(this.#options.scorers, this.#subject(slot, reply));
    if (checks instanceof Promise) return checks.then((found) => this.#storeChecks(slot, reply, found));
    this.#storeChecks(slot, reply, checks);
    return undefined;
  }

  result(surplus: Surplus): ScoredResults {
    return {
      ...surplus,
      outcomes: this.#outcomes,
      tokens: this.#tokens,
      cost: this.#options.price === null ? null : this.#cost,
      modelVersions: this.#modelVersions,
      errors: this.#errors.counts,
      erredChecks: this.#erredChecks,
      unscored: this.#unscored,
    };
  }

  #storeChecks(slot: number, reply: Answered, checks: readonly Check[]): void {
    checks.forEach((check, index) => {
      // A check of weight 0 only reports.
      const counts = (this.#options.scorers[index]?.weight ?? 0) > 0;
      if (check.score === null && counts) increment(this.#erredChecks, check.scorer);
    });
    const score = scoreOfRow(this.#options.scorers, checks);
    const record = { ...recordOf(reply), finishReason: reply.answer.finishReason, checks };
    if (score === null) {
      this.#unscored++;
      const message = checks.map((check) => `${check.scorer}: ${check.reason}`).join('; ');
      this.#store(slot, 'error', null, { ...record, error: { code: 'CHECKS_FAILED', message } });
      return;
    }
    this.#store(slot, 'answered', score, record);
    if (hasErredCheck(this.#options.scorers, checks)) this.#outcomes.markPartial(slot);
  }

  #subject(slot: number, { answer, response }: Answered): Subject {
    const { rows, repeat, model, readMaterial } = this.#options;
    const key = rows.key(Math.floor(slot / repeat));
    return { model, key, repeat: (slot % repeat) + 1, answer, response, ...readMaterial(slot) };
  }

  #store(slot: number, outcome: 'answered' | 'error', score: number | null, record: AnswerRecord): void {
    if (record.error !== null) this.#errors.add(slot, `${record.error.code}: ${record.error.message}`);
    this.#outcomes.set(slot, outcome, score, this.#options.writeRecord(JSON.stringify(record)));
  }

  #count(reply: Reply): void {
    const { tokens, modelVersion } = reply;
    this.#cost = addCosts(this.#cost, costOfReply(reply, this.#options.price));
    this.#tokens.prompt += tokens.prompt;
    this.#tokens.cached += tokens.cached;
    this.#tokens.candidates += tokens.candidates;
    this.#tokens.thoughts += tokens.thoughts;
    this.#tokens.total += tokens.total;
    if (modelVersion !== null) increment(this.#modelVersions, modelVersion);
  }
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function recordOf({ modelVersion, tokens }: Reply): AnswerRecord {
  return { checks: [], error: null, finishReason: null, modelVersion, tokens };
}
