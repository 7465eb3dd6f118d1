import { describe, expect, test } from '@jest/globals';
import { submitJobs } from '../../src/batch/submit.ts';
import { create, key, row, rows, start, upload } from '../local/gemini/client.ts';
import { displayNameFor, flash, lite, openBatch, outcomes, planJobs, submitOptions } from './open-batch.ts';

test('each model gets a job over one upload, in the order given', async () => {
  const emulator = await start({ apiKey: key, life: () => ['PENDING'] });
  const { tools } = openBatch(emulator);
  const { plans, uploaded } = await planJobs(tools, [lite, flash]);
  const options = submitOptions();
  const submissions = await submitJobs(tools, plans, options);
  expect(outcomes(submissions)).toEqual([
    [lite, 'created'],
    [flash, 'created'],
  ]);
  expect([...emulator.jobs.values()].map(({ model, displayName }) => [model, displayName])).toEqual([
    [lite, displayNameFor(lite)],
    [flash, displayNameFor(flash)],
  ]);
  expect(options.created.map(({ name }) => name)).toEqual([...emulator.jobs.keys()]);
  expect([emulator.uploads.size, uploaded.length]).toEqual([1, 1]);
});

describe('an existing job', () => {
  test.each<[string, string, boolean]>([
    ['that waits', 'PENDING', true],
    ['that runs', 'RUNNING', true],
    ['that has succeeded', 'SUCCEEDED', true],
    ['that has succeeded in part', 'PARTIALLY_SUCCEEDED', true],
    ['in a state unknown', 'PAUSED', true],
    ['that has failed', 'FAILED', false],
    ['that has expired', 'EXPIRED', false],
    ['that was cancelled', 'CANCELLED', false],
    ['that is being cancelled', 'CANCELLING', false],
  ])('%s is taken over or not', async (_what, state, isTakenOver) => {
    const emulator = await start({ life: () => [state], listPageSizeMax: 2 });
    const file = await upload(emulator, row('a'));
    const twin = (await create(emulator, file, { displayName: displayNameFor(flash) })).body.name;
    // It lies on the third page.
    for (let n = 0; n < 5; n += 1) await create(emulator, file, { displayName: `other ${n}` });
    const { tools } = openBatch(emulator);
    const { plans } = await planJobs(tools, [flash]);
    const [submission] = await submitJobs(tools, plans, submitOptions());
    expect(submission).toMatchObject({ isTakenOver });
    expect([emulator.jobs.size, emulator.uploads.size]).toEqual(isTakenOver ? [6, 1] : [7, 2]);
    if (isTakenOver) expect(submission).toMatchObject({ job: { name: twin } });
  });

  test('in which every row failed is bought again, one in which a row was answered is not', async () => {
    for (const answered of [0, 1]) {
      const answer = ({ index }: { index: number }) =>
        index < answered ? { response: {} } : { error: { code: 13, message: 'x' } };
      const emulator = await start({ life: () => ['SUCCEEDED'], answer });
      await create(emulator, await upload(emulator, rows(2)), { displayName: displayNameFor(flash) });
      const { tools } = openBatch(emulator);
      const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
      expect(outcomes(submissions)).toEqual([[flash, answered === 0 ? 'created' : 'taken over']]);
    }
  });

  test('with results is preferred to one that runs', async () => {
    const emulator = await start({ life: ({ index }) => [index === 0 ? 'SUCCEEDED' : 'RUNNING'] });
    const file = await upload(emulator, row('a'));
    const done = (await create(emulator, file, { displayName: displayNameFor(flash) })).body.name;
    await create(emulator, file, { displayName: displayNameFor(flash) });
    const { tools } = openBatch(emulator);
    const [submission] = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(submission).toMatchObject({ job: { name: done }, isTakenOver: true });
  });

  test('is not looked for when nothing may be taken over', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    const { tools } = openBatch(emulator);
    const { plans } = await planJobs(tools, [flash]);
    await submitJobs(tools, plans, submitOptions({ mayTakeOver: false }));
    expect(emulator.requests.findIndex(({ operation }) => operation === 'batches.list')).toBeGreaterThan(
      emulator.requests.findIndex(({ operation }) => operation === 'batches.create'),
    );
  });

  test('that cannot be looked for until the deadline keeps anything from being bought', async () => {
    const emulator = await start();
    emulator.addFault({ on: 'batches.list', times: 9999, do: { status: 503 } });
    const { tools, clock } = openBatch(emulator, { minutes: 30 });
    const { plans } = await planJobs(tools, [flash]);
    await expect(submitJobs(tools, plans, submitOptions())).rejects.toMatchObject({ status: 503 });
    expect(emulator.count('batches.create')).toBe(0);
    expect(clock.now()).toBeGreaterThan(tools.deadline - 2 * 60_000);
  });

  test.each([
    [0, 1],
    [1, 2],
    [2, 3],
  ])('is taken over in a later attempt though the list was empty %i times', async (times, looks) => {
    const emulator = await start({ life: () => ['RUNNING'] });
    await create(emulator, await upload(emulator, row('a')), { displayName: displayNameFor(flash) });
    if (times > 0) emulator.addFault({ on: 'batches.list', times, do: { status: 200, body: {} } });
    const { tools } = openBatch(emulator);
    const options = submitOptions({ isRepeated: true });
    expect(outcomes(await submitJobs(tools, (await planJobs(tools, [flash])).plans, options))).toEqual([
      [flash, 'taken over'],
    ]);
    expect([emulator.count('batches.create'), emulator.count('batches.list')]).toEqual([1, looks]);
  });

  test('is looked for three times at most in an empty list', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    const { tools, clock } = openBatch(emulator);
    const { plans } = await planJobs(tools, [flash]);
    const options = submitOptions({ isRepeated: true });
    expect(outcomes(await submitJobs(tools, plans, options))).toEqual([[flash, 'created']]);
    expect(clock.sleeps).toHaveLength(2);
  });

  test('is looked for again after an outage, and bought once', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'batches.list', times: 30, do: { status: 503 } });
    const { tools } = openBatch(emulator);
    const { plans } = await planJobs(tools, [flash]);
    expect(outcomes(await submitJobs(tools, plans, submitOptions()))).toEqual([[flash, 'created']]);
    expect(emulator.count('batches.create')).toBe(1);
  });
});

test.each<[string, (model: string) => object, number]>([
  ['that is retired', (model) => ({ retired: { [model]: flash } }), 404],
  ['that does not exist', () => ({ models: [flash] }), 404],
])('a model %s does not stop the others', async (_what, options, status) => {
  const emulator = await start({ life: () => ['PENDING'], ...options(lite) });
  const { tools } = openBatch(emulator);
  const submissions = await submitJobs(tools, (await planJobs(tools, [lite, flash])).plans, submitOptions());
  expect(outcomes(submissions)).toEqual([
    [lite, status],
    [flash, 'created'],
  ]);
  expect(emulator.count('batches.create')).toBe(2);
});

test('a row that the service refuses is reported for each model, with its line, and nothing is sent twice', async () => {
  const emulator = await start();
  const { tools } = openBatch(emulator);
  const text = `${row('a')}{"key":"b","request":{"contents":[],"nonsense":1}}\n`;
  const submissions = await submitJobs(tools, (await planJobs(tools, [lite, flash], text)).plans, submitOptions());
  expect(outcomes(submissions)).toEqual([
    [lite, 400],
    [flash, 400],
  ]);
  const reasons = submissions.map((submission) => ('error' in submission ? submission.error.reason : ''));
  expect(reasons[0]).toMatch(/line 2.*nonsense/s);
  expect([emulator.count('batches.create'), emulator.uploads.size]).toEqual([2, 1]);
});

test('a cancelled run buys nothing more', async () => {
  const emulator = await start({ life: () => ['PENDING'] });
  const stop = new AbortController();
  emulator.configure({ afterEffect: (operation) => operation === 'batches.create' && stop.abort(new Error('stop')) });
  const { tools } = openBatch(emulator, { signal: stop.signal });
  const { plans } = await planJobs(tools, [flash, lite]);
  await expect(submitJobs(tools, plans, submitOptions())).rejects.toThrow('stop');
  expect(emulator.count('batches.create')).toBe(1);
});
