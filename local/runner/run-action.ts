import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type ActionFile, holds, inputVariable, readActionFile, resolveInputs } from './action-file.ts';
import { completeContext, contextEnvironment, expressionContext, type GitHubContext } from './context.ts';
import { Masks } from './masks.ts';
import { runStep, type Step } from './step.ts';
import type { RunOptions, RunResult, StepResult } from './types.ts';

/** Of the machine's environment a process can't do without these; nothing else gets in, above all no key. */
const inherited = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'COMSPEC',
  'PATHEXT',
  'USERPROFILE',
];

/**
 * Runs a Node action as GitHub's runner would: main, then post with the saved state. Resolves however the action ends;
 * rejects only when there is no action to run.
 */
export async function runAction(options: RunOptions): Promise<RunResult> {
  const github = completeContext(options.github);
  const action = await readActionFile(options.actionDirectory, options.actionFile);
  const { values, warnings } = resolveInputs(action, options.inputs ?? {}, {
    ...expressionContext(github),
    runner: { temp: options.temp },
  });
  const masks = new Masks();
  for (const secret of [...(options.secrets ?? []), github.token, options.runtime?.token ?? '']) masks.add(secret);
  const inputs = Object.fromEntries([...values].map(([name, value]) => [inputVariable(name), value]));
  const fixed = { ...inputs, ...(await jobEnvironment(options, github, action)) };
  const env = { ...baseEnvironment(), ...options.env };
  const step = { workspace: options.workspace, temp: options.temp, masks, debug: options.debug ?? false };
  const main = await runStep({ ...step, script: action.main, env: { ...env, ...fixed }, warnings, controls: options });
  const post = await runPost(action, options, main, step, (kept) => ({ ...env, ...kept, ...fixed }));
  return post === undefined ? main : { ...main, post };
}

async function runPost(
  action: ActionFile,
  options: RunOptions,
  main: StepResult,
  step: Pick<Step, 'workspace' | 'temp' | 'masks' | 'debug'>,
  environment: (kept: Readonly<Record<string, string>>) => Record<string, string>,
): Promise<StepResult | undefined> {
  const isWanted = (options.post ?? (main.stoppedBy === 'kill' ? 'skip' : 'run')) === 'run';
  if (action.post === undefined || !isWanted || !holds(action.postIf, main.conclusion)) return undefined;
  options.beforePost?.();
  const state = Object.fromEntries(Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value]));
  const kept = environment(main.env);
  const path = [...main.path]
    .reverse()
    .concat(kept.PATH ?? '')
    .join(delimiter);
  const { onLine, graceMs, timeoutMs } = options;
  const controls = {
    ...(onLine && { onLine }),
    ...(graceMs && { graceMs }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
  return runStep({ ...step, script: action.post, env: { ...kept, ...state, PATH: path }, warnings: [], controls });
}

function baseEnvironment(): Record<string, string> {
  return Object.fromEntries(
    inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

async function jobEnvironment(
  options: RunOptions,
  github: GitHubContext,
  action: ActionFile,
): Promise<Record<string, string>> {
  const folder = join(options.temp, '_github_workflow');
  await mkdir(folder, { recursive: true });
  const eventPath = join(folder, 'event.json');
  await writeFile(eventPath, JSON.stringify(github.payload));
  return {
    CI: options.env?.CI ?? 'true',
    GITHUB_ACTIONS: 'true',
    ...contextEnvironment(github),
    GITHUB_ACTION_PATH: action.directory,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_WORKSPACE: options.workspace,
    RUNNER_OS: { darwin: 'macOS', win32: 'Windows' }[process.platform as string] ?? 'Linux',
    RUNNER_ARCH: { arm64: 'ARM64', ia32: 'X86' }[process.arch as string] ?? 'X64',
    RUNNER_NAME: 'local',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_TEMP: options.temp,
    RUNNER_TOOL_CACHE: join(options.temp, '_tool'),
    ...(options.debug && { RUNNER_DEBUG: '1' }),
    ...(options.runtime && {
      ACTIONS_RUNTIME_URL: options.runtime.resultsUrl,
      ACTIONS_RESULTS_URL: options.runtime.resultsUrl,
      ACTIONS_RUNTIME_TOKEN: options.runtime.token,
    }),
  };
}
