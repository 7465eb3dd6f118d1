import type { Dataset } from './prepare.ts';

/** What was asked and expected in a row: 16 hex digits of its request, and 8 of its `expected` where it has one. */
export function fingerprintOfRow({ rows, labels }: Pick<Dataset, 'rows' | 'labels'>, row: number): string {
  const expected = labels.expectedDigest(row);
  return expected === '' ? rows.digest(row) : `${rows.digest(row)}-${expected}`;
}
