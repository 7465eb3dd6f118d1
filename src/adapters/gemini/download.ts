import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pRetry from 'p-retry';
import { ServiceError } from '../../errors.ts';
import { systemClock } from '../clock.ts';
import { openBody } from '../http-get.ts';
import { askedPauseMs } from './asked-pause.ts';
import { cleaner, fromReply, readErrorBody } from './errors.ts';
import type { GeminiOptions } from './service.ts';
import { defaultMaxAskedPauseMs } from './wire.ts';

export interface DownloadOptions extends GeminiOptions {
  readonly apiVersion: string;
  /** `files/…` */
  readonly name: string;
  /** Where the file goes. */
  readonly path: string;
}

const maxRedirects = 5;
const maxErrorBytes = 64 * 1024;
const newline = 0x0a;

/**
 * Downloads a result file byte for byte. The SDK's own download ends the process when the connection drops in mid-body
 * (3.1.0), and a body streamed through fetch is held in memory (nodejs/undici#4058): hence node's own HTTP. A body that ends
 * early, or whose last line is not JSON, is fetched again from its start; `path` only ever holds a whole file.
 */
export async function downloadResult(options: DownloadOptions): Promise<{ bytes: number }> {
  const part = `${options.path}.part`;
  await mkdir(dirname(options.path), { recursive: true });
  const attempt = async () => {
    const message = await requestEither(addressForms(options), options);
    const status = message.statusCode ?? 0;
    if (status !== 200) throw await readFailure(message, status, options);
    const bytes = await receive(message, part, options.signal);
    await checkLastLine(part, options.name);
    await rename(part, options.path);
    return { bytes };
  };
  try {
    return await pRetry(attempt, {
      retries: options.maxAttempts - 1,
      minTimeout: Math.min(1000, options.maxPauseMs),
      maxTimeout: options.maxPauseMs,
      randomize: true,
      signal: options.signal,
      onFailedAttempt: ({ error, retriesLeft }) => (retriesLeft > 0 ? waitAsAsked(error, options) : undefined),
      shouldRetry: ({ error }) => !(error instanceof ServiceError) || error.isTransient,
    });
  } finally {
    await rm(part, { force: true });
  }
}

/** The reference has the plain form, the guide's curl sample the one with /download; each was seen alone. */
function addressForms({ baseUrl, apiVersion, name }: DownloadOptions): string[] {
  const base = baseUrl.replace(/\/$/, '');
  const id = name.replace(/^files\//, '');
  if (!/^[A-Za-z0-9._-]+$/.test(id))
    throw new ServiceError('the service named a result file that is no file name', {
      action: `download ${name}`,
      status: 200,
    });
  const path = `${apiVersion}/files/${id}:download?alt=media`;
  return [`${base}/${path}`, `${base}/download/${path}`];
}

async function requestEither(addresses: readonly string[], options: DownloadOptions): Promise<IncomingMessage> {
  const [first = '', second] = addresses;
  const message = await request(first, options);
  if (message.statusCode !== 404 || second === undefined) return message;
  message.resume();
  return request(second, options);
}

/** Follows redirects by hand: the key goes to the service's own origin and nowhere else. */
async function request(address: string, options: DownloadOptions): Promise<IncomingMessage> {
  const { callTimeoutMs: idleTimeoutMs, signal } = options;
  const home = new URL(options.baseUrl).origin;
  let url = new URL(address);
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const headers: Record<string, string> = url.origin === home ? { 'x-goog-api-key': options.apiKey } : {};
    const message = await openBody(url, { headers, idleTimeoutMs, signal });
    const location = message.headers.location;
    if (location === undefined || (message.statusCode ?? 0) < 300 || (message.statusCode ?? 0) >= 400) return message;
    message.resume();
    url = new URL(location, url);
  }
  throw new ServiceError('too many redirects', { action: `download ${options.name}`, status: 310 });
}

async function receive(message: IncomingMessage, path: string, signal: AbortSignal): Promise<number> {
  const announced = message.headers['content-length'];
  await pipeline(message, createWriteStream(path), { signal });
  const { size } = await stat(path);
  if (announced !== undefined && Number(announced) !== size)
    throw new CutDownloadError(`${size} of ${announced} bytes arrived`);
  return size;
}

/** The body ended early: worth another try from the start. */
class CutDownloadError extends Error {}

async function readFailure(message: IncomingMessage, status: number, options: DownloadOptions): Promise<ServiceError> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maxErrorBytes) break;
  }
  const headers = new Headers({ 'retry-after': message.headers['retry-after'] ?? '' });
  const askedMs = askedPauseMs(headers, readErrorBody(text), Date.now());
  return fromReply(status, text, { action: `download ${options.name}`, clean: cleaner(options.apiKey), askedMs });
}

/** A refusal may name its pause; a longer one than may be waited here ends the download. */
async function waitAsAsked(error: Error, options: DownloadOptions): Promise<void> {
  const askedMs = error instanceof ServiceError && error.isTransient ? (error.retryAfterMs ?? 0) : 0;
  if (askedMs > (options.maxAskedPauseMs ?? defaultMaxAskedPauseMs)) throw error;
  if (askedMs > 0) await systemClock.sleep(askedMs, options.signal);
}

/** A file cut at a line's border cannot be told from a short one; cut anywhere else, its last line is not JSON. */
async function checkLastLine(path: string, name: string): Promise<void> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    let start = size;
    let tail = Buffer.alloc(0);
    while (start > 0 && tail.subarray(0, -1).lastIndexOf(newline) < 0) {
      const length = Math.min(start, Math.max(64 * 1024, tail.length));
      start -= length;
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, start);
      tail = Buffer.concat([buffer, tail]);
    }
    const line = tail
      .subarray(tail.subarray(0, -1).lastIndexOf(newline) + 1)
      .toString('utf8')
      .trim();
    if (line !== '') JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) throw new CutDownloadError(`the last line of ${name} is not JSON`);
    throw error;
  } finally {
    await handle.close();
  }
}
