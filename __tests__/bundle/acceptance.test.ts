import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../local/runner/events.ts';
import { baseSha, callsFor, pullRun, pushRun, setRepository } from './baseline-stage.ts';
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

/** A pull request that falls by 9 points, with a timeline, and the event of its run. */
async function fall(timeline: readonly Entry[], event: { action?: string; updatedAt?: string } = {}, inputs = {}) {
  const stage = await setRepository({ files: { 'spam.jsonl': rowsOf(100) }, gemini: { answer: callsFor(() => true) } });
  await pushRun(stage);
  stage.gemini.setAnswer(callsFor((index) => index > 8));
  const pull = stage.github.store.issue(7);
  if (timeline.some((entry) => entry.event === 'labeled')) pull.labels.push(label);
  pull.timeline.push(...timeline);
  const github = pullRequestEvent({
    number: 7,
    headSha,
    baseSha,
    private: true,
    action: event.action ?? 'synchronize',
  });
  const payload = github.payload as { pull_request: object; label?: object };
  const updated = { ...payload.pull_request, ...(event.updatedAt && { updated_at: event.updatedAt }) };
  const given = { ...payload, pull_request: updated, ...(event.action === 'labeled' && { label: { name: label } }) };
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
