import type { JobResult } from '../batch/download.ts';
import { type Judgement, judge } from '../gate.ts';
import { fileStemOfModel } from '../inputs/models.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import type { FailedRow, ModelReport } from '../report/report.ts';
import { renderRowLines } from '../report/rows.ts';
import { measure } from '../scoring/metrics.ts';
import { type ScoredResults, scoreResults } from '../scoring/score-results.ts';
import type { Prepared } from './prepare.ts';

/** Scores, figures and verdict, with the joined rows on disk. */
export interface Scored extends Judgement {
  readonly models: readonly ModelReport[];
  /** Rows that did not pass, the first of each model. */
  readonly failedRows: readonly FailedRow[];
}

/** How many rows that did not pass are kept for lists, per model; rows.jsonl has all. */
const maxFailedRows = 1000;
const drainBytes = 1024 * 1024;

/** Step 6: scores every answer, writes rows.jsonl and judges. */
export async function score(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  results: readonly JobResult[],
  isPending: boolean,
): Promise<Scored> {
  const models: ModelReport[] = [];
  const failedRows: FailedRow[] = [];
  const rowsFile = await world.files.createSink(world.files.join(world.outputDirectory, 'rows.jsonl'));
  try {
    for (const result of results) {
      const scored = await scoreModel(
        inputs,
        world,
        dataset,
        result,
        (text) => rowsFile.write(Buffer.from(text)),
        failedRows,
      );
      models.push(reportModel(inputs, result, scored));
    }
    await rowsFile.close();
  } catch (error) {
    await rowsFile.abort();
    throw error;
  }
  const candidates = models.map((metrics, index) => ({
    model: metrics.model,
    metrics,
    floor: metrics.threshold ?? undefined,
    failure: results[index]?.failure,
  }));
  return { ...judge(candidates, { maxErrorRate: inputs.maxErrorRate, isPending }), models, failedRows };
}

async function scoreModel(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  result: JobResult,
  writeRows: (text: string) => Promise<void>,
  failedRows: FailedRow[],
): Promise<ScoredResults> {
  const recordsPath = world.files.join(world.outputDirectory, `.records-${fileStemOfModel(result.model)}`);
  const records = new RecordFile(world, recordsPath);
  try {
    const files = result.path === undefined ? [] : [world.files.readChunks(result.path)];
    const scored = await scoreResults(files, {
      rows: dataset.rows,
      repeat: 1,
      scorers: inputs.scorers,
      writeRecord: (text) => records.append(text),
      drain: () => records.drain(),
    });
    const reader = await records.finish();
    let listed = 0;
    const lines = renderRowLines(
      {
        model: result.model,
        rows: dataset.rows,
        sources: dataset.sources,
        outcomes: scored.outcomes,
        readRecord: (start, length) => reader.read(start, length),
      },
      (row) => {
        if (listed++ < maxFailedRows) failedRows.push(row);
      },
    );
    let text = '';
    for await (const line of lines) {
      text += line;
      if (text.length < drainBytes) continue;
      await writeRows(text);
      text = '';
    }
    await writeRows(text);
    await reader.close();
    return scored;
  } finally {
    await world.files.remove(recordsPath);
  }
}

/** Records in the order in which results came, on disk until they are put into the order of the dataset. */
class RecordFile {
  readonly #world: World;
  readonly #path: string;
  #pieces: Buffer[] = [];
  #pendingBytes = 0;
  #offset = 0;
  #sink: Awaited<ReturnType<World['files']['createSink']>> | undefined;

  constructor(world: World, path: string) {
    this.#world = world;
    this.#path = path;
  }

  append(text: string): { start: number; length: number } {
    const bytes = Buffer.from(text);
    const start = this.#offset;
    this.#pieces.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#offset += bytes.length;
    return { start, length: bytes.length };
  }

  drain(): Promise<void> | undefined {
    return this.#pendingBytes < drainBytes ? undefined : this.#flush();
  }

  async finish() {
    await this.#flush();
    await this.#sink?.close();
    return this.#world.files.openReader(this.#path);
  }

  async #flush(): Promise<void> {
    this.#sink ??= await this.#world.files.createSink(this.#path);
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#pendingBytes = 0;
    await this.#sink.write(bytes);
  }
}

function reportModel(inputs: Inputs, { model, job, isTakenOver }: JobResult, scored: ScoredResults): ModelReport {
  return {
    model,
    ...measure(scored.outcomes),
    threshold: inputs.threshold.get(model) ?? null,
    duplicates: scored.duplicates,
    unknown: scored.unknown,
    baseline: null,
    tokens: scored.tokens,
    cost: null,
    jobs: job === undefined ? [] : [{ name: job.name, state: job.state, isTakenOver }],
    modelVersions: Object.fromEntries(scored.modelVersions),
    errorKinds: Object.fromEntries(scored.errors),
  };
}
