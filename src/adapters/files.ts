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
import { type FileHandle, glob, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FileReader, FileSink, Files } from '../ports.ts';

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

/** The text of a file without its byte order mark; undefined when there is no such file. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
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

/** The files a path or glob stands for, sorted by path; directories are left out. A path that exists is never read as a glob. */
export async function findFiles(
  pattern: string,
  excluded: readonly string[],
  directories: { working: string; workspace: string },
): Promise<{ path: string; display: string }[]> {
  const literal = resolve(directories.working, pattern);
  const isFile = await stat(literal).then(
    (found) => found.isFile(),
    () => false,
  );
  const paths = new Set<string>();
  if (isFile) paths.add(literal);
  else {
    for await (const entry of glob(pattern, {
      cwd: directories.working,
      exclude: [...excluded],
      withFileTypes: true,
    })) {
      if (!entry.isDirectory()) paths.add(resolve(entry.parentPath, entry.name));
    }
  }
  return [...paths].sort().map((path) => ({ path, display: displayPath(path, directories.workspace) }));
}
