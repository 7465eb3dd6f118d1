import { realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Log } from '../ports.ts';
import type { RunModule } from '../scoring/scorers/definition.ts';
import { ModuleFailure } from '../scoring/scorers/javascript.ts';
import { displayPath } from './files.ts';
import { ModuleThread, type ThreadReply } from './module-thread.ts';
import { envWithoutSecrets } from './module-worker-env.ts';
import { ModuleOutput } from './module-worker-output.ts';

/** How long a module may take for one row. */
const rowLimitMs = 10_000;
const loadLimitMs = 60_000;
const memoryLimitMb = 1024;
/** So many rows in a row that end their thread, and the rest is not tried: at 10 s each they would outlast any job. */
const maxEndingsRunning = 10;

export interface ModuleRunnerOptions {
  /** Paths are relative to it, given and shown. */
  readonly workingDirectory: string;
  /** The environment that the module's is made from. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: Pick<Log, 'error' | 'debug'>;
  /** Ends the module at once when aborted. */
  readonly signal: AbortSignal;
  readonly limits?: { readonly rowMs?: number; readonly loadMs?: number; readonly memoryMb?: number };
}

/**
 * Opens users' modules. Opening only looks whether the file is there; a module is loaded with its first row, in a thread of
 * its own without secrets in its environment. The function rejects with ModuleFailure where the module is at fault. It is no
 * sandbox: a module can still do what the job can, such as reading files, starting processes and using the network.
 */
export function createModuleOpener(options: ModuleRunnerOptions): (path: string) => Promise<RunModule | undefined> {
  // Now, while the keys are still in it: copies of them under other names are told by their values.
  const env = envWithoutSecrets(options.env);
  return async (path) => {
    const file = resolve(options.workingDirectory, path);
    const isFile = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isFile) return undefined;
    const runner = new ModuleRunner(path, file, {
      ...options,
      env,
      workingDirectory: await realpath(options.workingDirectory),
    });
    return Object.assign((row: unknown) => runner.run(row), { reset: () => runner.reset() });
  };
}

class ModuleRunner {
  readonly #path: string;
  readonly #url: string;
  readonly #options: ModuleRunnerOptions;
  readonly #output: ModuleOutput;
  #thread: ModuleThread | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  /** What every row is told from now on. */
  #final: ModuleFailure | undefined;
  #endingsRunning = 0;

  constructor(path: string, file: string, options: ModuleRunnerOptions) {
    this.#path = path;
    this.#url = pathToFileURL(file).href;
    this.#options = options;
    this.#output = new ModuleOutput((line) => options.log.debug(line));
    options.signal.addEventListener('abort', () => this.#thread?.end('was stopped'));
  }

  /** One row at a time: they share a thread and its clock. */
  run(row: unknown): Promise<unknown> {
    const result = this.#queue.then(() => this.#run(row));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** A module that cannot be loaded stays so; one that was given up is tried again. */
  reset(): void {
    if (this.#endingsRunning >= maxEndingsRunning) this.#final = undefined;
    this.#endingsRunning = 0;
  }

  async #run(row: unknown): Promise<unknown> {
    const { signal, limits } = this.#options;
    signal.throwIfAborted();
    if (this.#final !== undefined) throw this.#final;
    const thread = await this.#openThread();
    const reply = await thread.ask({ row }, limits?.rowMs ?? rowLimitMs);
    signal.throwIfAborted();
    if (reply.kind === 'value') {
      this.#endingsRunning = 0;
      return reply.value;
    }
    const failure = this.#failureOf(reply);
    this.#endingsRunning = reply.kind === 'ended' ? this.#endingsRunning + 1 : 0;
    if (this.#endingsRunning >= maxEndingsRunning) {
      const message = `is not run any more: ${maxEndingsRunning} rows in a row ended its thread; the last one ${failure.message}`;
      this.#giveUp(new ModuleFailure(message, failure.place));
    }
    throw failure;
  }

  async #openThread(): Promise<ModuleThread> {
    if (this.#thread !== undefined && !this.#thread.hasEnded) return this.#thread;
    const { env, limits, signal } = this.#options;
    const thread = new ModuleThread({
      env,
      memoryLimitMb: limits?.memoryMb ?? memoryLimitMb,
      output: this.#output,
    });
    this.#thread = thread;
    const reply = await thread.ask({ load: this.#url }, limits?.loadMs ?? loadLimitMs);
    signal.throwIfAborted();
    if (reply.kind === 'value') return thread;
    const failure = this.#failureOf(reply);
    thread.end('was not loaded');
    throw this.#giveUp(new ModuleFailure(`cannot be loaded: ${failure.message}`, failure.place ?? this.#path));
  }

  #giveUp(failure: ModuleFailure): ModuleFailure {
    this.#final = failure;
    this.#options.log.error(`${failure.place ?? this.#path}: ${failure.message}`);
    return failure;
  }

  #failureOf({ text, stack }: Exclude<ThreadReply, { kind: 'value' }>): ModuleFailure {
    const { workingDirectory } = this.#options;
    const inside = [`${pathToFileURL(workingDirectory).href}/`, workingDirectory + sep];
    const message = inside.reduce((shown, prefix) => shown.replaceAll(prefix, ''), text);
    const found = findPlace(stack);
    const place = found && `${displayPath(found.path, workingDirectory)}:${found.line}`;
    return new ModuleFailure(message, place);
  }
}

const location = String.raw`((?:file:\/\/|\/|[a-z]:\\).+?):(\d+)`;
/** A syntax error's stack begins with its place. */
const heading = new RegExp(`^${location}$`, 'i');
const frame = new RegExp(String.raw`^\s+at (?:.*\()?(?:async )?${location}:\d+\)?$`, 'i');

/** The first place of a stack that lies in the user's own files. */
function findPlace(stack: string): { path: string; line: number } | undefined {
  for (const [index, text] of stack.split('\n').entries()) {
    const [, place, line] = (index === 0 ? heading : frame).exec(text) ?? [];
    if (place === undefined || /[\\/]node_modules[\\/]/.test(place)) continue;
    return { path: place.startsWith('file:') ? fileURLToPath(place) : place, line: Number(line) };
  }
  return undefined;
}
