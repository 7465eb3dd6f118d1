import { parseDocument } from 'yaml';
import type { Price } from '../cost/price.ts';
import { parsePrices } from '../cost/price-overrides.ts';
import { instructionOfFile } from '../dataset/edit.ts';
import { parseScorers } from '../scoring/config.ts';
import type { Scorer } from '../scoring/scorer.ts';
import { parsePatch, type RequestPatch } from './patch.ts';
import { type InputReader, takeRead, UnreadablePathError } from './reader.ts';
import type { Parsed, ProblemList } from './values.ts';

/** The prompt under test. */
export async function readSystemInstruction(
  reader: InputReader,
  problems: ProblemList,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const path = reader.input('system-instruction').trim();
  if (path === '') return undefined;
  const content = await readNamed('system-instruction', path, reader, problems);
  if (content === undefined) return undefined;
  const text = instructionOfFile(content);
  if (text.trim() === '')
    problems.add('system-instruction', 'the file is empty; the API refuses an empty instruction', path);
  return { path, text };
}

/** The patches, from a file or inline. */
export async function readRequestPatch(
  reader: InputReader,
  models: readonly string[],
  problems: ProblemList,
): Promise<RequestPatch> {
  const none: RequestPatch = { shared: undefined, perModel: new Map() };
  const text = reader.input('request-patch').trim();
  if (text === '') return none;
  const isPath = looksLikePath(text);
  const content = isPath ? await readNamed('request-patch', text, reader, problems) : text;
  if (content === undefined) return none;
  const parsed = parsePatch(content, models);
  if ('value' in parsed) return parsed.value;
  for (const problem of parsed.problems) problems.add('request-patch', problem, isPath ? text : undefined);
  return none;
}

/** Prices over the built-in table, from a file or inline. */
export async function readPrices(reader: InputReader, problems: ProblemList): Promise<ReadonlyMap<string, Price>> {
  const text = reader.input('prices').trim();
  if (text === '') return new Map();
  const isPath = looksLikePath(text);
  const content = isPath ? await readNamed('prices', text, reader, problems) : text;
  if (content === undefined) return new Map();
  const config = parseYaml(content);
  const parsed = 'value' in config ? parsePrices(config.value) : { problems: [config.problem] };
  if ('prices' in parsed) return parsed.prices;
  for (const problem of parsed.problems) problems.add('prices', problem, isPath ? text : undefined);
  return new Map();
}

/** The side file with labels. */
export async function findLabels(
  reader: InputReader,
  problems: ProblemList,
): Promise<{ readonly path: string; readonly display: string } | undefined> {
  const path = reader.input('labels').trim();
  if (path === '') return undefined;
  const found = await takeRead(problems, 'labels', path, () => reader.findFiles(path, []));
  if (found === undefined) return undefined;
  const [file, ...others] = found.value;
  if (file === undefined) problems.add('labels', 'there is no such file', path);
  if (others.length > 0) problems.add('labels', `matches ${others.length + 1} files; one is needed`, path);
  return file;
}

/** The text of a file that an input names; undefined when there is none, which is noted. */
async function readNamed(
  input: string,
  path: string,
  reader: InputReader,
  problems: ProblemList,
): Promise<string | undefined> {
  const read = await takeRead(problems, input, path, () => reader.readText(path));
  if (read !== undefined && read.value === undefined) problems.add(input, 'there is no such file', path);
  return read?.value;
}

function looksLikePath(text: string): boolean {
  return /\.(ya?ml|json)$/i.test(text) && !/^([{[]|- )|\n|: /.test(text);
}

/** The checks, from a file or inline. */
export async function readScorers(reader: InputReader, problems: ProblemList): Promise<readonly Scorer[]> {
  const text = reader.input('scorers').trim() || 'function-call';
  const isPath = looksLikePath(text);
  const content = isPath ? await readNamed('scorers', text, reader, problems) : text;
  const config = content === undefined ? undefined : parseYaml(content);
  if (config === undefined) return [];
  if ('problem' in config) problems.add('scorers', config.problem, text);
  const parse = async () => ('value' in config ? parseScorers(config.value, namingPaths(reader)) : { problems: [] });
  const parsed = (await takeRead(problems, 'scorers', isPath ? text : undefined, parse))?.value ?? { problems: [] };
  if ('scorers' in parsed) return parsed.scorers;
  for (const problem of parsed.problems) problems.add('scorers', problem, isPath ? text : undefined);
  return [];
}

/** The same reader; for a file that a scorer names, what is wrong with it names it too. */
function namingPaths(reader: InputReader): InputReader {
  return {
    ...reader,
    readText: (path) =>
      reader.readText(path).catch((error: unknown) => {
        throw error instanceof UnreadablePathError ? new UnreadablePathError(error.message, path) : error;
      }),
  };
}

/** YAML 1.2 with duplicate keys refused. Aliases are bounded by the library; one that contains itself is refused. */
function parseYaml(text: string): Parsed<unknown> {
  const document = parseDocument(text, { prettyErrors: true });
  try {
    const error = document.errors[0] ?? document.warnings[0];
    if (error !== undefined) throw error;
    const value: unknown = document.toJS();
    return JSON.stringify(value) === undefined ? { problem: 'holds nothing' } : { value };
  } catch (error) {
    const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return {
      problem: `is not valid YAML: ${message.replace(/:$/, '').replace(/^Converting circular.*/, 'an alias contains itself')}`,
    };
  }
}
