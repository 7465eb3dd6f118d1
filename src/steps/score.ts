import type { JobResult } from '../batch/download.ts';
import { type Judgement, judge, type Reason, verdictOf } from '../gate.ts';
import { fileStemOfModel } from '../inputs/models.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import type { FailedRow, ModelReport, RepeatReport } from '../report/report.ts';
import { renderRowLines } from '../report/rows.ts';
import { measure } from '../scoring/metrics.ts';
import type { OutcomeTable } from '../scoring/outcomes.ts';
import { measureRepeats } from '../scoring/repeats.ts';
import { type ScoredResults, scoreResults } from '../scoring/score-results.ts';
import type { Judging } from './judge.ts';
import { openMaterial } from './material.ts';
import type { Prepared } from './prepare.ts';
import { RecordFile } from './record-file.ts';

/** Scores, figures and verdict, with the joined rows on disk. */
export interface Scored extends Judgement {
  readonly models: readonly ModelReport[];
  /** Rows that did not pass, the first of each model. */
  readonly failedRows: readonly FailedRow[];
}

/** What there is to score. */
export interface Answers {
  readonly results: readonly JobResult[];
  readonly judging: Pick<Judging, 'verdict' | 'results'>;
  readonly isPending: boolean;
}

/** How many rows that did not pass are kept for lists, per model; rows.jsonl has all. */
const maxFailedRows = 1000;
const maxFlakyKeys = 1000;
const writeChars = 1024 * 1024;

/** Step 6: scores every answer, writes rows.jsonl and judges. */
export async function score(inputs: Inputs, world: World, dataset: Prepared, answers: Answers): Promise<Scored> {
  const models: ModelReport[] = [];
  const failedRows: FailedRow[] = [];
  const candidates = [];
  const rowsFile = await world.files.createSink(world.files.join(world.outputDirectory, 'rows.jsonl'));
  const write = (text: string) => rowsFile.write(Buffer.from(text));
  try {
    for (const result of answers.results) {
      const { scored, failed } = await scoreModel(inputs, world, dataset, answers, result, write);
      const metrics = reportModel(inputs, dataset, result, scored);
      models.push(metrics);
      failedRows.push(...failed);
      const { failure } = result;
      candidates.push({
        model: result.model,
        metrics,
        floor: metrics.threshold ?? undefined,
        failure,
        erredChecks: scored.erredChecks,
        unscored: scored.unscored,
      });
    }
    await rowsFile.close();
  } catch (error) {
    await rowsFile.abort();
    throw error;
  }
  const { isPending } = answers;
  const { reasons: quality } = judge(candidates, { maxErrorRate: inputs.maxErrorRate, isPending });
  const reasons = [...quality, ...judgeFailures(answers.judging.results)];
  return { verdict: verdictOf(reasons, isPending), reasons, models, failedRows };
}

/** A judge without results is nobody's wrong answer, but the run cannot be called good. */
function judgeFailures(results: readonly JobResult[]): Reason[] {
  return results.flatMap(({ failure }) =>
    failure === undefined ? [] : [{ kind: failure.kind, message: `The judge ${failure.message}` }],
  );
}

async function scoreModel(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  { judging }: Answers,
  result: JobResult,
  write: (text: string) => Promise<void>,
): Promise<{ scored: ScoredResults; failed: FailedRow[] }> {
  const { model, path } = result;
  const records = new RecordFile(
    world.files,
    world.files.join(world.outputDirectory, `.records-${fileStemOfModel(model)}`),
  );
  const needs = new Set(inputs.scorers.flatMap((scorer) => scorer.needs));
  const material = openMaterial(inputs, world, dataset, model, needs);
  try {
    const scored = await scoreResults(path === undefined ? [] : [world.files.readChunks(path)], {
      model,
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
    const failed = await writeRows(dataset, model, scored.outcomes, records, write);
    return { scored, failed };
  } finally {
    material.close();
    await records.remove();
  }
}

/** Puts the records into the order of the dataset. */
async function writeRows(
  { rows, sources }: Prepared,
  model: string,
  outcomes: OutcomeTable,
  records: RecordFile,
  write: (text: string) => Promise<void>,
): Promise<FailedRow[]> {
  const reader = await records.finish();
  const failed: FailedRow[] = [];
  const readRecord = (start: number, length: number) => reader.read(start, length);
  let text = '';
  for (const line of renderRowLines({ model, rows, sources, outcomes, readRecord }, failed, maxFailedRows)) {
    text += line;
    if (text.length < writeChars) continue;
    await write(text);
    text = '';
  }
  await write(text);
  reader.close();
  return failed;
}

function reportModel(
  inputs: Inputs,
  dataset: Prepared,
  { model, job, isTakenOver }: JobResult,
  scored: ScoredResults,
): ModelReport {
  const { outcomes } = scored;
  return {
    model,
    ...measure(outcomes),
    threshold: inputs.threshold.get(model) ?? null,
    duplicates: scored.duplicates,
    unknown: scored.unknown,
    baseline: null,
    tokens: scored.tokens,
    cost: null,
    jobs: job === undefined ? [] : [{ name: job.name, state: job.state, isTakenOver }],
    modelVersions: Object.fromEntries(scored.modelVersions),
    errorKinds: Object.fromEntries(scored.errors),
    erredChecks: Object.fromEntries(scored.erredChecks),
    repeats: reportRepeats(dataset, outcomes),
    slices: dataset.labels.slices().map(({ tag, rows }) => ({ tag, ...measure(outcomes, rows) })),
  };
}

function reportRepeats({ rows }: Prepared, outcomes: OutcomeTable): RepeatReport | null {
  const repeats = measureRepeats(outcomes);
  if (repeats === null) return null;
  const { flakyRows, ...figures } = repeats;
  return {
    ...figures,
    flaky: flakyRows.length,
    flakyKeys: flakyRows.slice(0, maxFlakyKeys).map((row) => rows.key(row)),
  };
}
