import { Worker } from 'node:worker_threads';
import { moduleWorkerSource } from './module-worker.ts';
import type { ModuleOutput } from './module-worker-output.ts';

/** What came of a request. Only after `ended` the thread is gone. */
export type ThreadReply =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'fault' | 'ended'; readonly text: string; readonly stack: string };

export interface ThreadOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly memoryLimitMb: number;
  readonly output: ModuleOutput;
}

type Request = { readonly load: string } | { readonly row: unknown };

/** A thread whose output is read keeps the process alive, whatever unref() says: so it is ended when nobody asks. */
const idleLimitMs = 1000;

/** One thread for a user's module. It ends by itself soon after the last request, so that the process can. */
export class ModuleThread {
  readonly #worker: Worker;
  readonly #memoryLimitMb: number;
  readonly #output: ModuleOutput;
  #settle: ((reply: ThreadReply) => void) | undefined;
  #id = 0;
  #idle: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor({ env, memoryLimitMb, output }: ThreadOptions) {
    this.#memoryLimitMb = memoryLimitMb;
    this.#output = output;
    this.#worker = new Worker(moduleWorkerSource, {
      eval: true,
      name: 'javascript scorer',
      env,
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
    });
    output.follow(this.#worker.stdout);
    output.follow(this.#worker.stderr);
    this.#worker.on('message', (message) => this.#take(message));
    this.#worker.on('error', (error) => this.#crash(error));
    this.#worker.on('exit', () => this.#end('ended its own thread (process.exit, or nothing left to wait for)'));
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Sends one request and waits for its reply; after `limitMs` the thread is ended. One at a time. */
  ask(request: Request, limitMs: number): Promise<ThreadReply> {
    clearTimeout(this.#idle);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(`did not return within ${limitMs / 1000} s`), limitMs);
      this.#settle = (reply) => {
        clearTimeout(timer);
        this.#settle = undefined;
        if (!this.#hasEnded) this.#idle = setTimeout(() => this.end('was not needed any more'), idleLimitMs);
        resolve(reply);
      };
      try {
        this.#worker.postMessage({ ...request, id: ++this.#id });
      } catch (error) {
        this.#settle({ kind: 'fault', text: `cannot be given the row: ${error}`, stack: '' });
      }
    });
  }

  /** Ends the thread whatever it does; a pending request is told why. */
  end(text: string): void {
    this.#hasEnded = true;
    clearTimeout(this.#idle);
    this.#settle?.({ kind: 'ended', text, stack: '' });
    // Not awaited: a thread that waits for a child process ends only after that.
    void this.#worker.terminate();
  }

  #take(message: unknown): void {
    const { id, value, fault } = message as { id?: unknown; value?: unknown; fault?: { text: string; stack: string } };
    if (id !== this.#id) return;
    this.#settle?.(fault === undefined ? { kind: 'value', value } : { kind: 'fault', ...fault });
  }

  #crash(error: unknown): void {
    const { code, name, message, stack } = (error ?? {}) as NodeJS.ErrnoException;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') this.#end(`used more than the ${this.#memoryLimitMb} MB it may`);
    else this.#end(message === undefined ? `threw ${String(error)}` : `${name}: ${message}`, stack);
  }

  #end(text: string, stack = ''): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#idle);
    if (this.#settle === undefined) this.#output.line(`ended between two rows: ${text}`);
    else this.#settle({ kind: 'ended', text, stack });
  }
}
