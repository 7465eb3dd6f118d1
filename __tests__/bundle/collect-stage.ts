import { resolve } from 'node:path';
import { pushEvent, scheduleEvent } from '../../local/runner/events.ts';
import { runAction } from '../../local/runner/run-action.ts';
import type { RunOptions, RunResult } from '../../local/runner/types.ts';
import { apiKey, compiled, type Stage } from './stage.ts';

type Act = Partial<Omit<RunOptions, 'actionDirectory' | 'workspace' | 'temp'>> & { readonly runId?: number };

/** Runs collect/ on a schedule, as workflow run 2001 unless told otherwise. */
export function collect(
  stage: Stage,
  inputs: Readonly<Record<string, string>> = {},
  { runId = 2001, ...act }: Act = {},
): Promise<RunResult> {
  const { github, gemini } = stage;
  const sha = '1'.repeat(40);
  if (!github.store.runs.has(runId)) github.store.addRun({ id: runId, headSha: sha, event: 'schedule' });
  return runAction({
    actionDirectory: resolve('.'),
    actionFile: 'collect/action.yml',
    runtime: { resultsUrl: github.resultsUrl, token: github.runtimeToken(runId) },
    ...act,
    env: { ...compiled, GEMINI_API_KEY: apiKey, GOOGLE_GEMINI_BASE_URL: gemini.url, ...act.env },
    github: {
      ...(act.github ?? scheduleEvent({ sha, private: true })),
      runId,
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
    },
    inputs,
    workspace: stage.workspace,
    temp: stage.temp,
  });
}

/** Has a push to main evaluated, as workflow run 900, without waiting. */
export async function submitForMain(stage: Stage, sha: string): Promise<void> {
  const { github } = stage;
  github.store.addRun({ id: 900, headSha: sha, headBranch: 'main', event: 'push' });
  const runtime = { resultsUrl: github.resultsUrl, token: github.runtimeToken(900) };
  await stage.run(
    { models: 'gemini-3.8-flash', wait: 'false' },
    { github: { ...pushEvent({ sha, private: true }), runId: 900 }, runtime },
  );
}

/** Names of the artifacts that there are, sorted. */
export function artifactNames(stage: Stage): string[] {
  return [...stage.github.store.artifacts.values()].map(({ name }) => name).sort();
}

/** States of the commit status, in the order in which they were set. */
export function statuses(stage: Stage): string[] {
  return stage.github.store.statuses.map(({ state }) => state);
}

/** Uploaded files that are still there. */
export function uploadsLeft(stage: Stage): string[] {
  return [...stage.gemini.files.values()].filter(({ source }) => source === 'UPLOADED').map(({ name }) => name);
}

/** For a run whose clock is ahead: batch jobs live 48 hours. */
export function hoursLater(hours: number): { readonly env: Record<string, string> } {
  return preload(`const now = Date.now.bind(Date); Date.now = () => now() + ${hours * 3600_000};`);
}

/** For a collector whose pauses are a hundredth: it has no input for them. */
export const hurried = preload(`
  import timers from 'node:timers/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const wait = timers.setTimeout;
  timers.setTimeout = (ms, ...rest) => wait(ms / 100, ...rest);
  syncBuiltinESMExports();
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (call, ms = 0, ...rest) => setTimeout(call, ms / 100, ...rest);
`);

function preload(code: string): { readonly env: Record<string, string> } {
  return { env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` } };
}

/** Changes what GitHub says of workflow run 1001. */
export function setRun(stage: Stage, change: object): void {
  Object.assign(stage.github.store.runs.get(1001) ?? {}, change);
}

/** How often each job was asked to be cancelled. */
export function cancels(stage: Stage): number[] {
  return [...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests);
}

/** Collects several times, each in a workflow run of its own. */
export async function visit(stage: Stage, visits: number): Promise<void> {
  for (let index = 0; index < visits; index++) await collect(stage, {}, { ...hurried, runId: 2001 + index });
}
