import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../local/runner/events.ts';
import { callsFor, pullRun, setRepository } from './baseline-stage.ts';
import { artifactNames, collect, hurried, statuses, submitForMain, uploadsLeft } from './collect-stage.ts';
import { headSha, type Stage, setStage } from './stage.ts';

const pending = 'gemini-batch-eval-pending-spam';
const left = { models: 'gemini-2.5-flash', wait: 'false' };
const baseSha = 'b'.repeat(40);
const setRun = (stage: Stage, change: object) => Object.assign(stage.github.store.runs.get(1001) ?? {}, change);
const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
};

async function visit(stage: Stage, visits: number) {
  for (let index = 0; index < visits; index++) await collect(stage);
}

describe('a run that is still submitting is left alone', () => {
  test('while it writes its comment', async () => {
    await using stage = await setStage();
    setRun(stage, { status: 'in_progress', conclusion: null });
    const visited = Promise.withResolvers<void>();
    stage.github.addFault({ on: 'POST /issues/7/comments', nth: 1, do: { until: visited.promise } });
    const running = stage.run(left);
    await until(() => stage.gemini.jobs.size > 0);
    const run = await collect(stage);
    expect(run.log).toContain('It is being submitted');
    visited.resolve();
    await running;
    expect(artifactNames(stage).filter((name) => name.includes('claim'))).toEqual([]);
    await visit(stage, 4);
    expect(statuses(stage)).toEqual(['pending', 'pending', 'success']);
    expect(stage.comments()).toHaveLength(1);
  }, 30_000);

  test('while it creates the jobs of its shards', async () => {
    await using stage = await setStage();
    setRun(stage, { status: 'in_progress', conclusion: null });
    const env = { GEMINI_BATCH_EVAL_SHARD_BYTES: '700' };
    const visited = Promise.withResolvers<void>();
    stage.gemini.addFault({ on: 'batches.create', nth: 2, do: { until: visited.promise } });
    const running = stage.run(left, { env });
    await until(() => stage.gemini.jobs.size > 1);
    await collect(stage, {}, { env });
    visited.resolve();
    await running;
    const { size } = stage.gemini.jobs;
    for (let index = 0; index < 4; index++) await collect(stage, {}, { env });
    expect(stage.gemini.count('batches.create')).toBe(size);
    expect(statuses(stage).at(-1)).toBe('success');
  }, 30_000);
});

describe('a run that was cancelled', () => {
  test('after its runner had died: its job is cancelled, its upload deleted, its status ended', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    await stage.run({ models: 'gemini-2.5-flash' }, { killWhen: (line) => line.includes('RUNNING') });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    await collect(stage);
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([1]);
    expect(uploadsLeft(stage)).toEqual([]);
    expect(statuses(stage).at(-1)).toBe('error');
    expect(artifactNames(stage)).not.toContain(pending);
  });

  test('after its runner had died while the judge was at work: its jobs of every stage are ended, its uploads deleted', async () => {
    const judge = 'gemini-3.8-flash';
    const life = ({ model }: { model: string }) => (model === judge ? ['RUNNING' as const] : ['SUCCEEDED' as const]);
    await using stage = await setStage({ gemini: { life } });
    const scorers = `- llm-rubric: { value: Be kind., model: ${judge} }`;
    const inputs = { models: 'gemini-2.5-flash', scorers };
    await stage.run(inputs, { killWhen: (line) => line.includes('RUNNING') && line.includes(judge) });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    await collect(stage);
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([0, 1]);
    expect(uploadsLeft(stage)).toEqual([]);
    expect(statuses(stage).at(-1)).toBe('error');
  });

  test.each([
    ['its job cannot be cancelled', 'gemini'],
    ['its status cannot be set', 'github'],
  ])('after its runner had died, while %s: a later visit does it', async (_what, who) => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    await stage.run({ models: 'gemini-2.5-flash' }, { killWhen: (line) => line.includes('RUNNING') });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    if (who === 'gemini') stage.gemini.addFault({ on: 'batches.cancel', times: 99, do: { status: 503 } });
    else stage.github.addFault({ on: 'POST /statuses/', times: 99, do: { status: 502 } });
    await collect(stage, {}, hurried);
    expect(artifactNames(stage)).toContain(pending);
    stage.gemini.clearFaults();
    stage.github.clearFaults();
    await collect(stage);
    expect([...stage.gemini.jobs.values()].map(({ state }) => state)).toEqual(['CANCELLED']);
    expect(statuses(stage).at(-1)).toBe('error');
    expect(artifactNames(stage)).not.toContain(pending);
  });

  test('after its runner had died, and a later run was green on the same commit: the status stays green', async () => {
    let jobs = 0;
    await using stage = await setStage({ gemini: { life: () => (jobs++ === 0 ? ['RUNNING'] : ['SUCCEEDED']) } });
    await stage.run({ models: 'gemini-2.5-flash' }, { killWhen: (line) => line.includes('RUNNING') });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    stage.github.store.addRun({ id: 1002, headSha, headBranch: 'change', event: 'pull_request' });
    const runtime = { resultsUrl: stage.github.resultsUrl, token: stage.github.runtimeToken(1002) };
    const github = { ...pullRequestEvent({ number: 7, headSha, baseSha, private: true }), runId: 1002 };
    await stage.run({ models: 'gemini-2.5-flash' }, { github, runtime });
    await collect(stage);
    expect(statuses(stage).at(-1)).toBe('success');
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([1, 0]);
  });

  test('after it had timed out and said that its job goes on: it is collected', async () => {
    await using stage = await setStage({ gemini: { life: () => [...Array(3).fill('RUNNING'), 'SUCCEEDED'] } });
    await stage.run({ models: 'gemini-2.5-flash', 'timeout-minutes': '0.00001' });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    await visit(stage, 4);
    expect(statuses(stage).at(-1)).toBe('success');
  });

  test('after it had said so, and nobody can read what it said for now: nothing is cancelled', async () => {
    await using stage = await setStage({ gemini: { life: () => [...Array(3).fill('RUNNING'), 'SUCCEEDED'] } });
    await stage.run({ models: 'gemini-2.5-flash', 'timeout-minutes': '0.00001' });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    stage.github.addFault({ on: 'GET /actions/artifacts/\\d+/zip$', nth: 2, times: 99, do: { status: 502 } });
    const run = await collect(stage, {}, hurried);
    expect(run.log).toContain('could not be collected now');
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([0]);
    stage.github.clearFaults();
    await visit(stage, 4);
    expect(statuses(stage).at(-1)).toBe('success');
  });

  test('without waiting, before anything was bought: nothing is bought later', async () => {
    await using stage = await setStage();
    const run = await stage.run(left, { cancelWhen: (line) => line.includes('Upload and submit') });
    setRun(stage, { status: 'completed', conclusion: 'cancelled' });
    await visit(stage, 2);
    expect(run.conclusion).toBe('cancelled');
    expect(stage.gemini.jobs.size).toBe(0);
    expect(statuses(stage).at(-1)).toBe('error');
    expect(artifactNames(stage)).not.toContain(pending);
  });
});

describe('nobody but collectors of the default branch steers a collector', () => {
  test.each(['collected-', `claim-${'0'.repeat(8)}-`])('%s put up by a branch', async (word) => {
    await using stage = await setStage();
    await stage.run(left);
    stage.github.store.addRun({
      id: 900,
      headBranch: 'dependabot/npm/x',
      event: 'pull_request',
      status: 'in_progress',
    });
    const bytes = new Uint8Array(3);
    stage.github.addArtifact({ name: `gemini-batch-eval-${word}1001-1-spam`, runId: 900, bytes });
    await visit(stage, 3);
    expect(statuses(stage).at(-1)).toBe('success');
  });
});

test('another version of the action says that the workflow has to be re-run, in the status too', async () => {
  await using stage = await setStage();
  await stage.run(left, { env: { GEMINI_BATCH_EVAL_SHARD_BYTES: '700' } });
  await visit(stage, 2);
  expect(statuses(stage).at(-1)).toBe('failure');
  expect(stage.comments().join()).toContain('re-run its workflow');
});

test('a collected baseline is found behind a thousand artifacts', async () => {
  await using stage = await setRepository({ gemini: { answer: callsFor(() => true) } });
  await submitForMain(stage, baseSha);
  await visit(stage, 4);
  stage.github.store.addRun({ id: 950, headSha: baseSha, headBranch: 'x' });
  for (let index = 0; index < 1001; index++)
    stage.github.addArtifact({ name: `ci-${index}`, runId: 950, bytes: new Uint8Array(1) });
  stage.gemini.setAnswer(callsFor((index) => index > 8));
  const run = await pullRun(stage, { 'max-drop': '1%' });
  expect(run.outputs.verdict).toBe('fail');
  expect(JSON.parse(stage.read('report.json'))).toMatchObject({ baseline: { kind: 'branch', name: 'main' } });
});
