import { InputError } from '../../errors.ts';
import { fileStemOfModel } from '../../inputs/models.ts';
import type { ModelGroup } from '../../inputs/patch.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { allRetryPaths } from '../answers/retry-paths.ts';

/** Files of ours that an earlier run may have left in the same directory, beside the requests. */
const ownFiles = ['rows.jsonl', 'report.json', 'report.md', 'run.json'];

/**
 * Takes an earlier run's files out of the way, so that nothing of it is published as this run's. Refuses an output directory
 * in which an input would be overwritten.
 */
export async function clearOutput(inputs: Inputs, world: World, groups: readonly ModelGroup[]): Promise<void> {
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

/** The name of a group's request file. */
export function fileNameOf({ isShared, models }: ModelGroup): string {
  return isShared ? 'requests.jsonl' : `requests.${fileStemOfModel(models[0] ?? '')}.jsonl`;
}
