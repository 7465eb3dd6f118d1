import type { World } from '../../ports.ts';
import type { ChangedRow, Report } from '../../report/report.ts';
import { shorten } from '../../shorten.ts';
import type { Prepared } from '../prepare/prepare.ts';

/** The runner keeps ten annotations of a kind per step. */
const maxAnnotations = 10;
const maxKeyChars = 100;

/** Marks the lines of the dataset whose rows broke: of each model in turn, so that none takes all the places. */
export function annotateBroken(
  { log }: World,
  { sources }: Prepared,
  { baseline, models }: Pick<Report, 'baseline' | 'models'>,
  changed: readonly ChangedRow[],
): void {
  const broke = changed.filter(
    ({ change, file }) => change === 'broke' && sources.includes(file) && !isElsewhere(file),
  );
  const perModel = models.map(({ model }) => broke.filter((row) => row.model === model));
  const longest = Math.max(0, ...perModel.map((rows) => rows.length));
  const inTurn = Array.from({ length: longest }, (_, turn) => perModel.flatMap((rows) => rows[turn] ?? [])).flat();
  for (const { model, key, file, line, brief } of inTurn.slice(0, maxAnnotations)) {
    const message = `${model}: the row ${shorten(key, maxKeyChars)} passed in ${baseline.name ?? 'the baseline'} and does not pass now (${brief}).`;
    log.warning(message, { file, line, title: 'Row broke' });
  }
}

/** An address, or a path outside the repository. */
function isElsewhere(file: string): boolean {
  return /^([a-z]+:)?[\\/]|(^|[\\/])\.\.([\\/]|$)/i.test(file);
}
