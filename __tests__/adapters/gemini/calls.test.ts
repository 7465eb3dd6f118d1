import { describe, expect, jest, test } from '@jest/globals';
import type { Effect } from '../../../local/gemini/faults.ts';
import type { Operation } from '../../../local/gemini/types.ts';
import type { GeminiService } from '../../../src/ports/gemini.ts';
import { create, key, row, start, upload } from '../../local/gemini/client.ts';
import { failureOf, openService, overWhenHanging, serve } from './open-service.ts';

const model = 'gemini-3.8-flash';

/** An emulator with one file and one job. */
async function prepare() {
  const emulator = await start({ apiKey: key, life: () => ['PENDING'] });
  const file = await upload(emulator, row('a'));
  const job = (await create(emulator, file, { displayName: 'mine' })).body.name as string;
  return { emulator, file, job };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

const repeatable: readonly [Operation, (service: GeminiService, prepared: Prepared) => Promise<unknown>][] = [
  ['batches.get', (service, { job }) => service.getJob(job)],
  ['batches.list', (service) => service.listJobs({})],
  ['batches.cancel', (service, { job }) => service.cancelJob(job)],
  ['files.list', (service) => service.listFiles({})],
  ['files.delete', (service, { file }) => service.deleteFile(file)],
];

const passing: readonly Effect[] = [
  { status: 500 },
  { status: 502, body: '<html>bad gateway</html>' },
  { status: 503 },
  { status: 503, after: true },
  { status: 504 },
  { status: 408 },
  { status: 429 },
  { status: 429, headers: { 'retry-after': '0.01' } },
  { reset: 'before' },
  { reset: 'after' },
  { hang: true },
  { hang: 'after' },
];

describe.each(repeatable)('%s', (operation, call) => {
  test.each(passing)('goes through after %j', async (effect) => {
    const prepared = await prepare();
    prepared.emulator.addFault({ on: operation, times: 2, do: effect });
    await call(openService(prepared.emulator, { limit: overWhenHanging(prepared.emulator) }), prepared);
    expect(prepared.emulator.count(operation)).toBe(3);
    expect(prepared.emulator.keyLeaks).toEqual([]);
  });

  test('ends as a ServiceError when the fault does not pass, after as many tries as there may be', async () => {
    const prepared = await prepare();
    prepared.emulator.addFault({ on: operation, times: 99, do: { status: 503 } });
    expect(await failureOf(call(openService(prepared.emulator), prepared))).toMatchObject({
      status: 503,
      code: 'UNAVAILABLE',
      isTransient: true,
    });
    expect(prepared.emulator.count(operation)).toBe(4);
  });

  test('is not repeated after a refusal', async () => {
    const prepared = await prepare();
    const service = openService(prepared.emulator, { apiKey: 'AIza-another-key' });
    const error = await failureOf(call(service, prepared));
    expect(error).toMatchObject({ status: 400, isTransient: false, hint: 'Check the secret behind gemini-api-key.' });
    expect(prepared.emulator.count(operation)).toBe(1);
  });
});

describe('a create is sent exactly once', () => {
  test.each<[Effect, number | undefined, number]>([
    [{ status: 500 }, 500, 1],
    [{ status: 503 }, 503, 1],
    [{ status: 503, after: true }, 503, 2],
    [{ status: 429 }, 429, 1],
    [{ status: 408 }, 408, 1],
    [{ reset: 'before' }, undefined, 1],
    [{ reset: 'after' }, undefined, 2],
    [{ hang: true }, undefined, 1],
    [{ hang: 'after' }, undefined, 2],
    [{ status: 200, body: {}, after: true }, undefined, 2],
    [{ status: 200, body: '<html>', after: true }, undefined, 2],
  ])('after %j', async (effect, status, jobs) => {
    const { emulator, file } = await prepare();
    emulator.addFault({ on: 'batches.create', do: effect });
    const service = openService(emulator, { limit: overWhenHanging(emulator) });
    const error = await failureOf(service.createJob({ model, fileName: file, displayName: 'x' }));
    expect(error.status).toBe(status);
    expect(error.isTransient).toBe(true);
    expect(error.isAmbiguous).toBe(status !== 429);
    expect(emulator.count('batches.create')).toBe(2);
    expect(emulator.jobs.size).toBe(jobs);
  });

  test.each<[string, Effect, number | undefined]>([
    ['nothing', { status: 429 }, undefined],
    ['Retry-After in seconds', { status: 429, headers: { 'retry-after': '17' } }, 17_000],
    [
      'RetryInfo',
      {
        status: 429,
        body: {
          error: {
            code: 429,
            message: 'slow down',
            status: 'RESOURCE_EXHAUSTED',
            details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2.5s' }],
          },
        },
      },
      2500,
    ],
  ])('and a 429 with %s is told so', async (_what, effect, retryAfterMs) => {
    const { emulator, file } = await prepare();
    emulator.addFault({ on: 'batches.create', do: effect });
    const error = await failureOf(openService(emulator).createJob({ model, fileName: file, displayName: 'x' }));
    expect(error).toMatchObject({ status: 429, code: 'RESOURCE_EXHAUSTED', retryAfterMs });
  });

  test('and a 429 may name a date', async () => {
    const { emulator, file } = await prepare();
    const headers = { 'retry-after': new Date(Date.now() + 60_000).toUTCString() };
    emulator.addFault({ on: 'batches.create', do: { status: 429, headers } });
    const error = await failureOf(openService(emulator).createJob({ model, fileName: file, displayName: 'x' }));
    expect(error.retryAfterMs).toBeGreaterThan(50_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});

describe('a pause that the service asks for', () => {
  const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '0.05s' };
  const body = { error: { code: 503, message: 'later', status: 'UNAVAILABLE', details: [retryInfo] } };

  test.each<[string, Effect]>([
    ['Retry-After', { status: 503, headers: { 'retry-after': '0.05' } }],
    ['RetryInfo', { status: 503, body }],
  ])('with %s is kept before the next try', async (_what, effect) => {
    const { emulator, job } = await prepare();
    emulator.addFault({ on: 'batches.get', do: effect });
    await openService(emulator).getJob(job);
    const [first, second] = emulator.requests.filter(({ operation }) => operation === 'batches.get');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(49);
  });

  test('and that is too long for one call is left to the caller', async () => {
    const { emulator, job } = await prepare();
    emulator.addFault({ on: 'batches.get', do: { status: 429, headers: { 'retry-after': '86400' } } });
    const error = await failureOf(openService(emulator).getJob(job));
    expect([error.status, error.retryAfterMs]).toEqual([429, 86_400_000]);
    expect(emulator.count('batches.get')).toBe(1);
  });
});

test('an answer that breaks off in its body is asked for again', async () => {
  let asked = 0;
  const server = await serve((_request, response) => {
    asked += 1;
    const text = JSON.stringify({ name: 'batches/1', metadata: { state: 'BATCH_STATE_RUNNING' } });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
    if (asked > 2) response.end(text);
    else response.write(text.slice(0, 20), () => response.destroy());
  });
  expect((await openService(server).getJob('batches/1')).state).toBe('RUNNING');
  expect(asked).toBe(3);
});

test('a create whose answer breaks off is ambiguous and not sent again', async () => {
  let asked = 0;
  const server = await serve((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"name":', () => response.destroy());
  });
  const error = await failureOf(openService(server).createJob({ model, fileName: 'files/x', displayName: 'x' }));
  expect([error.isAmbiguous, asked]).toEqual([true, 1]);
});

test('a time-out says so', async () => {
  const { emulator, job } = await prepare();
  emulator.addFault({ on: 'batches.get', times: 9, do: { hang: true } });
  const error = await failureOf(openService(emulator, { callTimeoutMs: 50, maxAttempts: 2 }).getJob(job));
  expect(error.message).toBe(`Could not look at ${job}: no answer in time`);
  expect(emulator.count('batches.get')).toBe(2);
});

test('a deletion whose answer was lost, or of a file that is gone, is no failure', async () => {
  for (const missingFileStatus of [403, 404] as const) {
    const { emulator, file } = await prepare();
    emulator.configure({ missingFileStatus });
    emulator.addFault({ on: 'files.delete', do: { reset: 'after' } });
    await openService(emulator).deleteFile(file);
    expect(emulator.files.size).toBe(0);
    await openService(emulator).deleteFile(file);
  }
});

describe('an abort', () => {
  test('ends a call that hangs, and one that waits for its next try, with its own reason', async () => {
    const { emulator, job } = await prepare();
    for (const effect of [{ hang: true }, { status: 503, headers: { 'retry-after': '60' } }] as const) {
      emulator.clearFaults();
      emulator.addFault({ on: 'batches.get', times: 9, do: effect });
      const stop = new AbortController();
      const service = openService(emulator, { signal: stop.signal, maxPauseMs: 60_000 });
      emulator.configure({ onRequest: () => setImmediate(() => stop.abort(new Error('told to stop'))) });
      await expect(service.getJob(job)).rejects.toThrow('told to stop');
    }
  });

  test('keeps what comes after it from being sent', async () => {
    const { emulator, file } = await prepare();
    const before = emulator.requests.length;
    const service = openService(emulator, { signal: AbortSignal.abort(new Error('told to stop')) });
    await expect(service.createJob({ model, fileName: file, displayName: 'x' })).rejects.toThrow('told to stop');
    await expect(service.listJobs({})).rejects.toThrow('told to stop');
    expect(emulator.requests.length).toBe(before);
  });
});

describe('the environment', () => {
  test('cannot turn the client to another service or version', async () => {
    const { emulator, job } = await prepare();
    const hostile = {
      GOOGLE_GENAI_USE_VERTEXAI: 'true',
      GOOGLE_GENAI_USE_ENTERPRISE: 'true',
      GOOGLE_GENAI_API_VERSION: 'v1',
      GOOGLE_CLOUD_PROJECT: 'p',
      GOOGLE_CLOUD_LOCATION: 'l',
      GOOGLE_API_KEY: 'AIza-from-the-environment',
      GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:9',
    };
    const before = { ...process.env };
    Object.assign(process.env, hostile);
    try {
      await openService(emulator).getJob(job);
      await openService(emulator).listFiles({});
    } finally {
      for (const name of Object.keys(hostile)) delete process.env[name];
      Object.assign(process.env, before);
    }
    const sent = emulator.requests.slice(-2);
    expect(sent.map(({ path }) => path)).toEqual([`/v1beta/${job}`, '/v1beta/files']);
    expect(sent.map(({ headers }) => headers['x-goog-api-key'])).toEqual([key, key]);
  });

  test('may put the service below a path', async () => {
    const paths: string[] = [];
    const server = await serve((request, response) => {
      paths.push(request.url ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name: 'batches/1', metadata: { state: 'BATCH_STATE_RUNNING' } }));
    });
    await openService({ url: `${server.url}/proxy/` }).getJob('batches/1');
    expect(paths).toEqual(['/proxy/v1beta/batches/1']);
  });
});

test('an error never holds the key', async () => {
  const server = await serve((request, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    const message = `bad key ${request.headers['x-goog-api-key']}`;
    response.end(JSON.stringify({ error: { code: 400, message, status: `X ${key}` } }));
  });
  const error = await failureOf(openService(server).listJobs({}));
  expect([error.message, error.reason, error.code].join()).not.toContain(key);
  expect(error.message).toContain('bad key ***');
});

test('a dry run, which has no key and sends nothing, prints no remark about a key', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const service = openService({ url: 'http://127.0.0.1:9' }, { apiKey: '', maxAttempts: 1 });
  const counts = [warn.mock.calls.length];
  for (let call = 0; call < 2; call++) {
    await failureOf(service.getJob('batches/x'));
    counts.push(warn.mock.calls.length);
  }
  warn.mockRestore();
  const [made = 0, first = 0, second = 0] = counts;
  // The SDK's remark would have been seen: the first call makes it, and no other does.
  expect([made, first > 0, second]).toEqual([0, true, first]);
});
