import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './emulation.ts';
import { type Effect, isBefore } from './faults.ts';
import type { Behaviour } from './options.ts';
import { errorBody, overQuota, refusalBody } from './refusal.ts';

/** Sends a JSON body. */
export function sendJson(response: ServerResponse, status: number, body: object | string, headers: object = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  const length = Buffer.byteLength(text);
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': length,
    ...headers,
  });
  response.end(text);
}

/** Sends an answer, or its beginning. Resolves when all is handed over. */
export async function sendAnswer(response: ServerResponse, answer: Answer, effect: Effect | undefined): Promise<void> {
  if (!answer.file) {
    sendJson(response, 200, answer.body ?? '', answer.headers);
    return;
  }
  const cut = effect && 'cutAfterBytes' in effect ? effect : undefined;
  const { path, sizeBytes } = answer.file;
  const sent = Math.min(cut?.cutAfterBytes ?? sizeBytes, sizeBytes);
  const announced = cut?.clean ? sent : sizeBytes;
  const length = cut?.chunked ? {} : { 'content-length': announced };
  response.writeHead(200, { 'content-type': 'application/octet-stream', ...length });
  response.flushHeaders();
  const isAborted = cut !== undefined && !cut.clean;
  if (sent > 0) await pipeline(createReadStream(path, { end: sent - 1 }), response, { end: !isAborted });
  else if (!isAborted) response.end();
  if (isAborted) await breakOff(response);
}

/** Does to an answer what a fault wants instead of sending it; false when it is to be sent after all. */
export function sendFault(response: ServerResponse, effect: Effect, { onHang }: Behaviour): boolean {
  if ('status' in effect) {
    const { status, headers } = effect;
    const usual =
      status === 429 ? refusalBody(overQuota()) : errorBody(status, 'The service is currently unavailable.');
    sendJson(response, status, effect.body ?? usual, headers);
    return true;
  }
  if ('reset' in effect) response.socket?.resetAndDestroy();
  if ('hang' in effect) onHang?.();
  return isBefore(effect) || 'reset' in effect || 'hang' in effect;
}

/** Ends the connection in the middle of a body, once what was written has gone out. */
async function breakOff(response: ServerResponse): Promise<void> {
  const { socket } = response;
  if (!socket) return;
  await new Promise<void>((resolve) => {
    socket.write('', () => resolve());
  });
  socket.destroy();
}
