import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { formatCount } from '../report/markdown.ts';
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
    `Dataset: ${dataset.rows.size} rows from ${dataset.sources.join(', ')} (${dataset.fingerprint})`,
    `Upload: 1 file of ${formatCount(dataset.requestBytes)} bytes, about ${formatCount(dataset.requestBytes / bytesPerToken)} prompt tokens for each model`,
    `Jobs: ${inputs.models.length}, for ${floors.join(', ')}`,
    `Scorers: ${inputs.scorers.map(({ label, weight }) => (weight === 1 ? label : `${label} × ${weight}`)).join(', ')}`,
    `Requests as they would be sent: ${dataset.requestsPath}`,
  ];
  for (const line of lines) log.info(line);
  return lines.join('\n');
}
