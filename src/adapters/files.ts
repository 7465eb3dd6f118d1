import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  createReadStream,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UnreadablePathError } from '../inputs/reader.ts';
import type { FileReader, FileSink, Files } from '../ports.ts';
import { isAbsence, wordsOf } from './file-errors.ts';

const chunkBytes = 1024 * 1024;

export const localFiles: Files = {
  readChunks: (path, signal) => createReadStream(path, { highWaterMark: chunkBytes, signal }),
  openReader,
  createSink,
  readText,
  async writeText(path, text) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
  },
  writeTextNow(path, text) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
  },
  size: async (path) => (await stat(path)).size,
  makeDirectory: async (path) => {
    await mkdir(path, { recursive: true });
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
  join,
};

/**
 * The text of a file without its byte order mark; undefined when there is no such file. Throws UnreadablePathError for what is
 * there and is no file of UTF-8 text.
 */
export async function readText(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UnreadablePathError('is a directory');
    if (!found.isFile()) throw new UnreadablePathError('is no regular file');
    const bytes = await readFile(path);
    if (!isUtf8(bytes)) throw new UnreadablePathError('is not UTF-8 text');
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error instanceof UnreadablePathError ? error : new UnreadablePathError(`cannot be read: ${wordsOf(error)}`);
  }
}

/** Files up to this size are read into memory at once: a hundred thousand small reads cost more than the file. */
const maxHeldBytes = 16 * 1024 * 1024;

function openReader(path: string, { hold = false } = {}): FileReader {
  if (hold && statSync(path).size <= maxHeldBytes) {
    const bytes = readFileSync(path);
    return { read: (offset, length) => bytes.subarray(offset, offset + length), close: () => undefined };
  }
  const handle = openSync(path, 'r');
  return {
    read(offset, length) {
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, readSync(handle, bytes, 0, length, offset));
    },
    close: () => closeSync(handle),
  };
}

/** Writes beside the file's name and renames at the end, so that a half-written file never bears it. */
async function createSink(path: string): Promise<FileSink> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const handle = await open(part, 'w');
  return {
    write: (bytes) => writeAll(handle, bytes),
    async close() {
      await handle.close();
      await rename(part, path);
    },
    async abort() {
      await handle.close();
      await rm(part, { force: true });
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) offset += (await handle.write(bytes, offset)).bytesWritten;
}

/** A path as people and GitHub know it: relative to the workspace where it lies inside, with forward slashes. */
export function displayPath(path: string, workspace: string): string {
  const inside = relative(workspace, path);
  const shown = inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  return shown.split(sep).join('/');
}
