import type { BatchTools } from '../../batch/tools.ts';
import { fileStemOfModel } from '../../inputs/models.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { comesAgain, deadlineOf, hasTime, type Patience, patientUntil } from '../patience.ts';
import { fileOfModel } from '../prepare/prepare.ts';
import type { Run } from '../run.ts';
import type { Stage } from './submit.ts';

/** The jobs of each model, over its request file. */
export function stageOfAnswers({ inputs, world, dataset }: Pick<Run, 'inputs' | 'world' | 'dataset'>): Stage {
  const { files, outputDirectory } = world;
  const jobs = inputs.models.map((model) => ({
    model,
    file: fileOfModel(dataset, model),
    resultPath: files.join(outputDirectory, 'results', `${fileStemOfModel(model)}.jsonl`),
  }));
  return { name: 'answers', jobs };
}

/** What the batch room works with, as far as the inputs decide it. */
export function batchTools(inputs: Inputs, world: World, patience: Patience): BatchTools {
  const { gemini, clock, log, signal } = world;
  return {
    gemini,
    clock,
    log,
    signal,
    longestPauseMs: inputs.pollIntervalSeconds * 1000,
    deadline: deadlineOf(patience, inputs, world),
    patientUntil: patientUntil(patience, inputs, world),
    isVisit: patience.kind === 'visit',
    comesAgain: comesAgain(patience, world),
    isTooLate: patience.kind === 'visit' && !hasTime(patience, world, 0),
  };
}
