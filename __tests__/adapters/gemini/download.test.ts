import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Effect } from '../../../local/gemini/faults.ts';
import type { GeminiEmulatorOptions } from '../../../local/gemini/options.ts';
import type { GeminiOptions } from '../../../src/adapters/gemini/service.ts';
import { create, finish, key, rows, start, upload } from '../../local/gemini/client.ts';
import { failureOf, makeFolder, openService, serve } from './open-service.ts';

const text = 'ответ 🙂 "quoted" \u2028 end';

/** An emulator with a finished job, and where its results are to go. */
async function prepare(options: GeminiEmulatorOptions = {}) {
  const answer = () => ({ response: { candidates: [{ content: { parts: [{ text: text.repeat(40) }] } }] } });
  const emulator = await start({ apiKey: key, answer, ...options });
  const job = (await create(emulator, await upload(emulator, rows(60)))).body.name;
  const name = (await finish(emulator, job)).response.responsesFile as string;
  const folder = await makeFolder();
  const path = join(folder, 'results', 'm.jsonl');
  const whole = emulator.files.get(name)?.bytes() ?? Buffer.alloc(0);
  return { emulator, name, folder, path, whole };
}

/** What lies in the folder of the results. */
function left(folder: string): Promise<string[]> {
  return readdir(join(folder, 'results'));
}

test('a result file arrives byte for byte', async () => {
  const { emulator, name, folder, path, whole } = await prepare();
  expect(await openService(emulator).downloadFile({ name, path })).toEqual({ bytes: whole.length });
  expect((await readFile(path)).equals(whole)).toBe(true);
  expect(await left(folder)).toEqual(['m.jsonl']);
  expect(emulator.keyLeaks).toEqual([]);
});

describe('a download that is cut', () => {
  const cuts: readonly Effect[] = [
    { cutAfterBytes: 0 },
    { cutAfterBytes: 5000 },
    { cutAfterBytes: 5000, chunked: true },
    { cutAfterBytes: 5000, clean: true },
    { cutAfterBytes: 5000, clean: true, chunked: true },
    { status: 503 },
    { status: 429, headers: { 'retry-after': '0.01' } },
    { status: 500, body: 'x'.repeat(100_000) },
    { reset: 'before' },
    { hang: true },
  ];

  test.each(cuts)('by %j is started again', async (effect) => {
    const { emulator, name, folder, path, whole } = await prepare();
    emulator.addFault({ on: 'download', times: 2, do: effect });
    const service = openService(emulator, { callTimeoutMs: 'hang' in effect ? 500 : 10_000 });
    expect(await service.downloadFile({ name, path })).toEqual({ bytes: whole.length });
    expect((await readFile(path)).equals(whole)).toBe(true);
    expect(await left(folder)).toEqual(['m.jsonl']);
    expect(emulator.count('download')).toBe(3);
  });

  test.each(cuts)('by %j for ever ends as an error, without any file', async (effect) => {
    const { emulator, name, folder, path } = await prepare();
    emulator.addFault({ on: 'download', times: 99, do: effect });
    const service = openService(emulator, { callTimeoutMs: 'hang' in effect ? 500 : 10_000 });
    expect((await failureOf(service.downloadFile({ name, path }))).isTransient).toBe(true);
    expect(await left(folder)).toEqual([]);
    expect(emulator.count('download')).toBe(4);
  });

  test('leaves no part, and an older file as it was', async () => {
    const { emulator, name, folder, path, whole } = await prepare();
    await openService(emulator).downloadFile({ name, path });
    emulator.addFault({ on: 'download', times: 99, do: { cutAfterBytes: 100 } });
    await failureOf(openService(emulator).downloadFile({ name, path }));
    expect((await readFile(path)).equals(whole)).toBe(true);
    expect(await left(folder)).toEqual(['m.jsonl']);
  });

  test('within a last line of many megabytes is noticed', async () => {
    const line = JSON.stringify({ key: 'a', response: { text: 'я'.repeat(2_000_000) } });
    const body = Buffer.from(`{"key":"b"}\n${line}\n`);
    let asked = 0;
    const server = await serve((_request, response) => {
      asked += 1;
      response.end(asked === 1 ? body.subarray(0, -2) : body);
    });
    const path = join(await makeFolder(), 'm.jsonl');
    await openService(server).downloadFile({ name: 'files/x', path });
    expect([asked, (await readFile(path)).equals(body)]).toEqual([2, true]);
  });
});

test('a body that falls silent is started again', async () => {
  let asked = 0;
  const server = await serve((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-length': 4 });
    if (asked === 1) response.write('{');
    else response.end('{}\r\n');
  });
  const path = join(await makeFolder(), 'm.jsonl');
  await openService(server, { callTimeoutMs: 500 }).downloadFile({ name: 'files/x', path });
  expect([asked, await readFile(path, 'utf8')]).toEqual([2, '{}\r\n']);
});

describe('the address', () => {
  test.each([
    [{ plain: true, prefixed: true }, 1],
    [{ plain: true, prefixed: false }, 1],
    [{ plain: false, prefixed: true }, 2],
  ])('may have the forms %j', async (downloadForms, requests) => {
    const { emulator, name, path, whole } = await prepare();
    emulator.configure({ downloadForms });
    await openService(emulator).downloadFile({ name, path });
    expect((await readFile(path)).equals(whole)).toBe(true);
    expect(emulator.requests.filter(({ path: sent }) => sent.endsWith(':download')).length).toBe(requests);
  });

  test('of a file that is gone answers 404 in both, once', async () => {
    const { emulator, name, path } = await prepare();
    emulator.expireResultFiles();
    expect((await failureOf(openService(emulator).downloadFile({ name, path }))).status).toBe(404);
    expect(emulator.count('download')).toBe(2);
    expect(existsSync(path)).toBe(false);
  });

  test.each(['files/../x', 'files/a?b', 'files/', 'http://evil.example/x', 'files/a/b'])(
    'is refused for the name %p',
    async (name) => {
      const { emulator, path } = await prepare();
      const before = emulator.requests.length;
      expect((await failureOf(openService(emulator).downloadFile({ name, path }))).isTransient).toBe(false);
      expect(emulator.requests.length).toBe(before);
    },
  );
});

describe('a redirect', () => {
  /** Two servers, the first of which sends to the second; the headers that each saw. */
  async function redirecting(changes: Partial<GeminiOptions> = {}) {
    const seen: { here: IncomingHttpHeaders[]; there: IncomingHttpHeaders[] } = { here: [], there: [] };
    const other = await serve((request, response) => {
      seen.there.push(request.headers);
      response.end('{"key":"a"}\n');
    });
    const listener: RequestListener = (request, response) => {
      seen.here.push(request.headers);
      if (request.url === '/here') response.end('{"key":"b"}\n');
      else response.writeHead(302, { location: target.url }).end();
    };
    const home = await serve(listener);
    const target = { url: `${other.url}/there` };
    const path = join(await makeFolder(), 'm.jsonl');
    return { seen, target, path, home, service: openService(home, changes) };
  }

  test('to another origin does not carry the key', async () => {
    const { seen, service, path } = await redirecting();
    await service.downloadFile({ name: 'files/x', path });
    expect(await readFile(path, 'utf8')).toBe('{"key":"a"}\n');
    expect(seen.here[0]?.['x-goog-api-key']).toBe(key);
    expect(JSON.stringify(seen.there)).not.toContain(key);
  });

  test.each(['localhost', '127.0.0.2'])(
    'to another host of the same port, %s, does not carry the key',
    async (host) => {
      const { seen, home, target, service, path } = await redirecting({ maxAttempts: 1 });
      target.url = `${home.url.replace('127.0.0.1', host)}/here`;
      await service.downloadFile({ name: 'files/x', path }).catch(() => undefined);
      expect(seen.here.slice(1).map((headers) => headers['x-goog-api-key'])).not.toContain(key);
    },
  );

  test('within the origin carries it', async () => {
    const { seen, target, service, path } = await redirecting();
    target.url = '/here';
    await service.downloadFile({ name: 'files/x', path });
    expect(seen.here.map((headers) => headers['x-goog-api-key'])).toEqual([key, key]);
  });

  test.each(['/again', 'http://', 'file:///etc/passwd'])('to %p without end or sense is an error', async (url) => {
    const { target, service, path } = await redirecting({ maxAttempts: 2 });
    target.url = url;
    await failureOf(service.downloadFile({ name: 'files/x', path }));
    expect(existsSync(path)).toBe(false);
  });
});

test('a refusal whose body breaks off does no harm', async () => {
  const server = await serve((request, response) => {
    const status = request.url?.startsWith('/download') ? 403 : 404;
    response.writeHead(status, { 'content-length': 1000 });
    response.write('{"error":', () => response.destroy());
  });
  const path = join(await makeFolder(), 'm.jsonl');
  await failureOf(openService(server).downloadFile({ name: 'files/x', path }));
  expect(existsSync(path)).toBe(false);
});

test.each<[string, RequestListener]>([
  ['before its answer', () => undefined],
  ['within its body', (_request, response) => void response.writeHead(200, { 'content-length': 9 }).write('{')],
])('an abort ends a download %s at once, with its own reason and without a file', async (_when, listener) => {
  const stop = new AbortController();
  const closed = Promise.withResolvers<void>();
  const server = await serve((request, response) => {
    request.socket.once('close', () => closed.resolve());
    listener(request, response);
    setImmediate(() => stop.abort(new Error('told to stop')));
  });
  const folder = await makeFolder();
  const download = openService(server, { signal: stop.signal }).downloadFile({
    name: 'files/x',
    path: join(folder, 'm.jsonl'),
  });
  await expect(download).rejects.toThrow('told to stop');
  // The socket is not left to hold the process.
  await closed.promise;
  expect(await readdir(folder)).toEqual([]);
});
