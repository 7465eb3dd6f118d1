import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as core from '@actions/core';
import { findFiles, readText } from './adapters/files.ts';
import { createModuleOpener } from './adapters/module-runner.ts';
import { readContext, readSavedState, stepLog, stepRunner } from './adapters/runner.ts';
import { CancelledError } from './errors.ts';
import { type InputReader, readApiKey } from './inputs/reader.ts';
import { readInputs } from './inputs.ts';
import type { RunContext } from './ports.ts';
import { logLine } from './report/escape.ts';

const state = readSavedState();

const environment = { input: (name: string) => core.getInput(name), env: (name: string) => process.env[name] };

/** The main step. */
async function evaluate(): Promise<void> {
  maskSecrets();
  const signal = listenForCancel();
  const context = await readContext(process.env);
  const workingDirectory = resolve(context.workspace, core.getInput('working-directory') || '.');
  const inputs = await readInputs(inputReader(workingDirectory, context, signal));
  forgetKeys();
  const { createCleaner, createWorld, redirectedBaseUrl } = await import('./adapters/world.ts');
  const { run } = await import('./main.ts');
  const baseUrl = redirectedBaseUrl();
  if (baseUrl !== undefined) {
    stepLog.notice(`All Gemini traffic, the key included, goes to ${baseUrl.origin} (GOOGLE_GEMINI_BASE_URL).`);
  }
  const world = await createWorld({
    ...inputs,
    context,
    workingDirectory,
    longestPauseMs: inputs.pollIntervalSeconds * 1000,
    signal,
  });
  const outcome = await run(inputs, world, await createCleaner(inputs.geminiApiKey));
  if (outcome.redReasons.length > 0) core.setFailed(logLine(outcome.redReasons.join('\n')));
}

/** The post step, which runs after failures and cancels too. */
async function cleanUp(saved: NonNullable<typeof state>): Promise<void> {
  maskSecrets();
  const { cleanUpAfter } = await import('./steps/clean-up.ts');
  const { createCleaner } = await import('./adapters/world.ts');
  const apiKey = readApiKey(environment);
  forgetKeys();
  await cleanUpAfter(saved, () => createCleaner(apiKey), stepLog);
}

function inputReader(workingDirectory: string, { workspace }: RunContext, signal: AbortSignal): InputReader {
  return {
    ...environment,
    openModule: createModuleOpener({ workingDirectory, env: process.env, log: stepLog, signal }),
    readText: (path) => readText(resolve(workingDirectory, path)),
    findFiles: (pattern, excluded) => findFiles(pattern, excluded, { working: workingDirectory, workspace }),
    isDirectory: () =>
      stat(workingDirectory).then(
        (found) => found.isDirectory(),
        () => false,
      ),
  };
}

/** Keys, and the query of a dataset's address, which may be a signature. */
function maskSecrets(): void {
  const addresses = core
    .getInput('dataset')
    .split(/\s+/)
    .filter((word) => URL.canParse(word) && word.includes('?'));
  const queries = addresses.flatMap((address) => {
    const { search, searchParams } = new URL(address);
    return [
      search.slice(1),
      address.slice(address.indexOf('?') + 1),
      ...[...searchParams.values()].filter((value) => value.length > 3),
    ];
  });
  const keys = ['gemini-api-key', 'github-token'].map((name) => core.getInput(name));
  for (const secret of [...keys, process.env.GEMINI_API_KEY, process.env.GOOGLE_API_KEY, ...queries]) {
    if (secret?.trim()) core.setSecret(secret.trim());
  }
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
      stepLog.info(`Received ${signal}: cancelling what this run has bought.`);
      controller.abort(new CancelledError());
    });
  }
  return controller.signal;
}

/** Maps every failure to the check: what is wrong, then what to do, then the details for those who debug. */
async function guard(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (state === undefined) {
      stepRunner.setOutput('verdict', 'inconclusive');
      stepRunner.setOutput('passed', 'false');
    }
    core.setFailed(logLine(error instanceof Error ? error.message : String(error)));
    if (error instanceof Error && 'hint' in error && typeof error.hint === 'string') stepLog.info(error.hint);
    if (error instanceof Error)
      stepLog.debug(`${error.stack ?? ''}${error.cause === undefined ? '' : `\ncaused by ${String(error.cause)}`}`);
  }
}

if (state === undefined) {
  // Before anything can fail: a post step without this mark would take itself for the main step and buy everything again.
  stepRunner.saveState({ files: [], jobs: [], isCancelled: false, isFinished: false });
  await guard(evaluate);
} else await guard(() => cleanUp(state));
