import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { type Answer, Broken, type Emulation, type Exchange } from './emulation.ts';
import { type FileStore, renderFile } from './files.ts';
import { Refusal, WrongState } from './refusal.ts';
import { openSession, type Session } from './upload-session.ts';

/** Google's resumable upload protocol: start, pieces, query, finalize, cancel. */
export interface Uploads {
  start(exchange: Exchange): Answer;
  piece(exchange: Exchange): Promise<Answer>;
  query(exchange: Exchange): Answer;
}

/** No uploads yet; finished ones go to the store. */
export function createUploads(emulation: Emulation, store: FileStore): Uploads {
  const sessions = new Map<string, Session>();

  function find(id: string): Session {
    const session = sessions.get(id);
    if (session === undefined) throw new Refusal(404, 'Upload not found.');
    return session;
  }

  function told(session: Session): Answer {
    const { status, received, file } = session;
    const headers = { 'x-goog-upload-status': status, 'x-goog-upload-size-received': String(received) };
    return { headers, body: file ? { file: renderFile(file, emulation.url) } : {} };
  }

  function finalize(session: Session): void {
    const { announced, received, path, name, displayName, mimeType, owner } = session;
    if (announced !== undefined && announced !== received) {
      throw new Refusal(400, `Upload is incomplete: ${received} of ${announced} bytes were received.`);
    }
    session.status = 'final';
    const { mimeTypes, mimeRefusal } = emulation.behaviour;
    if (mimeRefusal === 'no-file' && !mimeTypes.includes(mimeType)) return;
    const known = { name, mimeType, owner, path, source: 'UPLOADED' } as const;
    session.file = store.add(displayName === undefined ? known : { ...known, displayName });
  }

  return {
    start: (exchange) => {
      const id = emulation.nextId(40);
      const { chunkGranularityBytes } = emulation.behaviour;
      sessions.set(id, openSession(exchange, emulation, store));
      return {
        headers: {
          'x-goog-upload-url': `${emulation.url}${exchange.record.path}?upload_id=${id}&upload_protocol=resumable`,
          'x-goog-upload-control-url': `${emulation.url}${exchange.record.path}?upload_id=${id}&upload_protocol=resumable`,
          'x-goog-upload-status': 'active',
          'x-goog-upload-chunk-granularity': String(chunkGranularityBytes),
        },
      };
    },
    piece: async (exchange) => {
      const session = find(exchange.route.id);
      const commands = readCommands(exchange);
      if (session.status !== 'active') throw new WrongState(`Upload is already ${session.status}.`);
      if (commands.includes('cancel')) session.status = 'cancelled';
      if (commands.includes('upload')) await receive(exchange, session, emulation, commands.includes('finalize'));
      if (commands.includes('finalize')) finalize(session);
      return told(session);
    },
    query: ({ route }) => {
      const session = find(route.id);
      return emulation.behaviour.queryTellsFile ? told(session) : { ...told(session), body: {} };
    },
  };
}

function readCommands({ record }: Exchange): string[] {
  const commands = String(record.headers['x-goog-upload-command'] ?? '').split(/ *, */);
  const isKnown = /^(upload|upload,finalize|finalize|cancel)$/.test(commands.join());
  if (!isKnown) throw new Refusal(400, `Unknown upload command: ${commands.join()}`);
  return commands;
}

async function receive(exchange: Exchange, session: Session, { behaviour }: Emulation, isLast: boolean): Promise<void> {
  const offset = Number(exchange.record.headers['x-goog-upload-offset']);
  if (offset !== session.received) {
    throw new Refusal(
      400,
      `Upload offset must be ${session.received}, not ${exchange.record.headers['x-goog-upload-offset']}.`,
    );
  }
  const limit = session.announced ?? behaviour.limits.maxFileBytes;
  const target = openSync(session.path, 'r+');
  let end = offset;
  try {
    for await (const chunk of takeUntilCut(exchange)) {
      if (end + chunk.length > limit) throw new Refusal(400, `More bytes than the ${limit} that were announced.`);
      exchange.onBytes(chunk);
      writeSync(target, chunk, 0, chunk.length, end);
      end += chunk.length;
    }
    if (!isLast && (end - offset) % behaviour.chunkGranularityBytes !== 0) {
      throw new Refusal(400, `A piece must be a multiple of ${behaviour.chunkGranularityBytes} bytes.`);
    }
    session.received = end;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    session.received = end - ((end - offset) % behaviour.chunkGranularityBytes);
    throw new Broken('The piece broke off.', { cause: error });
  } finally {
    ftruncateSync(target, session.received);
    closeSync(target);
  }
}

async function* takeUntilCut({ request, cutAfterBytes }: Exchange): AsyncGenerator<Buffer> {
  let left = cutAfterBytes ?? Number.POSITIVE_INFINITY;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0 && cutAfterBytes !== undefined) throw new Broken('Cut by a fault.');
  }
}
