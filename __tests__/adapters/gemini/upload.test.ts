import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Effect } from '../../../local/gemini/faults.ts';
import type { GeminiEmulator } from '../../../local/gemini/server.ts';
import { key, row, start } from '../../local/gemini/client.ts';
import { failureOf, openService, overWhenHanging, writeRequests } from './open-service.ts';

const pieceBytes = 8 * 2 ** 20;
const large = randomBytes(20_000_000);
const twoPieces = large.subarray(0, pieceBytes + 5000);
const request = { displayName: 'requests of a test', mimeType: 'application/jsonl' };

/** Whether the one file that arrived is this one, byte for byte. */
function hasArrived(emulator: GeminiEmulator, bytes: Uint8Array): boolean {
  const [file, ...others] = [...emulator.uploads.values()];
  return file !== undefined && others.length === 0 && file.bytes().equals(bytes);
}

function piecesOf(emulator: GeminiEmulator): string[] {
  return emulator.requests
    .filter(({ operation }) => operation === 'upload.piece')
    .map(({ headers }) => `${headers['x-goog-upload-offset']} ${headers['x-goog-upload-command']}`);
}

describe('a file', () => {
  test('arrives byte for byte, with its name and type', async () => {
    const emulator = await start({ apiKey: key });
    const text = `\uFEFF${row('ключ', '🙂\u2028')}`;
    const file = await openService(emulator).uploadFile({ ...request, path: await writeRequests(text) });
    expect(hasArrived(emulator, Buffer.from(text))).toBe(true);
    expect(file).toMatchObject({
      displayName: request.displayName,
      sizeBytes: Buffer.byteLength(text),
      isActive: true,
      expiresAt: emulator.files.get(file.name)?.expirationTime,
    });
    expect(emulator.files.get(file.name)?.mimeType).toBe('application/jsonl');
    expect(emulator.keyLeaks).toEqual([]);
  });

  test('of 20 MB arrives in three pieces and one start', async () => {
    const emulator = await start({ apiKey: key });
    await openService(emulator).uploadFile({ ...request, path: await writeRequests(large) });
    expect(hasArrived(emulator, large)).toBe(true);
    expect(piecesOf(emulator)).toEqual(['0 upload', `${pieceBytes} upload`, `${2 * pieceBytes} upload, finalize`]);
    expect(emulator.requests.length).toBe(4);
    expect(emulator.keyLeaks).toEqual([]);
  });

  test.each([pieceBytes - 1, pieceBytes, pieceBytes + 1])('of %i bytes arrives whole', async (size) => {
    const emulator = await start();
    await openService(emulator).uploadFile({ ...request, path: await writeRequests(large.subarray(0, size)) });
    expect(hasArrived(emulator, large.subarray(0, size))).toBe(true);
    expect(emulator.count('upload.piece')).toBe(size > pieceBytes ? 2 : 1);
  });
});

describe('a piece', () => {
  // Whether the bytes of the fault's piece count: then nothing of it is sent again.
  test.each<[string, Effect, 'kept' | 'lost']>([
    ['a status', { status: 503 }, 'lost'],
    ['a status although it arrived', { status: 503, after: true }, 'kept'],
    ['too many requests', { status: 429, headers: { 'retry-after': '0.01' } }, 'lost'],
    ['a reset', { reset: 'before' }, 'lost'],
    ['a reset although it arrived', { reset: 'after' }, 'kept'],
    ['success that says nothing', { status: 200, body: {} }, 'lost'],
    ['success that says nothing although it arrived', { status: 200, body: {}, after: true }, 'kept'],
    ['a connection that breaks within it', { cutAfterBytes: 3000 }, 'lost'],
    ['no answer', { hang: true }, 'lost'],
    ['no answer although it arrived', { hang: 'after' }, 'kept'],
  ])('that meets %s is resumed by asking', async (_what, effect, fate) => {
    for (const nth of [1, 2]) {
      const emulator = await start();
      emulator.addFault({ on: 'upload.piece', nth, do: effect });
      const service = openService(emulator, { limit: overWhenHanging(emulator) });
      await service.uploadFile({ ...request, path: await writeRequests(twoPieces) });
      expect(hasArrived(emulator, twoPieces)).toBe(true);
      expect(emulator.count('upload.query')).toBe(1);
      expect(emulator.count('upload.piece')).toBe(fate === 'kept' ? 2 : 3);
      expect(emulator.count('upload.start')).toBe(1);
    }
  });

  test.each<[Effect]>([[{ status: 503 }], [{ reset: 'before' }], [{ reset: 'after' }]])(
    'is asked about again when the question meets %j',
    async (effect) => {
      const emulator = await start();
      emulator.addFault({ on: 'upload.piece', do: { reset: 'after' } });
      emulator.addFault({ on: 'upload.query', do: effect });
      await openService(emulator).uploadFile({ ...request, path: await writeRequests(twoPieces) });
      expect(hasArrived(emulator, twoPieces)).toBe(true);
      expect([emulator.count('upload.query'), emulator.count('upload.piece')]).toEqual([2, 2]);
    },
  );

  test('of which the service kept a part is sent from there on', async () => {
    const emulator = await start({ chunkGranularityBytes: 2 ** 18 });
    emulator.addFault({ on: 'upload.piece', nth: 2, do: { cutAfterBytes: 3_000_000 } });
    await openService(emulator).uploadFile({ ...request, path: await writeRequests(large) });
    expect(hasArrived(emulator, large)).toBe(true);
    const kept = Math.floor(3_000_000 / 2 ** 18) * 2 ** 18;
    expect(piecesOf(emulator)[2]).toBe(`${pieceBytes + kept} upload`);
  });

  test('that never gets through ends the upload, and no file is there', async () => {
    const emulator = await start();
    emulator.addFault({ on: 'upload.piece', times: 99, do: { status: 503 } });
    const upload = openService(emulator).uploadFile({ ...request, path: await writeRequests('{}\n') });
    expect(await failureOf(upload)).toMatchObject({ status: 503, isTransient: true });
    expect([emulator.uploads.size, emulator.count('upload.piece')]).toEqual([0, 4]);
  });
});

test.each<[Effect]>([[{ status: 503 }], [{ reset: 'before' }], [{ reset: 'after' }], [{ hang: true }]])(
  'a start that meets %j is sent again',
  async (effect) => {
    const emulator = await start();
    emulator.addFault({ on: 'upload.start', times: 2, do: effect });
    const service = openService(emulator, { limit: overWhenHanging(emulator) });
    await service.uploadFile({ ...request, path: await writeRequests('{}\n') });
    expect([emulator.uploads.size, emulator.count('upload.start')]).toEqual([1, 3]);
  },
);

test('an upload that is answered without a file says so', async () => {
  const emulator = await start({ mimeTypes: ['text/plain'], mimeRefusal: 'no-file' });
  const upload = openService(emulator).uploadFile({ ...request, path: await writeRequests('{}\n') });
  expect(await failureOf(upload)).toMatchObject({ status: 200, code: 'NO_FILE' });
});

test('a type that is refused says so, at once', async () => {
  const emulator = await start({ mimeTypes: ['text/plain'] });
  const upload = openService(emulator).uploadFile({ ...request, path: await writeRequests('{}\n') });
  expect(await failureOf(upload)).toMatchObject({ status: 400, reason: 'Unsupported MIME type: application/jsonl' });
  expect(emulator.count('upload.start')).toBe(1);
});

test('files are listed over all pages, and there may be none', async () => {
  const emulator = await start();
  const service = openService(emulator);
  expect(await service.listFiles({})).toEqual({ files: [] });
  const path = await writeRequests('{}\n');
  for (let n = 0; n < 101; n += 1) await service.uploadFile({ path, displayName: `f${n}`, mimeType: 'text/plain' });
  const first = await service.listFiles({});
  const second = await service.listFiles({ pageToken: first.nextPageToken ?? '' });
  const names = [...first.files, ...second.files].map(({ displayName }) => displayName);
  expect(names).toEqual(Array.from({ length: 101 }, (_, n) => `f${100 - n}`));
  expect(second.nextPageToken).toBeUndefined();
});
