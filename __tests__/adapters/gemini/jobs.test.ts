import { describe, expect, test } from '@jest/globals';
import type { Step } from '../../../local/gemini/types.ts';
import { readJob } from '../../../src/adapters/gemini/job.ts';
import { create, row, rows, start, upload } from '../../local/gemini/client.ts';
import { openService } from './open-service.ts';

describe('a job as the service shows it', () => {
  test.each<[Step, object]>([
    ['PENDING', { state: 'PENDING', stats: { requests: 2, succeeded: 0, failed: 0, pending: 2 } }],
    ['RUNNING', { state: 'RUNNING' }],
    ['SUCCEEDED', { state: 'SUCCEEDED', stats: { requests: 2, succeeded: 1, failed: 1, pending: 0 } }],
    ['JOB_STATE_SUCCEEDED', { state: 'SUCCEEDED' }],
    ['PARTIALLY_SUCCEEDED', { state: 'PARTIALLY_SUCCEEDED' }],
    [{ state: 'SUCCEEDED', withoutFile: 3 }, { state: 'SUCCEEDED' }],
    [
      { state: 'FAILED', error: { code: 3, message: 'bad rows' } },
      { state: 'FAILED', error: { code: 3, message: 'bad rows' } },
    ],
    [
      { state: 'FAILED', error: {} },
      { state: 'FAILED', error: { code: 0, message: '' } },
    ],
    ['CANCELLED', { state: 'CANCELLED', error: { code: 1 } }],
    ['EXPIRED', { state: 'EXPIRED', error: { code: 4 } }],
    ['CANCELLING', { state: 'CANCELLING' }],
    ['SOMETHING_NEW', { state: 'SOMETHING_NEW' }],
  ])('is read with %j, from a look and from the list', async (step, expected) => {
    const answer = ({ index }: { index: number }) => (index === 0 ? { response: {} } : { error: { code: 13 } });
    const emulator = await start({ life: () => [step], answer });
    const file = await upload(emulator, rows(2));
    const { body } = await create(emulator, file, { displayName: 'mine' });
    const service = openService(emulator);
    const { jobs } = await service.listJobs({});
    const own = { name: body.name, displayName: 'mine', model: 'gemini-3.8-flash', ...expected };
    expect(jobs).toMatchObject([own]);
    expect(await service.getJob(body.name)).toMatchObject(own);
  });

  test.each(['both', 'response', 'metadata'] as const)('names its result file in %s', async (responsesFileIn) => {
    const emulator = await start({ life: () => ['SUCCEEDED'], responsesFileIn });
    const { body } = await create(emulator, await upload(emulator, row('a')));
    expect((await openService(emulator).getJob(body.name)).resultFile).toBe(
      emulator.jobs.get(body.name)?.responsesFile,
    );
  });
});

test('a job may have succeeded before its result file is named', async () => {
  const emulator = await start({ life: () => [{ state: 'SUCCEEDED', withoutFile: 1 }] });
  const { body } = await create(emulator, await upload(emulator, row('a')));
  const service = openService(emulator);
  expect((await service.getJob(body.name)).resultFile).toBeUndefined();
  expect((await service.getJob(body.name)).resultFile).toMatch(/^files\/batch-/);
});

test('jobs are listed over all pages, newest first, and there may be none', async () => {
  const emulator = await start({ listPageSizeMax: 2, life: () => ['PENDING'] });
  const service = openService(emulator);
  expect(await service.listJobs({})).toEqual({ jobs: [] });
  const file = await upload(emulator, row('a'));
  for (const displayName of ['a', 'b', 'c', 'd', 'e']) await create(emulator, file, { displayName });
  const seen: string[] = [];
  for (let pageToken: string | undefined; ; ) {
    const page = await service.listJobs(pageToken === undefined ? {} : { pageToken });
    seen.push(...page.jobs.map(({ displayName }) => displayName));
    pageToken = page.nextPageToken;
    if (pageToken === undefined) break;
  }
  expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
});

describe('an operation', () => {
  const metadata = { state: 'BATCH_STATE_RUNNING', model: 'models/m' };

  test.each<[string, object, string]>([
    ['is done before its metadata say so', { name: 'batches/1', metadata, done: true, response: {} }, 'SUCCEEDED'],
    ['was cancelled', { name: 'batches/1', metadata, done: true, error: { code: 1 } }, 'CANCELLED'],
    ['failed', { name: 'batches/1', metadata, done: true, error: { code: 13 } }, 'FAILED'],
    [
      'is done in a state of its own',
      { metadata: { ...metadata, state: 'BATCH_STATE_EXPIRED' }, done: true },
      'EXPIRED',
    ],
    ['says nothing', {}, 'UNSPECIFIED'],
  ])('that %s has its state', (_what, operation, state) => {
    expect(readJob(operation).state).toBe(state);
  });

  test.each<[unknown]>([[undefined], [null], [5], ['x'], [[]], [{ metadata: 7, response: [], error: 'x' }]])(
    '%j is read without a crash',
    (operation) => {
      expect(readJob(operation)).toMatchObject({ name: '', state: 'UNSPECIFIED' });
    },
  );

  test('may name its file in one place and leave it empty in the other', () => {
    const operation = { name: 'batches/1', metadata: { ...metadata, output: { responsesFile: 'files/x' } } };
    expect(readJob({ ...operation, response: { responsesFile: '' } }).resultFile).toBe('files/x');
  });
});
