import type { InputReader } from './reader.ts';

/** A file that an input named: where it stands, and how it is shown. */
export interface RecordedFile {
  readonly path: string;
  readonly display: string;
}

/** Everything that inputs were made from, so that the same inputs can be made again elsewhere. Holds no key and no token. */
export interface RecordedInputs {
  /** Inputs as the runner handed them over; those that were not set are left out. */
  readonly values: { readonly [name: string]: string };
  /** Texts of files by their paths; null for what is not there. */
  readonly texts: { readonly [path: string]: string | null };
  /** What patterns stand for, by pattern and exclusions. */
  readonly found: { readonly [question: string]: readonly RecordedFile[] };
}

/** What belongs to the place where the inputs are read, not to the evaluation. */
const ownToThePlace = new Set(['gemini-api-key', 'github-token', 'working-directory', 'output-directory', 'dry-run']);

/** A reader that takes down what it is asked and what it answers. */
export function recordInputs(reader: InputReader): { readonly reader: InputReader; recorded(): RecordedInputs } {
  const values = new Map<string, string>();
  const texts = new Map<string, string | null>();
  const found = new Map<string, readonly RecordedFile[]>();
  return {
    reader: {
      ...reader,
      input: (name) => {
        const value = reader.input(name);
        if (value !== '' && !ownToThePlace.has(name))
          values.set(name, name === 'dataset' ? withoutQueries(value) : value);
        return value;
      },
      readText: async (path) => {
        const text = await reader.readText(path);
        texts.set(path, text ?? null);
        return text;
      },
      findFiles: async (pattern, excluded) => {
        const files = await reader.findFiles(pattern, excluded);
        found.set(questionOf(pattern, excluded), files);
        return files;
      },
    },
    recorded: () => ({
      values: Object.fromEntries(values),
      texts: Object.fromEntries(texts),
      found: Object.fromEntries(found),
    }),
  };
}

/**
 * A reader that answers from a record; `place` gives what belongs to the place, and what of the values it replaces. Modules
 * are never opened: no code of a pull request runs where its record is read.
 */
export function replayInputs(
  { values, texts, found }: RecordedInputs,
  place: { readonly input: (name: string) => string; readonly env: InputReader['env'] },
): InputReader {
  const own = <T>(record: { readonly [name: string]: T }, name: string): T | undefined =>
    Object.hasOwn(record, name) ? record[name] : undefined;
  return {
    input: (name) => place.input(name) || (ownToThePlace.has(name) ? '' : (own(values, name) ?? '')),
    env: place.env,
    isDirectory: async () => true,
    readText: async (path) => own(texts, path) ?? undefined,
    openModule: async () => undefined,
    findFiles: async (pattern, excluded) => [...(own(found, questionOf(pattern, excluded)) ?? [])],
  };
}

function questionOf(pattern: string, excluded: readonly string[]): string {
  return JSON.stringify([pattern, ...excluded]);
}

/** The query of an address may be a signature; what was fetched from there is kept instead. */
function withoutQueries(dataset: string): string {
  return dataset.replace(/^(\s*[a-z][a-z0-9+.-]*:\/\/[^?#\s]*)[?#]\S*/gim, '$1');
}
