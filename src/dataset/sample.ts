import { hash } from 'node:crypto';

/**
 * Which rows a sample of `size` holds: those whose keys have the smallest hashes. The draw is the same every time, and rows
 * that are added or removed only displace each other: the rest of the sample stays.
 */
export function chooseSample(keys: { readonly size: number; key(row: number): string }, size: number): Uint8Array {
  const ranks = Array.from({ length: keys.size }, (_, row) => ({ row, rank: hash('sha256', keys.key(row)) }));
  ranks.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.row - b.row));
  const chosen = new Uint8Array(keys.size);
  for (const { row } of ranks.slice(0, size)) chosen[row] = 1;
  return chosen;
}
