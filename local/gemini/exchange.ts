import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Batches } from './batches.ts';
import { type Answer, Broken, type Emulation, type Exchange, type Handler } from './emulation.ts';
import { type Effect, type Faults, isBefore } from './faults.ts';
import type { FileStore } from './files.ts';
import { checkKey, type KeyWatch } from './keys.ts';
import { errorBody, Refusal, refusalBody } from './refusal.ts';
import { checkQuery, findRoute, type Route } from './routes.ts';
import { sendAnswer, sendFault, sendJson } from './send.ts';
import type { Operation, RecordedRequest } from './types.ts';
import type { Uploads } from './uploads.ts';

/** The rooms of the service, and what looks on. */
export interface Parts {
  readonly store: FileStore;
  readonly batches: Batches;
  readonly uploads: Uploads;
  readonly faults: Faults;
  readonly watch: KeyWatch;
  readonly requests: RecordedRequest[];
}

type Recording = { -readonly [member in keyof RecordedRequest]: RecordedRequest[member] };

/** What carries a request from its arrival to its answer: record, faults, key, operation, answer. */
export function createExchanger(
  emulation: Emulation,
  parts: Parts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const handlers = listHandlers(parts);

  async function carryOut(exchange: Exchange): Promise<Answer | Refusal> {
    try {
      checkQuery(exchange.route.operation, exchange.record.query);
      const needsKey = !isWithinUpload(exchange.route);
      const owner = needsKey ? checkKey(exchange.record.headers['x-goog-api-key'], emulation.behaviour.apiKey) : '';
      return await handlers[exchange.route.operation]({ ...exchange, owner });
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, arrived: Arrived): Promise<void> {
    const { record, route, onBytes } = arrived;
    const { operation } = route;
    const n = parts.requests.filter((other) => other.operation === operation).length;
    await emulation.behaviour.onRequest?.(operation, n);
    const effect = parts.faults.take(record);
    if (effect && isBefore(effect)) {
      if ('status' in effect) await drain(request);
      sendFault(response, effect, emulation.behaviour);
      return;
    }
    const cut = effect && 'cutAfterBytes' in effect ? { cutAfterBytes: effect.cutAfterBytes } : {};
    const outcome = await carryOut({ record, route, request, owner: '', onBytes, ...cut });
    await emulation.behaviour.afterEffect?.(operation, n);
    await drain(request);
    if (effect && 'until' in effect) await effect.until;
    if (effect && sendFault(response, effect, emulation.behaviour)) return;
    await reply(response, outcome, effect);
  }

  return async (request, response) => {
    response.on('error', () => undefined);
    try {
      const arrived = await arrive(request, emulation, parts);
      for (const end of ['finish', 'close']) {
        response.once(end, () => {
          if (response.headersSent) arrived.record.status = response.statusCode;
        });
      }
      await answer(request, response, arrived);
    } catch (error) {
      const isGone = response.headersSent || response.destroyed || request.destroyed;
      if (error instanceof Broken || isGone) response.socket?.resetAndDestroy();
      else sendJson(response, 500, errorBody(500, error instanceof Error ? String(error.stack) : String(error)));
    }
  };
}

interface Arrived {
  readonly record: Recording;
  readonly route: Route;
  readonly onBytes: (bytes: Buffer) => void;
}

async function arrive(request: IncomingMessage, emulation: Emulation, parts: Parts): Promise<Arrived> {
  const url = new URL(request.url ?? '/', emulation.url);
  const method = request.method ?? '';
  const { headers } = request;
  const route = findRoute(method, url, String(headers['x-goog-upload-command'] ?? ''));
  const { operation } = route;
  const query = Object.fromEntries(url.searchParams);
  const record: Recording = { operation, method, path: url.pathname, query, headers, status: 0, at: Date.now() };
  parts.requests.push(record);
  const text = operation === 'upload.piece' ? '' : await readText(request);
  if (text !== '') record.bodyText = text;
  return { record, route, onBytes: parts.watch.check(record, emulation.behaviour.apiKey) };
}

async function reply(response: ServerResponse, outcome: Answer | Refusal, effect: Effect | undefined): Promise<void> {
  if (outcome instanceof Refusal) sendJson(response, outcome.code, refusalBody(outcome));
  else await sendAnswer(response, outcome, effect);
}

function listHandlers({ uploads, store, batches }: Parts): Record<Operation, Handler> {
  return {
    'upload.start': uploads.start,
    'upload.piece': uploads.piece,
    'upload.query': uploads.query,
    'files.get': store.get,
    'files.list': store.list,
    'files.delete': store.delete,
    'batches.create': batches.create,
    'batches.get': batches.get,
    'batches.list': batches.list,
    'batches.cancel': batches.cancel,
    'batches.delete': batches.delete,
    download: store.download,
    unknown: ({ record }) => {
      throw new Refusal(404, `Nothing is found at ${record.method} ${record.path}.`);
    },
  };
}

/** Pieces and queries are let in by the upload's own id. */
function isWithinUpload({ operation }: Route): boolean {
  return operation === 'upload.piece' || operation === 'upload.query';
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function drain(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  for await (const _ of request.iterator({ destroyOnReturn: false })) {
    // What the client still sends belongs to nothing.
  }
}
