import { parseDocument } from 'yaml';
import { instructionOfFile } from '../dataset/edit.ts';
import { parseScorers } from '../scoring/config.ts';
import type { Scorer } from '../scoring/scorer.ts';
import { parsePatch, type RequestPatch } from './patch.ts';
import type { InputReader } from './reader.ts';
import type { Parsed, ProblemList } from './values.ts';

/** The prompt under test. */
export async function readSystemInstruction(
  reader: InputReader,
  problems: ProblemList,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const path = reader.input('system-instruction').trim();
  if (path === '') return undefined;
  const content = await reader.readText(path);
  const text = instructionOfFile(content ?? '');
  if (content === undefined) problems.add('system-instruction', 'there is no such file', path);
  else if (text.trim() === '')
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
  const content = isPath ? await reader.readText(text) : text;
  if (content === undefined) {
    problems.add('request-patch', 'there is no such file', text);
    return none;
  }
  const parsed = parsePatch(content, models);
  if ('value' in parsed) return parsed.value;
  for (const problem of parsed.problems) problems.add('request-patch', problem, isPath ? text : undefined);
  return none;
}

/** The side file with labels. */
export async function findLabels(
  reader: InputReader,
  problems: ProblemList,
): Promise<{ readonly path: string; readonly display: string } | undefined> {
  const path = reader.input('labels').trim();
  if (path === '') return undefined;
  const [file] = await reader.findFiles(path, []);
  if (file === undefined) problems.add('labels', 'there is no such file', path);
  return file;
}

function looksLikePath(text: string): boolean {
  return /\.(ya?ml|json)$/i.test(text) && !text.includes('\n') && !text.startsWith('{');
}

/** The checks, from a file or inline. */
export async function readScorers(reader: InputReader, problems: ProblemList): Promise<readonly Scorer[]> {
  const text = reader.input('scorers').trim() || 'function-call';
  const isPath = looksLikePath(text);
  const content = isPath ? await reader.readText(text) : text;
  if (content === undefined) problems.add('scorers', 'there is no such file', text);
  const config = content === undefined ? undefined : parseYaml(content);
  if (config === undefined) return [];
  if ('problem' in config) problems.add('scorers', config.problem, text);
  const parsed = 'value' in config ? await parseScorers(config.value, reader) : { problems: [] };
  if ('scorers' in parsed) return parsed.scorers;
  for (const problem of parsed.problems) problems.add('scorers', problem, isPath ? text : undefined);
  return [];
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
