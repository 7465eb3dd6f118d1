import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { HttpClient } from '@actions/http-client';
import pRetry from 'p-retry';
import { ServiceError } from '../errors.ts';
import type { World } from '../ports.ts';

const chunkBytes = 1024 * 1024;
const idleTimeoutMs = 60_000;
const maxRedirects = 5;
const maxAttempts = 4;

export interface DatasetOptions {
  /** Where fetched datasets are kept for the run. */
  readonly temp: string;
  /** Longest pause before a retry, in milliseconds. */
  readonly maxPauseMs: number;
  readonly signal: AbortSignal;
}

/** Opens dataset files; an address is fetched once, whole, and then read like a file. */
export function createDatasetOpener(options: DatasetOptions): World['openDataset'] {
  const fetched = new Map<string, Promise<string>>();
  return async function* open(source) {
    let path: string;
    if (source.kind === 'file') path = source.path;
    else {
      const fetching = fetched.get(source.url) ?? fetchDataset(source.url, options);
      fetched.set(source.url, fetching);
      path = await fetching;
    }
    yield* createReadStream(path, { highWaterMark: chunkBytes, signal: options.signal });
  };
}

async function fetchDataset(address: string, options: DatasetOptions): Promise<string> {
  const { origin, pathname, search } = new URL(address);
  const action = `fetch the dataset ${origin}${pathname}`;
  const path = join(await mkdtemp(join(options.temp, 'dataset-')), 'dataset.jsonl');
  const attempt = async () => {
    const message = await request(address, action);
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

async function request(address: string, action: string): Promise<IncomingMessage> {
  const client = new HttpClient('gemini-batch-eval', [], { allowRedirects: false, socketTimeout: idleTimeoutMs });
  let url = new URL(address);
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    if (url.protocol !== 'https:')
      throw new ServiceError('it redirects to an address without https', { action, status: 310 });
    const { message } = await client.get(url.href);
    const status = message.statusCode ?? 0;
    if (status === 200) return message;
    message.resume();
    if (status < 300 || status >= 400 || message.headers.location === undefined)
      throw new ServiceError('the server did not hand it out', { action, status });
    url = new URL(message.headers.location, url);
  }
  throw new ServiceError('too many redirects', { action, status: 310 });
}
