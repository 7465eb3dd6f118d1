import { promptTokensOf } from '../cost/volume.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { describeEstimate } from '../report/estimate.ts';
import { formatCount } from '../report/table.ts';
import { judgesOf } from './judge/requests.ts';
import type { Budget } from './money/budget.ts';
import { fileOfModel, type Prepared } from './prepare/prepare.ts';

/** What a run would do, for `dry-run`: printed, and returned. */
export function showPlan(inputs: Inputs, { log }: Pick<World, 'log'>, dataset: Prepared, budget: Budget): string {
  const floors = inputs.models.map((model) => {
    const floor = inputs.threshold.get(model);
    return `${model} (${floor === undefined ? 'no floor' : `floor ${floor * 100}%`})`;
  });
  const lines = [
    'Dry run: everything was checked, nothing is sent.',
    `Name: ${inputs.name}`,
    `Dataset: ${dataset.rows.size} rows${dataset.totalRows > dataset.rows.size ? ` of ${dataset.totalRows}` : ''}${inputs.repeat > 1 ? `, ${inputs.repeat} answers each,` : ''} from ${dataset.sources.join(', ')} (${dataset.fingerprint})`,
    ...dataset.files.map(({ models, requestBytes, volume, shards, path }) => {
      const tokens = formatCount(promptTokensOf(volume));
      const cut = shards.length === 1 ? '' : `, in ${shards.length} shards`;
      return `Upload for ${models.join(', ')}: ${formatCount(requestBytes)} bytes, about ${tokens} prompt tokens for each model${cut} (${path})`;
    }),
    ...dataset.prompts.flatMap(({ models, changes }) =>
      changes.length === 0 ? [] : [`Prompt for ${models.join(', ')}: ${changes.join('; ')}`],
    ),
    `Jobs: ${countJobs(inputs, dataset)}, for ${floors.join(', ')}`,
    ...judgesOf(inputs).map(
      ({ model, rubrics }) =>
        `Judge: ${model}, ${rubrics.length} rubric${rubrics.length === 1 ? '' : 's'}, asked about every answer in a further job for each model`,
    ),
    ...describeEstimate(budget.estimate, inputs.prices),
    `Scorers: ${inputs.scorers.map(({ label, weight }) => (weight === 1 ? label : `${label} × ${weight}`)).join(', ')}`,
  ];
  for (const line of lines) log.info(line);
  return lines.join('\n');
}

function countJobs({ models }: Inputs, dataset: Prepared): number {
  return models.reduce((sum, model) => sum + fileOfModel(dataset, model).shards.length, 0);
}
