import { describe, expect, test } from '@jest/globals';
import { artifactNames, cancels, statuses } from './collect-stage.ts';
import { setStage } from './stage.ts';

const uploadsLeft = (stage: Awaited<ReturnType<typeof setStage>>) =>
  [...stage.gemini.files.values()].filter(({ source }) => source === 'UPLOADED');

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a run that is cancelled with %s cancels its jobs and deletes its upload before the runner loses patience',
  async (cancelWith) => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    const cancelWhen = (line: string) => line.includes('Wait for the jobs');
    const run = await stage.run({ 'poll-interval': '60' }, { cancelWhen, cancelWith, post: 'run' });
    expect({ conclusion: run.conclusion, signal: run.signal }).toEqual({ conclusion: 'cancelled', signal: null });
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([1, 1]);
    expect(uploadsLeft(stage)).toEqual([]);
    expect(run.post?.log).toContain('Nothing to clean up.');
    expect(run.durationMs).toBeLessThan(7500);
  },
);

test('a cancel while a job is being created leaves no paid work behind', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  stage.gemini.addFault({ on: 'batches.create', nth: 1, do: { hang: 'after' } });
  const run = await stage.run({}, { cancelWhen: (line) => line.includes('Upload and submit') });
  expect(run.conclusion).toBe('cancelled');
  const live = [...stage.gemini.jobs.values()].filter(({ cancelRequests }) => cancelRequests === 0);
  expect(live).toEqual([]);
  expect(uploadsLeft(stage)).toEqual([]);
});

test('what a killed main step could not do is left for a re-run: live jobs and their upload stay', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  const run = await stage.run({}, { killWhen: (line) => line.includes('RUNNING'), post: 'run' });
  expect(run.post?.log).toContain('re-run the workflow to take them over');
  expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([0, 0]);
  expect(uploadsLeft(stage)).toHaveLength(1);
});

test('the post step of a main step that died at once does not take itself for the main step', async () => {
  await using stage = await setStage();
  const run = await stage.run({ models: '' }, { post: 'run' });
  expect(run.post).toMatchObject({ exitCode: 0, log: expect.stringContaining('Nothing to clean up.') });
  expect(stage.gemini.requests).toEqual([]);
});

test('a cancel that comes after the verdict leaves it as it is', async () => {
  await using stage = await setStage();
  const run = await stage.run({}, { cancelWhen: (line) => line.includes('Verdict: pass'), post: 'run' });
  expect([run.outputs.verdict, statuses(stage).at(-1)]).toEqual(['pass', 'success']);
  expect(stage.comments()[0]).toContain('✅');
});

describe('the post step changes nothing after a run that', () => {
  test.each<[string, Record<string, string>, string]>([
    ['passed', {}, 'pass'],
    ['fell below its threshold', { threshold: '99%' }, 'fail'],
    ['was not waited for', { wait: 'false' }, 'pending'],
    ['was not finished in time', { 'timeout-minutes': '0.0001' }, 'pending'],
    ['only showed its plan', { 'dry-run': 'true' }, 'skipped'],
  ])('%s', async (_what, inputs, verdict) => {
    await using stage = await setStage({
      gemini: { life: () => (verdict === 'pending' ? ['RUNNING'] : ['SUCCEEDED']) },
    });
    const left = () => [
      cancels(stage),
      uploadsLeft(stage).map(({ name }) => name),
      artifactNames(stage),
      statuses(stage),
    ];
    let before: unknown[] = [];
    const beforePost = () => {
      before = left();
    };
    const run = await stage.run({ models: 'gemini-2.5-flash', ...inputs }, { post: 'run', beforePost });
    expect(run.outputs.verdict).toBe(verdict);
    expect(run.post).toMatchObject({ exitCode: 0, log: expect.stringContaining('Nothing to clean up.') });
    expect(left()).toEqual(before);
  });
});
