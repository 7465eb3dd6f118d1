import { Refusal } from './refusal.ts';
import type { RecordedRequest } from './types.ts';

const shortestWatchedKey = 8;

/** The key in the header, if the service takes it. A key anywhere else counts as none. */
export function checkKey(
  header: string | string[] | undefined,
  accepted: string | readonly string[] | undefined,
): string {
  const key = typeof header === 'string' ? header : '';
  if (key === '') {
    throw new Refusal(
      403,
      "Method doesn't allow unregistered callers (callers without established identity). " +
        'Please use API Key or other form of API consumer identity to call this API.',
    );
  }
  if (accepted === undefined || [accepted].flat().includes(key)) return key;
  const message = 'API key not valid. Please pass a valid API key.';
  throw new Refusal(400, message, [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
    { '@type': 'type.googleapis.com/google.rpc.LocalizedMessage', locale: 'en-US', message },
  ]);
}

/** Finds keys where none may be: in addresses and bodies. Keys of fewer than 8 characters are not looked for. */
export interface KeyWatch {
  readonly leaks: readonly RecordedRequest[];
  check(request: RecordedRequest, accepted: string | readonly string[] | undefined): (bytes: Buffer) => void;
}

/** A watch that has seen nothing yet. */
export function createKeyWatch(): KeyWatch {
  const leaks: RecordedRequest[] = [];
  const keys = new Set<string>();
  const report = (request: RecordedRequest) => {
    if (!leaks.includes(request)) leaks.push(request);
  };
  return {
    leaks,
    check: (request, accepted) => {
      for (const key of [accepted ?? [], request.headers['x-goog-api-key'] ?? []].flat()) {
        if (key.length >= shortestWatchedKey) keys.add(key);
      }
      const address = decodeURIComponent(`${request.path}?${new URLSearchParams(request.query)}`);
      const isLeak = [...keys].some((key) => address.includes(key) || request.bodyText?.includes(key));
      if (isLeak || 'key' in request.query) report(request);
      let end = Buffer.alloc(0);
      return (bytes) => {
        const seen = Buffer.concat([end, bytes]);
        if ([...keys].some((key) => seen.includes(key))) report(request);
        const longest = Math.max(0, ...[...keys].map((key) => key.length - 1));
        end = longest === 0 ? Buffer.alloc(0) : Buffer.from(seen.subarray(-longest));
      };
    },
  };
}
