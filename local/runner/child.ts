import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { LineReader } from './line-reader.ts';
import type { StepControls, StepResult } from './types.ts';

const runnerGraceMs = { interrupt: 7500, terminate: 2500 };
const heldOutputMs = 5000;

export interface ChildResult extends Pick<StepResult, 'exitCode' | 'signal' | 'stoppedBy' | 'rawStdout' | 'rawStderr'> {
  /** Something the process left running still had its output open when the runner went on. */
  readonly isOutputHeld: boolean;
}

/**
 * Runs a script with this Node, no input, output by pipe. Ends it as the controls say. Resolves when its output is closed,
 * or some seconds after its end when another process keeps the output open.
 */
export function runChild(
  script: { readonly path: string; readonly cwd: string; readonly env: Record<string, string> },
  controls: StepControls,
  onLine: (line: string) => void,
): Promise<ChildResult> {
  const child = spawn(process.execPath, [script.path], {
    cwd: script.cwd,
    env: script.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ending = new Ending((signal) => child.kill(signal), controls);
  let rawStdout = '';
  let rawStderr = '';
  const receive = (line: string) => {
    onLine(line);
    ending.watch(line, rawStdout);
  };
  const [out, err] = [new LineReader(receive), new LineReader(receive)];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    rawStdout += text;
    out.push(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    rawStderr += text;
    err.push(text);
  });
  return new Promise((resolve, reject) => {
    const finish = (isOutputHeld: boolean) => {
      clearTimeout(held);
      ending.over();
      out.end();
      err.end();
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      const signal = child.signalCode;
      const exitCode = child.exitCode ?? (signal === null ? 1 : 128 + constants.signals[signal]);
      resolve({ exitCode, signal, stoppedBy: ending.by, rawStdout, rawStderr, isOutputHeld });
    };
    let held: NodeJS.Timeout | undefined;
    child.once('error', (error) => {
      ending.over();
      reject(error);
    });
    child.once('exit', () => {
      ending.over();
      held = setTimeout(finish, heldOutputMs, true);
    });
    child.once('close', () => finish(false));
  });
}

/** Who ends the process, and how: a cancel and a time-out escalate, a kill does not wait. */
class Ending {
  by: StepResult['stoppedBy'] = null;
  readonly #controls: StepControls;
  readonly #send: (signal: NodeJS.Signals) => void;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #onCancel = () => this.#escalate('cancel');
  readonly #onKill = () => this.#kill();
  #isOver = false;

  constructor(send: (signal: NodeJS.Signals) => void, controls: StepControls) {
    this.#send = send;
    this.#controls = controls;
    if (controls.timeoutMs !== undefined) {
      this.#timers.push(setTimeout(() => this.#escalate('timeout'), controls.timeoutMs));
    }
    listen(controls.cancelSignal, this.#onCancel);
    listen(controls.killSignal, this.#onKill);
  }

  watch(line: string, stdout: string): void {
    if (this.#isOver) return;
    if (this.#controls.killWhen?.(line, stdout)) this.#kill();
    else if (this.#controls.cancelWhen?.(line, stdout)) this.#escalate('cancel');
  }

  over(): void {
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#controls.cancelSignal?.removeEventListener('abort', this.#onCancel);
    this.#controls.killSignal?.removeEventListener('abort', this.#onKill);
  }

  #escalate(by: 'cancel' | 'timeout'): void {
    if (this.by !== null || this.#isOver) return;
    this.by = by;
    const { interrupt, terminate } = this.#controls.graceMs ?? runnerGraceMs;
    this.#send(this.#controls.cancelWith ?? 'SIGINT');
    this.#timers.push(setTimeout(() => this.#send('SIGTERM'), interrupt));
    this.#timers.push(setTimeout(() => this.#send('SIGKILL'), interrupt + terminate));
  }

  #kill(): void {
    if (this.#isOver) return;
    this.by = 'kill';
    this.#send('SIGKILL');
  }
}

function listen(signal: AbortSignal | undefined, listener: () => void): void {
  if (signal?.aborted) queueMicrotask(listener);
  else signal?.addEventListener('abort', listener, { once: true });
}
