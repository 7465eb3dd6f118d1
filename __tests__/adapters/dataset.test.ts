import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';

const signature = 'X-Signature=s3cr3t%20sig';
const text = '\uFEFF{"request":{"contents":[]}}\r\n{"key":"ключ","request":{"contents":[]}}';
const datasetUrl = new URL('../../src/adapters/dataset.ts', import.meta.url).href;
const run = promisify(execFile);
let folder: string;
let certificate: { private: string; cert: string };
let certificatePath: string;
const servers: { close(): unknown; closeAllConnections(): void }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dataset-address-'));
  certificate = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  certificatePath = join(folder, 'certificate.pem');
  await writeFile(certificatePath, certificate.cert);
});

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A server with a certificate of its own, and the addresses it was asked for. */
async function serve(
  listener: (request: { url: string; count: number }, response: import('node:http').ServerResponse) => void,
) {
  const asked: string[] = [];
  const server: Server = createServer({ key: certificate.private, cert: certificate.cert }, (request, response) => {
    asked.push(request.url ?? '');
    listener({ url: request.url ?? '', count: asked.length }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { asked, url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

interface Fetched {
  readonly text?: string;
  readonly error?: { readonly message: string; readonly name: string; readonly status?: number; readonly all: string };
}

/**
 * Reads a dataset twice, as an action would: in a process that trusts the certificate because its environment says so, and
 * that may not die of anything.
 */
async function open(url: string, options: { idleTimeoutMs?: number; trusts?: boolean } = {}) {
  const temp = await mkdtemp(join(folder, 'temp-'));
  const script = `
    import { readFile } from 'node:fs/promises';
    import { inspect } from 'node:util';
    const { createDatasetLocator } = await import(${JSON.stringify(datasetUrl)});
    const locate = createDatasetLocator({
      temp: ${JSON.stringify(temp)}, maxPauseMs: 1, idleTimeoutMs: ${options.idleTimeoutMs ?? 5000},
      signal: new AbortController().signal,
    });
    const read = async () => readFile(await locate({ kind: 'address', url: ${JSON.stringify(url)} }), 'utf8');
    const result = {};
    try {
      result.text = await read();
      if (result.text !== await read()) throw new Error('the second reading differs');
    } catch (error) {
      const { message, name, status } = error;
      result.error = { message, name, status, all: inspect(error, { depth: 9, showHidden: true }) };
    }
    process.stdout.write(JSON.stringify(result));`;
  const env = { ...process.env, ...(options.trusts === false ? {} : { NODE_EXTRA_CA_CERTS: certificatePath }) };
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], { env });
  expect(stdout + stderr).not.toMatch(/s3cr3t/);
  return JSON.parse(stdout) as Fetched;
}

describe('a dataset at an address', () => {
  test('is fetched once, byte for byte, with its query', async () => {
    const { asked, url } = await serve((_request, response) => response.end(text));
    expect((await open(`${url}/set.jsonl?${signature}`)).text).toBe(text);
    expect(asked).toEqual([`/set.jsonl?${signature}`]);
  });

  test('is followed through redirects', async () => {
    const { asked, url } = await serve((request, response) => {
      if (request.url === '/c?d=e') response.end(text);
      else response.writeHead(302, { location: request.url.startsWith('/a') ? '/b' : `${url}/c?d=e` }).end();
    });
    expect((await open(`${url}/a?${signature}`)).text).toBe(text);
    expect(asked).toEqual([`/a?${signature}`, '/b', '/c?d=e']);
  });

  test.each<[string, (response: import('node:http').ServerResponse) => void]>([
    [
      'cut with a length announced',
      (response) => void response.writeHead(200, { 'content-length': 999 }).write('{', () => response.destroy()),
    ],
    ['cut in chunks', (response) => void response.write('{"request"', () => response.destroy())],
    ['broken before its answer', (response) => response.destroy()],
    ['answered with 503', (response) => void response.writeHead(503).end('later')],
    ['answered with 429', (response) => void response.writeHead(429).end('later')],
    ['silent within its body', (response) => void response.writeHead(200, { 'content-length': 999 }).write('{')],
    ['silent before its answer', () => undefined],
  ])('that is %s is fetched again', async (_what, fail) => {
    const { asked, url } = await serve(({ count }, response) => (count <= 2 ? fail(response) : response.end(text)));
    expect((await open(`${url}/set.jsonl?${signature}`, { idleTimeoutMs: 500 })).text).toBe(text);
    expect(asked).toHaveLength(3);
  });

  test('that is always cut ends as an error after four tries, without its query', async () => {
    const { asked, url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 999 });
      response.write('{', () => response.destroy());
    });
    const { error } = await open(`${url}/set.jsonl?${signature}`);
    expect(error?.name).toBe('ServiceError');
    expect(error?.message).toContain(`Could not fetch the dataset ${url}/set.jsonl: `);
    expect(error?.all).not.toMatch(/s3cr3t|X-Signature/);
    expect(asked).toHaveLength(4);
  });

  test.each([404, 403, 401, 410])('that is not there (%i) is an error at once, without its query', async (status) => {
    const { asked, url } = await serve(({ url }, response) => response.writeHead(status).end(`no ${url}`));
    const { error } = await open(`${url.replace('//', '//user:s3cr3t@')}/set.jsonl?${signature}`);
    expect(error).toMatchObject({ status, name: 'ServiceError' });
    expect(error?.message).toContain(`${url}/set.jsonl`);
    expect(error?.all).not.toMatch(/s3cr3t|X-Signature/);
    expect(asked).toHaveLength(1);
  });

  test('that redirects without end is an error', async () => {
    const { asked, url } = await serve((_request, response) => response.writeHead(302, { location: '/' }).end());
    expect((await open(`${url}/?${signature}`)).error?.message).toContain('too many redirects');
    expect(asked).toHaveLength(6);
  });

  test.each(['ftp://127.0.0.1/x', 'file:///etc/passwd', 'http://', 'data:,x'])(
    'that redirects to %s is an error, at once',
    async (location) => {
      const { asked, url } = await serve((_request, response) => response.writeHead(302, { location }).end());
      const { error } = await open(`${url}/set.jsonl?${signature}`);
      expect(error).toMatchObject({ name: 'ServiceError' });
      expect(error?.all).not.toMatch(/s3cr3t|X-Signature/);
      expect(asked).toHaveLength(1);
    },
  );

  test('that redirects to an address without https is not followed there', async () => {
    let plain = 0;
    const other = createPlainServer((_request, response) => {
      plain += 1;
      response.end(text);
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    servers.push(other);
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/x`;
    const { url } = await serve((_request, response) => response.writeHead(302, { location }).end());
    expect((await open(`${url}/set.jsonl`)).error?.message).toContain('without https');
    expect(plain).toBe(0);
  });

  test('whose certificate nobody vouches for is an error, without its query', async () => {
    const { asked, url } = await serve((_request, response) => response.end(text));
    const { error } = await open(`${url}/set.jsonl?${signature}`, { trusts: false });
    expect(error?.message).toMatch(/certificate/);
    expect(error?.all).not.toMatch(/s3cr3t|X-Signature/);
    expect(asked).toEqual([]);
  });
});
