import { describe, expect, test } from '@jest/globals';
import { dispatchEvent, pullRequestEvent } from '../../local/runner/events.ts';
import { artifactNames, collect, hurried, statuses } from './collect-stage.ts';
import { headSha, type Stage, setStage, unpackArtifact } from './stage.ts';

const model = { models: 'gemini-2.5-flash' };
const pending = 'gemini-batch-eval-pending-spam';
const baseSha = 'b'.repeat(40);
const limited = { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } };
const setRun = (stage: Stage, change: object) => Object.assign(stage.github.store.runs.get(1001) ?? {}, change);
const cancels = (stage: Stage) => [...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests);

async function visit(stage: Stage, visits: number) {
  for (let index = 0; index < visits; index++) await collect(stage, {}, hurried);
}

/** Has a workflow run that a hand has started on the default branch evaluate pull request 7. */
function byHand(stage: Stage, runId: number, inputs: Readonly<Record<string, string>>) {
  const { github } = stage;
  const sha = 'c'.repeat(40);
  if (!github.store.commits.has(sha)) github.store.addCommit({ sha });
  if (!github.store.runs.has(runId)) github.store.addRun({ id: runId, headSha: sha, headBranch: 'main' });
  return stage.run(
    { ...model, reuse: 'never', 'pr-number': '7', ...inputs },
    {
      github: { ...dispatchEvent({ sha, private: true }), runId },
      runtime: { resultsUrl: github.resultsUrl, token: github.runtimeToken(runId) },
    },
  );
}

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

test('two evaluations with one artifact name that are collected at once keep their results', async () => {
  await using stage = await setStage({ gemini: { life: () => ['SUCCEEDED'] } });
  const step = { github: { ...pullRequestEvent({ number: 7, headSha, baseSha, private: true }), runAttempt: 1 } };
  for (const name of ['one', 'two'])
    await stage.run({ ...model, name, wait: 'false', 'artifact-name': 'results' }, step);
  setRun(stage, { attempt: 1 });
  await visit(stage, 3);
  const names = artifactNames(stage).filter((name) => /^results(-2)?-1001-1$/.test(name));
  const reports = await Promise.all(names.map(async (name) => (await unpackArtifact(stage, name))['report.json']));
  expect(reports.map((bytes) => JSON.parse(new TextDecoder().decode(bytes)).name).sort()).toEqual(['one', 'two']);
});

describe('an older run', () => {
  test('that was started again, and then overtaken, leaves the red comment and status of the newer one', async () => {
    await using stage = await setStage();
    await byHand(stage, 1100, { threshold: '10%' });
    await byHand(stage, 1100, { threshold: '10%', wait: 'false' });
    await byHand(stage, 1200, { threshold: '90%' });
    await visit(stage, 4);
    expect(artifactNames(stage)).not.toContain(pending);
    expect(stage.comments()[0]).toContain('❌');
    expect(statuses(stage).at(-1)).toBe('failure');
  });

  test('that begins after the newer one has ended does not turn its status green', async () => {
    await using stage = await setStage();
    await byHand(stage, 1200, { threshold: '90%' });
    await byHand(stage, 1100, { threshold: '10%' });
    expect(statuses(stage)).toEqual(['pending', 'failure']);
    expect(stage.comments()[0]).toContain('❌');
  });
});

describe('a second attempt that was cancelled', () => {
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

test('what a run that died has left beside what it could not leave goes when it is run again', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING', 'RUNNING', 'SUCCEEDED'] } });
  const broken = stage.github.store.addArtifact({ name: pending, runId: 1001 });
  const step = { github: { ...pullRequestEvent({ number: 7, headSha, baseSha, private: true }), runAttempt: 2 } };
  expect((await stage.run(model, step)).outputs.verdict).toBe('pass');
  expect([...stage.github.store.artifacts.values()].filter(({ name }) => name.startsWith(pending))).toEqual([broken]);
});
