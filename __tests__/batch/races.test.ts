import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { downloadResults } from '../../src/batch/download.ts';
import { submitJobs } from '../../src/batch/submit.ts';
import { awaitJobs } from '../../src/batch/wait.ts';
import { makeFolder } from '../adapters/gemini/open-service.ts';
import { start } from '../local/gemini/client.ts';
import { displayNameFor, FakeClock, flash, lite, liveJobs, openBatch, planJobs, submitOptions } from './open-batch.ts';

describe('two writers at once', () => {
  /** Both run as a workflow does that was started twice. */
  async function race(ownsDisplayNames: boolean, seed: number) {
    const emulator = await start({ life: () => ['PENDING'], seed });
    const clock = new FakeClock();
    const run = async () => {
      const { tools } = openBatch(emulator, { clock });
      return submitJobs(tools, (await planJobs(tools, [flash, lite])).plans, submitOptions({ ownsDisplayNames }));
    };
    const both = await Promise.all([run(), run()]);
    return { emulator, both };
  }

  test.each([1, 2, 3, 4])('end with one live job for each display name (seed %i)', async (seed) => {
    const { emulator } = await race(true, seed);
    const live = liveJobs(emulator).map(({ displayName }) => displayName);
    expect(live.sort()).toEqual([displayNameFor(flash), displayNameFor(lite)].sort());
  });

  test.each([1, 2, 3, 4])(
    'both come by the results, also one that had settled before the other came (seed %i)',
    async (seed) => {
      const emulator = await start({
        life: () => ['PENDING', 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'],
        seed,
      });
      const clock = new FakeClock();
      const { tools } = openBatch(emulator, { clock });
      const { plans } = await planJobs(tools, [flash]);
      const options = submitOptions({ mayTakeOver: false });
      const [first] = await submitJobs(tools, plans, options);
      const [second] = await submitJobs(tools, plans, options);
      const folder = await makeFolder();
      const downloads = [];
      for (const submission of [first, second]) {
        if (submission === undefined || !('job' in submission)) throw new Error('no job');
        const placed = { ...submission, plan: { ...submission.plan, resultPath: join(folder, submission.plan.model) } };
        const seen = await awaitJobs(tools, [submission], () => undefined);
        downloads.push(...(await downloadResults(tools, [placed], seen)));
      }
      expect(downloads.map(({ failure }) => failure)).toEqual([undefined, undefined]);
      expect(liveJobs(emulator)).toHaveLength(1);
      expect(downloads.map(({ held }) => held?.job.name)).toEqual(Array(2).fill(liveJobs(emulator)[0]?.name));
    },
  );

  test.each([1, 2, 3, 4])('of which one may not cancel the other keep the older job (seed %i)', async (seed) => {
    const emulator = await start({ life: () => ['PENDING'], seed });
    const { tools, clock } = openBatch(emulator);
    const { plans } = await planJobs(tools, [flash]);
    const options = submitOptions({ mayTakeOver: false, ownsDisplayNames: false });
    const [first] = await submitJobs(tools, plans, options);
    clock.time += 1000;
    const [second] = await submitJobs(tools, plans, options);
    const [older] = emulator.jobs.keys();
    expect(liveJobs(emulator).map(({ name }) => name)).toEqual([older]);
    expect([first, second]).toMatchObject([
      { job: { name: older }, isTakenOver: false },
      { job: { name: older }, isTakenOver: true },
    ]);
  });

  test.each([1, 2, 3, 4])('that both see each other keep the smallest name (seed %i)', async (seed) => {
    const emulator = await start({ life: () => ['PENDING'], seed });
    const clock = new FakeClock();
    const arrived = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    // Nobody hears of a create before both were made.
    emulator.configure({
      afterEffect: (operation, n) => {
        if (operation !== 'batches.create') return undefined;
        arrived[n - 1]?.resolve();
        return Promise.all(arrived.map(({ promise }) => promise));
      },
    });
    const run = async () => {
      const { tools } = openBatch(emulator, { clock });
      return submitJobs(tools, (await planJobs(tools, [flash])).plans, submitOptions({ ownsDisplayNames: false }));
    };
    const [one, other] = await Promise.all([run(), run()]);
    const [smallest = ''] = [...emulator.jobs.keys()].sort();
    expect(liveJobs(emulator).map(({ name }) => name)).toEqual([smallest]);
    for (const [submission] of [one, other]) expect(submission).toMatchObject({ job: { name: smallest } });
    expect([one[0], other[0]].filter((one) => one && 'job' in one && one.isTakenOver)).toHaveLength(1);
  });
});
