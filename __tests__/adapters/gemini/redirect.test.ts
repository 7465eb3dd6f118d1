import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { GeminiService } from '../../../src/ports/gemini.ts';
import { key } from '../../local/gemini/client.ts';
import { failureOf, openService, serve, writeRequests } from './open-service.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server that remembers what it was asked. */
async function listen(answer: RequestListener): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = await serve(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    answer(request, response);
  });
  return { url: server.url, seen };
}

const stranger = () => listen((_request, response) => response.end('{"name":"batches/stolen"}'));
const create = (service: GeminiService) =>
  service.createJob({ model: 'm-1', fileName: 'files/x', displayName: 'mine' });

const calls: readonly [string, (service: GeminiService) => Promise<unknown>][] = [
  ['looking at a job', (service) => service.getJob('batches/x')],
  ['listing jobs', (service) => service.listJobs({})],
  ['creating a job', create],
  ['cancelling a job', (service) => service.cancelJob('batches/x')],
  ['deleting a file', (service) => service.deleteFile('files/x')],
];

describe.each([301, 302, 303, 307, 308])('a redirect (%i) to another server', (status) => {
  test.each(calls)('while %s gets neither the key nor the data', async (_what, call) => {
    const other = await stranger();
    const home = await listen((_request, response) =>
      response.writeHead(status, { location: `${other.url}/x?secret` }).end(),
    );
    const failure = await failureOf(call(openService(home)));
    expect(failure.message).toContain(
      `${home.url} redirects to another server, ${other.url}, which gets neither the key nor the data`,
    );
    expect(failure).toMatchObject({ status: 421, code: 'REDIRECTED', isAmbiguous: false, isTransient: false });
    expect(failure.message).not.toContain('secret');
    expect(other.seen).toEqual([]);
    expect(home.seen).toHaveLength(1);
  });
});

test.each(['start', 'upload'])('an upload that is redirected at its %s goes to no other server', async (moment) => {
  const other = await stranger();
  const home = await listen((request, response) => {
    const command = String(request.headers['x-goog-upload-command']);
    if (command.startsWith(moment)) response.writeHead(307, { location: other.url }).end();
    else response.writeHead(200, { 'x-goog-upload-url': `${home.url}/upload`, 'x-goog-upload-status': 'active' }).end();
  });
  const path = await writeRequests(randomBytes(1000));
  const failure = await failureOf(
    openService(home).uploadFile({ path, displayName: 'd', mimeType: 'application/jsonl' }),
  );
  expect(failure.message).toContain('redirects to another server');
  expect(other.seen).toEqual([]);
});

describe('a redirect within the server', () => {
  const moved = (status: number, location = '/moved') =>
    listen((request, response) => {
      if (request.url === location) response.end('{"name":"batches/x","metadata":{"state":"BATCH_STATE_RUNNING"}}');
      else response.writeHead(status, { location }).end();
    });

  test.each([301, 302, 303, 307, 308])('is followed for a look (%i)', async (status) => {
    const home = await moved(status);
    expect(await openService(home).getJob('batches/x')).toMatchObject({ name: 'batches/x', state: 'RUNNING' });
    expect(home.seen.map(({ headers }) => headers['x-goog-api-key'])).toEqual([key, key]);
  });

  test.each([307, 308])('is followed for a create with its method and body (%i)', async (status) => {
    const home = await moved(status);
    await create(openService(home));
    const [first, second] = home.seen;
    expect(second).toMatchObject({ method: 'POST', url: '/moved', body: first?.body });
    expect(first?.body.length).toBeGreaterThan(0);
  });

  test.each([301, 302, 303])('that would turn a create into a look is an error (%i)', async (status) => {
    const home = await moved(status);
    const failure = await failureOf(create(openService(home)));
    expect(failure.message).toContain('answers POST with a redirect that would drop the request');
    expect(home.seen).toHaveLength(1);
  });

  test('is not followed for ever', async () => {
    const home = await listen((_request, response) => response.writeHead(307, { location: '/again' }).end());
    expect((await failureOf(create(openService(home)))).message).toContain('redirects too often');
    expect(home.seen).toHaveLength(6);
  });

  test('to what is no address is an error', async () => {
    const home = await listen((_request, response) => response.writeHead(307, { location: 'http://' }).end());
    expect((await failureOf(create(openService(home)))).message).toContain('redirects to what is no address');
  });
});
