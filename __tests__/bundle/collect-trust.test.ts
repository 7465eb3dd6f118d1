import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../local/runner/events.ts';
import { callsFor, pullRun, setRepository } from './baseline-stage.ts';
import { artifactNames, collect, hurried, statuses, submitForMain, uploadsLeft } from './collect-stage.ts';
import { headSha, type Stage, setStage } from './stage.ts';

const pending = 'gemini-batch-eval-pending-spam';
const left = { models: 'gemini-2.5-flash', wait: 'false', threshold: '50%' };
const baseSha = 'b'.repeat(40);

/** A run that was left pending; its jobs end after some looks. */
async function leavePending(inputs = {}) {
  const stage = await setStage({ gemini: { life: () => ['PENDING', ...Array(4).fill('RUNNING'), 'SUCCEEDED'] } });
  await stage.run({ ...left, ...inputs });
  return stage;
}

async function collectAll(stage: Stage, visits = 5) {
  const runs = [];
  for (let visit = 0; visit < visits; visit++) runs.push(await collect(stage));
  return runs;
}

/** The bytes of what was left, as they lie in the store. */
async function bytesOf(stage: Stage): Promise<Uint8Array> {
  const artifact = [...stage.github.store.artifacts.values()].find(({ name }) => name === pending);
  const url = `${stage.github.apiUrl}/repos/octo-org/octo-repo/actions/artifacts/${artifact?.id}/zip`;
  const response = await fetch(url, { headers: { authorization: 'Bearer ghs_local' } });
  return new Uint8Array(await response.arrayBuffer());
}

function drop(stage: Stage): void {
  for (const [id, { name }] of stage.github.store.artifacts)
    if (name === pending) stage.github.store.artifacts.delete(id);
}

describe('a pending run is refused with a notice', () => {
  const notices = (run: Awaited<ReturnType<typeof collect>>) =>
    run.annotations
      .filter(({ level, message }) => level === 'notice' && message.includes(pending))
      .map(({ message }) => message);

  test('that was made with another key', async () => {
    await using stage = await leavePending();
    const run = await collect(stage, {}, { env: { GEMINI_API_KEY: 'another key' } });
    expect(notices(run)).toEqual([expect.stringContaining('it was made with another API key, or altered')]);
    expect(run.conclusion).toBe('success');
  });

  test('that was altered', async () => {
    await using stage = await leavePending();
    const { unzipSync, zipSync } = await import('fflate');
    const bundle = unzipSync(await bytesOf(stage))['pending.bin'] ?? new Uint8Array();
    bundle[bundle.length - 40] = (bundle[bundle.length - 40] ?? 0) ^ 1;
    drop(stage);
    stage.github.addArtifact({ name: pending, runId: 1001, bytes: zipSync({ 'pending.bin': bundle }) });
    expect(notices(await collect(stage))).toEqual([expect.stringContaining('or altered')]);
    expect(stage.gemini.count('batches.create')).toBe(1);
  });

  test('that was copied into another run', async () => {
    await using stage = await leavePending();
    const bytes = await bytesOf(stage);
    drop(stage);
    stage.github.store.addRun({ id: 1002 });
    stage.github.addArtifact({ name: pending, runId: 1002, bytes });
    expect(notices(await collect(stage))).toEqual([expect.stringContaining('or altered')]);
  });

  test('that comes from a fork', async () => {
    await using stage = await leavePending();
    const bytes = await bytesOf(stage);
    drop(stage);
    stage.github.store.addRun({ id: 1002, headRepositoryId: 9001 });
    stage.github.addArtifact({ name: pending, runId: 1002, bytes });
    expect(notices(await collect(stage))).toEqual([expect.stringContaining('comes from a fork')]);
  });

  test('that is no bundle of ours', async () => {
    await using stage = await leavePending();
    const { zipSync } = await import('fflate');
    drop(stage);
    stage.github.addArtifact({ name: pending, runId: 1001, bytes: zipSync({ 'pending.bin': Buffer.from('hello') }) });
    stage.github.addArtifact({ name: 'gemini-batch-eval-pending-x', runId: 1001, bytes: Buffer.from('no archive') });
    const run = await collect(stage);
    expect(notices(run)).toHaveLength(1);
    expect(run.conclusion).toBe('success');
  });
});

describe('several collectors', () => {
  test('at once collect a run once', async () => {
    await using stage = await setStage();
    await stage.run(left);
    await collect(stage);
    const runs = await Promise.all([2101, 2102, 2103].map((runId) => collect(stage, {}, { runId })));
    await collectAll(stage, 2);
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'success']);
    expect(stage.comments()).toHaveLength(1);
    expect(statuses(stage).filter((state) => state === 'success')).toHaveLength(1);
    expect(stage.gemini.count('batches.create')).toBe(1);
    expect(artifactNames(stage).filter((name) => name.includes('claim'))).toEqual([]);
  });

  test.each(['Download the results', 'Publish', 'Artifact gemini-batch-eval-spam-1001-1 successfully', 'Verdict:'])(
    'of which one was killed at "%s": the next one finishes the run',
    async (words) => {
      await using stage = await leavePending();
      const first = { runId: 2101, killWhen: (line: string) => line.includes(words) };
      for (let visit = 0; visit < 4; visit++) {
        const run = await collect(stage, {}, first);
        if (run.stoppedBy === 'kill') break;
      }
      Object.assign(stage.github.store.runs.get(2101) ?? {}, { status: 'completed', conclusion: 'failure' });
      const runs = await collectAll(stage, 3);
      expect(runs.every(({ conclusion }) => conclusion === 'success')).toBe(true);
      expect(stage.comments()).toHaveLength(1);
      expect(stage.comments()[0]).toContain('✅');
      expect(statuses(stage).at(-1)).toBe('success');
      expect(stage.gemini.count('batches.create')).toBe(1);
      expect(uploadsLeft(stage)).toEqual([]);
      expect(artifactNames(stage)).not.toContain(pending);
    },
    30_000,
  );

  test.each(['Download the results', 'Publish', 'Artifact gemini-batch-eval-spam-1001-1 successfully', 'Verdict:'])(
    'of which one was cancelled at "%s": the next one writes what it did not',
    async (words) => {
      await using stage = await leavePending();
      const first = { runId: 2101, cancelWhen: (line: string) => line.includes(words) };
      for (let visit = 0; visit < 4; visit++) {
        const run = await collect(stage, {}, first);
        if (run.stoppedBy === 'cancel') break;
      }
      Object.assign(stage.github.store.runs.get(2101) ?? {}, { status: 'completed', conclusion: 'cancelled' });
      await collectAll(stage, 3);
      expect(stage.comments()).toHaveLength(1);
      expect(stage.comments()[0]).toContain('✅');
      expect(statuses(stage).at(-1)).toBe('success');
      expect(artifactNames(stage)).not.toContain(pending);
    },
    30_000,
  );

  test('meet a list of jobs that is empty for a moment, and buy nothing again', async () => {
    await using stage = await leavePending();
    const looks = stage.gemini.count('batches.list');
    stage.gemini.addFault({ on: 'batches.list', nth: 1, times: 2, do: { status: 200, body: {} } });
    await collect(stage, {}, hurried);
    await collectAll(stage, 3);
    expect(stage.gemini.count('batches.list')).toBeGreaterThan(looks);
    expect(stage.gemini.count('batches.create')).toBe(1);
    expect(statuses(stage).at(-1)).toBe('success');
  });

  test('without the permission to delete do not collect twice', async () => {
    await using stage = await leavePending();
    stage.github.addFault({ on: 'DELETE /actions/artifacts', times: 99, do: { status: 403 } });
    const runs = await collectAll(stage, 6);
    expect(runs.filter(({ log }) => log.includes('was collected: pass'))).toHaveLength(1);
    expect(runs.at(-1)?.log).toContain('It was collected already.');
    expect(artifactNames(stage)).toContain(pending);
  });
});

describe('what became of the run', () => {
  test('jobs that expired are published as inconclusive', async () => {
    await using stage = await setStage({ gemini: { life: () => ['PENDING', 'RUNNING', 'EXPIRED'] } });
    await stage.run(left);
    await collectAll(stage);
    expect(stage.gemini.count('batches.create')).toBe(1);
    expect(stage.comments()[0]).toContain('⚠️ spam: inconclusive');
    expect(stage.comments()[0]).toContain('expired before it was finished');
    expect(statuses(stage).at(-1)).toBe('failure');
    expect(artifactNames(stage)).not.toContain(pending);
  });

  test('a run that was cancelled while it waited is not collected', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    stage.github.addFault({ on: 'POST .*DeleteArtifact', times: 99, do: { status: 403 } });
    const waiting = { models: 'gemini-2.5-flash', 'poll-interval': '60' };
    await stage.run(waiting, { cancelWhen: (line) => line.includes('Wait for the jobs') });
    Object.assign(stage.github.store.runs.get(1001) ?? {}, { status: 'completed', conclusion: 'cancelled' });
    const run = await collect(stage);
    expect(run.log).toContain('Its workflow run was cancelled');
    expect(stage.comments()).toEqual([]);
    expect(artifactNames(stage)).not.toContain(pending);
  });

  test('a cancel while jobs are submitted without waiting cancels nothing, and the collector finishes it', async () => {
    await using stage = await setStage({
      gemini: { life: () => ['PENDING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'] },
    });
    const cancelled = Promise.withResolvers<void>();
    stage.gemini.addFault({ on: 'batches.create', nth: 2, do: { until: cancelled.promise } });
    const run = await stage.run(
      { ...left, models: 'gemini-2.5-flash, gemini-2.5-pro' },
      { cancelWhen: (line) => line.includes('created batches/') },
    );
    cancelled.resolve();
    expect(run.conclusion).toBe('cancelled');
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).not.toContain(1);
    await collectAll(stage, 6);
    expect(statuses(stage).at(-1)).toBe('success');
    expect(stage.gemini.jobs.size).toBe(2);
  });

  test('a pull request that has moved on gets a status on the old commit and no comment', async () => {
    await using stage = await leavePending({ comment: 'failures' });
    Object.assign(stage.github.store.issue(7).pull ?? {}, { headSha: 'e'.repeat(40) });
    stage.github.store.addCommit({ sha: 'e'.repeat(40) });
    await collectAll(stage);
    expect(stage.comments()).toEqual([]);
    expect(stage.github.store.statuses.at(-1)).toMatchObject({ sha: headSha, state: 'success' });
  });

  test('comment and fail-on of the collector come before the run’s own', async () => {
    await using stage = await leavePending({ threshold: '99%', comment: 'off' });
    for (let visit = 0; visit < 4; visit++) await collect(stage, { 'fail-on': 'none', comment: 'always' });
    expect(statuses(stage).at(-1)).toBe('success');
    expect(stage.comments()).toHaveLength(1);
  });
});

describe('collect/ itself', () => {
  test('is refused on a pull request', async () => {
    await using stage = await leavePending();
    const github = pullRequestEvent({ number: 7, headSha, baseSha });
    const run = await collect(stage, {}, { github });
    expect(run.conclusion).toBe('failure');
    expect(run.annotations.at(-1)?.message).toContain('is no event to collect on');
  });

  test('without a key says what is missing', async () => {
    await using stage = await leavePending();
    const run = await collect(stage, {}, { env: { GEMINI_API_KEY: '' } });
    expect(run.annotations.at(-1)?.message).toContain('gemini-api-key: is not set');
  });

  test('collects one evaluation where a name is given', async () => {
    await using stage = await leavePending();
    expect((await collect(stage, { name: 'other' })).log).toContain('There is no pending run.');
    expect((await collect(stage, { name: 'spam' })).log).toContain('still at work');
  });
});

test('what a collector publishes for a push to main is the baseline of pull requests', async () => {
  await using stage = await setRepository({ gemini: { answer: callsFor(() => true) } });
  await submitForMain(stage, baseSha);
  const runs = await collectAll(stage);
  expect(runs.map(({ summary }) => summary).join()).toContain('spam: the model was evaluated');
  stage.gemini.setAnswer(callsFor((index) => index > 2));
  await pullRun(stage);
  expect(JSON.parse(stage.read('report.json'))).toMatchObject({
    baseline: { kind: 'branch', name: 'main', sha: baseSha, runId: '900' },
    models: [{ baseline: { broke: 3 } }],
    notices: [],
  });
});

test('a run that broke off before it bought anything is not brought back to life by a collector', async () => {
  await using stage = await setStage({ gemini: { apiKey: 'another' } });
  const run = await stage.run({ models: 'gemini-2.5-flash' });
  expect(run.conclusion).toBe('failure');
  expect(artifactNames(stage)).not.toContain(pending);
});
