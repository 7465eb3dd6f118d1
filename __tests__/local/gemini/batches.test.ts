import { describe, expect, test } from '@jest/globals';
import { ask, create, finish, rows, start, upload } from './client.ts';

describe('a job', () => {
  test('looks as recorded right after create, and when it is finished', async () => {
    const emulator = await start({ now: () => Date.UTC(2026, 10, 22), life: () => ['SUCCEEDED'] });
    const created = (await create(emulator, await upload(emulator, rows(2)))).body;
    const { name } = created;
    expect(Object.keys(created)).toEqual(['name', 'metadata']);
    expect(created.metadata).toMatchObject({
      name,
      model: 'models/gemini-3.8-flash',
      displayName: 'a job',
      state: 'BATCH_STATE_PENDING',
      batchStats: { requestCount: '2', pendingRequestCount: '2' },
    });
    const done = (await ask(emulator, `/v1beta/${name}`)).body;
    const { responsesFile } = done.response;
    expect(responsesFile).toMatch(/^files\/batch-[a-z0-9]{36}$/);
    expect(done).toMatchObject({
      done: true,
      metadata: { output: { responsesFile }, endTime: '2026-11-22T00:00:00.000Z' },
    });
    expect(done.metadata.batchStats).toEqual({ requestCount: '2', successfulRequestCount: '2' });
  });

  test('moves one step with every look, by get or list, and stays at the last', async () => {
    const emulator = await start({ life: () => ['RUNNING', 'PAUSED', 'PARTIALLY_SUCCEEDED', 'FAILED'] });
    const { name } = (await create(emulator, await upload(emulator, rows(1)))).body;
    const states = [];
    for (const path of [name, 'batches?pageSize=1', name, name, name]) {
      const { body } = await ask(emulator, `/v1beta/${path}`);
      states.push((body.operations?.[0] ?? body).metadata.state);
    }
    const last = 'BATCH_STATE_PARTIALLY_SUCCEEDED';
    expect(states).toEqual(['BATCH_STATE_RUNNING', 'BATCH_STATE_PAUSED', last, last, last]);
  });

  test.each([
    ['FAILED', 13],
    ['EXPIRED', 4],
    ['CANCELLED', 1],
  ])('that ended %s has an error and no file', async (state, code) => {
    const emulator = await start({ life: () => [state] });
    const done = await finish(emulator, (await create(emulator, await upload(emulator, rows(1)))).body.name);
    expect(done).toMatchObject({ done: true, error: { code }, metadata: { state: `BATCH_STATE_${state}` } });
    expect(done).not.toHaveProperty('response');
  });

  test('may have an error of its own', async () => {
    const error = { code: 8, message: 'too much' };
    const emulator = await start({ life: () => [{ state: 'FAILED', error }] });
    expect((await finish(emulator, (await create(emulator, await upload(emulator, rows(1)))).body.name)).error).toEqual(
      error,
    );
  });

  test('may have succeeded some looks before its file is told, in either place', async () => {
    const emulator = await start({ life: () => [{ state: 'SUCCEEDED', withoutFile: 2 }], responsesFileIn: 'metadata' });
    const { name } = (await create(emulator, await upload(emulator, rows(1)))).body;
    const told = [];
    for (let look = 0; look < 4; look += 1) {
      const { body } = await ask(emulator, `/v1beta/${name}`);
      expect(body.metadata.state).toBe('BATCH_STATE_SUCCEEDED');
      expect(body.response).not.toHaveProperty('responsesFile');
      told.push(body.metadata.output !== undefined);
    }
    expect(told).toEqual([false, false, true, true]);
  });

  test('is cancelled at the next look; a finished one cannot be', async () => {
    const emulator = await start();
    const { name } = (await create(emulator, await upload(emulator, rows(1)))).body;
    expect(await ask(emulator, `/v1beta/${name}:cancel`, { method: 'POST', body: '{}' })).toEqual({
      status: 200,
      body: {},
    });
    expect((await ask(emulator, `/v1beta/${name}`)).body.error.code).toBe(1);
    const again = await ask(emulator, `/v1beta/${name}:cancel`, { method: 'POST', body: '{}' });
    expect(again).toMatchObject({ status: 400, body: { error: { status: 'FAILED_PRECONDITION' } } });
    expect(emulator.jobs.get(name)?.cancelRequests).toBe(2);
  });

  test('fails when its input is deleted while it is live', async () => {
    const emulator = await start();
    const file = await upload(emulator, rows(1));
    const { name } = (await create(emulator, file)).body;
    await ask(emulator, `/v1beta/${file}`, { method: 'DELETE', body: '{}' });
    expect((await ask(emulator, `/v1beta/${name}`)).body).toMatchObject({ done: true, error: { code: 5 } });
  });

  test('keeps its results when its input is deleted later', async () => {
    const emulator = await start();
    const file = await upload(emulator, rows(1));
    const { name } = (await create(emulator, file)).body;
    await finish(emulator, name);
    await ask(emulator, `/v1beta/${file}`, { method: 'DELETE' });
    expect((await ask(emulator, `/v1beta/${name}`)).body.metadata.state).toBe('BATCH_STATE_SUCCEEDED');
  });

  test('belongs to the key that made it', async () => {
    const emulator = await start();
    const { name } = (await create(emulator, await upload(emulator, rows(1)))).body;
    expect((await ask(emulator, `/v1beta/${name}`, { as: 'AIza-another' })).status).toBe(404);
    expect((await ask(emulator, '/v1beta/batches?pageSize=9', { as: 'AIza-another' })).body).toEqual({});
  });
});
