import { compileEdit, type RequestEdit } from '../../dataset/edit.ts';
import { describeEdit, hashOfEdit } from '../../dataset/edit-summary.ts';
import { type Dataset, prepareRequests, type Variant } from '../../dataset/prepare.ts';
import { groupModels } from '../../inputs/patch.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import type { PromptReport } from '../../report/report.ts';
import { scoredPartsOf } from '../../scoring/scorer.ts';
import { joinLabels, refuseUnscorable } from './labels.ts';
import { clearOutput, fileNameOf } from './output-directory.ts';
import { sayWhatWasPrepared, warnOfDataset } from './remarks.ts';
import { SinkSet } from './sink-set.ts';

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
 * Step 1: streams the dataset into request files, one for all models without a patch of their own. Throws DatasetError or
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
