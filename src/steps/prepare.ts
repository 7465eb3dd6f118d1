import { compileEdit, type RequestEdit } from '../dataset/edit.ts';
import { describeEdit, hashOfEdit } from '../dataset/edit-summary.ts';
import { readLabels } from '../dataset/labels.ts';
import { type Dataset, prepareRequests, type Variant } from '../dataset/prepare.ts';
import { InputError } from '../errors.ts';
import { fileStemOfModel } from '../inputs/models.ts';
import { groupModels, type ModelGroup } from '../inputs/patch.ts';
import type { Inputs } from '../inputs.ts';
import type { FileSink, World } from '../ports.ts';
import type { PromptReport } from '../report/report.ts';
import { countRows } from '../report/table.ts';
import { scoredPartsOf } from '../scoring/scorer.ts';
import { allRetryPaths } from './answers/retry-paths.ts';
import { warnOfDataset } from './warn.ts';

/** A request file on disk, and the models that read it. */
export interface RequestFile extends Variant {
  readonly path: string;
  readonly models: readonly string[];
}

/** The dataset, with its request files on disk. */
export interface Prepared extends Dataset {
  readonly files: readonly RequestFile[];
  readonly prompts: readonly PromptReport[];
  /** Paths of the sources, by the index that a row's place has. */
  readonly sourcePaths: readonly string[];
}

/** The request file that a model reads. */
export function fileOfModel(dataset: Prepared, model: string): RequestFile {
  const file = dataset.files.find(({ models }) => models.includes(model));
  if (file === undefined) throw new Error(`No requests were prepared for ${model}`);
  return file;
}

/**
 * Step 1: streams the dataset into request files, one for all models that get the same requests. Throws DatasetError or
 * InputError; nothing has been sent.
 */
export async function prepare(inputs: Inputs, world: World): Promise<Prepared> {
  const groups = groupModels(inputs.models, inputs.requestPatch);
  await clearOutput(inputs, world, groups);
  const edits = groups.map(({ patch }) => compileEdit({ systemInstruction: inputs.systemInstruction?.text, patch }));
  const paths = groups.map((group) => world.files.join(world.outputDirectory, fileNameOf(group)));
  const sinks = new SinkSet(world);
  const variants = groups.map(({ models }, index) => ({
    models,
    edit: edits[index] as RequestEdit,
    openSink: () => sinks.open(paths[index] ?? ''),
  }));
  const sourcePaths = await Promise.all(inputs.dataset.map((source) => world.locateDataset(source)));
  const sources = inputs.dataset.map(({ display }, index) => ({
    display,
    chunks: () => world.files.readChunks(sourcePaths[index] ?? '', world.signal),
  }));
  try {
    const { repeat, sample } = inputs;
    const scoredParts = scoredPartsOf(inputs.scorers);
    const dataset = await prepareRequests(sources, { variants, repeat, sample, scoredParts, limits: world.limits });
    await sinks.close();
    await joinLabels(inputs, world, dataset);
    refuseUnscorable(inputs, dataset);
    warnOfDataset(dataset, world);
    const files = dataset.variants.map((variant, index) => ({
      ...variant,
      path: paths[index] ?? '',
      models: groups[index]?.models ?? [],
    }));
    const prompts = groups.map(({ models }, index) => reportPrompt(inputs, models, edits[index] as RequestEdit));
    sayWhatWasPrepared(dataset, prompts, world);
    return { ...dataset, files, prompts, sourcePaths };
  } catch (error) {
    await sinks.abort();
    throw error;
  }
}

/** Files of ours that an earlier run may have left in the same directory, beside the requests. */
const ownFiles = ['rows.jsonl', 'report.json', 'report.md', 'run.json'];

/**
 * Takes an earlier run's files out of the way, so that nothing of it is published as this run's. Refuses an output directory
 * in which an input would be overwritten.
 */
async function clearOutput(inputs: Inputs, world: World, groups: readonly ModelGroup[]): Promise<void> {
  const path = (...parts: string[]) => world.files.join(world.outputDirectory, ...parts);
  const results = inputs.models.map((model) => path('results', `${fileStemOfModel(model)}.jsonl`));
  const ours = [
    ...groups.map((group) => path(fileNameOf(group))),
    ...ownFiles.map((name) => path(name)),
    ...results,
    ...allRetryPaths(world, inputs.models),
  ];
  const read = [
    ...inputs.dataset.flatMap((source) => (source.kind === 'file' ? [source] : [])),
    ...(inputs.labels === undefined ? [] : [inputs.labels]),
    ...filesOfBaseline(inputs.baseline),
  ];
  const clash = read.find((file) => ours.includes(file.path));
  if (clash !== undefined) {
    const message = `would overwrite ${clash.display}, which is an input; choose another directory`;
    throw new InputError([{ input: 'output-directory', received: world.outputDirectory, message }]);
  }
  try {
    await world.files.makeDirectory(path('results'));
    for (const file of ours) await world.files.remove(file);
  } catch (error) {
    const message = `cannot be used: ${error instanceof Error ? error.message : error}`;
    throw new InputError([{ input: 'output-directory', received: world.outputDirectory, message }]);
  }
}

function filesOfBaseline(baseline: Inputs['baseline']): { readonly path: string; readonly display: string }[] {
  if (baseline.kind !== 'file') return [];
  const { report, rows, display } = baseline;
  return [report, rows].map((path) => ({ path, display }));
}

function fileNameOf({ isShared, models }: ModelGroup): string {
  return isShared ? 'requests.jsonl' : `requests.${fileStemOfModel(models[0] ?? '')}.jsonl`;
}

/** The files under way: a further pass begins each anew. */
class SinkSet {
  readonly #world: World;
  readonly #open = new Map<string, FileSink>();

  constructor(world: World) {
    this.#world = world;
  }

  async open(path: string): Promise<FileSink> {
    await this.#open.get(path)?.abort();
    const sink = await this.#world.files.createSink(path);
    this.#open.set(path, sink);
    return sink;
  }

  async close(): Promise<void> {
    for (const sink of this.#open.values()) await sink.close();
    this.#open.clear();
  }

  async abort(): Promise<void> {
    for (const sink of this.#open.values()) await sink.abort();
    this.#open.clear();
  }
}

async function joinLabels({ labels }: Inputs, { files, log }: World, dataset: Dataset): Promise<void> {
  if (labels === undefined) return;
  const { unknown, unknownKeys, unlabelled } = await readLabels(
    labels.display,
    files.readChunks(labels.path),
    dataset.rows,
    dataset.labels,
  );
  if (unknown > 0 && dataset.totalRows === dataset.rows.size) {
    const named = unknownKeys.join(', ') + (unknown > unknownKeys.length ? ', …' : '');
    const subject = unknown === 1 ? `1 label in ${labels.display} has` : `${unknown} labels in ${labels.display} have`;
    log.warning(`${subject} a key that no row has: ${named}`);
  }
  if (unlabelled > 0) log.info(`${unlabelled} of ${dataset.rows.size} rows have no label in ${labels.display}`);
}

const requirements = {
  expected: 'no row has a label "expected" to compare with; add labels, or give the scorer a value',
  logged: 'no row has a logged answer ("response") to compare with',
  schema: 'no request asks for JSON by a schema of its own; give is-json a schema, or set one with request-patch',
};

/** A check that cannot score any row would only show after everything was paid for. */
function refuseUnscorable({ scorers }: Inputs, dataset: Dataset): void {
  const counts = {
    expected: dataset.rowsWithExpected + dataset.labels.expectedCount,
    logged: dataset.rowsWithLogged,
    schema: dataset.rowsWithSchema,
  };
  const problems = scorers.flatMap(({ label, requires }) =>
    requires === undefined || counts[requires] > 0
      ? []
      : [{ input: 'scorers', message: `${label}: ${requirements[requires]}` }],
  );
  if (problems.length > 0) throw new InputError(problems);
}

function reportPrompt(
  { systemInstruction, requestPatch }: Inputs,
  models: readonly string[],
  edit: RequestEdit,
): PromptReport {
  const isPatched = requestPatch.shared !== undefined || requestPatch.perModel.size > 0;
  return {
    models,
    systemInstruction: systemInstruction?.path ?? null,
    isPatched,
    hash: edit.isEmpty ? null : `sha256:${hashOfEdit(edit)}`,
    changes: describeEdit(edit),
  };
}

function sayWhatWasPrepared(dataset: Dataset, prompts: readonly PromptReport[], { log }: World): void {
  const drawn = dataset.totalRows > dataset.rows.size ? ` (a sample of ${dataset.totalRows})` : '';
  const bytes = dataset.variants
    .map(({ requestBytes, shards }) => `${requestBytes}${shards.length > 1 ? ` (${shards.length} shards)` : ''}`)
    .join(' + ');
  log.info(`${countRows(dataset.rows.size)}${drawn} from ${dataset.sources.join(', ')}: ${bytes} bytes of requests`);
  for (const { models, changes } of prompts)
    if (changes.length > 0) log.info(`${models.join(', ')}: ${changes.join('; ')}`);
}
