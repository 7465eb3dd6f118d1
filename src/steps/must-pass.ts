import type { MustPassRows, NamedRow } from '../gate/regression.ts';
import { isPass } from '../scoring/metrics.ts';
import type { Prepared } from './prepare/prepare.ts';

/** What became of one model's rows that must pass, by the scores they have: a check that failed to run takes nothing from the others. */
export function judgedRows(
  { labels, rows, sources }: Pick<Prepared, 'labels' | 'rows' | 'sources'>,
  present: Float64Array,
  before: Float64Array | undefined,
): MustPassRows {
  const broke: NamedRow[] = [];
  const unanswered: NamedRow[] = [];
  const failing: NamedRow[] = [];
  const failingBefore: NamedRow[] = [];
  for (const row of labels.mustPassRows()) {
    const score = present[row] ?? Number.NaN;
    const baselineScore = before?.[row] ?? Number.NaN;
    const { source, line } = rows.place(row);
    const named = { key: rows.key(row), place: `${sources[source] ?? ''}:${line}` };
    if (Number.isNaN(score)) unanswered.push(named);
    else if (isPass(score)) continue;
    else if (Number.isNaN(baselineScore)) failing.push(named);
    else (isPass(baselineScore) ? broke : failingBefore).push(named);
  }
  return { broke, unanswered, failing, failingBefore };
}
