import { type DatasetDifference, maxListedKeys, type RowList } from './baseline.ts';

const maxKeyChars = 500;

const absent = 0;
const present = 1;
const changed = 2;

/** Which rows of the present dataset a baseline has, and which of its own the dataset lacks. */
export class RowPresence {
  readonly #rows: Uint8Array;
  readonly #key: (row: number) => string;
  readonly #removedKeys: string[] = [];
  #removed = 0;

  constructor({ size, key }: { readonly size: number; key(row: number): string }) {
    this.#rows = new Uint8Array(size);
    this.#key = key;
  }

  /** A row that is there as it is now, or otherwise; what was said of one line of it stays. */
  note(row: number, isSame: boolean): void {
    if (!isSame) this.#rows[row] = changed;
    else if (this.#rows[row] === absent) this.#rows[row] = present;
  }

  noteRemoved(key: string): void {
    if (this.#removed++ < maxListedKeys) this.#removedKeys.push(key.slice(0, maxKeyChars));
  }

  has(row: number): boolean {
    return this.#rows[row] === present;
  }

  difference(): DatasetDifference {
    const removed = { count: this.#removed, keys: this.#removedKeys };
    return { added: this.#list(absent), removed, changed: this.#list(changed) };
  }

  #list(kind: number): RowList {
    const keys: string[] = [];
    let count = 0;
    for (let row = 0; row < this.#rows.length; row++) {
      if (this.#rows[row] === kind && count++ < maxListedKeys) keys.push(this.#key(row));
    }
    return { count, keys };
  }
}
