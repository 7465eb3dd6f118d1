import type { FileSink, World } from '../../ports.ts';

/** The files under way: a further pass begins each anew. */
export class SinkSet {
  readonly #world: World;
  readonly #open = new Map<string, FileSink>();

  constructor(world: World) {
    this.#world = world;
  }

  async open(path: string): Promise<FileSink> {
    await this.#open.get(path)?.abort();
    const sink = await this.#world.files.createSink(path);
    this.#open.set(path, sink);
    return sink;
  }

  async close(): Promise<void> {
    for (const sink of this.#open.values()) await sink.close();
    this.#open.clear();
  }

  async abort(): Promise<void> {
    for (const sink of this.#open.values()) await sink.abort();
    this.#open.clear();
  }
}
