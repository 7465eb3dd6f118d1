import type { IncomingMessage } from 'node:http';
import { HttpClient } from '@actions/http-client';

export interface GetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the server may be silent, before its answer and within it, in milliseconds. */
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks for a large body and hands it over as a stream, whatever its status; redirects are the caller's to follow. A server
 * that falls silent is an error, and an abort ends the request at once: neither leaves a socket that holds the process.
 */
export async function openBody(
  url: URL,
  { headers = {}, idleTimeoutMs, signal }: GetOptions,
): Promise<IncomingMessage> {
  signal.throwIfAborted();
  const client = new HttpClient('gemini-batch-eval', [], { allowRedirects: false, socketTimeout: idleTimeoutMs });
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => {
    client.dispose();
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const { message } = await Promise.race([client.get(url.href, { ...headers }), aborted.promise]);
    // The client itself only half closes a connection that fell silent; a peer that is gone never answers to that.
    message.setTimeout(idleTimeoutMs, () => message.destroy(new Error(`no bytes came for ${idleTimeoutMs / 1000} s`)));
    return message;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
