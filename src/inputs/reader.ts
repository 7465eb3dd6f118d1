import { quote } from '../errors.ts';
import type { TestRegExp } from '../scoring/scorers/text-pattern.ts';
import type { ProblemList } from './values.ts';

/** Something is there under a path, but not what was asked for; the message goes behind the path. */
export class UnreadablePathError extends Error {
  /** The path, where it is not the input itself. */
  readonly path: string | undefined;

  constructor(message: string, path?: string) {
    super(message);
    this.name = 'UnreadablePathError';
    this.path = path;
  }
}

/** Where inputs come from. */
export interface InputReader {
  /** The value of an input as the runner hands it over; '' when it is not set. */
  input(name: string): string;
  env(name: string): string | undefined;
  /** Whether the working directory exists. */
  isDirectory(): Promise<boolean>;
  /** The text of a file, relative to the working directory; undefined when there is none. Throws UnreadablePathError. */
  readText(path: string): Promise<string | undefined>;
  /** Runs the default export of an ES module on a row; undefined when there is no such file. */
  openModule(path: string): Promise<((row: unknown) => Promise<unknown>) | undefined>;
  /** Tests a pattern with a limit in time; see ScorerTools. */
  readonly testRegExp?: TestRegExp;
  /** The files that a path or glob stands for, sorted; `display` is relative to the workspace. Throws UnreadablePathError. */
  findFiles(pattern: string, excluded: readonly string[]): Promise<{ path: string; display: string }[]>;
}

/** What was read; undefined when there is something that could not be read, which is noted. */
export async function takeRead<T>(
  problems: ProblemList,
  input: string,
  path: string | undefined,
  read: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof UnreadablePathError)) throw error;
    problems.add(input, error.path === undefined ? error.message : `${quote(error.path)} ${error.message}`, path);
    return undefined;
  }
}

/** The key in the order of precedence; undefined when there is none. */
export function readApiKey(reader: Pick<InputReader, 'input' | 'env'>): string | undefined {
  const candidates = [reader.input('gemini-api-key'), reader.env('GEMINI_API_KEY'), reader.env('GOOGLE_API_KEY')];
  return candidates
    .map((candidate) => candidate?.trim())
    .find((candidate) => candidate !== undefined && candidate !== '');
}
