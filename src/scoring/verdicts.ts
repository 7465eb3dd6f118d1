import type { Finding } from './scorer.ts';

/** What judges said, by slot and rubric: the score in memory (8 bytes), the reason on disk. */
export class VerdictTable {
  readonly #rubrics: number;
  readonly #score: Float64Array;
  readonly #start: Float64Array;
  readonly #length: Uint32Array;

  constructor(slots: number, rubrics: number) {
    this.#rubrics = rubrics;
    this.#score = new Float64Array(slots * rubrics).fill(Number.NaN);
    this.#start = new Float64Array(slots * rubrics);
    this.#length = new Uint32Array(slots * rubrics);
  }

  has(slot: number, rubric: number): boolean {
    return (this.#length[this.#index(slot, rubric)] ?? 0) > 0;
  }

  set(slot: number, rubric: number, score: number | null, reason: { start: number; length: number }): void {
    const index = this.#index(slot, rubric);
    this.#score[index] = score ?? Number.NaN;
    this.#start[index] = reason.start;
    this.#length[index] = reason.length;
  }

  /** The verdict; `readReason` looks the reason up, which is kept as a JSON text. */
  finding(slot: number, rubric: number, readReason: (start: number, length: number) => string): Finding {
    const index = this.#index(slot, rubric);
    const length = this.#length[index] ?? 0;
    if (length === 0) return { score: null, reason: 'the judge gave no verdict' };
    const score = this.#score[index] ?? Number.NaN;
    return { score: Number.isNaN(score) ? null : score, reason: readReason(this.#start[index] ?? 0, length) };
  }

  #index(slot: number, rubric: number): number {
    return slot * this.#rubrics + rubric;
  }
}
