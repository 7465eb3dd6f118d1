import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { atMost } from './at-most.ts';

/** Ours hold a dozen; a list without end would keep us reading. */
const maxListed = 10_000;

export interface Wanted {
  readonly name: string;
  readonly maxBytes: number;
  /** Where it is written; nothing may be there. */
  readonly path: string;
}

/**
 * Unpacks the entries asked for and gives the names that were there. Names are compared byte for byte, and one that does not
 * match is never looked at, so a path that leads elsewhere is just another name. Refuses what tools would read differently:
 * a name that is there twice.
 */
export async function unpack(
  archive: string,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const zip = await openPromise(archive, { autoClose: false, decodeStrings: false });
  // Closing can fail behind the last entry, where nobody listens any more; unheard it would end the process.
  zip.on('error', () => undefined);
  try {
    if (zip.entryCount > maxListed) throw new Error(`it lists ${zip.entryCount} files`);
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      const one = wanted.find(({ name }) => entry.fileNameRaw.equals(Buffer.from(name)));
      if (one === undefined) continue;
      if (found.has(one.name)) throw new Error(`${one.name} is there twice`);
      found.add(one.name);
      await extract(zip, entry, one, signal);
    }
    return found;
  } finally {
    zip.close();
  }
}

async function extract(zip: ZipFile, entry: Entry, { name, maxBytes, path }: Wanted, signal: AbortSignal) {
  if (entry.isEncrypted()) throw new Error(`${name} is encrypted`);
  const tooMany = () => new Error(`${name} is larger than ${maxBytes} bytes`);
  const source = await zip.openReadStreamPromise(entry);
  await pipeline(source, atMost(maxBytes, tooMany), createWriteStream(path, { flags: 'wx' }), { signal });
}
