const initialRows = 1024;
const digestChars = 8;

/** A short digest for rows that have one, 4 bytes each. */
export class RowDigests {
  #words = new Uint32Array(initialRows);

  /** Keeps the first 4 bytes of the digest. */
  set(row: number, digest: Buffer): void {
    while (row >= this.#words.length) {
      const longer = new Uint32Array(this.#words.length * 2);
      longer.set(this.#words);
      this.#words = longer;
    }
    // 0 stands for none.
    this.#words[row] = digest.readUInt32BE(0) || 1;
  }

  /** 8 hex digits; '' for a row without one. */
  get(row: number): string {
    const word = this.#words[row] ?? 0;
    return word === 0 ? '' : word.toString(16).padStart(digestChars, '0');
  }
}
