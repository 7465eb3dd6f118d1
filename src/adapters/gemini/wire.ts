import pRetry from 'p-retry';
import { systemClock } from '../clock.ts';
import { askedPauseMs } from './asked-pause.ts';
import { readErrorBody } from './errors.ts';
import { sendPiece } from './piece.ts';
import { sendToOrigin } from './redirect.ts';

export interface WireOptions {
  /** Longest pause before a retry, in milliseconds, unless the service names a longer one. */
  readonly maxPauseMs: number;
  /** Tries of one request, the first included. */
  readonly maxAttempts: number;
  /** Time for one try of a JSON call, and how long a download may be silent, in milliseconds. */
  readonly callTimeoutMs: number;
  /** A longer pause that the service asks for is not waited here but left to the caller, who knows the deadline. */
  readonly maxAskedPauseMs?: number;
  /** A signal that aborts when so many milliseconds are over; by default those of the real time. */
  readonly limit?: (ms: number) => AbortSignal;
  /** Aborts everything under way. */
  readonly signal: AbortSignal;
}

/** A request as the SDK hands it to fetch. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

const firstPauseMs = 1000;
/** A pause of the service's choice that is still waited inside a call. */
export const defaultMaxAskedPauseMs = 10 * 60_000;
/** One 8 MiB piece over a slow line takes longer than a JSON call. */
const pieceTimeoutFactor = 10;
const retriedStatus = new Set([408, 429, 500, 502, 503, 504]);

/**
 * The fetch that the SDK is given. It closes gaps of @google/genai 3.1: every call has a time limit; answers are read whole,
 * so that a reset in mid-body is a failed try and not a crash; calls that can be repeated are, also after network errors,
 * honouring Retry-After; redirects never carry the key to another server; a lost answer to a piece of an upload is found out by asking for the offset. Creating a batch job is
 * sent exactly once: it is not idempotent, and each job is paid for.
 */
export function createWire(options: WireOptions): Send {
  const { limit = AbortSignal.timeout.bind(AbortSignal), callTimeoutMs } = options;
  const within =
    (ms: number): Send =>
    (url, init) =>
      sendUntil(AbortSignal.any([options.signal, limit(ms)]), url, init);
  const sendOnce = within(callTimeoutMs);
  return (url, init) => {
    const command = new Headers(init.headers).get('x-goog-upload-command') ?? '';
    if (command.startsWith('upload')) {
      const sendBytes = within(callTimeoutMs * pieceTimeoutFactor);
      return sendPiece(url, init, { sendBytes, ask: sendOnce, retry: (attempt) => retry(options, attempt) });
    }
    const mayRepeat = init.method !== 'POST' || url.endsWith(':cancel') || command === 'start';
    return mayRepeat ? retry(options, () => sendOnce(url, init)) : sendOnce(url, init);
  };
}

/** Sends one request and reads its answer whole. */
async function sendUntil(signal: AbortSignal, url: string, init: RequestInit): Promise<Response> {
  const response = await sendToOrigin(url, { ...init, signal });
  const body = await response.arrayBuffer();
  const hasBody = body.byteLength > 0 && response.status !== 204 && response.status !== 304;
  return new Response(hasBody ? body : null, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

/** A failed try whose answer says that asking again can help. */
class RetriedAnswer extends Error {
  readonly response: Response;
  readonly askedMs: number;

  constructor(response: Response, askedMs: number) {
    super(`HTTP ${response.status}`);
    this.response = response;
    this.askedMs = askedMs;
  }
}

/** Repeats a request until it is answered by something else than a passing fault, and at last hands over what came last. */
async function retry(options: WireOptions, attempt: () => Promise<Response>): Promise<Response> {
  const run = async () => {
    const response = await attempt();
    if (retriedStatus.has(response.status)) throw new RetriedAnswer(response, await readAskedPause(response));
    return response;
  };
  try {
    return await pRetry(run, {
      retries: options.maxAttempts - 1,
      minTimeout: Math.min(firstPauseMs, options.maxPauseMs),
      maxTimeout: options.maxPauseMs,
      randomize: true,
      signal: options.signal,
      onFailedAttempt: ({ error, retriesLeft }) =>
        retriesLeft > 0 && mayWait(error, options) ? waitAsAsked(error, options) : undefined,
      shouldRetry: ({ error }) => mayWait(error, options),
    });
  } catch (error) {
    if (error instanceof RetriedAnswer) return error.response;
    throw error;
  }
}

async function readAskedPause(response: Response): Promise<number> {
  const body = readErrorBody(await response.clone().text());
  return askedPauseMs(response.headers, body, Date.now()) ?? 0;
}

function mayWait(error: Error, options: WireOptions): boolean {
  const askedMs = error instanceof RetriedAnswer ? error.askedMs : 0;
  return askedMs <= (options.maxAskedPauseMs ?? defaultMaxAskedPauseMs);
}

async function waitAsAsked(error: Error, { signal }: WireOptions): Promise<void> {
  const askedMs = error instanceof RetriedAnswer ? error.askedMs : 0;
  if (askedMs > 0) await systemClock.sleep(askedMs, signal);
}
