import { InputError } from '../src/errors.ts';
import type { InputReader } from '../src/inputs/reader.ts';
import { type Inputs, readInputs } from '../src/inputs.ts';

/** What the runner would hand over: inputs and environment by name, files by path. */
export interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** What a pattern finds; a pattern that is not listed finds itself, unless it holds `missing`. */
  readonly found?: Readonly<Record<string, readonly string[]>>;
  readonly isDirectory?: boolean;
}

/** A reader over values; inputs that are not given are not set. */
export function readerOf(inputs: Readonly<Record<string, string>>, setting: Setting = {}): InputReader {
  return {
    input: (name) => inputs[name] ?? '',
    env: (name) => setting.env?.[name],
    isDirectory: async () => setting.isDirectory ?? true,
    readText: async (path) => setting.files?.[path],
    openModule: async () => undefined,
    findFiles: async (pattern, excluded) => {
      const paths = setting.found?.[pattern] ?? (pattern.includes('missing') ? [] : [pattern]);
      return paths.filter((path) => !excluded.includes(path)).map((path) => ({ path: `/repo/${path}`, display: path }));
    },
  };
}

/** The smallest inputs that are right. */
export const smallest = { dataset: 'evals/spam.jsonl', models: 'gemini-flash' };

/** Reads the smallest inputs with these put over them. */
export function read(over: Readonly<Record<string, string>>, setting?: Setting): Promise<Inputs> {
  return readInputs(readerOf({ ...smallest, ...over }, setting));
}

/** The message that a user sees; fails when the inputs are accepted. */
export async function messageOf(over: Readonly<Record<string, string>>, setting?: Setting): Promise<string> {
  try {
    await read(over, setting);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(over)}`);
}
