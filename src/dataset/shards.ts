import { createHash, type Hash } from 'node:crypto';
import type { ShardLimits } from './shard-limits.ts';

/** A part of a request file that one job answers: whole rows, one after the other. */
export interface Shard {
  /** Byte span in the request file. */
  readonly offset: number;
  readonly bytes: number;
  /** The first of its rows, by its number in the file. */
  readonly firstRow: number;
  readonly rows: number;
  /** What a file of just these rows would have. 64 hex digits. */
  readonly requestsDigest: string;
}

/**
 * Notes where a request file is cut while its rows are written: at the border of a row, before the limits are exceeded. A row
 * that is above them by itself is a shard of its own.
 */
export class ShardCutter {
  readonly #limits: ShardLimits;
  readonly #seed: string;
  readonly #shards: Shard[] = [];
  #digest: Hash;
  #offset = 0;
  #bytes = 0;
  #tokens = 0;
  #firstRow = 0;
  #rows = 0;

  /** The seed is part of every digest: what the shards' rows have in common. */
  constructor(limits: ShardLimits, seed = '') {
    this.#limits = limits;
    this.#seed = seed;
    this.#digest = createHash('sha256').update(seed);
  }

  /** Takes in the next row: the bytes of all its lines, the tokens of their prompts, and what tells it from other rows. */
  add(row: { readonly bytes: number; readonly tokens: number }, ...digested: readonly (string | Uint8Array)[]): void {
    const { maxBytes, maxTokens } = this.#limits;
    if (this.#rows > 0 && (this.#bytes + row.bytes > maxBytes || this.#tokens + row.tokens > maxTokens)) this.#cut();
    this.#bytes += row.bytes;
    this.#tokens += row.tokens;
    this.#rows++;
    for (const piece of digested) this.#digest.update(piece);
  }

  /**
   * The shards, in order; one at least. The digest of the file is that of its shard, or stands for all of theirs: another
   * cut of the same rows means other jobs, and has another digest.
   */
  finish(): { readonly requestsDigest: string; readonly shards: readonly Shard[] } {
    this.#cut();
    const [first, ...others] = this.#shards.map(({ requestsDigest }) => requestsDigest);
    const requestsDigest =
      first !== undefined && others.length === 0
        ? first
        : createHash('sha256')
            .update([first, ...others].join())
            .digest('hex');
    return { requestsDigest, shards: this.#shards };
  }

  #cut(): void {
    this.#shards.push({
      offset: this.#offset,
      bytes: this.#bytes,
      firstRow: this.#firstRow,
      rows: this.#rows,
      requestsDigest: this.#digest.digest('hex'),
    });
    this.#digest = createHash('sha256').update(this.#seed);
    this.#offset += this.#bytes;
    this.#firstRow += this.#rows;
    this.#bytes = 0;
    this.#tokens = 0;
    this.#rows = 0;
  }
}
