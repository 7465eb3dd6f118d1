import { describe, expect, test } from '@jest/globals';
import type { Effect } from '../../local/gemini/faults.ts';
import { submitJobs } from '../../src/batch/submit.ts';
import { overWhenHanging } from '../adapters/gemini/open-service.ts';
import { start } from '../local/gemini/client.ts';
import { flash, lite, openBatch, outcomes, planJobs, submitOptions } from './open-batch.ts';

describe('a create whose answer is lost', () => {
  test.each<[Effect, number]>([
    [{ reset: 'after' }, 1],
    [{ status: 503, after: true }, 1],
    [{ status: 500, after: true }, 1],
    [{ status: 408, after: true }, 1],
    [{ hang: 'after' }, 1],
    [{ status: 200, body: {}, after: true }, 1],
    [{ status: 200, body: '<html>', after: true }, 1],
    [{ reset: 'before' }, 2],
    [{ status: 503 }, 2],
    [{ hang: true }, 2],
  ])('by %j ends with one job, after %i creates', async (effect, creates) => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'batches.create', do: effect });
    const { tools } = openBatch(emulator, { service: { limit: overWhenHanging(emulator) } });
    const options = submitOptions();
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, options);
    expect(outcomes(submissions)).toEqual([[flash, 'created']]);
    expect([emulator.jobs.size, emulator.count('batches.create')]).toEqual([1, creates]);
    expect(options.created.map(({ name }) => name)).toEqual([...emulator.jobs.keys()]);
  });

  test('is found although the list shows it late', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'batches.create', do: { reset: 'after' } });
    emulator.addFault({ on: 'batches.list', nth: 2, times: 2, do: { status: 200, body: {} } });
    const { tools, clock } = openBatch(emulator);
    await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect([emulator.jobs.size, emulator.count('batches.create')]).toEqual([1, 1]);
    expect(clock.sleeps).toHaveLength(3);
  });

  test('is not sent again while nobody can look', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'batches.create', do: { reset: 'after' } });
    emulator.addFault({ on: 'batches.list', nth: 2, times: 20, do: { status: 503 } });
    const { tools } = openBatch(emulator);
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(outcomes(submissions)).toEqual([[flash, 'created']]);
    expect([emulator.jobs.size, emulator.count('batches.create')]).toEqual([1, 1]);
  });

  test('and cannot be looked for until the deadline is left open, with one job at most', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'batches.create', do: { reset: 'after' } });
    emulator.addFault({ on: 'batches.list', nth: 2, times: 9999, do: { status: 503 } });
    const { tools, clock } = openBatch(emulator, { minutes: 5 });
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(outcomes(submissions)).toEqual([[flash, 'queued']]);
    expect([emulator.jobs.size, emulator.count('batches.create')]).toEqual([1, 1]);
    expect(clock.now()).toBeLessThan(tools.deadline + tools.longestPauseMs);
  });

  test('every time is sent ever more rarely, and left open at the deadline', async () => {
    const emulator = await start();
    emulator.addFault({ on: 'batches.create', times: 9999, do: { status: 503 } });
    const { tools, clock } = openBatch(emulator);
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(outcomes(submissions)).toEqual([[flash, 'queued']]);
    expect(submissions).toMatchObject([{ isUnsure: true, refusal: { status: 503 } }]);
    expect([emulator.jobs.size, emulator.count('batches.create')]).toEqual([0, 8]);
    expect(clock.now()).toBeGreaterThan(tools.deadline - 2 * tools.longestPauseMs);
  });

  test('for three hours is not sent more than ten times', async () => {
    const emulator = await start();
    emulator.addFault({ on: 'batches.create', times: 9999, do: { status: 503 } });
    const { tools } = openBatch(emulator, { minutes: 330 });
    await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(emulator.count('batches.create')).toBe(10);
  });

  test('in an outage of half an hour is there after it', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    const { tools, clock } = openBatch(emulator, { minutes: 330 });
    const end = clock.now() + 30 * 60_000;
    emulator.addFault({ on: 'batches.create', times: 9999, when: () => clock.now() < end, do: { status: 503 } });
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(outcomes(submissions)).toEqual([[flash, 'created']]);
    expect(emulator.jobs.size).toBe(1);
  });

  test('and whose job shows up half an hour later is not another one', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    const { tools, clock } = openBatch(emulator, { minutes: 330 });
    const end = clock.now() + 30 * 60_000;
    emulator.addFault({ on: 'batches.create', do: { reset: 'after' } });
    emulator.addFault({ on: 'batches.create', nth: 2, times: 9999, do: { status: 503 } });
    const empty = { status: 200, body: {} };
    emulator.addFault({ on: 'batches.list', times: 9999, when: () => clock.now() < end, do: empty });
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(outcomes(submissions)).toEqual([[flash, 'created']]);
    expect(emulator.jobs.size).toBe(1);
  });

  test('is looked for again before a create that quota had put off', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'batches.create', do: { reset: 'after' } });
    emulator.addFault({ on: 'batches.create', nth: 2, do: { status: 429 } });
    // The lost job shows up in the list only after that.
    emulator.addFault({ on: 'batches.list', nth: 2, times: 3, do: { status: 200, body: {} } });
    const { tools } = openBatch(emulator);
    await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect([emulator.jobs.size, emulator.count('batches.create')]).toEqual([1, 2]);
  });
});

describe('429', () => {
  test('far below the quota is waited out', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'batches.create', times: 7, do: { status: 429 } });
    const { tools, clock } = openBatch(emulator);
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(outcomes(submissions)).toEqual([[flash, 'created']]);
    expect(clock.sleeps).toHaveLength(7);
    expect(Math.max(...clock.sleeps)).toBe(60_000);
    expect(clock.sleeps.slice(1)).toEqual(Array(6).fill(60_000));
  });

  test('is waited out as long as the service asks', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'batches.create', do: { status: 429, headers: { 'retry-after': '600' } } });
    const { tools, clock } = openBatch(emulator);
    await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(clock.sleeps).toEqual([600_000]);
  });

  test('until the deadline leaves the job queued, and nothing sleeps beyond it', async () => {
    const emulator = await start();
    emulator.addFault({ on: 'batches.create', times: 9999, do: { status: 429 } });
    const { tools, clock } = openBatch(emulator, { minutes: 10 });
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions());
    expect(outcomes(submissions)).toEqual([[flash, 'queued']]);
    expect(clock.now()).toBeLessThan(tools.deadline);
    expect(clock.now()).toBeGreaterThan(tools.deadline - 2 * 60_000);
  });

  test('for one model does not hold up another', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    const when = ({ path }: { path: string }) => path.includes(flash);
    emulator.addFault({ on: 'batches.create', times: 9999, when, do: { status: 429 } });
    const { tools, clock } = openBatch(emulator, { minutes: 10 });
    const started = clock.now();
    const submissions = await submitJobs(tools, (await planJobs(tools, [flash, lite])).plans, submitOptions());
    expect(outcomes(submissions)).toEqual([
      [flash, 'queued'],
      [lite, 'created'],
    ]);
    expect(
      [...emulator.jobs.values()].map(({ model, createTime }: { model: string; createTime?: number }) => [
        model,
        createTime,
      ]),
    ).toEqual([[lite, started]]);
  });
});
