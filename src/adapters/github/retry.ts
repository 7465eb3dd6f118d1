import pRetry from 'p-retry';
import type { Client } from './client.ts';
import { isPassing, toServiceError } from './errors.ts';

const maxAttempts = 4;

/** What we ask for, as a phrase, and the line of `permissions:` that it needs. */
export interface Asked {
  readonly action: string;
  readonly permission: string;
}

/** Repeats what a passing fault broke; what remains says which line of `permissions:` would help. */
export async function attempt<T>(
  { options, signal }: Pick<Client, 'options' | 'signal'>,
  { action, permission }: Asked,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await pRetry(call, {
      retries: maxAttempts - 1,
      minTimeout: Math.min(1000, options.maxPauseMs),
      maxTimeout: options.maxPauseMs,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => isPassing(error),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw toServiceError(error, action, permission);
  }
}

/** A write whose answer was lost may have happened or not: called again, what it left is looked for before it is repeated. */
export function onceOnly<T>(steps: {
  readonly find: () => Promise<T | undefined>;
  readonly write: () => Promise<T>;
}): () => Promise<T> {
  let isSent = false;
  return async () => {
    const found = isSent ? await steps.find() : undefined;
    isSent = true;
    return found ?? steps.write();
  };
}
