import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../local/runner/events.ts';
import { artifactNames, collect, hurried, setRun, statuses, visit } from './collect-stage.ts';
import { headSha, setStage } from './stage.ts';

const model = { models: 'gemini-2.5-flash' };
const pending = 'gemini-batch-eval-pending-spam';
const baseSha = 'b'.repeat(40);

describe('a list of jobs that stays empty', () => {
  const isEmpty = { on: 'batches.list', times: 9999, do: { status: 200, body: {} } } as const;

  test('makes no visit buy again what was bought', async () => {
    await using stage = await setStage({
      gemini: { life: () => ['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'] },
    });
    stage.gemini.addFault(isEmpty);
    const scorers = '- llm-rubric: { value: Be kind., model: gemini-3.8-flash }';
    await stage.run({ ...model, wait: 'false', scorers });
    await visit(stage, 9);
    const stages = [...stage.gemini.jobs.values()].map(({ displayName }) => displayName.split('/').at(-4));
    expect(stages).toEqual(['answers', 'judge']);
    expect(artifactNames(stage).filter((name) => /pending|bought/.test(name))).toEqual([]);
  });

  test('and creates without an answer: ten at most, over all visits', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    stage.gemini.addFault(isEmpty);
    stage.gemini.addFault({ on: 'batches.create', times: 9999, do: { status: 503, after: true } });
    await stage.run({ ...model, wait: 'false' }, hurried);
    await visit(stage, 12);
    expect(stage.gemini.jobs.size).toBe(10);
    expect(artifactNames(stage)).toContain(pending);
  });

  test('makes no second attempt buy again', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING', 'RUNNING', 'SUCCEEDED'] } });
    stage.gemini.addFault(isEmpty);
    await stage.run({ ...model, 'timeout-minutes': '0.0001' });
    expect((await stage.run(model)).outputs.verdict).toBe('pass');
    expect(stage.gemini.jobs.size).toBe(1);
  });
});

test('without waiting, a shard whose create is never answered holds up no other one', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  stage.gemini.addFault({ on: 'batches.create', times: 3, do: { status: 503 } });
  const env = { GEMINI_BATCH_EVAL_SHARD_BYTES: '400' };
  await stage.run({ ...model, wait: 'false' }, { env });
  const shards = [...stage.gemini.jobs.values()].map(({ displayName }) => displayName.split('/').at(-3));
  expect(shards.slice(0, 4)).toEqual(['2', '3', '4', '5']);
});

test('a run that died while it left itself for a collector can be run again without waiting', async () => {
  await using stage = await setStage();
  const broken = stage.github.store.addArtifact({ name: pending, runId: 1001 });
  const step = { github: { ...pullRequestEvent({ number: 7, headSha, baseSha, private: true }), runAttempt: 2 } };
  expect((await stage.run({ ...model, wait: 'false' }, step)).outputs.verdict).toBe('pending');
  const left = () => [...stage.github.store.artifacts.values()].filter(({ name }) => name.startsWith(pending));
  expect(left().map(({ isFinalized }) => isFinalized)).toEqual([false, true]);
  for (let index = 0; index < 2; index++) await collect(stage, { name: 'spam' }, hurried);
  expect(statuses(stage).at(-1)).toBe('success');
  expect(left()).toEqual([broken]);
});

test('a run that died so, and was run again, can be run once more', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  stage.github.store.addArtifact({ name: pending, runId: 1001 });
  const github = pullRequestEvent({ number: 7, headSha, baseSha, private: true });
  for (const runAttempt of [2, 3]) {
    const run = await stage.run({ ...model, wait: 'false' }, { github: { ...github, runAttempt } });
    expect(run.outputs.verdict).toBe('pending');
  }
  expect(stage.gemini.jobs.size).toBe(1);
});

test('what a run that died has left beside what it could not leave goes when it is run again', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING', 'RUNNING', 'SUCCEEDED'] } });
  const broken = stage.github.store.addArtifact({ name: pending, runId: 1001 });
  const step = { github: { ...pullRequestEvent({ number: 7, headSha, baseSha, private: true }), runAttempt: 2 } };
  expect((await stage.run(model, step)).outputs.verdict).toBe('pass');
  expect([...stage.github.store.artifacts.values()].filter(({ name }) => name.startsWith(pending))).toEqual([broken]);
});

test('a job that has succeeded and does not name its file yet is not bought again by a visit', async () => {
  await using stage = await setStage({ gemini: { life: () => [{ state: 'SUCCEEDED', withoutFile: 8 }] } });
  await stage.run({ ...model, wait: 'false' });
  await visit(stage, 9);
  expect(stage.gemini.jobs.size).toBe(1);
  expect(statuses(stage).at(-1)).toBe('success');
});

test('results that are not found at first are not bought again by a visit', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING', 'SUCCEEDED'] } });
  await stage.run({ ...model, wait: 'false' });
  stage.gemini.addFault({ on: 'download', times: 4, do: { status: 404 } });
  await visit(stage, 5);
  expect(stage.gemini.jobs.size).toBe(1);
  expect(statuses(stage).at(-1)).toBe('success');
});

test('a second attempt that dies while it leaves itself for a collector takes nothing away from the first', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'] } });
  await stage.run({ ...model, wait: 'false' });
  const killWhen = (line: string) => line.includes(`Uploading artifact: ${pending}`);
  const again = await stage.run({ ...model, wait: 'false' }, { killWhen });
  expect(again.stoppedBy).toBe('kill');
  setRun(stage, { status: 'completed', conclusion: 'failure' });
  await visit(stage, 6);
  expect([stage.gemini.jobs.size, statuses(stage).at(-1)]).toEqual([1, 'success']);
});
