import { describe, expect, test } from '@jest/globals';
import { mergeGroupEvent, pullRequestEvent } from '../../local/runner/events.ts';
import { baseSha, callsFor, laterSha, model, pullRun, pushRun, setRepository } from './baseline-stage.ts';
import { headSha, rowsOf, type Stage } from './stage.ts';

const report = (stage: Stage) => JSON.parse(stage.read('report.json'));
const label = 'accept-drop:spam';

interface Entry {
  readonly event: string;
  readonly [member: string]: unknown;
}

const committed = (sha: string, date: string): Entry => ({ event: 'committed', sha, committer: { date } });
const labelled = (at: string, login = 'reviewer'): Entry => ({
  event: 'labeled',
  created_at: at,
  actor: { login, type: 'User' },
  label: { name: label },
});

interface PullEvent {
  readonly action?: string;
  readonly updatedAt?: string;
  /** The label that was set, for the action `labeled`. */
  readonly set?: string;
  /** When another workflow run of the head was created. */
  readonly firstRunAt?: string;
}

/** A repository in which pull request 7, with this timeline, falls by 9 points from what was found on main. */
async function setFall(timeline: readonly Entry[]): Promise<Stage> {
  const stage = await setRepository({ files: { 'spam.jsonl': rowsOf(100) }, gemini: { answer: callsFor(() => true) } });
  await pushRun(stage);
  stage.gemini.setAnswer(callsFor((index) => index > 8));
  const pull = stage.github.store.issue(7);
  if (timeline.some((entry) => entry.event === 'labeled')) pull.labels.push(label);
  pull.timeline.push(...timeline);
  return stage;
}

/** The same, and a run by an event of the pull request. */
async function fall(timeline: readonly Entry[], event: PullEvent = {}, inputs = {}) {
  const stage = await setFall(timeline);
  const { firstRunAt: createdAt } = event;
  if (createdAt !== undefined) stage.github.store.addRun({ id: 990, headSha, headBranch: 'change', createdAt });
  const github = pullRequestEvent({
    number: 7,
    headSha,
    baseSha,
    private: true,
    action: event.action ?? 'synchronize',
  });
  const payload = github.payload as { pull_request: object; label?: object };
  const updated = { ...payload.pull_request, ...(event.updatedAt && { updated_at: event.updatedAt }) };
  const given = {
    ...payload,
    pull_request: updated,
    ...(event.action === 'labeled' && { label: { name: event.set ?? label } }),
  };
  const run = await pullRun(stage, { 'max-drop': '2%', ...inputs }, { github: { ...github, payload: given } });
  return { stage, run };
}

describe('the label accept-drop', () => {
  test('set after the newest commit turns a drop into a visible acceptance', async () => {
    const { stage, run } = await fall([committed(headSha, '2026-01-02T00:00:00Z'), labelled('2026-01-03T00:00:00Z')]);
    await using _ = stage;
    expect({ conclusion: run.conclusion, verdict: run.outputs.verdict }).toEqual({
      conclusion: 'success',
      verdict: 'pass',
    });
    expect(report(stage)).toMatchObject({
      reasons: [],
      acceptance: {
        label,
        login: 'reviewer',
        at: '2026-01-03T00:00:00Z',
        sha: headSha,
        reasons: [{ kind: 'regression' }],
      },
    });
    expect(stage.comments()[0]).toContain('accepted by `reviewer`');
    expect(stage.github.store.statuses.at(-1)?.state).toBe('success');
  });

  test.each<[string, readonly Entry[], { action?: string; updatedAt?: string }]>([
    [
      'before the newest commit by its place in the timeline',
      [labelled('2026-01-03T00:00:00Z'), committed(headSha, '2026-01-02T00:00:00Z')],
      {},
    ],
    [
      'before the newest commit by its date',
      [committed(headSha, '2026-01-04T00:00:00Z'), labelled('2026-01-03T00:00:00Z')],
      {},
    ],
    [
      'before an older commit was pushed',
      [committed(headSha, '2026-01-02T00:00:00Z'), labelled('2026-01-03T00:00:00Z')],
      { updatedAt: '2026-01-03T00:05:00Z' },
    ],
  ])('set %s accepts nothing, and the report says why', async (_, timeline, event) => {
    const { stage, run } = await fall(timeline, event);
    await using _stage = stage;
    expect(run.outputs.verdict).toBe('fail');
    expect(report(stage)).toMatchObject({ acceptance: null, reasons: [{ kind: 'regression' }] });
    expect(report(stage).notices.join()).toContain(`The label ${label} was set before aaaaaaa arrived`);
  });

  test('counts in the run that setting it started', async () => {
    const timeline = [committed(headSha, '2026-01-02T00:00:00Z'), labelled('2026-01-03T00:00:00Z')];
    const { stage, run } = await fall(timeline, { action: 'labeled', updatedAt: '2026-01-03T00:00:01Z' });
    await using _ = stage;
    expect(run.outputs.verdict).toBe('pass');
  });

  test('that is not on the pull request any more accepts nothing', async () => {
    const { stage, run } = await fall([committed(headSha, '2026-01-02T00:00:00Z')]);
    await using _ = stage;
    expect(run.outputs.verdict).toBe('fail');
  });

  test('accepts no floor', async () => {
    const timeline = [committed(headSha, '2026-01-02T00:00:00Z'), labelled('2026-01-03T00:00:00Z')];
    const { stage, run } = await fall(timeline, {}, { threshold: '95%' });
    await using _ = stage;
    expect(run.conclusion).toBe('failure');
    expect(report(stage)).toMatchObject({ reasons: [{ kind: 'threshold' }], acceptance: { login: 'reviewer' } });
  });

  const inOrder = [committed(headSha, '2026-01-02T00:00:00Z'), labelled('2026-01-03T00:00:00Z')];

  test.each<[string, PullEvent]>([
    ['a push was seen before it', { updatedAt: '2026-01-03T00:00:00Z' }],
    ['an earlier run of the commit was', { action: 'reopened', firstRunAt: '2026-01-02T00:01:00Z' }],
    [
      'so it was, though another label started this run',
      { action: 'labeled', set: 'documentation', firstRunAt: '2026-01-03T00:00:00Z' },
    ],
  ])('counts where %s', async (_, event) => {
    const { stage, run } = await fall(inOrder, { updatedAt: '2026-01-05T00:00:00Z', ...event });
    await using _stage = stage;
    expect(run.outputs.verdict).toBe('pass');
    expect(report(stage).acceptance).toMatchObject({ login: 'reviewer', sha: headSha });
  });

  test.each<[string, PullEvent, string]>([
    ['nothing shows when the commit came', { action: 'reopened' }, 'Nothing shows that the label accept-drop:spam was'],
    [
      'another label started the run, and nothing else shows it',
      { action: 'labeled', set: 'documentation' },
      'add labeled to the types of the workflow',
    ],
    [
      'the commit’s first run came after it, whatever the commit says of its date',
      { action: 'reopened', firstRunAt: '2026-01-03T00:00:01Z' },
      'The label accept-drop:spam was set before aaaaaaa arrived',
    ],
  ])('accepts nothing where %s', async (_, event, words) => {
    const { stage, run } = await fall(inOrder, event);
    await using _stage = stage;
    expect(run.outputs.verdict).toBe('fail');
    expect(report(stage).notices.join()).toContain(words);
  });

  test('accepts nothing of a push to main with pr-number: that is another commit', async () => {
    await using stage = await setFall(inOrder);
    const run = await pushRun(stage, { 'max-drop': '2%', 'pr-number': '7' }, { runId: 950, sha: laterSha });
    expect(run.outputs.verdict).toBe('fail');
    expect(report(stage).notices).toEqual([
      'The label accept-drop:spam is on pull request 7, whose head is not the commit that was evaluated, so it accepts nothing.',
    ]);
  });

  test.each<[string, string | undefined, string]>([
    ['holds in the merge queue too', '2026-01-02T00:01:00Z', 'pass'],
    ['does not where nothing shows that it is newer than the head', undefined, 'fail'],
  ])('%s', async (_, createdAt, verdict) => {
    await using stage = await setFall(inOrder);
    // The pull request's own run came with its head.
    if (createdAt !== undefined) stage.github.store.addRun({ id: 1001, headSha, headBranch: 'change', createdAt });
    const [sha, runId] = ['e'.repeat(40), 1500];
    const ref = `refs/heads/gh-readonly-queue/main/pr-7-${baseSha}`;
    stage.github.store.addRun({ id: runId, headSha: sha, headBranch: ref.slice(11), event: 'merge_group' });
    const runtime = { resultsUrl: stage.github.resultsUrl, token: stage.github.runtimeToken(runId) };
    const github = { ...mergeGroupEvent({ sha, baseSha, private: true }), ref, runId };
    const run = await stage.run({ models: model, 'max-drop': '2%' }, { github, runtime });
    expect(run.outputs.verdict).toBe(verdict);
    expect(report(stage).acceptance?.sha).toBe(verdict === 'pass' ? headSha : undefined);
  });

  test('whose name is longer than GitHub takes cannot be set, and the drop says so', async () => {
    await using stage = await setFall(inOrder);
    const name = 'a-name-of-more-than-thirty-eight-characters';
    await pushRun(stage, { name, reuse: 'never' }, { runId: 910 });
    stage.gemini.setAnswer(callsFor((index) => index > 20));
    const run = await pullRun(stage, { name, 'max-drop': '2%', reuse: 'never' });
    expect(run.outputs.verdict).toBe('fail');
    expect(report(stage).notices.join()).toContain(`the label accept-drop:${name} is longer than the 50 characters`);
  });

  test('that GitHub does not show is a warning, and the drop stands', async () => {
    const stage = await setRepository({
      files: { 'spam.jsonl': rowsOf(100) },
      gemini: { answer: callsFor(() => true) },
    });
    await using _ = stage;
    await pushRun(stage);
    stage.gemini.setAnswer(callsFor((index) => index > 8));
    stage.github.addFault({ on: 'GET /issues/7/labels$', times: 99, do: { status: 403 } });
    const run = await pullRun(stage, { 'max-drop': '2%' });
    expect(run.outputs.verdict).toBe('fail');
    expect(run.annotations.map(({ message }) => message).join()).toContain('pull-requests: read');
  });
});
