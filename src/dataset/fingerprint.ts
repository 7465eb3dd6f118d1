import { hash } from 'node:crypto';
import type { Dataset } from './prepare.ts';

/** What of a row beside its request decides its score: only that is in its fingerprint. */
export interface ScoredParts {
  readonly expected: boolean;
  readonly logged: boolean;
  readonly tags: boolean;
}

export const requestsOnly: ScoredParts = { expected: false, logged: false, tags: false };

const tagDigestChars = 8;

/**
 * What was asked in a row and what its answer was measured by: 16 hex digits of its request, and 8 for each scored part that it has:
 * `e…` its `expected`, `l…` its logged answer, `t…` its tags.
 */
export function fingerprintOfRow(
  { rows, labels, loggedDigests, scoredParts }: Pick<Dataset, 'rows' | 'labels' | 'loggedDigests' | 'scoredParts'>,
  row: number,
): string {
  const tags = scoredParts.tags ? labels.tags(row) : [];
  const parts = [
    ['e', labels.expectedDigest(row)],
    ['l', loggedDigests.get(row)],
    ['t', tags.length === 0 ? '' : hash('sha256', JSON.stringify(tags)).slice(0, tagDigestChars)],
  ];
  const texts = parts.filter(([, digest]) => digest !== '').map(([kind, digest]) => `-${kind}${digest}`);
  return rows.digest(row) + texts.join('');
}
