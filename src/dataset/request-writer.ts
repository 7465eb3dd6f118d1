const bufferBytes = 1024 * 1024;

/** Where request lines go. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
}

/** Gathers small writes into large ones, in order. */
export class RequestWriter {
  readonly #sink: ByteSink;
  readonly #buffer = Buffer.allocUnsafeSlow(bufferBytes);
  #used = 0;
  bytesWritten = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** Writes the pieces one after the other; there is something to wait for only when the buffer is full. */
  write(pieces: readonly Uint8Array[]): Promise<void> | undefined {
    let length = 0;
    for (const piece of pieces) length += piece.length;
    this.bytesWritten += length;
    if (this.#used + length > bufferBytes) return this.#writeLong(pieces, length);
    this.#gather(pieces);
    return undefined;
  }

  /** Hands everything gathered to the sink. */
  async flush(): Promise<void> {
    if (this.#used === 0) return;
    const filled = this.#buffer.subarray(0, this.#used);
    this.#used = 0;
    await this.#sink.write(filled);
  }

  async #writeLong(pieces: readonly Uint8Array[], length: number): Promise<void> {
    await this.flush();
    if (length <= bufferBytes) this.#gather(pieces);
    else for (const piece of pieces) await this.#sink.write(piece);
  }

  #gather(pieces: readonly Uint8Array[]): void {
    for (const piece of pieces) {
      this.#buffer.set(piece, this.#used);
      this.#used += piece.length;
    }
  }
}
