import { describe, expect, test } from '@jest/globals';
import { artifactNames, cancels, setRun, statuses, uploadsLeft, visit } from './collect-stage.ts';
import { type Stage, setStage } from './stage.ts';

const model = { models: 'gemini-2.5-flash' };
const pending = 'gemini-batch-eval-pending-spam';

describe('a second attempt that was cancelled', () => {
  test.each(['true', 'false'])(
    'before it had looked for the jobs of the first (wait: %s) leaves none at work that nobody reads',
    async (wait) => {
      await using stage = await setStage({ gemini: { life: () => ['RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'] } });
      await stage.run({ ...model, wait, 'timeout-minutes': '0.0001' });
      stage.gemini.addFault({ on: 'batches.list', do: { hang: true } });
      const again = await stage.run(
        { ...model, wait },
        { cancelWhen: (line) => line.includes('Upload and submit'), post: 'run' },
      );
      expect(again.conclusion).toBe('cancelled');
      setRun(stage, { status: 'completed', conclusion: 'cancelled' });
      const isLeft = wait === 'false';
      expect(artifactNames(stage).some((name) => name.startsWith(pending))).toBe(isLeft);
      await visit(stage, 5);
      expect(cancels(stage)).toEqual([isLeft ? 0 : 1]);
      expect(stage.comments()[0]).toContain(isLeft ? '✅' : 'spam: cancelled');
      expect(statuses(stage).at(-1)).toBe(isLeft ? 'success' : 'error');
      expect(uploadsLeft(stage)).toEqual([]);
      expect(artifactNames(stage)).not.toContain(pending);
    },
  );

  test('after the first had timed out does not leave "still running" in the comment', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    await stage.run({ ...model, 'timeout-minutes': '0.0001' });
    expect(stage.comments()[0]).toContain('still running');
    await stage.run(model, { cancelWhen: (line) => line.includes('Wait for the jobs'), post: 'run' });
    expect(stage.comments()).toHaveLength(1);
    expect(stage.comments()[0]).toContain('spam: cancelled');
    expect(statuses(stage).at(-1)).toBe('error');
    expect(artifactNames(stage)).not.toContain(pending);
  });

  test('and never got to its post step: the collector finishes the comment', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    await stage.run({ ...model, 'timeout-minutes': '0.0001' });
    await stage.run(model, { killWhen: (line) => line.includes('Wait for the jobs') });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    await visit(stage, 1);
    expect(stage.comments()[0]).toContain('spam: cancelled');
    expect(cancels(stage)).toEqual([1]);
  });

  test('after the first had passed keeps the comment, and nothing is bought for it', async () => {
    await using stage = await setStage();
    await stage.run({ ...model, reuse: 'never' });
    stage.github.addFault({ on: 'POST /statuses/', times: 99, do: { status: 502 } });
    const cancelled = { ...model, reuse: 'never' };
    await stage.run(cancelled, { cancelWhen: (line) => line.includes('Upload and submit') });
    stage.github.clearFaults();
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    await visit(stage, 2);
    expect(stage.gemini.jobs.size).toBe(1);
    expect(statuses(stage).at(-1)).toBe('error');
    expect(stage.comments()[0]).toContain('✅');
  });
});

test('a first attempt that is cancelled while it says "still running" does not leave that in the comment', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  stage.github.addFault({ on: 'POST /statuses/', nth: 2, do: { until: new Promise(() => undefined) } });
  const cancel = new AbortController();
  const running = stage.run({ ...model, 'timeout-minutes': '0.0001' }, { cancelSignal: cancel.signal, post: 'run' });
  while (stage.comments().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(stage.comments()[0]).toContain('still running');
  cancel.abort();
  const run = await running;
  expect(run.conclusion).toBe('cancelled');
  expect(stage.comments()).toHaveLength(1);
  expect(stage.comments()[0]).toContain('spam: cancelled');
  expect(cancels(stage)).toEqual([1]);
  expect(artifactNames(stage)).not.toContain(pending);
});

describe('a cancelled run whose job goes on, since', () => {
  test.each<[string, (stage: Stage) => void, string]>([
    [
      'it could not be cancelled',
      ({ gemini }) => gemini.addFault({ on: 'batches.cancel', times: 999, do: { status: 503 } }),
      'Wait for the jobs',
    ],
    [
      'it shows only when all is over',
      ({ gemini }) => {
        gemini.addFault({ on: 'batches.create', do: { hang: 'after' } });
        gemini.addFault({ on: 'batches.list', nth: 2, times: 999, do: { status: 200, body: {} } });
      },
      'Upload and submit',
    ],
  ])('%s: a collector sees to it', async (_why, spoil, line) => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    spoil(stage);
    const cancel = new AbortController();
    stage.gemini.configure({ onHang: () => cancel.abort() });
    const cancelWhen = (text: string) => line === 'Wait for the jobs' && text.includes(line);
    const run = await stage.run(model, { cancelWhen, cancelSignal: cancel.signal, post: 'run' });
    expect(run.conclusion).toBe('cancelled');
    expect(artifactNames(stage)).toContain(pending);
    stage.gemini.clearFaults();
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    await visit(stage, 1);
    expect([...stage.gemini.jobs.values()].filter(({ state }) => state === 'RUNNING')).toEqual([]);
    expect(artifactNames(stage)).not.toContain(pending);
    expect(uploadsLeft(stage)).toEqual([]);
  });
});

test('a second attempt that is cancelled while it publishes leaves the rest to a collector', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING', 'RUNNING', 'SUCCEEDED'] } });
  await stage.run({ ...model, 'timeout-minutes': '0.0001' });
  expect(stage.comments()[0]).toContain('still running');
  await stage.run(model, { cancelWhen: (line) => line.includes('Publish'), post: 'run' });
  setRun(stage, { status: 'completed', conclusion: 'cancelled' });
  await visit(stage, 2);
  expect(stage.comments()[0]).toMatch(/✅|cancelled/);
  expect(stage.gemini.jobs.size).toBe(1);
  expect(artifactNames(stage)).not.toContain(pending);
});

test('in a busy repository, a collector finds that a cancelled run had said that it goes on', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  await stage.run({ ...model, 'timeout-minutes': '0.0001' });
  setRun(stage, { status: 'completed', conclusion: 'cancelled' });
  for (let index = 0; index < 1100; index++) stage.github.addArtifact({ name: `other-${index}`, runId: 1001 });
  await visit(stage, 1);
  expect(cancels(stage)).toEqual([0]);
  expect(artifactNames(stage)).toContain(pending);
});
