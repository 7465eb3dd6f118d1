import type { Submission } from '../../batch/job-plan.ts';
import type { World } from '../../ports.ts';
import type { Prepared } from '../prepare/prepare.ts';

/** The service names the line of the file that it was given, which begins with `firstRow`; its author knows the row of the dataset. */
function placeOfRefusal(
  reason: string,
  dataset: Pick<Prepared, 'rows' | 'sources'>,
  { repeat, firstRow }: { readonly repeat: number; readonly firstRow: number },
): { file: string; line: number } | undefined {
  const row = firstRow + Math.floor((Number(/\bline[:\s#]*(\d+)/i.exec(reason)?.[1]) - 1) / repeat);
  if (!(row >= 0 && row < dataset.rows.size)) return undefined;
  const { source, line } = dataset.rows.place(row);
  return { file: dataset.sources[source] ?? '', line };
}

/** Annotates the rows for which jobs were refused, each once. */
export function annotateRefusals(
  submissions: readonly Submission[],
  { log }: World,
  dataset: Prepared,
  repeat: number,
): void {
  const seen = new Set<string>();
  for (const submission of submissions) {
    if (!('error' in submission)) continue;
    const { reason } = submission.error;
    const { firstRow } = submission.plan.shard;
    const place = placeOfRefusal(reason, dataset, { repeat, firstRow });
    if (place === undefined || seen.has(`${place.file}:${place.line}`)) continue;
    seen.add(`${place.file}:${place.line}`);
    log.error(`The service refused this row: ${reason}`, { ...place, title: 'Refused row' });
  }
}
