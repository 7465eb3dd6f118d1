import { createWriteStream } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pRetry from 'p-retry';
import { ServiceError } from '../errors.ts';
import type { World } from '../ports.ts';
import { openBody } from './http-get.ts';

const defaultIdleTimeoutMs = 60_000;
const maxRedirects = 5;
const maxAttempts = 4;

export interface DatasetOptions {
  /** Where fetched datasets are kept for the run. */
  readonly temp: string;
  /** Longest pause before a retry, in milliseconds. */
  readonly maxPauseMs: number;
  /** How long a server may be silent, in milliseconds. */
  readonly idleTimeoutMs?: number;
  readonly signal: AbortSignal;
}

/** Finds datasets on disk; an address is fetched once, whole. */
export function createDatasetLocator(options: DatasetOptions): World['locateDataset'] {
  const fetched = new Map<string, Promise<string>>();
  return async (source) => {
    if (source.kind === 'file') return source.path;
    const fetching = fetched.get(source.url) ?? fetchDataset(source.url, options);
    fetched.set(source.url, fetching);
    return fetching;
  };
}

async function fetchDataset(address: string, options: DatasetOptions): Promise<string> {
  const { origin, pathname, search } = new URL(address);
  const action = `fetch the dataset ${origin}${pathname}`;
  const path = join(await mkdtemp(join(options.temp, 'dataset-')), 'dataset.jsonl');
  const attempt = async () => {
    const message = await request(address, action, options);
    const announced = message.headers['content-length'];
    await pipeline(message, createWriteStream(path), { signal: options.signal });
    const { size } = await stat(path);
    if (announced !== undefined && Number(announced) !== size)
      throw new ServiceError(`${size} of ${announced} bytes arrived`, { action });
    return path;
  };
  try {
    return await pRetry(attempt, {
      retries: maxAttempts - 1,
      minTimeout: Math.min(1000, options.maxPauseMs),
      maxTimeout: options.maxPauseMs,
      randomize: true,
      signal: options.signal,
      shouldRetry: ({ error }) => !(error instanceof ServiceError) || error.isTransient,
    });
  } catch (error) {
    if (options.signal.aborted || error instanceof ServiceError) throw error;
    // The client's own messages quote the address with its query, which may be a signature.
    const words = error instanceof Error ? error.message : String(error);
    throw new ServiceError(search === '' ? words : words.replaceAll(search, ''), { action });
  }
}

async function request(address: string, action: string, options: DatasetOptions): Promise<IncomingMessage> {
  const { idleTimeoutMs = defaultIdleTimeoutMs, signal } = options;
  let url = new URL(address);
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    if (url.protocol !== 'https:')
      throw new ServiceError('it redirects to an address without https', { action, status: 310 });
    const message = await openBody(url, { idleTimeoutMs, signal });
    const status = message.statusCode ?? 0;
    if (status === 200) return message;
    message.resume();
    if (status < 300 || status >= 400 || message.headers.location === undefined)
      throw new ServiceError('the server did not hand it out', { action, status });
    url = new URL(message.headers.location, url);
  }
  throw new ServiceError('too many redirects', { action, status: 310 });
}
