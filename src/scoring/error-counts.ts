const maxErrorKinds = 50;

/** How many slots ended in each error: at most 50 kinds, the rest together. */
export class ErrorCounts {
  readonly #counts = new Map<string, number>();
  /** The kind that a slot is counted under. */
  readonly #kinds = new Map<number, string>();

  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  add(slot: number, error: string): void {
    const kind = this.#counts.has(error) || this.#counts.size < maxErrorKinds ? error : 'other errors';
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    this.#kinds.set(slot, kind);
  }

  /** Takes the slot's error back: an answer has followed it. */
  forget(slot: number): void {
    const kind = this.#kinds.get(slot);
    if (kind === undefined) return;
    this.#kinds.delete(slot);
    const times = this.#counts.get(kind) ?? 0;
    if (times > 1) this.#counts.set(kind, times - 1);
    else this.#counts.delete(kind);
  }
}
