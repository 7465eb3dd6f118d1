import type { Dataset } from '../../dataset/prepare.ts';
import type { Place, World } from '../../ports.ts';
import type { PromptReport } from '../../report/report.ts';
import { countRows } from '../../report/table.ts';

/** Says what of the dataset may not mean what its author thinks: one warning for each kind, at its first row. */
export function warnOfDataset(dataset: Dataset, { log }: World): void {
  const place = (row: number): Place => {
    const { source, line } = dataset.rows.place(row);
    return { file: dataset.sources[source] ?? '', line };
  };
  const at = (row: number) => `${place(row).file}:${place(row).line}`;
  if (dataset.repeatedKeyRows > 0) {
    log.warning(
      `${dataset.repeatedKeyRows} rows have a key that another row has too; they got keys made from their requests.`,
    );
  }
  for (const { field, count, firstRow } of dataset.unknownFields) {
    log.warning(
      `${haveRows(count)} (first ${at(firstRow)}) a field that is not known: ${field}. The service refuses the whole file for one unknown field; if it does, remove the field with request-patch.`,
      place(firstRow),
    );
  }
  for (const { models, count, firstRow, message, patch } of dataset.hazards) {
    const mend = patch === undefined ? '' : `\nThis request-patch would mend it:\n${patch}`;
    log.warning(
      `${message} (${models.join(', ')}; ${count === 1 ? '1 row' : `${count} rows`}, first ${at(firstRow)}).${mend}`,
      place(firstRow),
    );
  }
}

function haveRows(count: number): string {
  return count === 1 ? '1 row has' : `${count} rows have`;
}

/** Says what will be sent. */
export function sayWhatWasPrepared(dataset: Dataset, prompts: readonly PromptReport[], { log }: World): void {
  const drawn = dataset.totalRows > dataset.rows.size ? ` (a sample of ${dataset.totalRows})` : '';
  const bytes = dataset.variants
    .map(({ requestBytes, shards }) => `${requestBytes}${shards.length > 1 ? ` (${shards.length} shards)` : ''}`)
    .join(' + ');
  log.info(`${countRows(dataset.rows.size)}${drawn} from ${dataset.sources.join(', ')}: ${bytes} bytes of requests`);
  for (const { models, changes } of prompts)
    if (changes.length > 0) log.info(`${models.join(', ')}: ${changes.join('; ')}`);
}
