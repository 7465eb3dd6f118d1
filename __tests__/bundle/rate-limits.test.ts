import { describe, expect, test } from '@jest/globals';
import { artifactNames, cancels, setRun, statuses, visit } from './collect-stage.ts';
import { setStage } from './stage.ts';

const model = { models: 'gemini-2.5-flash' };
const pending = 'gemini-batch-eval-pending-spam';
const limited = { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } };

describe('a rate limit of GitHub, which comes as 403', () => {
  test('leaves comment and status to the next visit', async () => {
    await using stage = await setStage();
    await stage.run({ ...model, wait: 'false' });
    for (const on of ['PATCH /issues/comments/', 'POST /statuses/'])
      stage.github.addFault({ on, times: 99, do: limited });
    await visit(stage, 3);
    expect(artifactNames(stage)).toContain(pending);
    stage.github.clearFaults();
    await visit(stage, 2);
    expect(stage.comments()[0]).toContain('✅');
    expect(statuses(stage).at(-1)).toBe('success');
  });

  test('cancels no job of a run that had said that it goes on', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    await stage.run({ ...model, 'timeout-minutes': '0.0001' });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    stage.github.addFault({ on: 'GET /actions/artifacts/\\d+/zip$', nth: 2, times: 99, do: limited });
    await visit(stage, 1);
    expect(cancels(stage)).toEqual([0]);
    expect(artifactNames(stage)).toContain(pending);
  });
});

test('a run that waited and could not set its status leaves that to a collector', async () => {
  await using stage = await setStage();
  stage.github.addFault({ on: 'POST /statuses/', nth: 2, times: 999, do: limited });
  expect((await stage.run(model)).outputs.verdict).toBe('pass');
  expect(statuses(stage)).toEqual(['pending']);
  stage.github.clearFaults();
  setRun(stage, { status: 'completed', conclusion: 'success' });
  await visit(stage, 2);
  expect(statuses(stage)).toEqual(['pending', 'success']);
  expect([stage.gemini.jobs.size, stage.comments().length]).toEqual([1, 1]);
  expect(artifactNames(stage)).not.toContain(pending);
});

test('what a run had to say last, a collector says, and buys nothing for it', async () => {
  await using stage = await setStage();
  stage.gemini.addFault({ on: 'batches.create', times: 999, do: { status: 429 } });
  stage.github.addFault({ on: 'POST /statuses/', nth: 2, times: 999, do: { status: 502 } });
  const run = await stage.run({ ...model, 'on-timeout': 'cancel', 'timeout-minutes': '0.001' });
  expect(run.outputs.verdict).toBe('inconclusive');
  stage.gemini.clearFaults();
  stage.github.clearFaults();
  setRun(stage, { status: 'completed', conclusion: 'failure' });
  await visit(stage, 2);
  expect(stage.gemini.jobs.size).toBe(0);
  expect(statuses(stage)).toEqual(['pending', 'failure']);
  expect(artifactNames(stage)).not.toContain(pending);
});
