/** What became of one answer that was asked for. */
export type Outcome = 'missing' | 'error' | 'answered';

const outcomes: readonly Outcome[] = ['missing', 'error', 'answered'];

/** The outcomes of one model: one slot for each row and repeat, 22 bytes each. Slots are numbered row by row. */
export class OutcomeTable {
  readonly rows: number;
  readonly repeat: number;
  readonly #outcome: Uint8Array;
  readonly #score: Float64Array;
  readonly #recordStart: Float64Array;
  readonly #recordLength: Uint32Array;
  readonly #isPartial: Uint8Array;

  constructor(rows: number, repeat: number) {
    this.rows = rows;
    this.repeat = repeat;
    this.#outcome = new Uint8Array(rows * repeat);
    this.#score = new Float64Array(rows * repeat).fill(Number.NaN);
    this.#recordStart = new Float64Array(rows * repeat);
    this.#recordLength = new Uint32Array(rows * repeat);
    this.#isPartial = new Uint8Array(rows * repeat);
  }

  get slots(): number {
    return this.#outcome.length;
  }

  outcome(slot: number): Outcome {
    return outcomes[this.#outcome[slot] ?? 0] ?? 'missing';
  }

  /** The answer's score from 0 to 1; null unless it is answered. */
  score(slot: number): number | null {
    const score = this.#score[slot];
    return score === undefined || Number.isNaN(score) ? null : score;
  }

  /** Where the slot's record stands among the unordered ones. */
  record(slot: number): { start: number; length: number } {
    return { start: this.#recordStart[slot] ?? 0, length: this.#recordLength[slot] ?? 0 };
  }

  set(slot: number, outcome: Outcome, score: number | null, record: { start: number; length: number }): void {
    this.#outcome[slot] = outcomes.indexOf(outcome);
    this.#score[slot] = score ?? Number.NaN;
    this.#recordStart[slot] = record.start;
    this.#recordLength[slot] = record.length;
  }

  /** A check that counts failed to run on the answer: its score is of the others. */
  markPartial(slot: number): void {
    this.#isPartial[slot] = 1;
  }

  /** The row's score if it is of all checks, in all its answers; null otherwise: nothing can be compared with it. */
  wholeScore(row: number): number | null {
    const isPartial = this.#isPartial.subarray(row * this.repeat, (row + 1) * this.repeat).includes(1);
    return isPartial ? null : this.rowScore(row);
  }

  /** The mean score of a row over its answered repeats; null when none was answered. */
  rowScore(row: number): number | null {
    let sum = 0;
    let answered = 0;
    for (let slot = row * this.repeat; slot < (row + 1) * this.repeat; slot++) {
      const score = this.score(slot);
      if (score === null) continue;
      sum += score;
      answered++;
    }
    return answered === 0 ? null : sum / answered;
  }
}
