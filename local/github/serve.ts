import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from './api.ts';
import type { ArtifactService } from './artifact-service.ts';
import type { BlobStore } from './blobs.ts';
import type { Faults } from './faults.ts';
import type { Reply } from './reply.ts';
import type { Effect, RecordedRequest } from './types.ts';

/** What answers requests: each path belongs to one of them. */
export interface Parts {
  readonly api: Api;
  readonly service: ArtifactService;
  readonly memory: BlobStore;
}

/** The server that a request came to. */
export interface Setting {
  readonly parts: Parts;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  readonly origin: string;
}

/** Answers one request, as far as no fault stands in the way, and records it. */
export async function serve(request: IncomingMessage, response: ServerResponse, setting: Setting): Promise<void> {
  const url = new URL(request.url ?? '/', setting.origin);
  const method = request.method ?? 'GET';
  const bytes = await readAll(request);
  const effect = setting.faults.effectOn(method, url.pathname);
  if (effect && 'until' in effect) await effect.until;
  const reply = await replyTo({ method, url, request, bytes }, effect, setting.parts);
  const body = setting.parts.memory.isMine(url.pathname) ? undefined : parsedOrText(bytes);
  setting.requests.push({
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    ...(body !== undefined && { body }),
    status: reply?.status ?? 0,
  });
  if (reply === undefined) response.destroy();
  else send(response, reply, method);
}

interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly bytes: Buffer;
}

/** The answer, or undefined when the connection is to be cut. */
async function replyTo(incoming: Incoming, effect: Effect | undefined, parts: Parts): Promise<Reply | undefined> {
  if (effect && 'reset' in effect) {
    if (effect.reset === 'after') await answer(incoming, parts);
    return undefined;
  }
  if (effect && 'status' in effect) {
    if (effect.after) await answer(incoming, parts);
    const { status, body = { message: 'Fault', status: String(effect.status) }, headers = {} } = effect;
    return { status, body, headers };
  }
  return answer(incoming, parts);
}

async function answer({ method, url, request, bytes }: Incoming, { api, service, memory }: Parts): Promise<Reply> {
  const { headers } = request;
  if (memory.isMine(url.pathname)) return memory.answer(method, url, headers, bytes);
  if (service.isMine(url.pathname))
    return service.answer(method, url.pathname, headers.authorization, parsedOrText(bytes));
  return api.answer(method, url, headers, bytes);
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function parsedOrText(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply, method: string): void {
  const isJson = body !== undefined && !Buffer.isBuffer(body);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(isJson ? JSON.stringify(body) : '');
  response.writeHead(status, {
    ...(isJson && { 'content-type': 'application/json; charset=utf-8' }),
    ...(status !== 204 && { 'content-length': bytes.length }),
    'x-github-request-id': 'LOCAL:0001',
    ...headers,
  });
  response.end(method === 'HEAD' ? undefined : bytes);
}
