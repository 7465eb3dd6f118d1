import { describe, expect, test } from '@jest/globals';
import type { Effect } from '../../local/gemini/faults.ts';
import { submitJobs } from '../../src/batch/submit.ts';
import { overWhenHanging } from '../adapters/gemini/open-service.ts';
import { start } from '../local/gemini/client.ts';
import { openBatch, planJobs, submitOptions } from './open-batch.ts';

const models = ['gemini-3.8-flash', 'gemini-3.5-flash-lite'];

/** The types that were uploaded, in order. */
function typesOf(emulator: Awaited<ReturnType<typeof start>>): string[] {
  return emulator.requests
    .filter(({ operation }) => operation === 'upload.start')
    .map(({ bodyText = '{}' }) => JSON.parse(bodyText).file.mimeType);
}

describe('a type that is refused', () => {
  test.each([
    ['upload', 'text/plain', 0],
    ['no-file', 'text/plain', 0],
    ['create', 'text/plain', 2],
    ['upload', 'jsonl', 0],
    ['create', 'jsonl', 3],
  ] as const)('at %s makes room for the next until %s', async (mimeRefusal, accepted, surplus) => {
    const emulator = await start({ life: () => ['PENDING'], mimeRefusal, mimeTypes: [accepted] });
    const { tools } = openBatch(emulator);
    const { plans, uploaded } = await planJobs(tools, models);
    const submissions = await submitJobs(tools, plans, submitOptions());
    expect(submissions.every((submission) => 'job' in submission)).toBe(true);
    expect([...emulator.files.values()].at(-1)?.mimeType).toBe(accepted);
    // What was uploaded in vain is known too, so that it can be deleted.
    expect(uploaded.map(({ name }) => name)).toEqual([...emulator.uploads.keys()]);
    expect(emulator.uploads.size).toBe(surplus + 1);
    expect(emulator.count('batches.create')).toBe(surplus + 2);
  });

  test.each(['upload', 'no-file', 'create'] as const)('at %s under every name is reported', async (mimeRefusal) => {
    const emulator = await start({ mimeRefusal, mimeTypes: [] });
    const { tools } = openBatch(emulator);
    const [submission] = await submitJobs(tools, (await planJobs(tools, models.slice(0, 1))).plans, submitOptions());
    expect(submission).toMatchObject({ error: { status: mimeRefusal === 'no-file' ? 200 : 400 } });
    expect(typesOf(emulator)).toEqual(['application/jsonl', 'application/json', 'text/plain', 'jsonl']);
  });

  test('by the job is not taken up again when the next upload fails', async () => {
    const emulator = await start({ life: () => ['PENDING'], mimeRefusal: 'create', mimeTypes: ['application/json'] });
    emulator.addFault({ on: 'upload.piece', nth: 2, times: 2, do: { reset: 'before' } });
    const { tools } = openBatch(emulator);
    const [submission] = await submitJobs(tools, (await planJobs(tools, models.slice(0, 1))).plans, submitOptions());
    expect(submission).toMatchObject({ isTakenOver: false });
    expect(typesOf(emulator)).toEqual(['application/jsonl', 'application/json', 'application/json']);
    expect(emulator.count('batches.create')).toBe(2);
  });
});

describe('an upload', () => {
  test.each<[Effect]>([[{ reset: 'after' }], [{ status: 503, after: true }], [{ hang: 'after' }]])(
    'whose end is answered by %j is not made twice, whatever a question tells',
    async (effect) => {
      for (const queryTellsFile of [true, false]) {
        const emulator = await start({ life: () => ['PENDING'], queryTellsFile });
        emulator.addFault({ on: 'upload.piece', do: effect });
        const { tools } = openBatch(emulator, { service: { limit: overWhenHanging(emulator) } });
        const { plans, uploaded } = await planJobs(tools, models);
        await submitJobs(tools, plans, submitOptions());
        expect(typesOf(emulator)).toEqual(['application/jsonl']);
        expect(uploaded.map(({ name }) => name)).toEqual([...emulator.uploads.keys()]);
      }
    },
  );

  test.each([404, 410])('that the service forgets with %i while it is under way is begun anew', async (status) => {
    const emulator = await start({ life: () => ['PENDING'] });
    emulator.addFault({ on: 'upload.piece', do: { status } });
    const { tools } = openBatch(emulator);
    const submissions = await submitJobs(tools, (await planJobs(tools, models)).plans, submitOptions());
    expect(submissions.map((submission) => 'job' in submission)).toEqual(models.map(() => true));
    expect(emulator.count('upload.start')).toBe(2);
  });

  test('of an earlier attempt is taken up, unless its life is too short', async () => {
    const emulator = await start({ life: () => ['FAILED'] });
    const { tools, clock } = openBatch(emulator);
    const { plans } = await planJobs(tools, models);
    await submitJobs(tools, plans, submitOptions());
    for (const [hours, uploads] of [
      [20, 1],
      [10, 2],
    ] as const) {
      clock.time += hours * 3_600_000;
      const again = await planJobs(tools, models);
      await submitJobs(tools, again.plans, submitOptions({ mayTakeOver: false }));
      expect(emulator.uploads.size).toBe(uploads);
    }
  });

  test('of another size under the same name is not', async () => {
    const emulator = await start({ life: () => ['PENDING'] });
    const { tools } = openBatch(emulator);
    await submitJobs(tools, (await planJobs(tools, models)).plans, submitOptions());
    const other = await planJobs(tools, models, '{"key":"z","request":{"contents":[]}}\n');
    await submitJobs(tools, other.plans, submitOptions({ mayTakeOver: false }));
    expect(emulator.uploads.size).toBe(2);
  });

  test('that fails for good is reported for each model', async () => {
    const emulator = await start();
    emulator.addFault({ on: 'upload.start', times: 999, do: { status: 503 } });
    const { tools } = openBatch(emulator);
    const submissions = await submitJobs(tools, (await planJobs(tools, models)).plans, submitOptions());
    expect(submissions).toMatchObject([{ error: { status: 503 } }, { error: { status: 503 } }]);
    expect(emulator.count('batches.create')).toBe(0);
  });

  test('that is to wait beyond the deadline does not', async () => {
    const emulator = await start();
    const headers = { 'retry-after': '86400' };
    emulator.addFault({ on: 'upload.start', times: 999, do: { status: 429, headers } });
    const { tools, clock } = openBatch(emulator, { minutes: 5 });
    await submitJobs(tools, (await planJobs(tools, models)).plans, submitOptions());
    expect(clock.now()).toBeLessThan(tools.deadline);
  });
});
