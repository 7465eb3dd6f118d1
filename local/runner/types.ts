import type { GitHubContext } from './context.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled';

/** One annotation as GitHub keeps it: masked, cut to the limit, at most ten of a level in a step. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

/** What a step left behind, read the way the runner reads it. Outputs, state and environment are text, whatever was meant. */
export interface StepResult {
  readonly conclusion: Conclusion;
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
  /** What ended the process from outside, if anything did. */
  readonly stoppedBy: 'cancel' | 'timeout' | 'kill' | null;
  /** The log as a reader sees it: commands carried out, secrets masked. */
  readonly log: string;
  readonly rawStdout: string;
  readonly rawStderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  /** What the runner itself had to say: unexpected inputs, dropped outputs, output held open after the end. */
  readonly warnings: readonly string[];
  readonly durationMs: number;
}

export interface RunResult extends StepResult {
  /** The post step; absent when the action has none, or it was not run. */
  readonly post?: StepResult;
}

/** How a step may be watched and ended while it runs. */
export interface StepControls {
  /** Cancels as a user does: SIGINT, then SIGTERM, then SIGKILL. Sees each raw line of stdout and stderr, and all stdout so far. */
  readonly cancelWhen?: (line: string, stdout: string) => boolean;
  readonly cancelSignal?: AbortSignal;
  /** What a cancel sends first: SIGINT, as the runner does, unless something else stops the process. */
  readonly cancelWith?: NodeJS.Signals;
  /** Kills the process at once, as when the runner's machine dies. */
  readonly killWhen?: (line: string, stdout: string) => boolean;
  readonly killSignal?: AbortSignal;
  /** The step's own time-out: the same signals as a cancel, but the step failed. */
  readonly timeoutMs?: number;
  /** Called with each line of the log as shown. */
  readonly onLine?: (line: string) => void;
  /** Called between the main step and its post step: the world may be another one by then. */
  readonly beforePost?: () => void;
  /** How long the process is waited for after SIGINT and after SIGTERM; the runner's own figures unless given. */
  readonly graceMs?: { readonly interrupt: number; readonly terminate: number };
}

export interface RunOptions extends StepControls {
  /** The folder that `uses:` names; it holds `action.yml` unless `actionFile` says otherwise. */
  readonly actionDirectory: string;
  /** Path of the metadata file within `actionDirectory`, such as `collect/action.yml`. */
  readonly actionFile?: string;
  /** The step's `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The environment of workflow, job and step together. Of the machine's own only what a process can't do without is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  readonly github?: Partial<GitHubContext>;
  /** The artifact service; without it the action sees no `ACTIONS_*` variable. */
  readonly runtime?: { readonly resultsUrl: string; readonly token: string };
  readonly workspace: string;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  /** Values masked from the start, as the repository's secrets are. */
  readonly secrets?: readonly string[];
  /** Debug logging, `RUNNER_DEBUG=1`. */
  readonly debug?: boolean;
  /** Whether the post step runs. It does by default, except after a kill. */
  readonly post?: 'run' | 'skip';
}
