const hashKey = /^r-[0-9a-f]{16}(-\d+)?$/;

/**
 * Gives every row its key: the row's own when it is unique over all files, else one from its request's hash, with -2, -3, …
 * for further rows of the same request. Whether an own key is unique is only known at the end: when a pass meets one twice,
 * `isSettled` turns false and the pass must be made again, now knowing it.
 */
export class KeyAssigner {
  /** Own keys met more than once: none of their rows keeps it. */
  readonly #repeated = new Set<string>();
  /** Own keys that look like hash keys: no hash key may take them. */
  readonly #reserved = new Set<string>();
  #copies = new Map<string, number>();
  #taken: { has(key: string): boolean } = new Set<string>();
  /** Rows of the current pass whose own key was not unique. */
  repeatedRows = 0;
  isSettled = true;

  /** Begins a pass over all rows; `taken` tells the keys given in this pass. */
  begin(taken: { has(key: string): boolean }): void {
    this.#taken = taken;
    this.#copies = new Map();
    this.repeatedRows = 0;
    this.isSettled = true;
  }

  /** The row's key; `own` is undefined when the row has no usable key, `hash` is 16 hex digits. */
  assign(own: string | undefined, hash: string): string {
    if (own === undefined) return this.#hashKey(`r-${hash}`);
    if (!this.#repeated.has(own)) {
      const isTaken = this.#taken.has(own);
      const isTakenByHash = isTaken && hashKey.test(own) && !this.#reserved.has(own);
      if (hashKey.test(own)) this.#reserved.add(own);
      if (!isTaken) return own;
      this.isSettled = false;
      if (!isTakenByHash) this.#repeated.add(own);
    }
    this.repeatedRows++;
    return this.#hashKey(`r-${hash}`);
  }

  #hashKey(first: string): string {
    let copy = this.#copies.get(first) ?? 1;
    let key = copy === 1 ? first : `${first}-${copy}`;
    while (this.#taken.has(key) || this.#reserved.has(key)) key = `${first}-${++copy}`;
    if (copy > 1) this.#copies.set(first, copy);
    return key;
  }
}
