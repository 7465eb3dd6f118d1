import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { quote, SealError } from '../errors.ts';
import type { VaultEntry } from '../ports/vault.ts';

/** Ours hold a few files for each model and shard; a list without end would fill a disk with empty files. */
const maxEntries = 10_000;
const namePattern = /^[a-z0-9][a-z0-9.-]{0,254}$/;
const chunkBytes = 256 * 1024;
/** Six bytes count up to 256 TiB, and fit a number. */
const sizeBytes = 6;

/**
 * Files one after the other: the length of the name (1 byte), the name, the length of the content (6 bytes, the highest first),
 * the content. A name of length 0 ends them.
 */
export async function* packEntries(entries: readonly VaultEntry[]): AsyncGenerator<Uint8Array> {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const problem = problemOf(name, seen);
    if (problem !== undefined) throw new Error(`Could not seal ${quote(name)}: it ${problem}.`);
    seen.add(name);
  }
  for (const { name, path } of entries) {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      yield headOf(name, size);
      yield* contentOf(file, { name, size });
    } finally {
      await file.close();
    }
  }
  yield Buffer.from([0]);
}

/** Unpacks what was packed into files under the entries' names. What goes wrong leaves none behind. */
export async function unpackEntries(
  source: AsyncIterable<Uint8Array>,
  { folder, maxBytes }: { readonly folder: string; readonly maxBytes: number },
): Promise<ReadonlyMap<string, string>> {
  const reader = openBytes(source);
  const made = new Map<string, string>();
  let left = maxBytes;
  try {
    for (;;) {
      const [nameBytes = 0] = await reader.take(1);
      if (nameBytes === 0) break;
      const name = (await reader.take(nameBytes)).toString('latin1');
      const problem = problemOf(name, made);
      if (problem !== undefined) throw new SealError('damaged', `the entry ${quote(name)} ${problem}`);
      const size = (await reader.take(sizeBytes)).readUIntBE(0, sizeBytes);
      if (size > left) throw new SealError('too-large', `it holds more than ${maxBytes} bytes`);
      left -= size;
      const path = join(folder, name);
      // What is there already is not ours to replace, or to take away.
      const file = await open(path, 'wx');
      made.set(name, path);
      await pipeline(reader.pieces(size), file.createWriteStream());
    }
    if (!(await reader.isAtEnd())) throw new SealError('damaged', 'something stands behind its last entry');
    return made;
  } catch (error) {
    for (const path of made.values()) await rm(path, { force: true, maxRetries: 5 });
    throw error;
  }
}

function problemOf(name: string, taken: ReadonlySet<string> | ReadonlyMap<string, unknown>): string | undefined {
  if (!namePattern.test(name)) return 'has a name with other characters than a-z, 0-9, dots and dashes';
  if (taken.has(name)) return 'is there twice';
  return taken.size >= maxEntries ? `is one too many: ${maxEntries} are the most` : undefined;
}

function headOf(name: string, size: number): Buffer {
  const head = Buffer.alloc(1 + name.length + sizeBytes);
  head.writeUInt8(name.length);
  head.write(name, 1, 'latin1');
  head.writeUIntBE(size, 1 + name.length, sizeBytes);
  return head;
}

async function* contentOf(file: FileHandle, { name, size }: { readonly name: string; readonly size: number }) {
  let sent = 0;
  for await (const chunk of file.createReadStream({ start: 0, highWaterMark: chunkBytes, autoClose: false })) {
    sent += chunk.length;
    if (sent > size) break;
    yield chunk as Buffer;
  }
  if (sent !== size) throw new Error(`Could not seal ${quote(name)}: the file changes while it is read.`);
}

/** Takes a stream apart by numbers of bytes; a stream that ends before them is damaged. */
function openBytes(source: AsyncIterable<Uint8Array>) {
  const chunks = source[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array();

  async function isAtEnd(): Promise<boolean> {
    while (held.length === 0) {
      const next = await chunks.next();
      if (next.done) return true;
      held = next.value;
    }
    return false;
  }

  async function* pieces(bytes: number): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0; ) {
      if (await isAtEnd()) throw new SealError('damaged', 'it ends within an entry');
      const piece = held.subarray(0, left);
      held = held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** For what is short: it is held in memory. */
  async function take(bytes: number): Promise<Buffer> {
    const taken: Uint8Array[] = [];
    for await (const piece of pieces(bytes)) taken.push(piece);
    return Buffer.concat(taken);
  }

  return { isAtEnd, pieces, take };
}
