import { runChild } from './child.ts';
import { createCommandFiles, readCommandFiles } from './file-commands.ts';
import type { Masks } from './masks.ts';
import { StepLog } from './step-log.ts';
import type { Conclusion, StepControls, StepResult } from './types.ts';

export interface Step {
  readonly script: string;
  readonly workspace: string;
  readonly temp: string;
  readonly env: Readonly<Record<string, string>>;
  readonly masks: Masks;
  readonly debug: boolean;
  /** What the runner warns about before the script starts. */
  readonly warnings: readonly string[];
  readonly controls: StepControls;
}

/** Runs one script as one step of a job, and gathers all it left behind. */
export async function runStep(step: Step): Promise<StepResult> {
  const { masks, workspace, debug } = step;
  const started = performance.now();
  const log = new StepLog({ masks, workspace, debug, onLine: step.controls.onLine });
  for (const warning of step.warnings) log.annotate('warning', warning);
  const files = await createCommandFiles(step.temp);
  const fileVariables = Object.entries(files).map(([name, path]) => [`GITHUB_${name.toUpperCase()}`, path]);
  const env = { ...step.env, ...Object.fromEntries(fileVariables) };
  const child = await runChild({ path: step.script, cwd: workspace, env }, step.controls, (line) => log.receive(line));
  const written = await readCommandFiles(files, log, masks);
  if (child.stoppedBy === 'cancel') log.annotate('error', 'The operation was canceled.');
  if (child.stoppedBy === 'timeout') log.annotate('error', 'The action has timed out.');
  const warnings = [...step.warnings];
  if (child.isOutputHeld) warnings.push('A process that the step left running still holds its output.');
  const outputs = new Map([...log.outputs, ...written.outputs]);
  for (const [name, value] of outputs) {
    if (masks.apply(value) === value) continue;
    outputs.delete(name);
    warnings.push(`Skip output '${name}' since it may contain secret.`);
  }
  const { isOutputHeld: _, ...ending } = child;
  return {
    ...ending,
    conclusion: concludeFrom(child, log),
    log: log.lines.join('\n'),
    outputs: Object.fromEntries(outputs),
    state: Object.fromEntries([...log.state, ...written.state]),
    env: Object.fromEntries(written.env),
    path: written.path,
    summary: written.summary,
    annotations: log.annotations,
    masks: masks.values,
    warnings,
    durationMs: Math.round(performance.now() - started),
  };
}

function concludeFrom(child: Pick<StepResult, 'exitCode' | 'stoppedBy'>, log: StepLog): Conclusion {
  // A cancelled step is cancelled even when its handler ended it with 0.
  if (child.stoppedBy === 'cancel') return 'cancelled';
  const hasFailed = child.exitCode !== 0 || child.stoppedBy !== null || log.hasCommandFailed;
  return hasFailed ? 'failure' : 'success';
}
