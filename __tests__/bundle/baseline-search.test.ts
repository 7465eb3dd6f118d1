import { describe, expect, test } from '@jest/globals';
import { dispatchEvent } from '../../local/runner/events.ts';
import {
  baseSha,
  callsFor,
  earlierSha,
  laterSha,
  leaveResults,
  model,
  pullRun,
  pushRun,
  report,
  setRepository,
  steady,
} from './baseline-stage.ts';
import { headSha } from './stage.ts';

const numbered = (index: number) => index.toString(16).padStart(40, 'e');
const history = [
  { sha: earlierSha, parents: [] },
  { sha: baseSha, parents: [earlierSha] },
  { sha: laterSha, parents: [baseSha] },
  { sha: headSha, parents: [baseSha], date: '2026-01-02T00:00:00Z' },
];

describe('a pull request’s own results never become the baseline of main', () => {
  test('when somebody started the run by hand on main with pr-number', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 880 });
    stage.gemini.setAnswer(callsFor((index) => index >= 10));
    const runId = 950;
    stage.github.store.addRun({ id: runId, headSha: baseSha, headBranch: 'main', event: 'workflow_dispatch' });
    const runtime = { resultsUrl: stage.github.resultsUrl, token: stage.github.runtimeToken(runId) };
    const github = { ...dispatchEvent({ sha: baseSha, private: true }), runId };
    await stage.run({ models: model, 'pr-number': '7', reuse: 'never' }, { github, runtime });
    const run = await pullRun(stage, { 'max-drop': '2%', reuse: 'never' });
    expect(run.outputs).toMatchObject({ verdict: 'fail', broke: '10' });
    expect(report(stage).baseline.runId).toBe('880');
    expect(report(stage).notices).toEqual([
      'The results of main at bbbbbbb are not compared with: it is not a run of the branch itself.',
    ]);
  });

  test('when comments on pull requests start the runs, however many', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 880 });
    for (let id = 900; id < 910; id++) leaveResults(stage, { id, event: 'issue_comment', says: { pullRequest: 7 } });
    await pullRun(stage);
    expect(report(stage)).toMatchObject({ baseline: { runId: '880' }, notices: [] });
  });

  test('when a report says that it is of another run', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 880 });
    leaveResults(stage, { id: 910, says: { id: '880' } });
    leaveResults(stage, { id: 911, says: { sha: laterSha } });
    await pullRun(stage);
    expect(report(stage).baseline.runId).toBe('880');
    expect(report(stage).notices.join()).toContain('it speaks of another run or commit than GitHub does');
  });

  test('but a push with pr-number is one of main, and a pull request’s results are its branch’s by name', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, { 'pr-number': '7', comment: 'off' }, { runId: 880 });
    await pullRun(stage);
    expect(report(stage).baseline.runId).toBe('880');
    leaveResults(stage, { id: 985, headSha, headBranch: 'change', event: 'pull_request' });
    await pullRun(stage, { baseline: 'change' });
    expect(report(stage).baseline.runId).toBe('985');
  });
});

describe('the search for a baseline', () => {
  test('finds what is before the base commit behind any number of newer commits', async () => {
    const newer = Array.from({ length: 25 }, (_, i) => ({
      sha: numbered(i),
      parents: [i ? numbered(i - 1) : baseSha],
    }));
    await using stage = await setRepository({ ...steady, github: { commits: [...history, ...newer] } });
    await pushRun(stage, {}, { runId: 700, sha: earlierSha });
    for (const [index, { sha }] of newer.entries()) leaveResults(stage, { id: 800 + index, headSha: sha });
    await pullRun(stage);
    expect(report(stage).baseline).toMatchObject({ kind: 'branch', sha: earlierSha });
    expect(stage.github.requests.filter(({ path }) => path.includes('/compare/'))).toEqual([]);
  });

  test('for a branch by name takes its own results before those of its pull requests', async () => {
    const merged = Array.from({ length: 25 }, (_, index) => ({ sha: numbered(index), parents: [earlierSha] }));
    const main = { sha: laterSha, parents: [baseSha, ...merged.map(({ sha }) => sha)] };
    const commits = [...history.filter(({ sha }) => sha !== laterSha), ...merged, main];
    await using stage = await setRepository({ ...steady, github: { commits } });
    await pushRun(stage, {}, { runId: 700 });
    merged.forEach(({ sha }, index) => {
      leaveResults(stage, { id: 800 + index, headSha: sha, headBranch: `change-${index}`, event: 'pull_request' });
    });
    await pullRun(stage, { baseline: 'main' });
    expect(report(stage).baseline).toMatchObject({ name: 'main', runId: '700' });
  });

  test('goes by the runs, not by when their artifacts came: a run of long ago may be re-run today', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 701 });
    const tomorrow = new Date(Date.now() + 24 * 3600_000).toISOString();
    leaveResults(stage, { id: 700, headSha: earlierSha, createdAt: tomorrow });
    await pushRun(stage, { reuse: 'never' }, { runId: 950, sha: laterSha });
    expect(report(stage).baseline.runId).toBe('701');
  });

  test('goes on behind an archive that does not unpack, and says so', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 700, sha: earlierSha });
    const { id } = stage.github.store.addRun({ id: 902, headBranch: 'main', headSha: baseSha });
    stage.github.addArtifact({ name: 'gemini-batch-eval-spam', runId: id, bytes: Buffer.from('not a zip') });
    const run = await pullRun(stage, { 'max-drop': '2%' });
    expect(run.outputs.verdict).toBe('pass');
    expect(report(stage).baseline.runId).toBe('700');
    expect(report(stage).notices.join()).toContain('bbbbbbb are not compared with: it cannot be unpacked: ');
  });

  test('that is cut off leaves the run incomplete with max-drop, and does not fall back to the log', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 700, sha: earlierSha });
    for (let id = 900; id < 951; id++) leaveResults(stage, { id, event: 'issue_comment', says: { pullRequest: 7 } });
    const run = await pullRun(stage, { 'max-drop': '2%' });
    expect(run.outputs.verdict).toBe('inconclusive');
    expect(report(stage)).toMatchObject({
      baseline: { kind: 'none' },
      reasons: [
        {
          kind: 'incomplete',
          message: 'The baseline could not be looked up: the search was cut off after 50 runs.',
        },
      ],
    });
  });

  test('that finds only what cannot be used falls back to the log and says why, once', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 700, branch: 'other' });
    for (let id = 900; id < 907; id++) leaveResults(stage, { id, says: { sha: laterSha } });
    const run = await pullRun(stage, { 'max-drop': '2%' });
    expect([run.outputs.verdict, report(stage).baseline.kind]).toEqual(['pass', 'logged']);
    expect(report(stage).notices).toEqual([
      'The results of main at bbbbbbb are not compared with: it speaks of another run or commit than GitHub does.',
    ]);
  });

  test('takes the base commit’s results as they are: a model that they lack is not compared with an older one', async () => {
    await using stage = await setRepository(steady);
    const two = { models: `${model}, gemini-2.5-flash`, 'retry-errors': '0', reuse: 'never' };
    await pushRun(stage, two, { runId: 700, sha: earlierSha });
    const fallen = callsFor((index) => index >= 5);
    const error = { error: { code: 14, message: 'x' } };
    stage.gemini.setAnswer((row) => (row.model.includes('2.5') ? error : fallen(row)));
    await pushRun(stage, two, { runId: 900, sha: baseSha });
    stage.gemini.setAnswer(fallen);
    const run = await pullRun(stage, { ...two, 'max-drop': '2%' });
    expect(run.outputs).toMatchObject({ verdict: 'pass', broke: '0' });
    expect(report(stage)).toMatchObject({
      baseline: { runId: '900' },
      models: [{ baseline: { broke: 0 } }, { baseline: null }],
      notices: expect.arrayContaining(['gemini-2.5-flash is not in the baseline (main), so it is not compared.']),
    });
  });
});
