import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GitHubOptions } from '../../src/adapters/github/client.ts';
import { failureOf, mayOnly, openGitHub, openServer } from './open-github.ts';
import { patchList, rename, zipOf } from './zips.ts';

const signature = 'sig=s3cr3t';
const zipOn = 'GET /actions/artifacts/\\d+/zip$';
const good = zipOf({ 'report.json': '{"a":1}', 'rows.jsonl': '{}\n', 'requests.jsonl': 'x'.repeat(5000) });
const report = [{ name: 'report.json', maxBytes: 1000 }];
let temp: string;

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), 'archive-'));
});

afterAll(() => rm(temp, { recursive: true, force: true }));

/** An artifact whose archive lies with a storage on an origin of its own, behind a signed address. */
async function stage(
  answer: (response: ServerResponse, count: number) => void,
  options: Partial<GitHubOptions> = {},
  seed: Parameters<typeof openGitHub>[0] = {},
) {
  const storage = await openServer(answer);
  const blobs = { signUrl: () => `${storage.url}/blob?${signature}` };
  const { emulator, github } = await openGitHub({ runs: [{ id: 5 }], blobs, ...seed }, options);
  const id = emulator.addArtifact({ name: 'evals', runId: 5 });
  const folder = join(await mkdtemp(join(temp, 'folder-')), 'inside');
  const fetch = (entries = report) => github.fetchArtifact({ id, folder, entries });
  return { storage, emulator, github, id, folder, fetch };
}

const give = (bytes: Uint8Array) => (response: ServerResponse) => void response.end(bytes);

/** The first answers fail, those after them are whole. */
const failing =
  (times: number, fail: (response: ServerResponse) => void) => (response: ServerResponse, count: number) =>
    count <= times ? fail(response) : response.end(good);

function cut(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': good.length });
  response.write(good.subarray(0, 40), () => response.destroy());
}

/** Everything in the folder and beside it. */
async function everything(folder: string): Promise<string[]> {
  const paths = await readdir(join(folder, '..'), { recursive: true });
  return paths.map((path) => path.replaceAll('\\', '/')).sort();
}

describe('an artifact', () => {
  test('gives the files asked for that it holds, and nothing else is written', async () => {
    const { fetch, folder } = await stage(give(good));
    const entries = ['report.json', 'rows.jsonl', 'absent.json'].map((name) => ({ name, maxBytes: 1000 }));
    expect(await fetch(entries)).toEqual(new Set(['report.json', 'rows.jsonl']));
    expect(await everything(folder)).toEqual(['inside', 'inside/report.json', 'inside/rows.jsonl']);
    expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe('{"a":1}');
    expect(await readFile(join(folder, 'rows.jsonl'), 'utf8')).toBe('{}\n');
  });

  test("is downloaded from the emulator's own storage too", async () => {
    const { emulator, github } = await openGitHub({ runs: [{ id: 5 }] });
    const id = emulator.addArtifact({ name: 'evals', runId: 5, bytes: good });
    const folder = await mkdtemp(join(temp, 'folder-'));
    expect(await github.fetchArtifact({ id, folder, entries: report })).toEqual(new Set(['report.json']));
  });

  test.each([0, 6] as const)('packed with level %i gives a large file byte for byte', async (level) => {
    const text = randomBytes(3_000_000).toString('base64');
    const { fetch, folder } = await stage(give(zipOf({ 'report.json': text, empty: '' }, { level })));
    const entries = ['empty', 'report.json'].map((name) => ({ name, maxBytes: text.length }));
    expect((await fetch(entries)).size).toBe(2);
    expect((await readFile(join(folder, 'report.json'), 'utf8')) === text).toBe(true);
    expect(await readFile(join(folder, 'empty'), 'utf8')).toBe('');
  });

  test('replaces a file of an earlier download', async () => {
    const { fetch, folder } = await stage(give(good));
    await mkdir(folder);
    await writeFile(join(folder, 'report.json'), 'old');
    await fetch();
    expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe('{"a":1}');
  });

  test('gives a file of a folder inside it directly into the folder asked for', async () => {
    const { fetch, folder } = await stage(give(zipOf({ 'results/m.jsonl': '{}', 'm.jsonl': 'other' })));
    expect(await fetch([{ name: 'results/m.jsonl', maxBytes: 9 }])).toEqual(new Set(['results/m.jsonl']));
    expect(await readFile(join(folder, 'm.jsonl'), 'utf8')).toBe('{}');
  });

  test.each([
    '../report.json',
    '../../report.json',
    '/report.json',
    './report.json',
    'results/report.json',
    '..\\report.json',
    'C:\\report.json',
    'report.json/',
    'report.json ',
    'REPORT.JSON',
    'report.json\0',
  ])('with a file called %j only does not hold report.json', async (name) => {
    const { fetch, folder } = await stage(give(zipOf({ [name]: '{}' })));
    expect(await fetch()).toEqual(new Set());
    expect(await everything(folder)).toEqual(['inside']);
  });

  test.each([['..'], [''], ['results/..']])('is not asked for a file called %j', async (name) => {
    const { fetch, folder, storage } = await stage(give(good));
    expect((await failureOf(fetch([{ name, maxBytes: 9 }]))).message).toContain('is no name of a file');
    expect(await everything(folder)).toEqual(['inside']);
    expect(storage.asked).toEqual([]);
  });
});

describe('an artifact that cannot be read', () => {
  const bomb = zipOf({ 'a.json': '{}', 'report.json': '0'.repeat(5_000_000) });
  const liar = patchList(zipOf({ 'report.json': '0'.repeat(5_000_000) }), { 24: 9, 26: 0 });
  const damaged = Buffer.from(zipOf({ 'report.json': randomBytes(500).toString('base64') }));
  damaged.fill(0xff, 60, 300);
  const twice = rename(zipOf({ 'report.json': '1', 'report.jsom': '2' }), 'report.jsom', 'report.json');

  test.each<[string, Uint8Array, RegExp]>([
    ['an entry that inflates beyond its limit', bomb, /report\.json is larger than 1000 bytes/],
    ['an entry that inflates beyond what it announces', liar, /too many bytes/],
    ['an entry that announces more than there is', patchList(good, { 24: 900, 26: 0 }), /not enough bytes/],
    ['the same name twice', twice, /report\.json is there twice/],
    ['an encrypted entry', patchList(good, { 8: 1 }), /report\.json is encrypted/],
    ['a compression that nobody uses', patchList(good, { 10: 12 }), /compression/],
    ['damaged data', damaged, /./],
    ['an end that is missing', good.subarray(0, good.length - 30), /End of central directory/],
    ['a list that leads outside', patchList(good, { 42: 0xfff0 }), /./],
    ['no archive at all', Buffer.from('<html>Sign in</html>'), /not a zip file/],
    ['nothing at all', new Uint8Array(), /./],
    ['a list without end', zipOf(Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [n, '']))), /10001 files/],
  ])('for %s is an error at once, and leaves nothing behind', async (_what, bytes, words) => {
    const { fetch, folder, storage, id } = await stage(give(bytes));
    const error = await failureOf(fetch([{ name: 'a.json', maxBytes: 1000 }, ...report]));
    expect(error.message).toMatch(words);
    expect(error).toMatchObject({ action: `unpack artifact ${id}`, hint: undefined, isTransient: false });
    expect(await everything(folder)).toEqual(['inside']);
    expect(storage.asked).toHaveLength(1);
  });

  test('because of a file that was not asked for is read all the same', async () => {
    const { fetch } = await stage(
      give(zipOf({ 'report.json': '{}', 'bomb.json': '0'.repeat(5_000_000), '../x': 'x' })),
    );
    expect(await fetch()).toEqual(new Set(['report.json']));
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['with its length announced', (response) => void response.end(Buffer.alloc(9000))],
    ['in chunks', (response) => void [response.write(Buffer.alloc(5000)), response.end(Buffer.alloc(4000))]],
    ['announced but never sent', (response) => void response.writeHead(200, { 'content-length': 9000 }).flushHeaders()],
  ])('for its size, %s, is an error at once', async (_how, answer) => {
    const { fetch, folder, storage } = await stage(answer, { maxOtherBytes: 7000 });
    expect(await failureOf(fetch())).toMatchObject({ reason: 'it is larger than 8000 bytes', isTransient: false });
    expect(await everything(folder)).toEqual(['inside']);
    expect(storage.asked).toHaveLength(1);
  });
});

describe('the download of an artifact', () => {
  test('gives the token to GitHub, and not to the storage that GitHub sends to', async () => {
    const { fetch, storage, emulator } = await stage(give(good));
    await fetch();
    expect(emulator.requests.map(({ headers }) => headers.authorization)).toEqual(['token ghs_local']);
    expect(storage.asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      [`/blob?${signature}`, undefined],
    ]);
    expect(JSON.stringify(storage.asked)).not.toContain('ghs_local');
  });

  test('keeps the token where GitHub sends to another address of its own', async () => {
    const { fetch, emulator, id } = await stage(give(good));
    const location = `/repositories/1/actions/artifacts/${id}/zip`;
    emulator.addFault({ on: zipOn, do: { status: 301, headers: { location } } });
    expect((await fetch()).size).toBe(1);
    expect(emulator.requests.map(({ headers }) => headers.authorization)).toEqual([
      'token ghs_local',
      'token ghs_local',
    ]);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['is cut with its length announced', cut],
    ['is cut in chunks', (response) => void response.write(good.subarray(0, 40), () => response.destroy())],
    ['breaks before its answer', (response) => response.destroy()],
    ['is answered with 503', (response) => void response.writeHead(503).end('later')],
    ['falls silent', (response) => void response.writeHead(200, { 'content-length': 99 }).write('PK')],
    ['is never answered', () => undefined],
  ])('that %s begins again', async (_what, fail) => {
    const { fetch, folder, storage } = await stage(failing(2, fail), { idleTimeoutMs: 500 });
    expect(await fetch()).toEqual(new Set(['report.json']));
    expect(await everything(folder)).toEqual(['inside', 'inside/report.json']);
    expect(storage.asked).toHaveLength(3);
  });

  test.each([{ status: 503 }, { status: 429 }, { reset: 'before' }] as const)(
    'that GitHub fails for a moment begins again: %j',
    async (effect) => {
      const { fetch, emulator } = await stage(give(good));
      emulator.addFault({ on: zipOn, times: 2, do: effect });
      expect((await fetch()).size).toBe(1);
    },
  );

  test.each<[string, (response: ServerResponse) => void]>([
    ['cut', cut],
    ['never answered', () => undefined],
  ])('that is always %s ends as an error after four tries, without its signature', async (_what, answer) => {
    const { fetch, folder, storage, id } = await stage(answer, { idleTimeoutMs: 500 });
    const error = await failureOf(fetch());
    expect(error).toMatchObject({ action: `download artifact ${id}`, status: undefined, hint: undefined });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/s3cr3t|ghs_local/);
    expect(await everything(folder)).toEqual(['inside']);
    expect(storage.asked).toHaveLength(4);
  });

  test('without the permission names the line to add, at once', async () => {
    const { fetch, emulator, storage } = await stage(give(good), {}, mayOnly({ contents: 'read' }));
    const error = await failureOf(fetch());
    expect(error).toMatchObject({ status: 403, reason: 'Resource not accessible by integration' });
    expect(error.hint).toMatch(/permissions:\n {2}actions: read$/);
    expect([emulator.requests.length, storage.asked.length]).toEqual([1, 0]);
  });

  test('that is refused for too many requests is tried again, and is no matter of permissions', async () => {
    const { fetch, emulator } = await stage(give(good));
    const body = { message: 'You have exceeded a secondary rate limit.' };
    emulator.addFault({ on: zipOn, times: 99, do: { status: 403, body } });
    expect(await failureOf(fetch())).toMatchObject({ status: 429, hint: undefined });
    expect(emulator.requests).toHaveLength(4);
  });

  test('of an artifact that has expired says so, at once', async () => {
    const { emulator, github, folder } = await stage(give(good));
    const id = emulator.addArtifact({ name: 'old', runId: 5, expired: true });
    const error = await failureOf(github.fetchArtifact({ id, folder, entries: report }));
    expect(error).toMatchObject({ status: 410, reason: 'Artifact has expired', hint: undefined, isTransient: false });
    expect(emulator.requests).toHaveLength(1);
  });

  test('of an artifact that is not there is an error', async () => {
    const { github, folder } = await stage(give(good));
    expect(await failureOf(github.fetchArtifact({ id: 9, folder, entries: report }))).toMatchObject({ status: 404 });
  });

  test.each([403, 404, 416])('that the storage refuses with %i is no matter of permissions', async (status) => {
    const { fetch, storage } = await stage((response) => void response.writeHead(status).end('<Error/>'));
    expect(await failureOf(fetch())).toMatchObject({ status, hint: undefined });
    expect(storage.asked).toHaveLength(1);
  });

  test.each([
    ['an address that is none', 'http://', 'it redirects to what is no address'],
    ['a file', 'file:///etc/passwd', 'it redirects to an address without https'],
  ])('that is sent to %s is an error', async (_what, location, reason) => {
    const { fetch, storage } = await stage((response) => void response.writeHead(302, { location }).end());
    expect(await failureOf(fetch())).toMatchObject({ reason, isTransient: false });
    expect(storage.asked).toHaveLength(1);
  });

  test('that is sent around without end is an error', async () => {
    const { fetch, storage } = await stage((response) => void response.writeHead(302, { location: '/' }).end());
    expect(await failureOf(fetch())).toMatchObject({ reason: 'too many redirects' });
    expect(storage.asked).toHaveLength(5);
  });

  test('ends with the reason of a run that is cancelled, and leaves nothing behind', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const { fetch, folder } = await stage(
      (response) => {
        response.writeHead(200, { 'content-length': good.length });
        response.write(good.subarray(0, 40), () => cancel.abort(reason));
      },
      { signal: cancel.signal },
    );
    await expect(fetch()).rejects.toBe(reason);
    expect(await everything(folder)).toEqual(['inside']);
  });

  test('into a folder that cannot be is an error', async () => {
    const { github, id, folder } = await stage(give(good));
    await writeFile(folder, 'a file');
    expect((await failureOf(github.fetchArtifact({ id, folder, entries: report }))).message).toContain('EEXIST');
  });
});
