import { type InputReader, takeRead } from './reader.ts';
import { type ProblemList, splitLines } from './values.ts';

/** A file or an address that holds rows. */
export type DatasetSource =
  | { readonly kind: 'file'; readonly path: string; readonly display: string }
  | { readonly kind: 'address'; readonly url: string; readonly display: string };

/** The files and addresses that the lines stand for; lines that begin with `!` leave files out. */
export async function findDataset(text: string, reader: InputReader, problems: ProblemList): Promise<DatasetSource[]> {
  const lines = splitLines(text);
  const excluded = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
  const sources = new Map<string, DatasetSource>();
  for (const line of lines.filter((candidate) => !candidate.startsWith('!'))) {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(line)) {
      const source = parseAddress(line);
      if ('problem' in source) problems.add('dataset', source.problem, source.display);
      else sources.set(source.value.url, source.value);
      continue;
    }
    const found = await takeRead(problems, 'dataset', line, () => reader.findFiles(line, excluded));
    if (found?.value.length === 0)
      problems.add('dataset', 'matches no file; paths are relative to working-directory', line);
    for (const file of found?.value ?? [])
      if (!sources.has(file.path)) sources.set(file.path, { kind: 'file', ...file });
  }
  if (text !== '' && sources.size === 0 && problems.problems.every((problem) => problem.input !== 'dataset')) {
    problems.add('dataset', 'names no file', text);
  }
  return [...sources.values()];
}

type AddressParse = { value: DatasetSource & { kind: 'address' } } | { problem: string; display: string };

/** The query of an address may carry a signature: it is used for the request and shown nowhere. */
function parseAddress(text: string): AddressParse {
  const display = text.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');
  if (!URL.canParse(text)) return { problem: 'is not an address', display };
  const url = new URL(text);
  if (url.protocol !== 'https:') return { problem: 'must be a path, a glob or an https:// address', display };
  if (url.username !== '' || url.password !== '') return { problem: 'may not carry a user name or password', display };
  return { value: { kind: 'address', url: url.href, display } };
}
