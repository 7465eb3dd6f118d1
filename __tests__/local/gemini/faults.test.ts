import { describe, expect, test } from '@jest/globals';
import type { Effect } from '../../../local/gemini/faults.ts';
import type { GeminiEmulatorOptions } from '../../../local/gemini/options.ts';
import type { GeminiEmulator } from '../../../local/gemini/server.ts';
import { ask, create, finish, key, piece, row, send, start, startUpload, upload } from './client.ts';

/** An emulator with a file to make jobs of. */
async function prepare(options: GeminiEmulatorOptions = {}): Promise<{ emulator: GeminiEmulator; file: string }> {
  const emulator = await start(options);
  return { emulator, file: await upload(emulator, row('a')) };
}

/** Where the results of a finished job are. */
async function prepareDownload(): Promise<{ emulator: GeminiEmulator; path: string; text: string }> {
  const { emulator, file } = await prepare();
  const { response } = await finish(emulator, (await create(emulator, file)).body.name);
  const path = `/v1beta/${response.responsesFile}:download?alt=media`;
  return { emulator, path, text: await (await send(emulator, path)).text() };
}

describe('a create', () => {
  test.each<[string, Effect, number, number]>([
    ['a status before anything happened', { status: 503 }, 503, 0],
    ['a status although it happened', { status: 503, after: true }, 503, 1],
    ['a reset before anything happened', { reset: 'before' }, 0, 0],
    ['a reset although it happened', { reset: 'after' }, 0, 1],
    ['a late answer', { until: Promise.resolve() }, 200, 1],
  ])('with %s', async (_what, effect, status, jobs) => {
    const { emulator, file } = await prepare();
    emulator.addFault({ on: 'batches.create', do: effect });
    if (status === 0) await expect(create(emulator, file)).rejects.toThrow('fetch failed');
    else expect((await create(emulator, file)).status).toBe(status);
    expect(emulator.jobs.size).toBe(jobs);
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'batches.create', status });
    expect((await create(emulator, file)).status).toBe(200);
  });

  test.each<[Effect, number]>([
    [{ hang: true }, 0],
    [{ hang: 'after' }, 1],
  ])('with %j never hears back', async (effect, jobs) => {
    const { emulator, file } = await prepare();
    emulator.addFault({ on: 'batches.create', do: effect });
    const arrived = new Promise<void>((resolve) => emulator.configure({ onRequest: () => setImmediate(resolve) }));
    const hanging = create(emulator, file).catch((error: Error) => error.message);
    await arrived;
    await ask(emulator, `/v1beta/${file}`);
    expect(emulator.jobs.size).toBe(jobs);
    await emulator.close();
    expect(await hanging).toBe('fetch failed');
  });

  test("may fail with a body and headers of the test's own", async () => {
    const { emulator, file } = await prepare();
    const effect = { status: 429, body: '<html>slow down</html>', headers: { 'retry-after': '7' } };
    emulator.addFault({ on: 'batches.create', do: effect });
    const refused = await send(emulator, '/v1beta/models/gemini-3.8-flash:batchGenerateContent', { method: 'POST' });
    expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([429, '7', effect.body]);
    expect((await create(emulator, file)).status).toBe(200);
  });
});

describe('a fault', () => {
  test('hits the nth request, so many times, of those it is about', async () => {
    const { emulator, file } = await prepare();
    const when = (request: { path: string }) => request.path.endsWith(file);
    emulator.addFault({ on: 'files.get', nth: 2, times: 2, when, do: { status: 500 } });
    const statuses = [];
    for (const name of [file, 'files/other', file, file, file])
      statuses.push((await ask(emulator, `/v1beta/${name}`)).status);
    expect(statuses).toEqual([200, 404, 500, 500, 200]);
  });

  test('may hit any operation, until faults are cleared', async () => {
    const { emulator, file } = await prepare();
    emulator.addFault({ on: 'any', times: Number.POSITIVE_INFINITY, do: { status: 500 } });
    expect((await ask(emulator, `/v1beta/${file}`)).status).toBe(500);
    expect((await startUpload(emulator, {})).status).toBe(500);
    emulator.clearFaults();
    expect((await ask(emulator, `/v1beta/${file}`)).status).toBe(200);
  });

  test('on a piece leaves the upload where it was', async () => {
    const emulator = await start();
    const url = (await startUpload(emulator, { bytes: 3 })).headers.get('x-goog-upload-url')!;
    emulator.addFault({ on: 'upload.piece', do: { status: 503 } });
    expect((await piece(url, 'upload, finalize', 0, 'abc')).status).toBe(503);
    emulator.addFault({ on: 'upload.query', do: { reset: 'before' } });
    await expect(piece(url, 'query')).rejects.toThrow('fetch failed');
    expect((await piece(url, 'query')).headers.get('x-goog-upload-size-received')).toBe('0');
  });
});

describe('a download', () => {
  test.each<[string, Effect]>([
    ['announced length', { cutAfterBytes: 10 }],
    ['chunks', { cutAfterBytes: 10, chunked: true }],
    ['no body at all', { cutAfterBytes: 0 }],
  ])('that is cut off, with %s, is an error of the connection', async (_what, effect) => {
    const { emulator, path, text } = await prepareDownload();
    emulator.addFault({ on: 'download', do: effect });
    const cut = await send(emulator, path);
    expect(cut.status).toBe(200);
    expect(cut.headers.get('content-length')).toBe('chunked' in effect ? null : String(text.length));
    await expect(cut.text()).rejects.toThrow('terminated');
  });

  test('that is cut off cleanly is only short', async () => {
    const { emulator, path, text } = await prepareDownload();
    emulator.addFault({ on: 'download', do: { cutAfterBytes: 10, clean: true } });
    expect(await (await send(emulator, path)).text()).toBe(text.slice(0, 10));
    expect(await (await send(emulator, path)).text()).toBe(text);
  });
});

describe('hooks', () => {
  test('see each request arrive, and its effect before its answer', async () => {
    const seen: string[] = [];
    const { emulator, file } = await prepare();
    emulator.configure({
      onRequest: (operation, n) => seen.push(`${operation} ${n}: ${emulator.jobs.size} jobs`),
      afterEffect: (operation, n) => seen.push(`${operation} ${n} done: ${emulator.jobs.size} jobs`),
    });
    await create(emulator, file);
    await create(emulator, file);
    expect(seen).toEqual([
      'batches.create 1: 0 jobs',
      'batches.create 1 done: 1 jobs',
      'batches.create 2: 1 jobs',
      'batches.create 2 done: 2 jobs',
    ]);
  });
});

describe('a client that goes away', () => {
  test('while it waits, leaves the emulator and the effect standing', async () => {
    const { emulator, file } = await prepare();
    const gone = new AbortController();
    emulator.configure({ afterEffect: () => gone.abort() });
    const body = JSON.stringify({ batch: { inputConfig: { fileName: file } } });
    const path = '/v1beta/models/gemini-3.8-flash:batchGenerateContent';
    await expect(send(emulator, path, { method: 'POST', body, signal: gone.signal })).rejects.toThrow('aborted');
    expect(emulator.jobs.size).toBe(1);
    expect((await ask(emulator, `/v1beta/${file}`)).status).toBe(200);
  });

  test('in the middle of a download, or of an upload', async () => {
    const { emulator, path } = await prepareDownload();
    const gone = new AbortController();
    await send(emulator, path, { signal: gone.signal });
    gone.abort();
    const url = (await startUpload(emulator, { bytes: 9 })).headers.get('x-goog-upload-url')!;
    async function* half() {
      yield Buffer.from('abc');
      throw new Error('killed');
    }
    const headers = { 'x-goog-upload-command': 'upload, finalize', 'x-goog-upload-offset': '0' };
    const request = { method: 'POST', headers, body: ReadableStream.from(half()), duplex: 'half' } as RequestInit;
    await expect(fetch(url, request)).rejects.toThrow();
    expect((await piece(url, 'query')).headers.get('x-goog-upload-status')).toBe('active');
  });
});

describe('keys', () => {
  test('are needed, in the header', async () => {
    const emulator = await start({ apiKey: key });
    const none = await fetch(`${emulator.url}/v1beta/files?key=${key}`);
    expect(none.status).toBe(403);
    const wrong = await ask(emulator, '/v1beta/files', { as: 'AIza-wrong' });
    expect(wrong).toMatchObject({ status: 400, body: { error: { details: [{ reason: 'API_KEY_INVALID' }, {}] } } });
  });

  test('anywhere else are reported', async () => {
    const emulator = await start();
    await ask(emulator, '/v1beta/files');
    await ask(emulator, `/v1beta/files?pageToken=${key}`);
    await ask(emulator, `/v1beta/batches/x:cancel`, { method: 'POST', body: `{"x":"${key}"}` });
    await upload(emulator, `{"key":"${key}"}`);
    await fetch(`${emulator.url}/v1beta/files?key=short`);
    expect(emulator.keyLeaks.map(({ operation }) => operation)).toEqual([
      'files.list',
      'batches.cancel',
      'upload.piece',
      'files.list',
    ]);
  });
});

test('an address that does not exist answers 404 and is recorded', async () => {
  const emulator = await start();
  expect((await ask(emulator, '/v2/files')).status).toBe(404);
  expect(emulator.requests).toMatchObject([{ operation: 'unknown', method: 'GET', path: '/v2/files', status: 404 }]);
});
