import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { formatCount } from '../report/table.ts';
import { judgesOf } from './judge-requests.ts';
import type { Prepared } from './prepare.ts';

/** English text has about four bytes a token; other languages and images differ, so it is shown as an estimate. */
const bytesPerToken = 4;

/** What a run would do, for `dry-run`: printed, and returned. */
export function showPlan(inputs: Inputs, { log }: World, dataset: Prepared): string {
  const floors = inputs.models.map((model) => {
    const floor = inputs.threshold.get(model);
    return `${model} (${floor === undefined ? 'no floor' : `floor ${floor * 100}%`})`;
  });
  const lines = [
    'Dry run: everything was checked, nothing is sent.',
    `Name: ${inputs.name}`,
    `Dataset: ${dataset.rows.size} rows${dataset.totalRows > dataset.rows.size ? ` of ${dataset.totalRows}` : ''}${inputs.repeat > 1 ? `, ${inputs.repeat} answers each,` : ''} from ${dataset.sources.join(', ')} (${dataset.fingerprint})`,
    ...dataset.files.map(({ models, requestBytes, path }) => {
      const tokens = formatCount(requestBytes / bytesPerToken);
      return `Upload for ${models.join(', ')}: ${formatCount(requestBytes)} bytes, about ${tokens} prompt tokens for each model (${path})`;
    }),
    ...dataset.prompts.flatMap(({ models, changes }) =>
      changes.length === 0 ? [] : [`Prompt for ${models.join(', ')}: ${changes.join('; ')}`],
    ),
    `Jobs: ${inputs.models.length}, for ${floors.join(', ')}`,
    ...judgesOf(inputs).map(
      ({ model, rubrics }) =>
        `Judge: ${model}, ${rubrics.length} rubric${rubrics.length === 1 ? '' : 's'}, asked about every answer in a further job for each model`,
    ),
    `Scorers: ${inputs.scorers.map(({ label, weight }) => (weight === 1 ? label : `${label} × ${weight}`)).join(', ')}`,
  ];
  for (const line of lines) log.info(line);
  return lines.join('\n');
}
