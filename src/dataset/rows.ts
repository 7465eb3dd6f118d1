const initialRows = 1024;
const digestBytes = 8;

/** Where a row stands in the dataset, so that it can be shown and read again. */
export interface RowPlace {
  /** Index of the file among the sources. */
  readonly source: number;
  /** 1-based. */
  readonly line: number;
  /** Byte span of the row in its file. */
  readonly offset: number;
  readonly length: number;
}

const noDigest: Uint8Array = new Uint8Array(0);

/** The rows of a dataset in file order: their keys and places, never their text. About 110 bytes a row beside its key. */
export class RowTable {
  readonly #keys: string[] = [];
  readonly #byKey = new Map<string, number>();
  #source = new Uint16Array(initialRows);
  #line = new Uint32Array(initialRows);
  #offset = new Float64Array(initialRows);
  #length = new Uint32Array(initialRows);
  #digest = new Uint8Array(initialRows * digestBytes);

  get size(): number {
    return this.#keys.length;
  }

  /** Takes in the next row; its key must be new. Of the digest of its request the first 8 bytes are kept. */
  add(key: string, place: RowPlace, digest = noDigest): void {
    const row = this.#keys.length;
    if (row === this.#line.length) this.#grow();
    this.#keys.push(key);
    this.#byKey.set(key, row);
    this.#source[row] = place.source;
    this.#line[row] = place.line;
    this.#offset[row] = place.offset;
    this.#length[row] = place.length;
    this.#digest.set(digest.subarray(0, digestBytes), row * digestBytes);
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** The row's number from 0; undefined for a key that is not in the dataset. */
  find(key: string): number | undefined {
    return this.#byKey.get(key);
  }

  key(row: number): string {
    return this.#keys[row] ?? '';
  }

  /** The first 16 hex digits of the hash of the row's request, as it stands in the file. */
  digest(row: number): string {
    return Buffer.from(this.#digest.buffer, row * digestBytes, digestBytes).toString('hex');
  }

  place(row: number): RowPlace {
    return {
      source: this.#source[row] ?? 0,
      line: this.#line[row] ?? 0,
      offset: this.#offset[row] ?? 0,
      length: this.#length[row] ?? 0,
    };
  }

  #grow(): void {
    const rows = this.#line.length * 2;
    this.#source = copyInto(new Uint16Array(rows), this.#source);
    this.#line = copyInto(new Uint32Array(rows), this.#line);
    this.#offset = copyInto(new Float64Array(rows), this.#offset);
    this.#length = copyInto(new Uint32Array(rows), this.#length);
    this.#digest = copyInto(new Uint8Array(rows * digestBytes), this.#digest);
  }
}

/** Byte spans of rows in a file, 12 bytes each. */
export class Spans {
  #offset = new Float64Array(initialRows);
  #length = new Uint32Array(initialRows);
  #count = 0;

  add(offset: number, length: number): void {
    if (this.#count === this.#offset.length) {
      this.#offset = copyInto(new Float64Array(this.#count * 2), this.#offset);
      this.#length = copyInto(new Uint32Array(this.#count * 2), this.#length);
    }
    this.#offset[this.#count] = offset;
    this.#length[this.#count++] = length;
  }

  get(row: number): { offset: number; length: number } {
    return { offset: this.#offset[row] ?? 0, length: this.#length[row] ?? 0 };
  }
}

function copyInto<T extends { set(source: T): void }>(target: T, source: T): T {
  target.set(source);
  return target;
}
