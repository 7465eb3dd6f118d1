/** Where inputs come from. */
export interface InputReader {
  /** The value of an input as the runner hands it over; '' when it is not set. */
  input(name: string): string;
  env(name: string): string | undefined;
  /** Whether the working directory exists. */
  isDirectory(): Promise<boolean>;
  /** The text of a file, relative to the working directory; undefined when there is none. */
  readText(path: string): Promise<string | undefined>;
  /** Runs the default export of an ES module on a row; undefined when there is no such file. */
  openModule(path: string): Promise<((row: unknown) => Promise<unknown>) | undefined>;
  /** The files that a path or glob stands for, sorted; `display` is relative to the workspace. */
  findFiles(pattern: string, excluded: readonly string[]): Promise<{ path: string; display: string }[]>;
}

/** The key in the order of precedence; undefined when there is none. */
export function readApiKey(reader: Pick<InputReader, 'input' | 'env'>): string | undefined {
  const candidates = [reader.input('gemini-api-key'), reader.env('GEMINI_API_KEY'), reader.env('GOOGLE_API_KEY')];
  return candidates
    .map((candidate) => candidate?.trim())
    .find((candidate) => candidate !== undefined && candidate !== '');
}
