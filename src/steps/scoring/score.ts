import type { Baseline, RowScores } from '../../baseline/baseline.ts';
import type { Price } from '../../cost/price.ts';
import { fingerprintOfRow } from '../../dataset/fingerprint.ts';
import { fileStemOfModel } from '../../inputs/models.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import type { ModelReport } from '../../report/report.ts';
import { type ListedRows, renderRowLines } from '../../report/rows.ts';
import type { OutcomeTable } from '../../scoring/outcomes.ts';
import { type ScoredResults, scoreResults } from '../../scoring/score-results.ts';
import type { ModelAnswers } from '../answers/answers.ts';
import type { Judging } from '../judge/judge.ts';
import { priceAtRun } from '../money/prices.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { openMaterial } from './material.ts';
import { reportModel } from './model-report.ts';
import { RecordFile } from './record-file.ts';

/** One model's answers in figures, before it is compared. */
export interface ScoredModel {
  readonly report: ModelReport;
  readonly answers: ModelAnswers;
  readonly scores: RowScores;
  readonly erredChecks: ReadonlyMap<string, number>;
  readonly unscored: number;
}

/** All models' figures, with the joined rows on disk. */
export interface Scored {
  readonly models: readonly ScoredModel[];
  /** The first rows of each model that did not pass, broke or got fixed. */
  readonly listed: ListedRows;
}

/** What there is to score. */
export interface Answers {
  readonly answers: readonly ModelAnswers[];
  readonly judging: Pick<Judging, 'verdict'>;
  readonly baseline: Baseline | undefined;
}

/** How many rows of a kind are kept for lists, per model; rows.jsonl has all. */
const maxListedRows = 1000;
const writeChars = 1024 * 1024;

/** Step 6: scores every answer and writes rows.jsonl, with each row's baseline score beside its own. */
export async function score(inputs: Inputs, world: World, dataset: Prepared, given: Answers): Promise<Scored> {
  const models: ScoredModel[] = [];
  const listed: ListedRows = { failed: [], changed: [] };
  const sink = await world.files.createSink(world.files.join(world.outputDirectory, 'rows.jsonl'));
  const rowsFile = { listed, write: (text: string) => sink.write(Buffer.from(text)) };
  try {
    for (const answers of given.answers) {
      const scored = await scoreModel(inputs, world, dataset, given, answers, rowsFile);
      const report = reportModel(inputs, dataset, answers, scored);
      const { erredChecks, unscored, outcomes } = scored;
      models.push({ report, answers, scores: rowScoresOf(outcomes), erredChecks, unscored });
    }
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  return { models, listed };
}

function rowScoresOf(outcomes: OutcomeTable): RowScores {
  const scoresBy = (score: (row: number) => number | null) =>
    Float64Array.from({ length: outcomes.rows }, (_, row) => score(row) ?? Number.NaN);
  return { own: scoresBy((row) => outcomes.rowScore(row)), whole: scoresBy((row) => outcomes.wholeScore(row)) };
}

/** Where rows.jsonl and the lists of rows grow. */
interface RowsFile {
  readonly listed: ListedRows;
  write(text: string): Promise<void>;
}

async function scoreModel(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  { judging, baseline }: Answers,
  { model, paths }: ModelAnswers,
  rowsFile: RowsFile,
): Promise<ScoredResults> {
  const path = world.files.join(world.outputDirectory, `.records-${fileStemOfModel(model)}`);
  const records = new RecordFile(world.files, path);
  const needs = new Set(inputs.scorers.flatMap((scorer) => scorer.needs));
  const material = openMaterial(inputs, world, dataset, model, needs);
  const price: Price | null = priceAtRun(inputs, world, model);
  try {
    const results = paths.map((file) => world.files.readChunks(file, world.signal));
    const scored = await scoreResults(results, {
      model,
      price,
      rows: dataset.rows,
      repeat: inputs.repeat,
      scorers: inputs.scorers,
      readMaterial: (slot) => ({
        ...material.read(Math.floor(slot / inputs.repeat)),
        verdict: (rubric) => judging.verdict(model, slot, rubric),
      }),
      writeRecord: (text) => records.append(text),
      drain: () => records.drain(),
    });
    const before = baseline?.models.get(model)?.scores.whole;
    await writeRows(dataset, { model, outcomes: scored.outcomes, before }, records, rowsFile);
    return scored;
  } finally {
    material.close();
    await records.remove();
  }
}

/** Puts the records into the order of the dataset. */
async function writeRows(
  dataset: Prepared,
  part: { model: string; outcomes: OutcomeTable; before: Float64Array | undefined },
  records: RecordFile,
  { listed, write }: RowsFile,
): Promise<void> {
  const reader = await records.finish();
  const rows = {
    key: (row: number) => dataset.rows.key(row),
    place: (row: number) => dataset.rows.place(row),
    fingerprint: (row: number) => fingerprintOfRow(dataset, row),
  };
  const readRecord = (start: number, length: number) => reader.read(start, length);
  let text = '';
  for (const line of renderRowLines({ ...part, rows, sources: dataset.sources, readRecord }, listed, maxListedRows)) {
    text += line;
    if (text.length < writeChars) continue;
    await write(text);
    text = '';
  }
  await write(text);
  reader.close();
}
