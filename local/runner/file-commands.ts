import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Masks } from './masks.ts';
import type { StepLog } from './step-log.ts';

const maxSummaryBytes = 1024 * 1024;
const prefixes = {
  output: 'set_output_',
  state: 'save_state_',
  env: 'set_env_',
  path: 'add_path_',
  step_summary: 'step_summary_',
} as const;
type FileName = keyof typeof prefixes;

/** The command files of one step, by their name in the `github` context. */
export type CommandFiles = Readonly<Record<FileName, string>>;

export interface FileCommandResults {
  readonly outputs: Map<string, string>;
  readonly state: Map<string, string>;
  readonly env: Map<string, string>;
  readonly path: readonly string[];
  readonly summary: string;
}

/** Makes a fresh, empty set of command files in the runner's temp folder. */
export async function createCommandFiles(temp: string): Promise<CommandFiles> {
  const folder = join(temp, '_runner_file_commands');
  await mkdir(folder, { recursive: true });
  const suffix = randomUUID();
  const entries = Object.entries(prefixes).map(([name, prefix]) => [name, join(folder, prefix + suffix)] as const);
  await Promise.all(entries.map(([, path]) => writeFile(path, '')));
  return Object.fromEntries(entries) as Record<FileName, string>;
}

/** Reads what the step wrote, however it ended. A file in a wrong form fails the step; what stood before the fault counts. */
export async function readCommandFiles(files: CommandFiles, log: StepLog, masks: Masks): Promise<FileCommandResults> {
  const pairs = async (name: FileName) => {
    const found = new Map<string, string>();
    try {
      for (const [key, value] of parsePairs(await readText(files[name]))) found.set(key, value);
    } catch (error) {
      log.fail(
        `Unable to process file command '${name}' successfully.`,
        error instanceof Error ? error.message : String(error),
      );
    }
    return found;
  };
  const env = await pairs('env');
  for (const name of env.keys()) {
    if (name.toUpperCase() !== 'NODE_OPTIONS') continue;
    env.delete(name);
    log.annotate('error', `Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
  }
  return {
    outputs: await pairs('output'),
    state: await pairs('state'),
    env,
    path: (await readText(files.path)).split(/\r?\n/).filter((line) => line !== ''),
    summary: await readSummary(files.step_summary, log, masks),
  };
}

/** The pairs of a command file, `name=value` or `name<<delimiter` with the value in the lines up to the delimiter. Throws at the first fault. */
function* parsePairs(text: string): Generator<[name: string, value: string]> {
  const lines = text.split(process.platform === 'win32' ? /\r?\n/ : '\n');
  // A last line feed ends the last line; it does not begin another.
  if (lines.at(-1) === '') lines.pop();
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const heredoc = line.indexOf('<<');
    const equals = line.indexOf('=');
    if (line === '') continue;
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      yield [name, lines.slice(at + 1, end).join('\n')];
      at = end;
    } else if (equals > 0) yield [line.slice(0, equals), line.slice(equals + 1)];
    else
      throw new Error(equals === 0 ? `Invalid format '${line}'. Name must not be empty` : `Invalid format '${line}'`);
  }
}

async function readSummary(path: string, log: StepLog, masks: Masks): Promise<string> {
  const text = await readText(path);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxSummaryBytes) {
    const got = `supports content up to a size of ${maxSummaryBytes / 1024}k, got ${Math.floor(bytes / 1024)}k`;
    log.annotate('error', `$GITHUB_STEP_SUMMARY upload aborted, ${got}.`);
    return '';
  }
  if (text === '') return '';
  return `${text
    .replace(/(\r\n|\n|\r)$/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => masks.apply(line))
    .join('\n')}\n`;
}

async function readText(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // The step may have deleted its file; the runner takes that for an empty one.
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.replace(/^\uFEFF/, '');
}
