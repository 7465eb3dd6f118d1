import type { Dataset } from '../dataset/prepare.ts';
import type { Place, World } from '../ports.ts';

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
      `${countRows(count)} (first ${at(firstRow)}) a field that is not known: ${field}. The service refuses the whole file for one unknown field; if it does, remove the field with request-patch.`,
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

function countRows(count: number): string {
  return count === 1 ? '1 row has' : `${count} rows have`;
}
