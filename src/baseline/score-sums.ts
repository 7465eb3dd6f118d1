import { type RowScores, UnusableBaselineError } from './baseline.ts';

/** One model's scores while its lines are read. */
export class ScoreSums {
  readonly #sums: Float64Array;
  readonly #counts: Uint8Array;
  readonly #isPartial: Uint8Array;
  #hasPartial = false;

  constructor(rows: number) {
    this.#sums = new Float64Array(rows);
    this.#counts = new Uint8Array(rows);
    this.#isPartial = new Uint8Array(rows);
  }

  /** Takes in one answer's score; throws UnusableBaselineError when the row has had as many as it was asked for. */
  add(row: number, score: number, { isWhole, repeat }: { readonly isWhole: boolean; readonly repeat: number }): void {
    const count = (this.#counts[row] ?? 0) + 1;
    if (count > repeat) throw new UnusableBaselineError('has a rows.jsonl with more answers than it was asked for');
    this.#counts[row] = count;
    this.#sums[row] = (this.#sums[row] ?? 0) + score;
    if (isWhole) return;
    this.#isPartial[row] = 1;
    this.#hasPartial = true;
  }

  finish(): RowScores {
    const own = this.#sums.map((sum, row) => sum / (this.#counts[row] ?? 0));
    if (!this.#hasPartial) return { own, whole: own };
    return { own, whole: own.map((score, row) => (this.#isPartial[row] === 1 ? Number.NaN : score)) };
  }
}
