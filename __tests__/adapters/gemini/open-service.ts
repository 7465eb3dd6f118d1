import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import '../one-realm.ts';
import type { GeminiEmulator } from '../../../local/gemini/server.ts';
import { createGeminiService, type GeminiOptions } from '../../../src/adapters/gemini/service.ts';
import { ServiceError } from '../../../src/errors.ts';
import type { GeminiService } from '../../../src/ports/gemini.ts';
import { key } from '../../local/gemini/client.ts';

const endings: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(endings.splice(0).map((end) => end()));
});

/** The service as the action makes it, with short pauses. */
export function openService({ url }: { url: string }, changes: Partial<GeminiOptions> = {}): GeminiService {
  return createGeminiService({
    apiKey: key,
    baseUrl: url,
    maxPauseMs: 1,
    maxAttempts: 4,
    callTimeoutMs: 10_000,
    signal: new AbortController().signal,
    ...changes,
  });
}

/** A time limit that is over when the emulator leaves a request without an answer, and never before, however slow the machine. */
export function overWhenHanging(emulator: GeminiEmulator): () => AbortSignal {
  const open = new Set<AbortController>();
  const onHang = () => {
    for (const limit of open) limit.abort(new DOMException('no answer', 'TimeoutError'));
    open.clear();
  };
  emulator.configure({ onHang });
  return () => {
    const limit = new AbortController();
    open.add(limit);
    return limit.signal;
  };
}

/** A folder that goes after the test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gemini-service-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A file in a folder of its own. */
export async function writeRequests(bytes: Uint8Array | string): Promise<string> {
  const path = join(await makeFolder(), 'requests.jsonl');
  await writeFile(path, bytes);
  return path;
}

/** A server of the test's own, for answers that no emulator gives. */
export async function serve(listener: RequestListener): Promise<{ url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The ServiceError that a call ends in. */
export async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ServiceError) return error;
  throw new Error(`Expected a ServiceError, got ${String(error)}`);
}
