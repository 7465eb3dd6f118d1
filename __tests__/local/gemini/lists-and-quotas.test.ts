import { describe, expect, test } from '@jest/globals';
import { ask, create, results, rows, start, upload } from './client.ts';

describe('lists', () => {
  test('are empty without a page size, and without jobs lack the member', async () => {
    const emulator = await start();
    expect((await ask(emulator, '/v1beta/batches?pageSize=5')).body).toEqual({});
    await create(emulator, await upload(emulator, rows(1)));
    expect((await ask(emulator, '/v1beta/batches')).body).toEqual({});
    emulator.configure({ emptyListWithoutPageSize: false });
    expect((await ask(emulator, '/v1beta/batches')).body.operations).toHaveLength(1);
  });

  test('go on below the last job shown, although others came and went', async () => {
    const emulator = await start({ listPageSizeMax: 2 });
    const file = await upload(emulator, rows(1));
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) made.push((await create(emulator, file)).body.name);
    const first = (await ask(emulator, '/v1beta/batches?pageSize=100')).body;
    expect(first.operations.map(({ name }: { name: string }) => name)).toEqual([made[4], made[3]]);
    await create(emulator, file);
    await ask(emulator, `/v1beta/${made[3]}`, { method: 'DELETE' });
    const second = (await ask(emulator, `/v1beta/batches?pageSize=2&pageToken=${first.nextPageToken}`)).body;
    expect(second.operations.map(({ name }: { name: string }) => name)).toEqual([made[2], made[1]]);
    expect((await ask(emulator, '/v1beta/batches?pageSize=2&pageToken=x')).status).toBe(400);
  });

  test('refuse parameters that do not exist', async () => {
    const emulator = await start();
    expect((await ask(emulator, '/v1beta/batches?page_Size=2')).body.error.message).toContain(
      'Cannot bind query parameter',
    );
  });
});

describe('models', () => {
  test.each([
    ['gemini-3.8-flash', 200, ''],
    ['gpt-9', 404, 'models/gpt-9 is not found for API version v1beta'],
    ['gemini-old', 404, 'Please update your code to use models/gemini-new.'],
  ])('%s answers %i', async (model, status, text) => {
    const emulator = await start({ retired: { 'gemini-old': 'gemini-new' } });
    const created = await create(emulator, await upload(emulator, rows(1)), { model });
    expect(created.status).toBe(status);
    expect(created.body.error?.message ?? '').toContain(text);
  });

  test('that are routed say so in each answer only', async () => {
    const emulator = await start({ routed: { 'gemini-3.8-flash': 'gemini-4' }, models: ['gemini-4'] });
    const [line] = await results(emulator, rows(1));
    expect(JSON.parse(line!).response.modelVersion).toBe('gemini-4');
    expect([...emulator.jobs.values()][0]?.model).toBe('gemini-3.8-flash');
  });
});

describe('quotas', () => {
  const help = [{ '@type': 'type.googleapis.com/google.rpc.Help', links: [expect.anything()] }];

  test('count the jobs that are not finished', async () => {
    const emulator = await start({ limits: { maxConcurrentJobs: 1 }, life: () => ['SUCCEEDED'] });
    const file = await upload(emulator, rows(1));
    const { name } = (await create(emulator, file)).body;
    const refused = await create(emulator, file);
    expect(refused).toMatchObject({ status: 429, body: { error: { status: 'RESOURCE_EXHAUSTED', details: help } } });
    await ask(emulator, `/v1beta/${name}`);
    expect((await create(emulator, file)).status).toBe(200);
  });

  test('count the tokens that wait for a model', async () => {
    const tokens = Math.ceil(rows(1).length / 4);
    const emulator = await start({ limits: { enqueuedTokens: { 'gemini-3.8-flash': tokens } } });
    const file = await upload(emulator, rows(1));
    const statuses = [];
    for (const model of ['gemini-3.8-flash', 'gemini-3.8-flash', 'gemini-3.6-flash']) {
      statuses.push((await create(emulator, file, { model })).status);
    }
    expect(statuses).toEqual([200, 429, 200]);
  });
});
