import pRetry from 'p-retry';
import { sendPiece } from './piece.ts';

export interface WireOptions {
  /** Longest pause before a retry, in milliseconds, unless the service names a longer one. */
  readonly maxPauseMs: number;
  /** Tries of one request, the first included. */
  readonly maxAttempts: number;
  /** Time for one try of a JSON call, in milliseconds. */
  readonly callTimeoutMs: number;
  /** Aborts everything under way. */
  readonly signal: AbortSignal;
}

/** A request as the SDK hands it to fetch. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

const firstPauseMs = 1000;
/** Uploads of one 8 MiB piece over a slow line. */
const pieceTimeoutMs = 10 * 60_000;
const retriedStatus = new Set([408, 429, 500, 502, 503, 504]);

/**
 * The fetch that the SDK is given. It closes gaps of @google/genai 3.1: every call has a time limit; answers are read whole,
 * so that a reset in mid-body is a failed try and not a crash; calls that can be repeated are, also after network errors,
 * honouring Retry-After; a lost answer to a piece of an upload is found out by asking for the offset. Creating a batch job is
 * sent exactly once: it is not idempotent, and each job is paid for.
 */
export function createWire(options: WireOptions): Send {
  const sendOnce: Send = (url, init) => sendWithin(options.callTimeoutMs, options.signal, url, init);
  return (url, init) => {
    const command = new Headers(init.headers).get('x-goog-upload-command') ?? '';
    if (command.startsWith('upload')) {
      const send: Send = (to, request) => sendWithin(pieceTimeoutMs, options.signal, to, request);
      return sendPiece(url, init, send, (attempt) => retry(options, attempt));
    }
    const mayRepeat = init.method !== 'POST' || url.endsWith(':cancel') || command === 'start';
    return mayRepeat ? retry(options, () => sendOnce(url, init)) : sendOnce(url, init);
  };
}

/** Sends one request and reads its answer whole. */
async function sendWithin(timeoutMs: number, signal: AbortSignal, url: string, init: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { ...init, signal: AbortSignal.any([signal, timeout]) });
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

  constructor(response: Response) {
    super(`HTTP ${response.status}`);
    this.response = response;
  }
}

/** Repeats a request until it is answered by something else than a passing fault, and at last hands over what came last. */
async function retry(options: WireOptions, attempt: () => Promise<Response>): Promise<Response> {
  const run = async () => {
    const response = await attempt();
    if (retriedStatus.has(response.status)) throw new RetriedAnswer(response);
    return response;
  };
  try {
    return await pRetry(run, {
      retries: options.maxAttempts - 1,
      minTimeout: Math.min(firstPauseMs, options.maxPauseMs),
      maxTimeout: options.maxPauseMs,
      randomize: true,
      signal: options.signal,
      onFailedAttempt: ({ error, retriesLeft }) => (retriesLeft > 0 ? waitAsAsked(error, options) : undefined),
    });
  } catch (error) {
    if (error instanceof RetriedAnswer) return error.response;
    throw error;
  }
}

async function waitAsAsked(error: Error, options: WireOptions): Promise<void> {
  const seconds = error instanceof RetriedAnswer ? Number(error.response.headers.get('retry-after')) : 0;
  if (!(seconds > 0)) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    options.signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(options.signal.reason);
      },
      { once: true },
    );
  });
}
