import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { InputError } from '../errors.ts';
import { baseUrlName, parseBaseUrl, showBaseUrl } from '../inputs/base-url.ts';
import type { GeminiService } from '../ports/gemini.ts';
import type { ArtifactStore, GitHub, RunContext } from '../ports/github.ts';
import type { Vault } from '../ports/vault.ts';
import type { World } from '../ports.ts';
import { readCheckout } from './checkout.ts';
import { systemClock } from './clock.ts';
import { createDatasetLocator } from './dataset.ts';
import { localFiles } from './files.ts';
import type { WireOptions } from './gemini/wire.ts';
import { makeOutputDirectory } from './output-directory.ts';
import { stepLog, stepRunner } from './runner.ts';

/** What of the inputs the adapters are made from. */
export interface WorldOptions {
  readonly context: RunContext;
  /** Undefined for a dry run and for forks, which send nothing. */
  readonly geminiApiKey: string | undefined;
  readonly githubToken: string | undefined;
  /** Relative to the working directory; undefined for a folder in the runner's temp. */
  readonly outputDirectory: string | undefined;
  readonly workingDirectory: string;
  readonly longestPauseMs: number;
  readonly signal: AbortSignal;
}

/** Address of the service unless GOOGLE_GEMINI_BASE_URL redirects all its traffic. */
const defaultBaseUrl = 'https://generativelanguage.googleapis.com';
const callTimeoutMs = 60_000;
const maxAttempts = 6;
/** A cancelled run has 7.5 s between SIGINT and SIGTERM for everything it cleans up. */
const cleaning = { maxPauseMs: 500, maxAskedPauseMs: 2000, maxAttempts: 2, callTimeoutMs: 2500 };

const never = new AbortController().signal;

/** The real world. Heavy parts are loaded here, when a run needs them, and not with the first line of the log. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { context, longestPauseMs, signal } = options;
  const temp = process.env.RUNNER_TEMP || tmpdir();
  const github = await loadGitHub(options);
  return {
    clock: systemClock,
    log: stepLog,
    files: localFiles,
    runner: stepRunner,
    context,
    readCheckout: () => readCheckout(options.workingDirectory),
    signal,
    uniqueId: randomUUID(),
    gemini: await createGemini(options.geminiApiKey, {
      maxPauseMs: longestPauseMs,
      maxAttempts,
      callTimeoutMs,
      signal,
    }),
    github,
    artifacts: await loadArtifacts(context, github),
    vault: await loadVault(options.geminiApiKey),
    outputDirectory: await makeOutputDirectory({ ...options, temp }),
    limits: readLimits(process.env[shardBytesName]),
    locateDataset: createDatasetLocator({ temp, maxPauseMs: longestPauseMs, signal }),
  };
}

/** What the post step needs to tell GitHub of a run that was cancelled. */
export async function createTeller(
  options: Pick<WorldOptions, 'context' | 'githubToken'>,
): Promise<Pick<World, 'context' | 'github' | 'artifacts' | 'log'>> {
  const { context } = options;
  const github = await loadGitHub({ ...options, longestPauseMs: cleaning.maxPauseMs, signal: never });
  return { context, github, artifacts: await loadArtifacts(context, github), log: stepLog };
}

/** The service for calls that must go through after a cancel, and quickly. */
export function createCleaner(geminiApiKey: string | undefined): Promise<GeminiService> {
  return createGemini(geminiApiKey, { ...cleaning, signal: never });
}

/** For tests: cuts request files at so many bytes, below the service's own limits. */
const shardBytesName = 'GEMINI_BATCH_EVAL_SHARD_BYTES';

function readLimits(text = ''): World['limits'] {
  if (text === '') return undefined;
  if (/^[1-9]\d*$/.test(text)) return { maxBytes: Number(text) };
  throw new InputError([{ input: shardBytesName, received: text, message: 'must be a number of bytes' }]);
}

/** The address that GOOGLE_GEMINI_BASE_URL names, if it is set. Throws InputError when it names none. */
export function redirectedBaseUrl(): URL | undefined {
  const text = process.env[baseUrlName]?.trim() ?? '';
  if (text === '') return undefined;
  const parsed = parseBaseUrl(text);
  if ('value' in parsed) return parsed.value;
  throw new InputError([{ input: baseUrlName, received: showBaseUrl(text), message: parsed.problem }]);
}

async function createGemini(apiKey: string | undefined, wire: WireOptions): Promise<GeminiService> {
  const { createGeminiService } = await import('./gemini/service.ts');
  return createGeminiService({ ...wire, apiKey: apiKey ?? '', baseUrl: redirectedBaseUrl()?.href ?? defaultBaseUrl });
}

async function loadGitHub(
  options: Pick<WorldOptions, 'githubToken' | 'context' | 'longestPauseMs' | 'signal'>,
): Promise<GitHub | undefined> {
  const { githubToken: token, context, longestPauseMs: maxPauseMs, signal } = options;
  if (token === undefined || context.repository === '') return undefined;
  const { createGitHub } = await import('./github/service.ts');
  return createGitHub({ token, repository: context.repository, maxPauseMs, signal });
}

async function loadArtifacts(context: RunContext, github: GitHub | undefined): Promise<ArtifactStore | undefined> {
  if (!process.env.ACTIONS_RUNTIME_TOKEN || !process.env.ACTIONS_RESULTS_URL) return undefined;
  const { createArtifactStore } = await import('./artifacts.ts');
  const startOfAttempt = async () => {
    const run = await github?.getRun(Number(context.runId)).catch(() => undefined);
    const { startedAt = '', createdAt = '' } = run?.attempt === context.attempt ? run : {};
    // A later attempt began after the run was created: a time that does not say so is not this attempt's.
    return Date.parse(startedAt) > Date.parse(createdAt) ? startedAt : undefined;
  };
  return createArtifactStore({ ...context, startOfAttempt });
}

async function loadVault(apiKey: string | undefined): Promise<Vault | undefined> {
  if (apiKey === undefined) return undefined;
  const { createVault } = await import('./vault.ts');
  return createVault(apiKey);
}
