import { describe, expect, test } from '@jest/globals';
import { scheduleEvent } from '../../local/runner/events.ts';
import {
  baseSha,
  callsFor,
  earlierSha,
  laterSha,
  leaveResults,
  model,
  pullRun,
  pushRun,
  rowsLeft,
  setRepository,
  zipOf,
} from './baseline-stage.ts';
import { rowsOf, type Stage } from './stage.ts';

const report = (stage: Stage) => JSON.parse(stage.read('report.json'));
/** Rows 3 to 11 broke, rows 20 and 21 got fixed. */
const before = callsFor((index) => index !== 20 && index !== 21);
const after = callsFor((index) => index < 3 || index > 11);
const hundred = { 'spam.jsonl': rowsOf(100) };

async function pushThenPull(inputs = {}) {
  const stage = await setRepository({ files: hundred, gemini: { answer: before } });
  await pushRun(stage);
  stage.gemini.setAnswer(after);
  return { stage, run: await pullRun(stage, inputs) };
}

describe('after a run on a push to main, a pull request', () => {
  test('finds the base branch’s results, and the rows that broke are exactly those that did', async () => {
    const { stage, run } = await pushThenPull({ 'max-drop': '2%' });
    await using _ = stage;
    expect({ conclusion: run.conclusion, ...run.outputs }).toMatchObject({
      conclusion: 'failure',
      verdict: 'fail',
      broke: '9',
      fixed: '2',
      'baseline-sha': baseSha,
    });
    const changed = (change: string) =>
      rowsLeft(stage)
        .filter((row) => row.change === change)
        .map(({ line }) => line);
    expect(changed('broke')).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(changed('fixed')).toEqual([21, 22]);
    expect(report(stage)).toMatchObject({
      baseline: { kind: 'branch', name: 'main', sha: baseSha, runId: '900' },
      reasons: [{ kind: 'regression', model, rule: 'max-drop' }],
      models: [{ baseline: { score: 0.98, broke: 9, fixed: 2, rows: 100 } }],
    });
    expect(report(stage).models[0].baseline.difference).toBeCloseTo(-0.07, 12);
    expect(report(stage).models[0].baseline.pValue).toBeCloseTo(0.03857421875, 12);
  });

  test('names them in the comment, the outputs and on the lines of the dataset', async () => {
    const { stage, run } = await pushThenPull({ 'max-drop': '2%' });
    await using _ = stage;
    const keys = JSON.parse(run.outputs['broke-rows'] ?? '')[model];
    expect(keys).toHaveLength(9);
    const [comment = ''] = stage.comments();
    expect(comment).toContain('Rows that broke');
    for (const key of keys) expect(comment).toContain(key.slice(0, 18));
    expect(comment).toContain('`main`@`bbbbbbb`');
    const marked = run.annotations.filter(({ title }) => title === 'Row broke');
    expect(marked.map(({ file, line, level }) => [file, line, level])).toEqual(
      [4, 5, 6, 7, 8, 9, 10, 11, 12].map((line) => ['spam.jsonl', line, 'warning']),
    );
  });

  test('is green without max-drop: a fall is only reported', async () => {
    const { stage, run } = await pushThenPull();
    await using _ = stage;
    expect(run.outputs).toMatchObject({ verdict: 'pass', broke: '9' });
  });

  test('is green when chance may explain the fall, and says so', async () => {
    await using stage = await setRepository({ files: hundred, gemini: { answer: before } });
    await pushRun(stage);
    stage.gemini.setAnswer(callsFor((index) => index >= 4 && index !== 20 && index !== 21));
    const run = await pullRun(stage, { 'max-drop': '2%' });
    expect(run.outputs).toMatchObject({ verdict: 'pass', broke: '4' });
    expect(report(stage).notices.join()).toContain('but chance may explain it (4 rows that passed there fail now');
  });

  test('leaves rows out that were added or removed since, and lists them', async () => {
    const { stage } = await pushThenPull();
    await using _ = stage;
    const { writeFileSync } = await import('node:fs');
    const lines = rowsOf(104).trim().split('\n');
    writeFileSync(`${stage.workspace}/spam.jsonl`, `${lines.slice(10).join('\n')}\n`);
    await pullRun(stage, { reuse: 'never' });
    const { baseline, models } = report(stage);
    expect(baseline).toMatchObject({ added: { count: 4 }, removed: { count: 10 }, changed: { count: 0 } });
    expect(baseline.removed.keys).toHaveLength(10);
    expect(models[0].baseline.rows).toBe(90);
    expect(stage.comments()[0]).toContain('4 rows added, 10 removed');
  });

  test('reports a changed model version as drift, and a model that answers under another name', async () => {
    await using stage = await setRepository({ files: hundred, gemini: { answer: before } });
    await pushRun(stage);
    stage.gemini.configure({ routed: { [model]: 'gemini-4-flash' } });
    const run = await pullRun(stage);
    expect(report(stage).notices).toEqual([
      `${model} was asked for, but gemini-4-flash answered.`,
      `${model} answered as gemini-4-flash, in the baseline as ${model}: what changed may be the model.`,
    ]);
    expect(run.annotations.map(({ message }) => message)).toContain(
      `${model} was asked for, but gemini-4-flash answered.`,
    );
  });
});

describe('a row that must pass and broke', () => {
  test('turns the check red by itself', async () => {
    const labelled = rowsOf(20).trim().split('\n');
    const rows = labelled.map((line, index) => (index === 5 ? line.replace(/^\{/, '{"mustPass":true,') : line));
    await using stage = await setRepository({
      files: { 'spam.jsonl': `${rows.join('\n')}\n` },
      gemini: { answer: callsFor(() => true) },
    });
    await pushRun(stage);
    stage.gemini.setAnswer(callsFor((index) => index !== 5));
    const run = await pullRun(stage);
    expect(run.outputs).toMatchObject({ verdict: 'fail', broke: '1' });
    expect(report(stage).reasons).toMatchObject([{ kind: 'regression', rule: 'must-pass' }]);
  });
});

describe('what is no baseline', () => {
  const steady = { files: { 'spam.jsonl': rowsOf(10) }, gemini: { answer: callsFor(() => true) } };

  test('results of a commit after the base commit', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { sha: laterSha });
    await pullRun(stage);
    expect(report(stage).baseline.kind).toBe('logged');
  });

  test('of a commit before it they are, when the base commit has none', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 880, sha: earlierSha });
    await pushRun(stage, {}, { runId: 990, sha: laterSha });
    await pullRun(stage);
    expect(report(stage).baseline).toMatchObject({ kind: 'branch', sha: earlierSha });
  });

  test('results of another branch, of a fork whose branch is called main, and expired ones', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { branch: 'other' });
    const bytes = zipOf({ 'report.json': stage.read('report.json'), 'rows.jsonl': stage.read('rows.jsonl') });
    const fork = stage.github.store.addRun({ id: 901, headBranch: 'main', headSha: baseSha, headRepositoryId: 9001 });
    const own = stage.github.store.addRun({ id: 902, headBranch: 'main', headSha: baseSha });
    stage.github.addArtifact({ name: 'gemini-batch-eval-spam', runId: fork.id, bytes });
    stage.github.addArtifact({ name: 'gemini-batch-eval-spam', runId: own.id, bytes, expired: true });
    await pullRun(stage);
    expect(report(stage).baseline.kind).toBe('logged');
    leaveResults(stage, { id: 903 });
    await pullRun(stage);
    expect(report(stage).baseline).toMatchObject({ kind: 'branch', runId: '903' });
  });

  test('results that other checks scored: it says so and falls back to the log', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage);
    await pullRun(stage, { scorers: 'answered' });
    expect(report(stage)).toMatchObject({
      baseline: { kind: 'logged' },
      notices: ['The results of main at bbbbbbb are not compared with: it was scored by other checks.'],
    });
    expect(stage.comments()[0]).toContain('was scored by other checks');
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'a report of another schema version',
      { 'report.json': '{"schemaVersion":99}', 'rows.jsonl': '' },
      'another schema version',
    ],
    ['a report that is no JSON', { 'report.json': '<html>', 'rows.jsonl': '' }, 'is not a JSON object'],
  ])('%s', async (_, files, words) => {
    await using stage = await setRepository(steady);
    const run = stage.github.store.addRun({ id: 902, headBranch: 'main', headSha: baseSha });
    stage.github.addArtifact({ name: 'gemini-batch-eval-spam', runId: run.id, bytes: zipOf(files) });
    const result = await pullRun(stage, { 'max-drop': '1%' });
    expect(result.outputs.verdict).toBe('pass');
    expect(report(stage).notices.join()).toContain(words);
  });
});

describe('a look-up that fails', () => {
  test.each([
    ['is a warning without max-drop', {}, 'pass'],
    ['leaves the run incomplete with max-drop', { 'max-drop': '2%' }, 'inconclusive'],
  ])('%s', async (_, inputs, verdict) => {
    await using stage = await setRepository({
      files: { 'spam.jsonl': rowsOf(5) },
      gemini: { answer: callsFor(() => true) },
    });
    stage.github.addFault({ on: 'GET /actions/artifacts$', times: 99, do: { status: 403 } });
    const run = await pullRun(stage, inputs);
    expect(run.outputs.verdict).toBe(verdict);
    expect(report(stage).baseline.kind).toBe('none');
    const warnings = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
    expect(warnings.join()).toContain('permissions:\n  actions: read');
  });
});

describe('on a schedule', () => {
  test('the run is compared with the previous one of the same branch, never with itself', async () => {
    await using stage = await setRepository({
      files: { 'spam.jsonl': rowsOf(10) },
      gemini: { answer: callsFor(() => true) },
    });
    const nightly = (runId: number, inputs = {}) => {
      stage.github.store.addRun({ id: runId, headSha: laterSha, event: 'schedule' });
      const runtime = { resultsUrl: stage.github.resultsUrl, token: stage.github.runtimeToken(runId) };
      return stage.run(
        { models: model, ...inputs },
        { github: { ...scheduleEvent({ sha: laterSha, private: true }), runId }, runtime },
      );
    };
    await nightly(801);
    expect(report(stage).baseline.kind).toBe('logged');
    stage.gemini.setAnswer(callsFor((index) => index > 0));
    await nightly(802);
    expect(report(stage).baseline).toMatchObject({ kind: 'branch', runId: '801' });
    await nightly(802);
    expect(report(stage).baseline.runId).toBe('801');
    await nightly(803);
    expect(report(stage)).toMatchObject({ baseline: { runId: '802' }, models: [{ baseline: { broke: 0 } }] });
  });
});
