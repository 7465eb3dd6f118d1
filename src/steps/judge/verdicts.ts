import type { JobResult } from '../../batch/download.ts';
import { addCosts, costOfReply, type Price } from '../../cost/price.ts';
import { type LineBatch, LineSplitter } from '../../dataset/lines.ts';
import { fileStemOfModel } from '../../inputs/models.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { readReply, type Tokens } from '../../scoring/answer.ts';
import { slotOfKey } from '../../scoring/join.ts';
import { type Rubric, readVerdict } from '../../scoring/judge.ts';
import type { Finding } from '../../scoring/scorer.ts';
import { VerdictTable } from '../../scoring/verdicts.ts';
import { priceAtRun } from '../money/prices.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { RecordFile } from '../scoring/record-file.ts';

/** How many verdicts and errors a judge gave, and the tokens it took. */
export interface JudgeCounts {
  verdicts: number;
  errors: number;
  readonly tokens: Record<keyof Tokens, number>;
  /** US dollars; null without a price. */
  cost: number | null;
}

/** Verdicts by model, slot and rubric, with their reasons on disk. */
export class Verdicts {
  readonly #inputs: Inputs;
  readonly #world: World;
  readonly #slots: { rows: Prepared['rows']; repeat: number };
  readonly #rubrics: readonly Rubric[];
  readonly #tables: ReadonlyMap<string, VerdictTable>;
  readonly #reasons: RecordFile;
  readonly #counts = new Map<string, JudgeCounts>();
  #reader: Awaited<ReturnType<RecordFile['finish']>> | undefined;

  constructor(inputs: Inputs, world: World, dataset: Prepared) {
    this.#inputs = inputs;
    this.#world = world;
    this.#slots = { rows: dataset.rows, repeat: inputs.repeat };
    this.#rubrics = inputs.scorers.flatMap(({ rubric }) => rubric ?? []);
    const slots = dataset.rows.size * inputs.repeat;
    this.#tables = new Map(inputs.models.map((model) => [model, new VerdictTable(slots, this.#rubrics.length)]));
    this.#reasons = new RecordFile(world.files, world.files.join(world.outputDirectory, '.verdicts'));
  }

  /** Takes in one judge's results: joined by key, the first verdict for a key counts. */
  async read({ model: judge, path }: JobResult): Promise<void> {
    if (path === undefined) return;
    const lines = new LineSplitter();
    const take = (batch: LineBatch) => {
      const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
      for (let index = 0; index < batch.count; index++) {
        this.#takeLine(bytes.toString('utf8', batch.starts[index], batch.ends[index]), judge);
      }
    };
    for await (const chunk of this.#world.files.readChunks(path)) {
      for (const batch of lines.push(chunk)) take(batch);
      await this.#reasons.drain();
    }
    for (const batch of lines.finish()) take(batch);
  }

  /** What a judge has said so far. */
  counts(judge: string): JudgeCounts {
    const known = this.#counts.get(judge) ?? {
      verdicts: 0,
      errors: 0,
      tokens: { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 },
      cost: this.#priceOf(judge) === null ? null : 0,
    };
    this.#counts.set(judge, known);
    return known;
  }

  verdict(model: string, slot: number, rubric: Rubric): Finding {
    const reader = this.#reader;
    const readReason = (start: number, length: number) =>
      JSON.parse(Buffer.from(reader?.read(start, length) ?? []).toString('utf8')) as string;
    return (
      this.#tables.get(model)?.finding(slot, this.#rubrics.indexOf(rubric), readReason) ?? {
        score: null,
        reason: 'there is no verdict',
      }
    );
  }

  async finish(): Promise<void> {
    this.#reader = await this.#reasons.finish();
  }

  async close(): Promise<void> {
    this.#reader?.close();
    await this.#reasons.remove();
  }

  #priceOf(judge: string): Price | null {
    return priceAtRun(this.#inputs, this.#world, judge);
  }

  #takeLine(text: string, judge: string): void {
    const place = this.#parse(text);
    if (place === undefined || place.table.has(place.slot, place.rubric)) return;
    const reply = readReply(place.line);
    const counts = this.counts(judge);
    for (const kind of Object.keys(counts.tokens) as (keyof Tokens)[]) counts.tokens[kind] += reply.tokens[kind];
    counts.cost = addCosts(counts.cost, costOfReply(reply, this.#priceOf(judge)));
    const { score, reason } = readVerdict(reply);
    if (score === null) counts.errors++;
    else counts.verdicts++;
    place.table.set(place.slot, place.rubric, score, this.#reasons.append(JSON.stringify(reason)));
  }

  /** A judge's key is `<model>/<uploaded key>/<number of the rubric>`. */
  #parse(text: string) {
    let line: { readonly [name: string]: unknown };
    try {
      line = JSON.parse(text);
    } catch {
      return undefined;
    }
    const key = typeof line?.key === 'string' ? line.key : '';
    const first = key.indexOf('/');
    const last = key.lastIndexOf('/');
    const model = this.#inputs.models.find((candidate) => fileStemOfModel(candidate) === key.slice(0, first));
    const table = this.#tables.get(model ?? '');
    const slot = slotOfKey(this.#slots, key.slice(first + 1, last));
    const rubric = Number(key.slice(last + 1)) - 1;
    if (table === undefined || slot === undefined || !(rubric >= 0 && rubric < this.#rubrics.length)) return undefined;
    return { line, table, slot, rubric };
  }
}
