import { describe, expect, test } from '@jest/globals';
import {
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
} from '../../local/runner/events.ts';
import { artifactNames, collect, statuses } from './collect-stage.ts';
import { headSha, type Stage, setStage } from './stage.ts';

const model = { models: 'gemini-2.5-flash' };
const left = { ...model, wait: 'false' };
const green = { threshold: '10%' };
const red = { threshold: '90%' };
const main = 'c'.repeat(40);
const baseSha = 'b'.repeat(40);
const laterSha = 'e'.repeat(40);
const onPullRequest = { event: pullRequestEvent({ number: 7, headSha, baseSha, private: true }), branch: 'change' };

/** How a workflow run of this number is run. */
function as(stage: Stage, runId: number, event: ReturnType<typeof pushEvent>, branch = 'main') {
  const { github } = stage;
  const { sha = '', eventName = '' } = event;
  if (!github.store.commits.has(sha)) github.store.addCommit({ sha });
  if (!github.store.runs.has(runId))
    github.store.addRun({ id: runId, headSha: sha, headBranch: branch, event: eventName });
  return {
    github: { ...event, runId },
    runtime: { resultsUrl: github.resultsUrl, token: github.runtimeToken(runId) },
  };
}

/** Has every pending run collected. */
async function collectAll(stage: Stage, inputs = {}) {
  const isPending = () => artifactNames(stage).some((name) => name.startsWith('gemini-batch-eval-pending-'));
  for (let index = 0; index < 15 && isPending(); index++) await collect(stage, inputs);
  expect(isPending()).toBe(false);
}

/** The first job is at work for a long time, the others are soon done. */
function slowFirst() {
  let jobs = 0;
  return () => (jobs++ === 0 ? [...Array(12).fill('RUNNING'), 'SUCCEEDED'] : ['RUNNING', 'SUCCEEDED']);
}

const issues = (stage: Stage) =>
  [...stage.github.store.issues.values()]
    .filter(({ pull }) => pull === undefined)
    .map(({ title, state }) => [title, state].join(': '));

describe('of two runs that a hand has started for one pull request', () => {
  const byHand = (stage: Stage, runId: number) => as(stage, runId, dispatchEvent({ sha: main, private: true }));
  const asked = { ...left, 'pr-number': '7' };

  test('the older one, collected last and green, leaves the red comment and status of the newer', async () => {
    await using stage = await setStage({ gemini: { life: slowFirst() } });
    await stage.run({ ...asked, ...green }, byHand(stage, 1100));
    await stage.run({ ...asked, ...red }, byHand(stage, 1200));
    await collectAll(stage);
    expect(statuses(stage).at(-1)).toBe('failure');
    expect(stage.comments()).toHaveLength(1);
    expect(stage.comments()[0]).toContain('❌');
  }, 60_000);

  test('the newer one has the last word when it is collected last', async () => {
    let jobs = 0;
    const life = () => (jobs++ === 1 ? [...Array(12).fill('RUNNING'), 'SUCCEEDED'] : ['RUNNING', 'SUCCEEDED']);
    await using stage = await setStage({ gemini: { life } });
    await stage.run({ ...asked, ...green }, byHand(stage, 1100));
    await stage.run({ ...asked, ...red, name: 'spam' }, byHand(stage, 1200));
    await collectAll(stage);
    expect(statuses(stage).at(-1)).toBe('failure');
    expect(stage.comments()[0]).toContain('❌');
  }, 60_000);

  test('the older one speaks where the newer one was cancelled', async () => {
    await using stage = await setStage();
    await stage.run({ ...asked, ...green }, byHand(stage, 1100));
    await stage.run(
      { ...asked, wait: 'true', ...red },
      { ...byHand(stage, 1200), cancelWhen: (line) => line.includes('Upload and submit') },
    );
    await collectAll(stage);
    expect(statuses(stage)).toEqual(['pending', 'pending', 'pending', 'error', 'success']);
    expect(stage.comments()[0]).toContain('✅');
  }, 60_000);

  test('the older one is cancelled when the newer one has spoken: the status stays', async () => {
    let jobs = 0;
    await using stage = await setStage({ gemini: { life: () => (jobs++ === 0 ? ['RUNNING'] : ['SUCCEEDED']) } });
    const cancel = new AbortController();
    const older = stage.run(
      { ...model, ...red, 'pr-number': '7', 'output-directory': 'older' },
      { ...byHand(stage, 1100), cancelSignal: cancel.signal },
    );
    while (stage.gemini.jobs.size === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await stage.run({ ...model, ...green, 'pr-number': '7' }, byHand(stage, 1200));
    cancel.abort();
    await older;
    expect(statuses(stage).at(-1)).toBe('success');
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([1, 0]);
  }, 60_000);

  test('the older one is started again: its word is the newest', async () => {
    await using stage = await setStage();
    await stage.run({ ...model, 'pr-number': '7', ...red }, byHand(stage, 1100));
    await stage.run({ ...model, 'pr-number': '7', ...red }, byHand(stage, 1200));
    const again = byHand(stage, 1100);
    await stage.run({ ...model, 'pr-number': '7', ...green }, { ...again, github: { ...again.github, runAttempt: 2 } });
    expect(statuses(stage).at(-1)).toBe('success');
    expect(stage.comments()[0]).toContain('✅');
  }, 60_000);
});

test('a run that waits long does not replace the comment of a run that began after it', async () => {
  await using stage = await setStage();
  const ended = Promise.withResolvers<void>();
  stage.gemini.addFault({ on: 'batches.create', nth: 1, do: { until: ended.promise } });
  const { event, branch } = onPullRequest;
  const slow = stage.run({ ...model, ...green, 'output-directory': 'slow' }, as(stage, 1100, event, branch));
  while (stage.gemini.count('batches.create') === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await stage.run({ ...model, ...red }, as(stage, 1200, event, branch));
  ended.resolve();
  const run = await slow;
  expect(run.log).toContain('speaks of another run and stays as it is');
  expect(run.log).toContain('The commit status is that of a later run');
  expect(statuses(stage).at(-1)).toBe('failure');
  expect(stage.comments()).toHaveLength(1);
  expect(stage.comments()[0]).toContain('❌');
}, 60_000);

test('a pending result is published though another evaluation has an artifact of its name', async () => {
  await using stage = await setStage();
  const { event, branch } = onPullRequest;
  await stage.run({ ...left, name: 'spam-gemini-2.5-flash', ...red }, as(stage, 1100, event, branch));
  await stage.run({ ...model, name: 'spam', ...green }, as(stage, 1200, event, branch));
  await collectAll(stage);
  const last = stage.github.store.statuses.findLast(({ context }) => context.endsWith('spam-gemini-2.5-flash'));
  expect(last?.state).toBe('failure');
  expect(stage.comments().filter((body) => body.includes('❌'))).toHaveLength(1);
});

describe('a pull request that has moved on', () => {
  const move = (stage: Stage) => {
    Object.assign(stage.github.store.issue(7).pull ?? {}, { headSha: laterSha });
    stage.github.store.addCommit({ sha: laterSha });
  };

  test.each([
    ['a push with pr-number', pushEvent({ sha: headSha, private: true }), '7'],
    ['a pull request', pullRequestEvent({ number: 7, headSha, baseSha, private: true }), ''],
  ])('gets no comment from %s', async (_, github, number) => {
    await using stage = await setStage();
    await stage.run({ ...left, comment: 'failures', 'pr-number': number, threshold: '99%' }, { github });
    move(stage);
    await collectAll(stage);
    expect(stage.comments()).toEqual([]);
  });

  test('does not keep a comment that says that the run is at work', async () => {
    await using stage = await setStage();
    await stage.run({ ...left, ...green });
    expect(stage.comments()[0]).toContain('still running');
    move(stage);
    await collectAll(stage);
    expect(stage.comments()).toHaveLength(1);
    expect(stage.comments()[0]).toContain('✅');
    expect(stage.comments()[0]).toContain(`updated for \`${headSha.slice(0, 7)}\``);
  });

  test('keeps the comment on its newer commit', async () => {
    await using stage = await setStage({ gemini: { life: slowFirst() } });
    await stage.run({ ...left, ...green });
    move(stage);
    const event = pullRequestEvent({ number: 7, headSha: laterSha, baseSha, private: true });
    await stage.run({ ...model, ...red }, as(stage, 1200, event, 'change'));
    await collectAll(stage, { comment: 'always' });
    expect(stage.comments()).toHaveLength(1);
    expect(stage.comments()[0]).toContain(`updated for \`${laterSha.slice(0, 7)}\``);
    expect(stage.github.store.statuses.filter(({ sha }) => sha === headSha).at(-1)?.state).toBe('success');
  }, 60_000);

  test('and is named by pr-number: the one that has not moved is commented on', async () => {
    const pulls = [
      { number: 7, headSha, baseSha },
      { number: 8, headSha: laterSha, baseSha },
    ];
    await using stage = await setStage({ github: { pulls } });
    await stage.run({ ...left, 'pr-number': '8' });
    await collectAll(stage);
    const bodies = [...stage.github.store.comments.values()].map(({ body }) => body);
    expect(bodies.filter((body) => body.includes('still running'))).toEqual([]);
    expect(bodies.filter((body) => body.includes('✅'))).toHaveLength(1);
  });
});

describe('an older night that ends later', () => {
  const night = (stage: Stage, runId: number, sha = headSha) => as(stage, runId, scheduleEvent({ sha, private: true }));
  const filed = { ...left, issue: 'failures' };

  test('leaves issue and status of the newer one', async () => {
    await using stage = await setStage({ gemini: { life: slowFirst() } });
    await stage.run({ ...filed, ...green }, night(stage, 1100));
    await stage.run({ ...filed, ...red, scorers: 'regex: nothing' }, night(stage, 1200));
    await collectAll(stage);
    expect(issues(stage)).toEqual(['Evaluation spam fails: open']);
    expect(statuses(stage).at(-1)).toBe('failure');
  }, 60_000);

  test.each([
    ['was waited for', 'true'],
    ['was collected', 'false'],
  ])(
    'opens no issue after a green night on another commit that %s',
    async (_how, wait) => {
      await using stage = await setStage({ gemini: { life: slowFirst() } });
      await stage.run({ ...filed, ...red }, night(stage, 1100));
      await stage.run({ ...filed, ...green, wait }, night(stage, 1200, laterSha));
      await collectAll(stage);
      expect(issues(stage)).toEqual([]);
      expect(stage.github.store.statuses.filter(({ sha }) => sha === headSha).at(-1)?.state).toBe('failure');
    },
    60_000,
  );

  test('opens its issue where the newer one is at work, or is another evaluation with the same artifact', async () => {
    await using stage = await setStage();
    await stage.run({ ...filed, ...red }, night(stage, 1100));
    await stage.run(
      { ...model, ...green, name: 'other', 'artifact-name': 'gemini-batch-eval-spam' },
      night(stage, 1200),
    );
    await collectAll(stage);
    expect(issues(stage)).toEqual(['Evaluation spam fails: open']);
  }, 60_000);
});

describe('the issue of the default branch', () => {
  const filed = { ...model, issue: 'failures' };
  const push = (branch: string) => pushEvent({ sha: headSha, private: true, branch });

  test('is not closed by a green push to another branch, which has an issue of its own', async () => {
    await using stage = await setStage();
    const night = scheduleEvent({ sha: headSha, private: true });
    await stage.run({ ...filed, ...red }, as(stage, 1100, night));
    await stage.run({ ...filed, ...green }, as(stage, 1200, push('feature'), 'feature'));
    expect(issues(stage)).toEqual(['Evaluation spam fails: open']);
    await stage.run({ ...filed, ...red }, as(stage, 1300, push('feature'), 'feature'));
    await stage.run({ ...filed, ...green }, as(stage, 1400, push('main')));
    expect(issues(stage)).toEqual(['Evaluation spam fails: closed', 'Evaluation spam fails on feature: open']);
    await stage.run({ ...filed, ...green }, as(stage, 1500, push('feature'), 'feature'));
    expect(issues(stage)).toEqual(['Evaluation spam fails: closed', 'Evaluation spam fails on feature: closed']);
  }, 60_000);

  test('is no matter of a merge queue', async () => {
    await using stage = await setStage();
    const queued = mergeGroupEvent({ sha: headSha, baseSha, private: true });
    await stage.run({ ...filed, ...red }, as(stage, 1100, queued));
    expect(issues(stage)).toEqual([]);
  });
});
