import { access, constants, mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { codeOf, wordsOf } from './file-errors.ts';

/** Where the run's files go: the directory of the input, made if need be, or a new one in `temp`. Throws InputError. */
export async function makeOutputDirectory(place: {
  /** Relative to the working directory; undefined when it is not set. */
  readonly outputDirectory: string | undefined;
  readonly workingDirectory: string;
  readonly temp: string;
}): Promise<string> {
  const { outputDirectory, workingDirectory, temp } = place;
  if (outputDirectory === undefined) return mkdtemp(join(temp, 'gemini-batch-eval-'));
  const path = resolve(workingDirectory, outputDirectory);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.X_OK);
    return await realpath(path);
  } catch (error) {
    throw new InputError([{ input: 'output-directory', received: outputDirectory, message: problemOf(error) }]);
  }
}

function problemOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'is a file, or lies below one; it must be a directory';
  return `cannot be written to: ${wordsOf(error)}`;
}
