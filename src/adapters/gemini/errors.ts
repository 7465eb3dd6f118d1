import { ApiError } from '@google/genai';
import { ServiceError } from '../../errors.ts';

const maxReasonChars = 1000;

interface ErrorBody {
  readonly code?: number;
  readonly message?: string;
  readonly status?: string;
  readonly details?: readonly { readonly '@type'?: string; readonly retryDelay?: string }[];
}

/** The error object of a reply, wherever the SDK put it: its message is the body's JSON text. */
function readBody(text: string): ErrorBody {
  try {
    const parsed = JSON.parse(text) as { error?: ErrorBody };
    return typeof parsed.error === 'object' && parsed.error !== null ? parsed.error : { message: text };
  } catch {
    return { message: text };
  }
}

function retryDelayMs(body: ErrorBody): number | undefined {
  if (!Array.isArray(body.details)) return undefined;
  const delay = body.details.find((detail) => String(detail?.['@type']).endsWith('RetryInfo'))?.retryDelay;
  const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(delay ?? '')?.[1]);
  return seconds > 0 ? seconds * 1000 : undefined;
}

/** Keys that the service knows but refuses have their own words; the usual causes are few. */
function hintFor(status: number, message: string): string | undefined {
  if (/api key/i.test(message) || status === 401) return 'Check the secret behind gemini-api-key.';
  if (status === 403)
    return 'The key may lack access to this project, or may have been blocked as leaked; see AI Studio.';
  if (status === 429) return 'Quota, spend limit or enqueued tokens are used up; batches need a paid tier.';
  return undefined;
}

/** Any failure of a call as a ServiceError; a reason never holds the key. */
export function toServiceError(error: unknown, action: string, apiKey: string): ServiceError {
  const clean = (text: string) => text.replaceAll(apiKey, '***').slice(0, maxReasonChars);
  if (error instanceof ApiError) return fromReply(error.status, error.message, action, clean, error);
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
export function fromReply(
  status: number,
  text: string,
  action: string,
  clean: (text: string) => string,
  cause?: unknown,
): ServiceError {
  const body = readBody(text);
  const message = clean(body.message ?? text);
  const retryAfterMs = retryDelayMs(body);
  const hint = hintFor(status, message);
  return new ServiceError(message, {
    action,
    status,
    ...(body.status === undefined ? {} : { code: body.status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
    cause,
  });
}
