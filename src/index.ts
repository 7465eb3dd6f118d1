import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as core from '@actions/core';
import { systemClock } from './adapters/clock.ts';
import { readText } from './adapters/files.ts';
import { findFiles } from './adapters/find-files.ts';
import { createModuleOpener } from './adapters/module-runner.ts';
import { createRegExpTester } from './adapters/regexp.ts';
import { readContext, readSavedState, stepLog, stepRunner } from './adapters/runner.ts';
import { collectSecrets, redact } from './adapters/secrets.ts';
import { CancelledError } from './errors.ts';
import { baseUrlName, isReadableOnTheWay } from './inputs/base-url.ts';
import { readCollectInputs, refusePullRequests } from './inputs/collect.ts';
import { needsKey } from './inputs/missing-key.ts';
import { type InputReader, readApiKey } from './inputs/reader.ts';
import { recordInputs } from './inputs/recorder.ts';
import { readInputs } from './inputs.ts';
import type { RunContext } from './ports/github.ts';
import { logLine } from './report/escape.ts';

const state = readSavedState();

const environment = { input: (name: string) => core.getInput(name), env: (name: string) => process.env[name] };

const secrets: string[] = [];

/** A collector waits for nothing; this is how long it pauses between tries of a call, at most. */
const longestPauseOfCollectorMs = 30_000;

/** Outputs of a run that ends before it can say more: a workflow that parses them must not stumble. */
const noOutputs = {
  verdict: 'inconclusive',
  passed: 'false',
  scores: '{}',
  broke: '0',
  fixed: '0',
  'broke-rows': '{}',
  'fixed-rows': '{}',
  errors: '0',
  'artifact-urls': '{}',
  'batch-jobs': '[]',
};

/** The main step. */
async function evaluate(): Promise<void> {
  for (const [name, value] of Object.entries(noOutputs)) stepRunner.setOutput(name, value);
  maskSecrets();
  const signal = listenForCancel();
  const context = await readContext(process.env);
  const workingDirectory = resolve(context.workspace, core.getInput('working-directory') || '.');
  const recorder = recordInputs(inputReader(workingDirectory, context, signal));
  const inputs = await readInputs(recorder.reader, { needsKey: needsKey(context) });
  forgetKeys();
  const { createCleaner, createWorld } = await import('./adapters/world.ts');
  const { run } = await import('./main.ts');
  await announceRedirect();
  const world = await createWorld({
    ...inputs,
    context,
    workingDirectory,
    longestPauseMs: inputs.pollIntervalSeconds * 1000,
    signal,
  });
  const patience = { kind: inputs.wait ? 'wait' : 'leave' } as const;
  const manner = { patience, recorded: recorder.recorded() };
  const outcome = await run(inputs, world, await createCleaner(inputs.geminiApiKey), manner);
  if (outcome.redReasons.length > 0) core.setFailed(logLine(outcome.redReasons.join('\n')));
}

/** The action in collect/: finishes what other runs left behind, green whatever their verdicts are. */
async function collectPending(): Promise<void> {
  maskSecrets();
  const signal = listenForCancel();
  const context = await readContext(process.env);
  refusePullRequests(context);
  const inputs = readCollectInputs(environment);
  forgetKeys();
  const { createCleaner, createWorld } = await import('./adapters/world.ts');
  const { collect } = await import('./collect.ts');
  await announceRedirect();
  const world = await createWorld({
    ...inputs,
    context,
    workingDirectory: context.workspace,
    outputDirectory: undefined,
    longestPauseMs: longestPauseOfCollectorMs,
    signal,
  });
  await collect(inputs, world, await createCleaner(inputs.geminiApiKey));
}

/** Says where the key goes, when it does not go to the Gemini API. */
async function announceRedirect(): Promise<void> {
  const { redirectedBaseUrl } = await import('./adapters/world.ts');
  const baseUrl = redirectedBaseUrl();
  if (baseUrl === undefined) return;
  stepLog.notice(`All Gemini traffic, the key included, goes to ${baseUrl.origin} (${baseUrlName}).`);
  if (isReadableOnTheWay(baseUrl))
    stepLog.warning(`${baseUrlName} is plain http: everyone on the way can read the key and the data. Use https.`);
}

/** The post step, which runs after failures and cancels too. */
async function cleanUp(saved: NonNullable<typeof state>): Promise<void> {
  maskSecrets();
  const { tellOfCancel } = await import('./steps/clean-up/cancel.ts');
  const { cleanUpAfter } = await import('./steps/clean-up/post.ts');
  const { dropPending } = await import('./steps/pending/leave.ts');
  const { createCleaner, createTeller } = await import('./adapters/world.ts');
  const apiKey = readApiKey(environment);
  forgetKeys();
  const isClean = await cleanUpAfter(saved, () => createCleaner(apiKey), systemClock, stepLog);
  if (saved.phase !== 'cancelled') return;
  const githubToken = environment.input('github-token').trim() || undefined;
  const context = { ...(await readContext(process.env)), sha: saved.sha };
  const pullRequest = Number(environment.input('pr-number')) || context.pullRequestNumber;
  const teller = await createTeller({ context, githubToken });
  const { isLost } = await tellOfCancel(saved, teller, pullRequest);
  // What is not over is left to a collector.
  if (isClean && !isLost) await dropPending(saved, teller);
}

function inputReader(workingDirectory: string, { workspace }: RunContext, signal: AbortSignal): InputReader {
  return {
    ...environment,
    openModule: createModuleOpener({ workingDirectory, env: process.env, log: stepLog, signal }),
    testRegExp: createRegExpTester(),
    readText: (path) => readText(resolve(workingDirectory, path)),
    findFiles: (pattern, excluded) => findFiles(pattern, excluded, { working: workingDirectory, workspace }),
    isDirectory: () =>
      stat(workingDirectory).then(
        (found) => found.isDirectory(),
        () => false,
      ),
  };
}

/** From here on the runner, and what `guard` prints, shows none of them. */
function maskSecrets(): void {
  secrets.push(...collectSecrets(environment.input, environment.env));
  for (const secret of secrets) core.setSecret(secret);
}

/** From here on the key is in our hands only: scorer modules must not inherit it, and the SDK remarks on every key it finds. */
function forgetKeys(): void {
  for (const name of ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'INPUT_GEMINI-API-KEY']) delete process.env[name];
}

/** The runner sends SIGINT, and SIGTERM 7.5 s later. */
function listenForCancel(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) return;
      stepLog.info(`Received ${signal}: stopping.`);
      controller.abort(new CancelledError());
    });
  }
  return controller.signal;
}

/** Time for what was printed to get out. */
const lastWordsMs = 250;

/** Maps every failure to the check: what is wrong, then what to do, then the details for those who debug. */
async function guard(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (state === undefined && !isCollector) {
      stepRunner.setOutput('verdict', 'inconclusive');
      stepRunner.setOutput('passed', 'false');
    }
    core.setFailed(logLine(redact(error instanceof Error ? error.message : String(error), secrets)));
    // Requests that are never answered would hold a cancelled step until it is killed.
    if (error instanceof CancelledError) setTimeout(() => process.exit(), lastWordsMs).unref();
    if (!(error instanceof Error)) return;
    if ('hint' in error && typeof error.hint === 'string') stepLog.info(redact(error.hint, secrets));
    const cause = error.cause === undefined ? '' : `\ncaused by ${String(error.cause)}`;
    stepLog.debug(redact(`${error.stack ?? ''}${cause}`, secrets));
  }
}

// collect/action.yml runs collect/index.js, which only loads this file.
const isCollector = /[\\/]collect[\\/]index\.js$/.test(process.argv[1] ?? '');

if (isCollector) await guard(collectPending);
else if (state === undefined) {
  // Before anything can fail: a post step without this mark would take itself for the main step and buy everything again.
  stepRunner.saveState({
    files: [],
    jobs: [],
    creates: [],
    uploads: [],
    name: '',
    sha: '',
    isShared: false,
    earlierScope: null,
    isLeft: false,
    phase: 'working',
  });
  await guard(evaluate);
} else await guard(() => cleanUp(state));
