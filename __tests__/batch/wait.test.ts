import { describe, expect, test } from '@jest/globals';
import type { GeminiEmulatorOptions } from '../../local/gemini/options.ts';
import { submitJobs } from '../../src/batch/submit.ts';
import { awaitJobs } from '../../src/batch/wait.ts';
import type { RemoteJob } from '../../src/ports/gemini.ts';
import { create, row, start, upload } from '../local/gemini/client.ts';
import { type BatchOptions, hold, openBatch, planJobs, submitOptions } from './open-batch.ts';

const models = ['gemini-3.8-flash', 'gemini-3.5-flash-lite', 'gemini-3.1-flash-lite'];

/** Jobs of these models, just created, and what is seen of them. */
async function prepare(options: GeminiEmulatorOptions, batch: BatchOptions = {}, count = 1) {
  const emulator = await start(options);
  const opened = openBatch(emulator, batch);
  const { plans } = await planJobs(opened.tools, models.slice(0, count));
  const submissions = await submitJobs(opened.tools, plans, submitOptions());
  const jobs = submissions.flatMap((submission) => ('job' in submission ? [submission.job] : []));
  const before = emulator.requests.length;
  const seen: RemoteJob[] = [];
  const wait = () => awaitJobs(opened.tools, submissions, (job) => seen.push(job));
  /** The operations since the jobs were created. */
  const asked = () => emulator.requests.slice(before).map(({ operation }) => operation);
  return { emulator, ...opened, jobs, seen, wait, asked };
}

describe('a job', () => {
  test.each<[string, string | undefined]>([
    ['SUCCEEDED', undefined],
    ['PARTIALLY_SUCCEEDED', undefined],
    ['FAILED', 'code 13'],
    ['CANCELLED', 'code 1'],
    ['EXPIRED', 'code 4'],
  ])('that ends as %s is waited for, and no longer', async (state, error) => {
    const { wait, clock, seen, lines, asked } = await prepare({ life: () => ['PENDING', 'PENDING', 'RUNNING', state] });
    const sleeps = clock.sleeps.length;
    const { jobs, isTimedOut } = await wait();
    expect([jobs.map((job) => job.state), isTimedOut]).toEqual([[state], false]);
    expect(jobs[0]?.error === undefined ? undefined : `code ${jobs[0].error.code}`).toBe(error);
    expect(jobs[0]?.resultFile === undefined).toBe(error !== undefined);
    // One look has gone into settling races.
    expect(asked()).toEqual(Array(3).fill('batches.list'));
    expect(clock.sleeps.length - sleeps).toBe(3);
    expect(seen.map((job) => job.state)).toEqual(['RUNNING', state]);
    expect(lines.filter((line) => /RUNNING|SUCCEEDED|FAILED|CANCELLED|EXPIRED/.test(line))).toHaveLength(2);
  });

  test('in a state unknown is waited for until the deadline, with one look at the end', async () => {
    const { wait, clock, tools } = await prepare({ life: () => ['PENDING', 'SOMETHING_NEW'] }, { minutes: 90 });
    const { jobs, isTimedOut } = await wait();
    expect([jobs.map(({ state }) => state), isTimedOut]).toEqual([['SOMETHING_NEW'], true]);
    expect(clock.now()).toBe(tools.deadline);
  });

  test('that ends just before the deadline is seen', async () => {
    const life = () => [...Array(3).fill('RUNNING'), 'SUCCEEDED'];
    const { wait } = await prepare({ life }, { minutes: 1.2 });
    expect((await wait()).isTimedOut).toBe(false);
  });

  test('that succeeded is given time to name its result file', async () => {
    const { wait } = await prepare({ life: () => ['PENDING', { state: 'SUCCEEDED', withoutFile: 4 }] });
    const { jobs, isTimedOut } = await wait();
    expect([jobs[0]?.resultFile?.slice(0, 12), isTimedOut]).toEqual(['files/batch-', false]);
  });

  test('that never names its result file is not waited for without end', async () => {
    const { wait, asked } = await prepare({ life: () => ['PENDING', { state: 'SUCCEEDED', withoutFile: 999 }] });
    const { jobs, isTimedOut } = await wait();
    expect([jobs[0]?.state, jobs[0]?.resultFile, isTimedOut]).toEqual(['SUCCEEDED', undefined, false]);
    expect(asked().length).toBe(10);
  });

  test('of another key is reported, and takes nothing from the others', async () => {
    const { tools, jobs, asked, emulator } = await prepare({ life: () => ['PENDING', 'SUCCEEDED'] });
    const foreign = await upload(emulator, row('a'), { as: 'AIza-somebody-else' });
    const other = (await create(emulator, foreign, { as: 'AIza-somebody-else' })).body.name;
    const stranger: RemoteJob = { name: other, displayName: 'x', model: 'gemini-x', state: 'PENDING' };
    const outcome = await awaitJobs(tools, [stranger, ...jobs].map(hold), () => undefined);
    expect(outcome.jobs.map(({ state, model }) => [model, state])).toEqual([
      ['gemini-x', 'FAILED'],
      [models[0], 'SUCCEEDED'],
    ]);
    expect(outcome.jobs[0]?.error?.code).toBe(404);
    expect(asked().filter((operation) => operation === 'batches.get')).toHaveLength(3);
  });

  test('that shows late, in the list and by name, is not given up', async () => {
    const { wait, emulator } = await prepare({ life: () => ['PENDING', 'RUNNING', 'SUCCEEDED'] });
    emulator.addFault({ on: 'batches.list', times: 2, do: { status: 200, body: {} } });
    emulator.addFault({ on: 'batches.get', times: 2, do: { status: 404 } });
    expect((await wait()).jobs.map(({ state }) => state)).toEqual(['SUCCEEDED']);
  });

  test('that is refused while the list is not takes nothing from the others', async () => {
    const { tools, jobs, emulator } = await prepare({
      life: () => ['PENDING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'],
    });
    emulator.addFault({ on: 'batches.get', times: 99, do: { status: 403 } });
    const stranger: RemoteJob = { name: 'batches/other', displayName: 'x', model: 'gemini-x', state: 'PENDING' };
    const outcome = await awaitJobs(tools, [stranger, ...jobs].map(hold), () => undefined);
    expect(outcome.jobs.map(({ state }) => state)).toEqual(['FAILED', 'SUCCEEDED']);
  });
});

describe('a look', () => {
  test('is one list for all jobs, and takes no more pages than it must', async () => {
    const life = () => [...Array(5).fill('RUNNING'), 'SUCCEEDED'];
    const { wait, asked, clock, emulator } = await prepare({ life }, {}, 3);
    emulator.configure({ listPageSizeMax: 3 });
    const sleeps = clock.sleeps.length;
    await wait();
    expect(asked()).toEqual(Array(clock.sleeps.length - sleeps).fill('batches.list'));
  });

  test('finds jobs behind those of other runs', async () => {
    const { wait, emulator, asked } = await prepare({ life: () => ['PENDING', 'SUCCEEDED'], listPageSizeMax: 2 });
    const file = await upload(emulator, row('a'));
    for (let n = 0; n < 5; n += 1) await create(emulator, file);
    expect((await wait()).jobs.map(({ state }) => state)).toEqual(['SUCCEEDED']);
    expect(asked().filter((operation) => operation === 'batches.list')).toHaveLength(3);
    expect(asked()).not.toContain('batches.get');
  });

  test('that fails is tolerated until the deadline', async () => {
    const { wait, emulator, tools, clock } = await prepare({ life: () => ['PENDING', 'RUNNING'] }, { minutes: 30 });
    emulator.addFault({ on: 'batches.list', times: 9999, do: { status: 503 } });
    const { jobs, isTimedOut } = await wait();
    expect([jobs.map(({ state }) => state), isTimedOut, clock.now()]).toEqual([['PENDING'], true, tools.deadline]);
  });

  test('that fails now and then costs nothing', async () => {
    const { wait, emulator } = await prepare({ life: () => ['PENDING', 'RUNNING', 'RUNNING', 'SUCCEEDED'] });
    emulator.addFault({ on: 'batches.list', times: 5, do: { reset: 'before' } });
    expect((await wait()).jobs.map(({ state }) => state)).toEqual(['SUCCEEDED']);
  });

  test('that is refused three times in a row ends the wait', async () => {
    const { wait, emulator, asked } = await prepare({ life: () => ['RUNNING'] });
    emulator.addFault({ on: 'batches.list', times: 2, do: { status: 403 } });
    emulator.addFault({ on: 'batches.list', nth: 4, times: 99, do: { status: 403 } });
    await expect(wait()).rejects.toMatchObject({ status: 403 });
    expect(asked()).toHaveLength(6);
  });
});

test('a long wait says so every ten minutes, and only then', async () => {
  const { wait, lines } = await prepare({ life: () => ['RUNNING'] }, { minutes: 61 }, 2);
  const before = lines.length;
  await wait();
  const said = lines.slice(before).filter((line) => line.startsWith('Still waiting'));
  expect(said).toHaveLength(6 - 1);
  // Beside them only that both run.
  expect(lines.slice(before)).toHaveLength(said.length + 2);
  expect(said[0]).toContain('gemini-3.8-flash RUNNING (0 of 3 answered), gemini-3.5-flash-lite RUNNING');
});

test('jobs that have ended are not looked at, and there may be none', async () => {
  const { tools, clock, jobs, asked } = await prepare({ life: () => ['FAILED'] });
  const sleeps = clock.sleeps.length;
  const ended = jobs.map((job) => ({ ...job, state: 'FAILED' }));
  expect(await awaitJobs(tools, ended.map(hold), () => undefined)).toMatchObject({ jobs: ended, isTimedOut: false });
  expect(await awaitJobs(tools, [], () => undefined)).toMatchObject({ jobs: [], isTimedOut: false });
  expect([asked(), clock.sleeps.length]).toEqual([[], sleeps]);
});

test('a cancelled run stops waiting with its own reason', async () => {
  const stop = new AbortController();
  const { wait, emulator } = await prepare({ life: () => ['RUNNING'] }, { signal: stop.signal });
  emulator.configure({ onRequest: () => stop.abort(new Error('stop')) });
  await expect(wait()).rejects.toThrow('stop');
});
