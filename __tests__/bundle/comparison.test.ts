import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { callReply, textReply } from '../../local/gemini/replies.ts';
import { baseSha, callsFor, earlierSha, model, pullRun, pushRun, rowsLeft, setRepository } from './baseline-stage.ts';
import { rowsOf, type Stage } from './stage.ts';

const report = (stage: Stage) => JSON.parse(stage.read('report.json'));
const steady = { files: { 'spam.jsonl': rowsOf(20) }, gemini: { answer: callsFor(() => true) } };
const keyed = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    JSON.stringify({ key: `k${i}`, request: { contents: [{ parts: [{ text: `Message ${i}` }] }] } }),
  ).join('\n');

describe('rows that are in no pair are told', () => {
  test('when the baseline has no score for them', async () => {
    await using stage = await setRepository(steady);
    const inputs = { 'max-error-rate': '70%', reuse: 'never', 'retry-errors': '0' };
    const error = { error: { code: 3, message: 'no' } };
    stage.gemini.setAnswer((row) => (row.index < 12 ? error : callReply(row, 'report_spam', {})));
    await pushRun(stage, inputs);
    stage.gemini.setAnswer(callsFor((index) => index >= 12));
    await pullRun(stage, inputs);
    expect(report(stage)).toMatchObject({
      models: [{ baseline: { rows: 8 } }],
      notices: ['12 of 20 rows have no score in the baseline (main), so they are not compared.'],
    });
  });

  test('when more of them had no answer there than is accepted: such results are nothing to compare with', async () => {
    await using stage = await setRepository(steady);
    const inputs = { models: `${model}, gemini-2.5-flash`, reuse: 'never', 'retry-errors': '0' };
    const error = { error: { code: 3, message: 'no' } };
    stage.gemini.setAnswer((row) =>
      row.model.includes('2.5') && row.index < 12 ? error : callReply(row, 'report_spam', {}),
    );
    await pushRun(stage, inputs);
    stage.gemini.setAnswer(callsFor((index) => index >= 12));
    await pullRun(stage, { ...inputs, 'max-drop': '90%' });
    expect(report(stage)).toMatchObject({
      models: [{ baseline: { rows: 20 } }, { baseline: null }],
      notices: expect.arrayContaining([
        'gemini-2.5-flash left 60.0% of its rows without an answer in the baseline (main), and 5.0% are accepted, so it is not compared.',
        'max-drop is set, but there is nothing to compare gemini-2.5-flash with.',
      ]),
    });
  });

  test('when a check that counts failed to run on them, there or here', async () => {
    const module =
      "export default ({ answer }) => { if (answer.text === 'Boom') throw new Error('x'); return true; };\n";
    await using stage = await setRepository({ ...steady, files: { ...steady.files, 'score.mjs': module } });
    const inputs = { scorers: '- function-call\n- javascript: score.mjs', 'max-error-rate': '90%', reuse: 'never' };
    const boomFor = (booms: (index: number) => boolean) => (row: Parameters<typeof textReply>[0] & { index: number }) =>
      booms(row.index) ? textReply(row, 'Boom') : callReply(row, 'report_spam', {});
    stage.gemini.setAnswer(boomFor((index) => index < 6));
    await pushRun(stage, inputs);
    stage.gemini.setAnswer(boomFor((index) => index >= 4 && index < 10));
    await pullRun(stage, inputs);
    expect(report(stage)).toMatchObject({
      models: [{ score: 0.7, baseline: { rows: 10, broke: 0, fixed: 0 } }],
      notices: [`${model} is not compared on 10 rows, for which a check failed to run (6 in this run, 4 in main).`],
    });
    expect(rowsLeft(stage).filter(({ change }) => change === null)).toHaveLength(10);
  });

  test('but not those that the sample leaves out: they are not removed', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage);
    await pullRun(stage, { sample: '5', reuse: 'never' });
    expect(report(stage)).toMatchObject({
      baseline: { removed: { count: 0 }, added: { count: 0 } },
      models: [{ baseline: { rows: 5, cost: null } }],
    });
  });
});

describe('labels that are written in another way', () => {
  const labelled = (print: (index: number) => string) =>
    Array.from({ length: 20 }, (_, index) => `{"key":"k${index}","expected":${print(index)}}`).join('\n');
  const files = { 'spam.jsonl': keyed(20), 'labels.jsonl': labelled((i) => `{"a":${i},"b":1}`) };

  test.each<[string, string, (index: number) => string, number]>([
    ['are the same where only spaces and order differ', 'equals', (i) => `{ "b": 1.0, "a": ${i} }`, 0],
    ['are others where their values are', 'equals', (i) => `{"a":${i + 1},"b":1}`, 20],
    ['say nothing where no check asks for them', 'function-call', (i) => `{"a":${i + 1},"b":1}`, 0],
  ])('%s', async (_, scorers, print, changed) => {
    await using stage = await setRepository({ ...steady, files });
    const inputs = { labels: 'labels.jsonl', scorers, reuse: 'never' };
    await pushRun(stage, inputs);
    writeFileSync(join(stage.workspace, 'labels.jsonl'), labelled(print));
    await pullRun(stage, inputs);
    const { baseline, notices } = report(stage);
    const found = baseline.kind === 'branch' ? baseline.changed.count : notices.join();
    expect(found).toEqual(changed === 0 ? 0 : expect.stringContaining('it has no row in common with this dataset'));
  });
});

describe('what else is another one is told', () => {
  test('as when a row has more answers than in the baseline', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage);
    await pullRun(stage, { repeat: '5', reuse: 'never' });
    expect(report(stage).notices).toEqual([
      'The baseline (main) has 1 answer a row, this run 5: a row passes here only when all of them do.',
    ]);
  });

  test('as when a row that must pass failed in the baseline too', async () => {
    const rows = rowsOf(20).replace(/^\{/, '{"mustPass":true,');
    await using stage = await setRepository({
      files: { 'spam.jsonl': rows },
      gemini: { answer: callsFor((i) => i > 0) },
    });
    await pushRun(stage);
    const run = await pullRun(stage, { reuse: 'never' });
    expect(run.outputs.verdict).toBe('pass');
    expect(report(stage).notices.join()).toMatch(
      /fails 1 row that must pass: .*\. In the baseline \(main\) it failed too\./,
    );
  });
});

describe('a baseline on disk', () => {
  test('in the output directory is refused before anything is sent, and still there', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage);
    const asked = stage.gemini.requests.length;
    const run = await pullRun(stage, { baseline: 'out/report.json', 'max-drop': '2%' });
    expect(run.annotations.at(-1)?.message).toContain('would overwrite out/report.json, which is an input');
    expect(stage.gemini.requests).toHaveLength(asked);
    expect(report(stage).run.sha).toBe(baseSha);
  });

  test('that cannot be read leaves the run incomplete, with all it has come to', async () => {
    await using stage = await setRepository(steady);
    mkdirSync(join(stage.workspace, 'kept'));
    for (const name of ['report.json', 'rows.jsonl'])
      writeFileSync(join(stage.workspace, 'kept', name), Buffer.of(0xff, 0xfe));
    const run = await pullRun(stage, { baseline: 'kept' });
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', scores: JSON.stringify({ [model]: 1 }) });
    expect(report(stage).reasons).toEqual([
      { kind: 'incomplete', message: expect.stringContaining('The baseline could not be looked up. ') },
    ]);
  });
});

test('a module that ends its thread on every logged answer is tried anew on the answers', async () => {
  const module =
    "export default ({ answer }) => { if (answer.text === 'Logged') process.exit(1); return answer.calls.length > 0; };\n";
  const files = { ...steady.files, 'score.mjs': module };
  await using stage = await setRepository({ ...steady, files });
  const run = await pullRun(stage, { scorers: '- javascript: score.mjs' });
  expect(run.outputs).toMatchObject({ verdict: 'pass', scores: JSON.stringify({ [model]: 1 }) });
});

test('an older commit’s results are compared with when the base commit’s have too many errors', async () => {
  await using stage = await setRepository(steady);
  await pushRun(stage, { reuse: 'never' }, { runId: 700, sha: earlierSha });
  stage.gemini.setAnswer((row) => (row.index < 12 ? { error: { code: 3, message: 'no' } } : textReply(row, 'x')));
  await pushRun(stage, { reuse: 'never', 'retry-errors': '0' });
  await pullRun(stage, { reuse: 'never', 'retry-errors': '0', 'max-error-rate': '10%' });
  expect(report(stage)).toMatchObject({ baseline: { runId: '700' } });
  expect(report(stage).notices.join()).toContain(
    'it left more of its rows without an answer than max-error-rate accepts',
  );
});
