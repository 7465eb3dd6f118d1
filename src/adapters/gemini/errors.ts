import { ApiError } from '@google/genai';
import { ServiceError } from '../../errors.ts';
import { retryInfoMs } from './asked-pause.ts';

const maxReasonChars = 1000;

interface ErrorBody {
  readonly code?: number;
  readonly message?: string;
  readonly status?: string;
  readonly details?: unknown;
}

/** The error object of a reply, wherever the SDK put it: its message is the body's JSON text. */
export function readErrorBody(text: string): ErrorBody {
  try {
    const parsed = JSON.parse(text) as { error?: ErrorBody };
    return typeof parsed.error === 'object' && parsed.error !== null ? parsed.error : { message: text };
  } catch {
    return { message: text };
  }
}

/** Keys that the service knows but refuses have their own words; the usual causes are few. */
function hintFor(status: number, message: string): string | undefined {
  if (/api key/i.test(message) || status === 401) return 'Check the secret behind gemini-api-key.';
  if (status === 403)
    return 'The key may lack access to this project, or may have been blocked as leaked; see AI Studio.';
  if (status === 429) return 'Quota, spend limit or enqueued tokens are used up; batches need a paid tier.';
  return undefined;
}

/** What the words of a failure are cleaned with: they never hold the key, and are bounded. */
export function cleaner(apiKey: string): (text: string) => string {
  return (text) => (apiKey === '' ? text : text.replaceAll(apiKey, '***')).slice(0, maxReasonChars);
}

/** Any failure of a call as a ServiceError; `askedMs` is the pause that its headers asked for. */
export function toServiceError(error: unknown, action: string, apiKey: string, askedMs?: number): ServiceError {
  const clean = cleaner(apiKey);
  if (error instanceof ApiError)
    return fromReply(error.status, error.message, { action, clean, askedMs, cause: error });
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  const reason =
    error instanceof Error
      ? error.name === 'TimeoutError'
        ? 'no answer in time'
        : error.message + cause
      : String(error);
  return new ServiceError(clean(reason), { action, cause: error });
}

/** The same for a reply that we read ourselves. */
export function fromReply(status: number, text: string, { action, clean, askedMs, cause }: ReplyFacts): ServiceError {
  const body = readErrorBody(text);
  const message = clean(String(body.message ?? text));
  const retryAfterMs = askedMs ?? retryInfoMs(body);
  const hint = hintFor(status, message);
  return new ServiceError(message, {
    action,
    status,
    ...(typeof body.status === 'string' ? { code: clean(body.status) } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
    cause,
  });
}

export interface ReplyFacts {
  readonly action: string;
  readonly clean: (text: string) => string;
  /** The pause that the reply's headers asked for, in milliseconds. */
  readonly askedMs?: number | undefined;
  readonly cause?: unknown;
}
