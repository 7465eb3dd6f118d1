/** The mean over rows of their scores, repeats averaged first, while lines come in: those of a row stand together. */
export class RowMeans {
  #key: string | undefined;
  #sum = 0;
  #count = 0;
  #total = 0;
  #rows = 0;

  add(key: string, score: number): void {
    if (key !== this.#key) this.#close();
    this.#key = key;
    this.#sum += score;
    this.#count++;
  }

  /** Null without any. */
  finish(): number | null {
    this.#close();
    return this.#rows === 0 ? null : this.#total / this.#rows;
  }

  #close(): void {
    if (this.#count === 0) return;
    this.#total += this.#sum / this.#count;
    this.#rows++;
    this.#sum = 0;
    this.#count = 0;
  }
}
