import { type InputReader, takeRead, UnreadablePathError } from './reader.ts';
import type { ProblemList } from './values.ts';

/** What the run is compared with. */
export type BaselineSource =
  | { readonly kind: 'auto' | 'logged' | 'none' }
  /** A report.json on disk, with its rows.jsonl. */
  | { readonly kind: 'file'; readonly report: string; readonly rows: string; readonly display: string }
  /** A branch, tag or commit whose results are looked up; whether there is one, only GitHub knows. */
  | { readonly kind: 'ref'; readonly ref: string };

const words = ['auto', 'logged', 'none'] as const;
/** What Git refuses in a ref's name, and what GitHub does not look up: `main~1`, `main@{yesterday}`. */
const refusedInRef = /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|^[/.-]|[/.]$|\/\/|\.lock$/u;
const maxRefChars = 250;

/** The input `baseline`: a word, a path that exists, or else a ref. */
export async function readBaseline(reader: InputReader, problems: ProblemList): Promise<BaselineSource> {
  const text = reader.input('baseline').trim() || 'auto';
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return { kind: word };
  for (const path of [text, `${text.replace(/[\\/]+$/, '')}/report.json`]) {
    const read = await takeRead(problems, 'baseline', path, () => findOne(path, reader));
    const report = read?.value;
    if (report === undefined) continue;
    const beside = path.replace(/[^\\/]*$/, 'rows.jsonl');
    const rows = (await takeRead(problems, 'baseline', text, () => reader.findFiles(beside, [])))?.value[0];
    if (rows === undefined) problems.add('baseline', `has no rows.jsonl beside it (${beside})`, text);
    return { kind: 'file', report: report.path, rows: rows?.path ?? '', display: report.display };
  }
  if (refusedInRef.test(text) || text.length > maxRefChars || /\.jsonl?$/i.test(text)) {
    const accepted = 'auto, logged, none, the path of a report.json, or the name of a branch, tag or commit';
    problems.add('baseline', `there is no such file, and it cannot be a ref; it takes ${accepted}`, text);
  }
  return { kind: 'ref', ref: text };
}

/** The one file of this path. A directory is none: it may bear the name of a branch. */
async function findOne(path: string, reader: InputReader): Promise<{ path: string; display: string } | undefined> {
  if (/[*?[\]{}!]/.test(path)) return undefined;
  try {
    return (await reader.findFiles(path, []))[0];
  } catch (error) {
    if (error instanceof UnreadablePathError && error.message.startsWith('is a directory')) return undefined;
    throw error;
  }
}
