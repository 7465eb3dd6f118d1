import { doubled, type MemberTable } from './json-members.ts';

/** A list of byte ranges [starts[i], ends[i]), i < count, that is filled again for every row. */
export class ByteRanges {
  count = 0;
  starts = new Int32Array(16);
  ends = new Int32Array(16);

  /** Forgets all ranges. */
  clear(): void {
    this.count = 0;
  }

  /** Puts a range in its place by start; ranges may touch but not overlap, and empty ones are left out. */
  add(start: number, end: number): void {
    if (start >= end) return;
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    let index = this.count++;
    while (index > 0 && (this.starts[index - 1] as number) > start) {
      this.starts[index] = this.starts[index - 1] as number;
      this.ends[index] = this.ends[index - 1] as number;
      index--;
    }
    this.starts[index] = start;
    this.ends[index] = end;
  }

  /** The number of bytes in all ranges. */
  byteLength(): number {
    let total = 0;
    for (let index = 0; index < this.count; index++)
      total += (this.ends[index] as number) - (this.starts[index] as number);
    return total;
  }

  /** Copies the ranges' bytes one after the other to target[at…) and returns the offset behind them; the room must suffice. */
  copy(bytes: Uint8Array, target: Uint8Array, at: number): number {
    let p = at;
    for (let index = 0; index < this.count; index++) {
      const start = this.starts[index] as number;
      const end = this.ends[index] as number;
      target.set(bytes.subarray(start, end), p);
      p += end - start;
    }
    return p;
  }
}

/**
 * Adds to `cuts` the ranges to leave out so that the object loses every copy of the named members and stays valid JSON,
 * the rest byte for byte: each goes with one comma and the space behind that comma, and an object that loses all its
 * members becomes {}. Returns how many members remain.
 */
export function cutMembers(table: MemberTable, names: readonly string[], cuts: ByteRanges): number {
  let lastKept = -1;
  let remaining = 0;
  for (let index = 0; index < table.count; index++) {
    if (isAmong(table, index, names)) continue;
    // Everything from the first member cut up to here goes; the space before that member now leads this one.
    if (index > lastKept + 1) cuts.add(memberStart(table, lastKept + 1), memberStart(table, index));
    lastKept = index;
    remaining++;
  }
  const last = table.count - 1;
  if (lastKept === last) return remaining;
  if (remaining === 0) cuts.add(table.objectStart + 1, table.objectEnd - 1);
  else cuts.add(table.valueEnd[lastKept] as number, table.valueEnd[last] as number);
  return remaining;
}

/** Fills `kept` with what of [start, end) is left when `cuts`, all inside it, are left out. */
export function keepOthers(cuts: ByteRanges, start: number, end: number, kept: ByteRanges): void {
  kept.clear();
  let from = start;
  for (let index = 0; index < cuts.count; index++) {
    kept.add(from, cuts.starts[index] as number);
    from = cuts.ends[index] as number;
  }
  kept.add(from, end);
}

function isAmong(table: MemberTable, index: number, names: readonly string[]): boolean {
  for (const name of names) if (table.hasName(index, name)) return true;
  return false;
}

function memberStart(table: MemberTable, index: number): number {
  return (table.nameStart[index] as number) - 1;
}
