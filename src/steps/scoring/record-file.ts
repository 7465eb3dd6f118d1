import type { FileReader, World } from '../../ports.ts';

const drainBytes = 1024 * 1024;

/** Short texts in the order in which they come, on disk until they are looked up in another order. */
export class RecordFile {
  readonly #files: World['files'];
  readonly #path: string;
  #pieces: Buffer[] = [];
  #pendingBytes = 0;
  #offset = 0;
  #sink: Awaited<ReturnType<World['files']['createSink']>> | undefined;

  constructor(files: World['files'], path: string) {
    this.#files = files;
    this.#path = path;
  }

  append(text: string): { start: number; length: number } {
    const bytes = Buffer.from(text);
    const start = this.#offset;
    this.#pieces.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#offset += bytes.length;
    return { start, length: bytes.length };
  }

  /** Writes what has gathered, when it has become much. */
  drain(): Promise<void> | undefined {
    return this.#pendingBytes < drainBytes ? undefined : this.#flush();
  }

  /** Ends writing and opens the file for reading. */
  async finish(): Promise<FileReader> {
    await this.#flush();
    await this.#sink?.close();
    return this.#files.openReader(this.#path, { hold: true });
  }

  async remove(): Promise<void> {
    await this.#files.remove(this.#path);
  }

  async #flush(): Promise<void> {
    this.#sink ??= await this.#files.createSink(this.#path);
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#pendingBytes = 0;
    await this.#sink.write(bytes);
  }
}
