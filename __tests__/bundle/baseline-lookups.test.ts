import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../local/runner/events.ts';
import {
  baseSha,
  callsFor,
  earlierSha,
  leaveResults,
  model,
  pullRun,
  pushRun,
  report,
  setRepository,
  steady,
} from './baseline-stage.ts';
import { headSha, rowsOf, type Stage } from './stage.ts';

const guarded = { 'max-drop': '2%', reuse: 'never' };
const otherChecks = { settings: { scorers: [], fingerprint: 'sha256:of-others', repeat: 1 } };

/** Main was good at the earlier commit; the pull request is half as good. */
async function setFall(): Promise<Stage> {
  const stage = await setRepository(steady);
  await pushRun(stage, {}, { runId: 700, sha: earlierSha });
  stage.gemini.setAnswer(callsFor((index) => index >= 10));
  return stage;
}

describe('the newest usable results are found', () => {
  test('behind many that other checks have scored', async () => {
    await using stage = await setFall();
    for (let id = 900; id < 912; id++) leaveResults(stage, { id, report: otherChecks });
    const run = await pullRun(stage, guarded);
    expect(run.outputs).toMatchObject({ verdict: 'fail', broke: '10' });
    expect(report(stage).baseline.runId).toBe('700');
  });

  test('behind many that are still at work', async () => {
    await using stage = await setFall();
    for (let id = 900; id < 912; id++) leaveResults(stage, { id, report: { verdict: 'pending' } });
    await pullRun(stage, guarded);
    expect(report(stage).baseline.runId).toBe('700');
  });

  test('and a pull request of main into a release says nothing of main', async () => {
    await using stage = await setFall();
    leaveResults(stage, { id: 905, event: 'pull_request', says: { pullRequest: 9 } });
    await pullRun(stage, guarded);
    expect(report(stage)).toMatchObject({ baseline: { runId: '700' }, notices: [] });
  });

  test('and those of a branch itself come before those of its pull request', async () => {
    const pulls = [{ number: 7, headSha, baseSha, headRef: 'change', baseRef: 'stack' }];
    await using stage = await setRepository({ ...steady, github: { pulls } });
    await pushRun(stage, {}, { runId: 700, branch: 'stack' });
    leaveResults(stage, { id: 905, headBranch: 'stack', event: 'pull_request', says: { pullRequest: 9 } });
    const github = pullRequestEvent({ number: 7, headSha, baseSha, baseRef: 'stack', private: true });
    await pullRun(stage, guarded, { github });
    expect(report(stage).baseline.runId).toBe('700');
    stage.github.store.artifacts.clear();
    leaveResults(stage, { id: 906, headBranch: 'stack', event: 'pull_request', says: { pullRequest: 9 } });
    await pullRun(stage, guarded, { github });
    expect(report(stage).baseline.runId).toBe('906');
  });
});

describe('a search that comes to no end', () => {
  test('leaves the run incomplete when it stops at results that cannot be read', async () => {
    await using stage = await setFall();
    for (let id = 900; id < 925; id++) leaveResults(stage, { id, report: { schemaVersion: 9 } });
    const run = await pullRun(stage, guarded);
    expect(run.outputs.verdict).toBe('inconclusive');
    expect(report(stage).reasons[0].message).toContain('cut off after 20 results that cannot be used');
  });

  test('says so and goes on when all that it sees is of other checks: they were changed', async () => {
    await using stage = await setFall();
    for (let id = 900; id < 925; id++) leaveResults(stage, { id, report: otherChecks });
    const run = await pullRun(stage, guarded);
    expect([run.outputs.verdict, report(stage).baseline.kind]).toEqual(['pass', 'logged']);
    expect(report(stage).notices.join()).toContain('it was scored by other checks');
  });
});

describe('a look-up that fails is a warning, and with max-drop leaves the run incomplete', () => {
  test.each([
    ['an archive that is not there', 'GET /actions/artifacts/\\d+/zip$', { status: 404 }],
    ['a list without a list', 'GET /actions/artifacts$', { status: 200, body: {} }],
    ['a list that is a page of a proxy', 'GET /actions/artifacts$', { status: 200, body: '<html>' }],
  ])('%s', async (_what, on, effect) => {
    await using stage = await setFall();
    stage.github.addFault({ on, times: 9, do: effect });
    const run = await pullRun(stage, guarded);
    expect(run.outputs.verdict).toBe('inconclusive');
    expect(run.annotations.map(({ message }) => message).join()).toContain('The baseline could not be looked up.');
    expect(report(stage).reasons).toMatchObject([{ kind: 'incomplete' }]);
  });

  test.each([
    ['what started the run', 'GET /actions/runs/700$', 'what started its run'],
    [
      'whether a commit comes before',
      'GET /(commits|compare/.*)$',
      'whether they come before the commit compared with',
    ],
  ])('but one that does not say %s is used, and said', async (_what, on, doubt) => {
    await using stage = await setFall();
    stage.github.addFault({ on, times: 99, do: { status: 500 } });
    const run = await pullRun(stage, guarded);
    expect(run.outputs.verdict).toBe('fail');
    expect(report(stage).notices.join()).toContain(`GitHub did not tell of the results of main at ccccccc ${doubt}.`);
  });
});

test('a commit that has no results of its own is not compared with those of another one', async () => {
  await using stage = await setRepository(steady);
  await pushRun(stage, {}, { runId: 700, sha: earlierSha, branch: 'feature' });
  const run = await pullRun(stage, { ...guarded, baseline: baseSha });
  expect(run.outputs.verdict).toBe('inconclusive');
  expect(report(stage).reasons[0].message).toContain('no results named gemini-batch-eval-spam were found for it');
  await pullRun(stage, { ...guarded, baseline: earlierSha });
  expect(report(stage).baseline.runId).toBe('700');
});

test('logged API errors are no wrong answers: a fall is not hidden by what they fixed', async () => {
  const logged = (index: number) =>
    index < 6 ? { error: { code: 503, message: 'busy' } } : { candidates: [{ content: { parts: [{ text: 'YES' }] } }] };
  const rows = Array.from({ length: 20 }, (_, index) =>
    JSON.stringify({ request: { contents: [{ parts: [{ text: `Row ${index}` }] }] }, response: logged(index) }),
  );
  await using stage = await setRepository({
    files: { 'spam.jsonl': rows.join('\n') },
    gemini: { answer: ({ index }) => ({ response: say(index >= 6 && index < 12 ? 'NO' : 'YES') }) },
  });
  const run = await pullRun(stage, { ...guarded, baseline: 'logged', scorers: '- contains: YES' });
  expect(run.outputs).toMatchObject({ verdict: 'fail', broke: '6', fixed: '0' });
  expect(report(stage).models[0].baseline.difference).toBeCloseTo(-6 / 14);
});

const say = (text: string) => ({ candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] });

test('a model that is not judged hides no other model’s fall', async () => {
  await using stage = await setRepository({
    files: { 'spam.jsonl': rowsOf(40) },
    gemini: { answer: callsFor(() => true) },
  });
  const two = { models: `${model}, gemini-2.5-flash`, 'retry-errors': '0' };
  await pushRun(stage, two);
  const fallen = callsFor((index) => index >= 5);
  stage.gemini.setAnswer((row) =>
    row.model.includes('2.5') && row.index < 20 ? { error: { code: 14, message: 'x' } } : fallen(row),
  );
  const run = await pullRun(stage, { ...guarded, ...two, 'fail-on': 'regression' });
  expect(run.conclusion).toBe('failure');
  expect(report(stage).reasons).toMatchObject([{ kind: 'regression', model }, { kind: 'error' }]);
  expect(report(stage).models[0].baseline.pValue).toBeCloseTo(0.03125);
});

test('answers whose tokens were not counted have no known cost', async () => {
  await using stage = await setRepository({ gemini: { answer: () => ({ response: say('hello') }) } });
  const run = await pullRun(stage, { models: 'gemini-2.5-flash', scorers: 'answered' });
  expect(run.outputs).toMatchObject({ verdict: 'pass', cost: '' });
  expect(report(stage)).toMatchObject({ cost: { total: null }, models: [{ cost: null }] });
});

test('a module whose helper was changed is another check', async () => {
  const files = {
    'spam.jsonl': rowsOf(5),
    's.mjs': "import { score } from './h.mjs';\nexport default score;",
    'h.mjs': 'export const score = () => 1;',
  };
  await using stage = await setRepository({ files, gemini: { answer: callsFor(() => true) } });
  await pushRun(stage, { scorers: '- javascript: s.mjs' });
  writeFileSync(join(stage.workspace, 'h.mjs'), 'export const score = () => 0;');
  await pullRun(stage, { ...guarded, scorers: '- javascript: s.mjs' });
  expect(report(stage).baseline.kind).not.toBe('branch');
  expect(report(stage).notices.join()).toContain('it was scored by other checks');
});
