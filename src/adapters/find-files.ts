import { constants } from 'node:fs';
import { access, glob, lstat, realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { UnreadablePathError } from '../inputs/reader.ts';
import { isAbsence, wordsOf } from './file-errors.ts';
import { displayPath } from './files.ts';

/**
 * The files that a path or glob stands for, sorted by the path given, each once however many links lead to it: `path` is its
 * real one. Only regular files count. A path that exists is never read as a glob. Throws UnreadablePathError for a path that
 * is there and is no such file, and for a file that may not be read.
 */
export async function findFiles(
  pattern: string,
  excluded: readonly string[],
  { working, workspace }: { working: string; workspace: string },
): Promise<{ path: string; display: string }[]> {
  const literal = resolve(working, pattern);
  const kind = await kindOf(literal);
  if (kind === 'directory')
    throw new UnreadablePathError(`is a directory; write a glob such as ${pattern.replace(/[\\/]+$/, '')}/*.jsonl`);
  if (kind === 'broken link') throw new UnreadablePathError('is a link to a file that does not exist');
  if (kind === 'other') throw new UnreadablePathError('is no regular file');
  const named = kind === 'file' ? [literal] : await filesOfGlob(pattern, excluded, working);
  const files = new Map<string, string>();
  for (const path of await leaveOut(named.sort(), excluded, working)) {
    const real = await realpath(path);
    if (files.has(real)) continue;
    await checkReadable(real, displayPath(path, workspace));
    files.set(real, displayPath(path, workspace));
  }
  return [...files].map(([path, display]) => ({ path, display }));
}

type Kind = 'file' | 'directory' | 'other' | 'broken link' | 'nothing';

async function kindOf(path: string): Promise<Kind> {
  try {
    const found = await stat(path);
    return found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
  } catch (error) {
    if (!isAbsence(error)) throw new UnreadablePathError(`cannot be read: ${wordsOf(error)}`);
    return lstat(path).then(
      () => 'broken link',
      () => 'nothing',
    );
  }
}

async function filesOfGlob(pattern: string, excluded: readonly string[], working: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of glob(pattern, { cwd: working, exclude: [...excluded], withFileTypes: true })) {
    const path = resolve(entry.parentPath, entry.name);
    if (await isFile(path)) paths.push(path);
  }
  return paths;
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Files named in full are left out too, and so is what lies in a directory that is left out. */
async function leaveOut(paths: readonly string[], excluded: readonly string[], working: string): Promise<string[]> {
  let kept = [...paths];
  for (const pattern of kept.length === 0 ? [] : excluded) {
    const left = [resolve(working, pattern)];
    for await (const entry of glob(pattern, { cwd: working, withFileTypes: true }))
      left.push(resolve(entry.parentPath, entry.name));
    const out = new Set(left);
    kept = kept.filter((path) => !out.has(path) && !left.some((directory) => path.startsWith(directory + sep)));
  }
  return kept;
}

async function checkReadable(path: string, display: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new UnreadablePathError(`${display} cannot be read: ${wordsOf(error)}`);
  }
}
