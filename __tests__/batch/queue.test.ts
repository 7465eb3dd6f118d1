import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import type { GeminiEmulatorOptions } from '../../local/gemini/options.ts';
import { localFiles } from '../../src/adapters/files.ts';
import { downloadResults } from '../../src/batch/download.ts';
import { joinShards } from '../../src/batch/join-shards.ts';
import { submitJobs } from '../../src/batch/submit.ts';
import { awaitJobs } from '../../src/batch/wait.ts';
import { makeFolder } from '../adapters/gemini/open-service.ts';
import { create, row, start, upload } from '../local/gemini/client.ts';
import {
  type BatchOptions,
  displayNameFor,
  flash,
  lite,
  openBatch,
  outcomes,
  planShards,
  submitOptions,
} from './open-batch.ts';

interface Setting extends BatchOptions {
  readonly shards: number;
  readonly models?: readonly string[];
}

/** A service of these limits, and a run of so many shards for each model. */
async function prepare(options: GeminiEmulatorOptions, { shards, models = [flash], ...batch }: Setting) {
  const emulator = await start(options);
  const counts = { mostLive: 0 };
  emulator.configure({
    afterEffect: () => {
      const live = [...emulator.jobs.values()].filter(({ isFinished }) => !isFinished);
      counts.mostLive = Math.max(counts.mostLive, live.length);
    },
  });
  const opened = openBatch(emulator, batch);
  const folder = await makeFolder();
  const { plans } = await planShards(opened.tools, models, { shards, folder });
  const submit = () => submitJobs(opened.tools, plans, submitOptions());
  /** From submitting to the joined results. */
  const run = async () => {
    const submissions = await submit();
    const seen = await awaitJobs(opened.tools, submissions, () => undefined);
    const { isTimedOut } = seen;
    const results = await joinShards(localFiles, await downloadResults(opened.tools, submissions, seen));
    return { submissions, results, isTimedOut };
  };
  /** Model and shard (from 1) of each job, in the order of the creates. */
  const created = () =>
    [...emulator.jobs.values()].map(({ displayName }) => displayName.split('/').slice(2, 5).join('/'));
  return { emulator, counts, ...opened, plans, submit, run, created };
}

/** How `created` shows a job. */
const named = (model: string, shard: number) => `${model}/answers/${shard}`;
const shardsOf = (model: string, count: number) => Array.from({ length: count }, (_, index) => named(model, index + 1));
const keysIn = async (path = '') =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).key);

describe('a limit of concurrent jobs', () => {
  test('is kept to: ten shards run three at a time, in their order, and are joined in it', async () => {
    const { run, emulator, counts, created } = await prepare({ limits: { maxConcurrentJobs: 3 } }, { shards: 10 });
    const { submissions, results, isTimedOut } = await run();
    expect(outcomes(submissions)).toEqual(Array(10).fill([flash, 'created']));
    expect(created()).toEqual(shardsOf(flash, 10));
    expect([counts.mostLive, isTimedOut]).toEqual([3, false]);
    expect(results).toMatchObject([{ model: flash, failure: undefined }]);
    expect(results[0]?.jobs.map(({ job }) => job.name)).toEqual([...emulator.jobs.keys()]);
    const keys = await keysIn(results[0]?.path);
    // Within a shard the service shuffles.
    const pairs = Array.from({ length: 10 }, (_, index) => keys.slice(2 * index, 2 * index + 2).sort());
    expect(pairs.flat()).toEqual(Array.from({ length: 20 }, (_, index) => `row-${index}`));
  });

  test('is shared by the models: what comes free goes to each in turn', async () => {
    const models = [flash, lite];
    const { run, created } = await prepare({ limits: { maxConcurrentJobs: 1 } }, { shards: 3, models });
    await run();
    expect(created()).toEqual([1, 2, 3].flatMap((shard) => models.map((model) => named(model, shard))));
  });

  test('is not tried out: after a refusal no other shard of the model is sent in the same round', async () => {
    const life = () => ['RUNNING'];
    const options = { life, limits: { maxConcurrentJobs: 2 } };
    const { submit, emulator, clock } = await prepare(options, { shards: 82, minutes: 10 });
    const started = clock.now();
    await submit();
    // A soon one, then one for each minute.
    expect(emulator.count('batches.create')).toBe(2 + 1 + 10);
    expect(clock.now() - started).toBe(10 * 60_000);
  });
});

test('enqueued tokens are counted by model: one that has none left does not hold up the other', async () => {
  const tokens = 2 * Math.ceil((row('row-0').length * 2 - 2) / 4);
  const { run, counts, created, emulator } = await prepare(
    { limits: { enqueuedTokens: { [flash]: tokens } }, life: () => ['PENDING', 'RUNNING', 'RUNNING', 'SUCCEEDED'] },
    { shards: 4, models: [flash, lite] },
  );
  const { results } = await run();
  expect(created().slice(0, 6)).toEqual([
    named(flash, 1),
    named(lite, 1),
    named(flash, 2),
    named(lite, 2),
    named(lite, 3),
    named(lite, 4),
  ]);
  expect(created().slice(6)).toEqual([named(flash, 3), named(flash, 4)]);
  expect(counts.mostLive).toBe(6);
  expect(results.map(({ failure }) => failure)).toEqual([undefined, undefined]);
  // Both models read the same upload of each shard.
  expect(emulator.uploads.size).toBe(4);
});

describe('a refusal for want of quota', () => {
  test('far below the quota only delays', async () => {
    const { run, emulator, created } = await prepare({}, { shards: 5 });
    emulator.addFault({ on: 'batches.create', nth: 3, times: 3, do: { status: 429 } });
    const { submissions } = await run();
    expect(outcomes(submissions)).toEqual(Array(5).fill([flash, 'created']));
    expect(created()).toEqual(shardsOf(flash, 5));
    expect(emulator.count('batches.create')).toBe(8);
  });

  test('is over as soon as a job of ours has ended', async () => {
    const { submit, clock, emulator } = await prepare(
      { life: ({ index }) => ['PENDING', index === 0 ? 'FAILED' : 'RUNNING'], limits: { maxConcurrentJobs: 2 } },
      { shards: 3 },
    );
    const started = clock.now();
    await submit();
    expect([...emulator.jobs.values()].at(-1)?.index).toBe(2);
    expect(clock.now() - started).toBeLessThan(60_000);
  });

  test('that names its pause is not tried before, whatever ends meanwhile', async () => {
    const { submit, emulator, clock } = await prepare({ life: () => ['PENDING', 'SUCCEEDED'] }, { shards: 3 });
    const headers = { 'retry-after': '600' };
    emulator.addFault({ on: 'batches.create', nth: 3, do: { status: 429, headers } });
    const started = clock.now();
    await submit();
    expect(emulator.count('batches.create')).toBe(4);
    expect(clock.now() - started).toBe(600_000);
  });

  test('that names a pause beyond the deadline is not waited for', async () => {
    const { submit, emulator, clock } = await prepare({ life: () => ['RUNNING'] }, { shards: 3, minutes: 5 });
    const headers = { 'retry-after': '3600' };
    emulator.addFault({ on: 'batches.create', nth: 2, times: 99, do: { status: 429, headers } });
    expect(outcomes(await submit())).toEqual([
      [flash, 'created'],
      [flash, 'queued'],
      [flash, 'queued'],
    ]);
    expect(clock.sleeps).toEqual([]);
  });
});

describe('shards that wait for quota', () => {
  test('at the deadline are no error of the model: it is not finished', async () => {
    const { run, clock, tools, lines } = await prepare(
      { life: () => ['RUNNING'], limits: { maxConcurrentJobs: 2 } },
      { shards: 5, minutes: 30 },
    );
    const { submissions, results, isTimedOut } = await run();
    expect(outcomes(submissions).map(([, outcome]) => outcome)).toEqual([
      'created',
      'created',
      ...Array(3).fill('queued'),
    ]);
    expect([isTimedOut, clock.now()]).toEqual([true, tools.deadline]);
    expect(results[0]).toMatchObject({ path: undefined, failure: { kind: 'incomplete' } });
    expect(results[0]?.failure?.message).toMatch(
      /^gemini-3\.8-flash, shard 1 of 5: was not finished in time; .* 1 more shard is incomplete too\. gemini-3\.8-flash waits for quota, 3 of 5 shards were not submitted\. .*HTTP 429/s,
    );
    expect(lines.some((line) => line.includes(`${flash}, shard 2 of 5: created batches/`))).toBe(true);
  });

  test('are bought by the next run, which takes over the others', async () => {
    const options = { limits: { maxConcurrentJobs: 2 }, life: () => ['PENDING', 'RUNNING'] };
    const { run, emulator, tools, plans, created } = await prepare(options, { shards: 4, minutes: 1 });
    expect((await run()).isTimedOut).toBe(true);
    emulator.configure({ limits: { maxConcurrentJobs: 100 } });
    const again = await submitJobs({ ...tools, deadline: tools.deadline + 60_000 }, plans, submitOptions());
    expect(outcomes(again).map(([, outcome]) => outcome)).toEqual(['taken over', 'taken over', 'created', 'created']);
    expect(created()).toEqual(shardsOf(flash, 4));
  });

  test('are tried once more without any time to wait, jobs are looked at once, and nothing sleeps', async () => {
    const options = { life: () => ['RUNNING'], limits: { maxConcurrentJobs: 3 } };
    const { run, clock, emulator, created } = await prepare(options, { shards: 3, models: [flash, lite], minutes: 0 });
    const { submissions, isTimedOut } = await run();
    expect(created()).toEqual([named(flash, 1), named(lite, 1), named(flash, 2)]);
    expect(outcomes(submissions).map(([, outcome]) => outcome)).toEqual([
      ...['created', 'created', 'queued'],
      ...['created', 'queued', 'queued'],
    ]);
    expect([isTimedOut, clock.sleeps]).toEqual([true, []]);
    // What exists, races, and the look.
    expect(emulator.count('batches.list')).toBe(3);
    expect(emulator.count('batches.create')).toBe(5);
  });
});

describe('a refusal of another kind', () => {
  test('that concerns the model is not asked for with every shard', async () => {
    const { run, emulator } = await prepare({ retired: { [lite]: flash } }, { shards: 4, models: [lite, flash] });
    const { submissions, results } = await run();
    expect(outcomes(submissions)).toEqual([...Array(4).fill([lite, 404]), ...Array(4).fill([flash, 'created'])]);
    expect(emulator.count('batches.create')).toBe(5);
    expect(results[0]?.failure?.message).toMatch(/^gemini-3\.5-flash-lite has no job: .*HTTP 404/);
  });

  test('that concerns a row leaves the other shards alone', async () => {
    const { run, emulator } = await prepare({}, { shards: 3 });
    emulator.addFault({ on: 'batches.create', nth: 2, do: { status: 400 } });
    const { submissions, results } = await run();
    expect(outcomes(submissions).map(([, outcome]) => outcome)).toEqual(['created', 400, 'created']);
    expect(results[0]).toMatchObject({ failure: { kind: 'error' }, jobs: [{}, {}] });
    expect(results[0]?.failure?.message).toMatch(/^gemini-3\.8-flash, shard 2 of 3: has no job: .*HTTP 400[^.]*$/);
    expect((await keysIn(results[0]?.path)).sort()).toEqual(['row-0', 'row-1', 'row-4', 'row-5']);
  });

  test('of a type is not repeated with every shard', async () => {
    const options = { mimeRefusal: 'create', mimeTypes: ['text/plain'] } as const;
    const { submit, emulator } = await prepare(options, { shards: 4 });
    expect(outcomes(await submit())).toEqual(Array(4).fill([flash, 'created']));
    expect(emulator.uploads.size).toBe(2 + 4);
  });
});

test('an upload whose time is over while its job waited is made again', async () => {
  const hour = 3_600_000;
  const options = { life: () => ['SUCCEEDED'], uploadedFileTtlMs: 30 * hour };
  const { submit, emulator } = await prepare(options, { shards: 2, minutes: 40 * 60 });
  const headers = { 'retry-after': String(31 * 3600) };
  emulator.addFault({ on: 'batches.create', nth: 2, do: { status: 429, headers } });
  expect(outcomes(await submit())).toEqual(Array(2).fill([flash, 'created']));
  expect(emulator.uploads.size).toBe(3);
});

test('a shard that another writer bought while ours waited ends with one live job', async () => {
  const { submit, emulator, created } = await prepare(
    { life: ({ index }) => (index < 2 ? ['PENDING', 'FAILED'] : ['RUNNING']), limits: { maxConcurrentJobs: 2 } },
    { shards: 3 },
  );
  const file = await upload(emulator, row('a'));
  let isOther = true;
  emulator.configure({
    onRequest: async (operation, n) => {
      if (operation !== 'batches.list' || n !== 4 || !isOther) return;
      isOther = false;
      await create(emulator, file, { displayName: displayNameFor(flash, 2) });
    },
  });
  await submit();
  const third = [...emulator.jobs.values()].filter(({ displayName }) => displayName === displayNameFor(flash, 2));
  expect(created().filter((name) => name === named(flash, 3))).toHaveLength(2);
  expect(third.filter(({ cancelRequests }) => cancelRequests === 0)).toHaveLength(1);
});

test('a long queue asks the list no further back than to where the run began', async () => {
  const life = ({ displayName }: { displayName: string }) =>
    displayName.startsWith('old') ? ['FAILED'] : ['PENDING', 'RUNNING', 'SUCCEEDED'];
  const { submit, emulator, clock } = await prepare({ life, listPageSizeMax: 10 }, { shards: 6, minutes: 120 });
  const file = await upload(emulator, row('a'));
  for (let n = 0; n < 40; n++) await create(emulator, file, { displayName: `old ${n}` });
  clock.time += 3_600_000;
  emulator.configure({ limits: { maxConcurrentJobs: 2 } });
  const before = emulator.requests.length;
  await submit();
  const asked = emulator.requests.slice(before);
  const sent = asked.findIndex(({ operation }) => operation === 'batches.create');
  const further = asked.slice(sent).filter(({ operation, query }) => operation === 'batches.list' && query.pageToken);
  // After each round of creates the page behind ours is enough, of five.
  expect(further).toHaveLength(3);
});

test('a shard whose create is never answered holds up no other one', async () => {
  const { emulator, submit, created } = await prepare({ life: () => ['PENDING'] }, { shards: 4, minutes: 60 });
  // Three creates in a row are the first shard's, and so is all that comes after the others'.
  emulator.addFault({ on: 'batches.create', times: 3, do: { status: 503 } });
  emulator.addFault({ on: 'batches.create', nth: 7, times: 9999, do: { status: 503 } });
  const submissions = await submit();
  expect(outcomes(submissions).map(([, outcome]) => outcome)).toEqual(['queued', 'created', 'created', 'created']);
  expect(created()).toEqual(shardsOf(flash, 4).slice(1));
});
