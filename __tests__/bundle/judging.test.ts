import { expect, test } from '@jest/globals';
import { callReply, textReply } from '../../local/gemini/replies.ts';
import type { AskedRow, Reply } from '../../local/gemini/types.ts';
import { apiKey, setStage } from './stage.ts';

const report = (stage: { read(path: string): string }) => JSON.parse(stage.read('report.json'));
const rowLines = (stage: { read(path: string): string }) =>
  stage
    .read('rows.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const row = (index: number, more: object = {}) => ({
  key: `row-${index}`,
  request: { contents: [{ role: 'user', parts: [{ text: `Question ${index}` }] }] },
  response: { candidates: [{ content: { parts: [{ text: `Answer ${index}` }] }, finishReason: 'STOP' }] },
  ...more,
});
const dataset = (rows: readonly object[]) => ({ 'spam.jsonl': rows.map((line) => JSON.stringify(line)).join('\n') });
const isJudge = ({ displayName }: AskedRow) => displayName.includes('/judge/');
const verdict = (asked: AskedRow, value: object): Reply => textReply(asked, JSON.stringify(value));

test('labels from the rows and from a side file are joined by key; unknown and missing ones are reported', async () => {
  const rows = [row(0, { expected: 'Answer 0', tags: ['short'] }), row(1, { expected: 'wrong' }), row(2)];
  const labels = [
    { key: 'row-1', expected: 'Answer 1', tags: ['short', 'odd'] },
    { key: 'gone', expected: 'x' },
  ];
  await using stage = await setStage({
    files: { ...dataset(rows), 'labels.jsonl': labels.map((label) => JSON.stringify(label)).join('\n') },
    gemini: { answer: (asked) => textReply(asked, `Answer ${asked.index}`) },
  });
  const run = await stage.run({
    models: 'gemini-2.5-flash',
    scorers: 'equals',
    labels: 'labels.jsonl',
    'max-error-rate': '50%',
  });
  expect(rowLines(stage).map(({ score, outcome }) => [score, outcome])).toEqual([
    [1, 'answered'],
    [1, 'answered'],
    [null, 'error'],
  ]);
  expect(run.annotations.map(({ message }) => message).join('\n')).toContain(
    '1 label in labels.jsonl has a key that no row has: gone',
  );
  expect(run.log).toContain('2 of 3 rows have no label in labels.jsonl');
  const { slices } = report(stage).models[0];
  expect(
    slices.map(({ tag, rows: count, score }: { tag: string; rows: number; score: number }) => [tag, count, score]),
  ).toEqual([
    ['odd', 1, 1],
    ['short', 2, 1],
  ]);
  expect(run.summary).toContain('#### By tag');
});

test.each([
  ['{"key":"row-0","expect":1}', 'labels.jsonl:1: has a member "expect"; a label has key, expected, mustPass, tags'],
  ['{"key":"row-0","tags":"x"}', 'labels.jsonl:1: "tags" is not a list'],
  ['{"expected":1}', 'labels.jsonl:1: has no "key"'],
  ['{"key":"row-0"}\n{"key":"row-0"}', 'labels.jsonl:2: is the second label of the key "row-0"'],
])('a bad label %s: file, line and what is wrong', async (labels, message) => {
  await using stage = await setStage({ files: { ...dataset([row(0)]), 'labels.jsonl': labels } });
  const run = await stage.run({ labels: 'labels.jsonl' });
  expect(run.annotations.at(-1)?.message).toContain(message);
  expect(stage.gemini.requests).toEqual([]);
});

test('several answers per row: distinct keys in one job, mean per row first, pass@k, pass^k and flaky rows', async () => {
  const answer = (asked: AskedRow): Reply => {
    const [key, round] = (asked.key ?? '').split('#');
    return key === 'row-0' || (key === 'row-1' && round !== '2') ? callReply(asked, 'f', {}) : textReply(asked, 'no');
  };
  await using stage = await setStage({ files: dataset([row(0), row(1), row(2)]), gemini: { answer } });
  const run = await stage.run({ models: 'gemini-2.5-flash', repeat: '3' });
  const sent = stage
    .read('requests.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).key);
  expect(sent).toEqual([0, 1, 2].flatMap((index) => [1, 2, 3].map((round) => `row-${index}#${round}`)));
  expect([...stage.gemini.jobs.values()]).toHaveLength(1);
  expect(rowLines(stage).map(({ key, repeat, score }) => `${key} ${repeat} ${score}`)).toEqual([
    'row-0 1 1',
    'row-0 2 1',
    'row-0 3 1',
    'row-1 1 1',
    'row-1 2 0',
    'row-1 3 1',
    'row-2 1 0',
    'row-2 2 0',
    'row-2 3 0',
  ]);
  const [model] = report(stage).models;
  expect(model).toMatchObject({ rows: 9, answered: 9, passed: 1, score: (1 + 2 / 3) / 3 });
  expect(model.repeats).toMatchObject({
    flaky: 1,
    flakyKeys: ['row-1'],
    passAtK: [expect.closeTo(5 / 9), expect.closeTo(2 / 3), expect.closeTo(2 / 3)],
  });
  expect(model.repeats.passHatK[2]).toBeCloseTo(1 / 3);
  expect(report(stage).dataset.rows).toBe(3);
  expect(run.summary).toContain('#### 3 answers per row');
});

test('a sample is drawn the same way every time, and further rows do not reshuffle it', async () => {
  const draw = async (count: number) => {
    await using stage = await setStage({ files: dataset(Array.from({ length: count }, (_, index) => row(index))) });
    await stage.run({ models: 'gemini-2.5-flash', sample: '10' });
    expect(report(stage).dataset).toMatchObject({ rows: 10, totalRows: count });
    return rowLines(stage).map(({ key, line }) => `${key}@${line}`);
  };
  const first = await draw(40);
  expect(await draw(40)).toEqual(first);
  const grown = await draw(44);
  expect(grown.filter((place) => first.includes(place)).length).toBeGreaterThanOrEqual(6);
  expect(first.every((place) => place.split('@')[0] === `row-${Number(place.split('@')[1]) - 1}`)).toBe(true);
});

test('matches-logged compares with the answer that was removed from the row', async () => {
  const answer = (asked: AskedRow) => textReply(asked, asked.index === 1 ? 'Something else' : `Answer ${asked.index}`);
  await using stage = await setStage({ files: dataset([row(0), row(1), row(2)]), gemini: { answer } });
  await stage.run({ models: 'gemini-2.5-flash', scorers: 'matches-logged' });
  expect(rowLines(stage).map(({ score }) => score)).toEqual([1, 0, 1]);
});

test('is-json: request checks against the schema that was sent', async () => {
  const schema = { type: 'OBJECT', properties: { n: { type: 'INTEGER' } }, required: ['n'] };
  const answer = (asked: AskedRow) => textReply(asked, ['{"n":1}', '{"n":"1"}', 'no'][asked.index] ?? '');
  await using stage = await setStage({ files: dataset([row(0), row(1), row(2)]), gemini: { answer } });
  const patch = JSON.stringify({ generationConfig: { responseMimeType: 'application/json', responseSchema: schema } });
  await stage.run({ models: 'gemini-2.5-flash', scorers: '- is-json: request', 'request-patch': patch });
  expect(rowLines(stage).map(({ score }) => score)).toEqual([1, 0, 0]);
});

test('llm-rubric: a second batch job judges every answer; verdicts, judge errors and raw results are kept apart', async () => {
  const answer = (asked: AskedRow): Reply | readonly Reply[] | 'missing' => {
    if (!isJudge(asked)) return textReply(asked, `Text of ${asked.index}`);
    const text = JSON.stringify(asked.request);
    if (text.includes('Text of 0')) return verdict(asked, { reason: 'kind', pass: true, score: 1 });
    if (text.includes('Text of 1')) return verdict(asked, { reason: 'so so', pass: false, score: 0.25 });
    if (text.includes('Text of 2')) return textReply(asked, 'I cannot say.');
    return 'missing';
  };
  const files = { ...dataset([0, 1, 2, 3].map((index) => row(index))), 'rubric.md': 'The answer is kind.\n' };
  await using stage = await setStage({ files, gemini: { answer: answer as (asked: AskedRow) => Reply } });
  const scorers =
    '- llm-rubric: { value: rubric.md, model: gemini-3.8-flash, config: { temperature: 0 } }\n- answered: { weight: 0 }';
  const run = await stage.run({ models: 'gemini-2.5-flash', scorers, 'max-error-rate': '50%' });
  expect(rowLines(stage).map(({ score, outcome }) => [score, outcome])).toEqual([
    [1, 'answered'],
    [0.25, 'answered'],
    [null, 'error'],
    [null, 'error'],
  ]);
  expect(rowLines(stage)[1].checks).toEqual([
    { scorer: 'llm-rubric', score: 0.25, reason: 'so so' },
    { scorer: 'answered', score: 1, reason: '' },
  ]);
  expect(report(stage).judges).toMatchObject([
    { model: 'gemini-3.8-flash', requests: 4, verdicts: 2, errors: 1, missing: 1 },
  ]);
  expect(report(stage).judges[0].tokens.total).toBeGreaterThan(0);
  const asked = stage
    .read('judge/gemini-3.8-flash.gemini-2.5-flash.requests.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(asked[0].key).toMatch(/^gemini-2\.5-flash\/row-\d\/1$/);
  expect(asked[0].request.generationConfig).toMatchObject({
    temperature: 0,
    responseMimeType: 'application/json',
    responseSchema: { type: 'OBJECT' },
  });
  expect(JSON.stringify(asked[0].request)).toContain('The answer is kind.');
  expect(stage.read('results/judge/gemini-3.8-flash.gemini-2.5-flash.jsonl')).not.toBe('');
  expect([...stage.github.store.artifacts.values()].map(({ name }) => name)).toContain(
    'gemini-batch-eval-spam-judge-gemini-3.8-flash.gemini-2.5-flash',
  );
  expect(run.summary).toContain('#### Judges');
  expect([...stage.gemini.files.values()].filter(({ source }) => source === 'UPLOADED')).toEqual([]);
});

test('a judge that fails leaves the run inconclusive, not the answers wrong', async () => {
  await using stage = await setStage({
    files: dataset([row(0)]),
    gemini: { life: ({ displayName }) => (displayName.includes('/judge/') ? ['FAILED'] : ['SUCCEEDED']) },
  });
  const run = await stage.run({
    models: 'gemini-2.5-flash',
    scorers: '- llm-rubric: { value: Kind., model: gemini-3.8-flash }\n- answered',
    threshold: '90%',
  });
  expect(run.outputs.verdict).toBe('inconclusive');
  const reasons = report(stage).reasons;
  expect(reasons.every(({ kind }: { kind: string }) => kind === 'error')).toBe(true);
  expect(JSON.stringify(reasons)).toContain('The judge gemini-3.8-flash');
});

test('a rubric without a model is judged by the first model, with a notice; a re-run buys neither stage again', async () => {
  const answer = (asked: AskedRow) =>
    isJudge(asked) ? verdict(asked, { reason: '', pass: true, score: 1 }) : textReply(asked, 'x');
  await using stage = await setStage({ files: dataset([row(0)]), gemini: { answer } });
  const inputs = { models: 'gemini-2.5-flash', scorers: '- llm-rubric: Be kind.' };
  const run = await stage.run(inputs);
  expect(
    run.annotations.some(({ level, message }) => level === 'notice' && message.includes('judges its own answers')),
  ).toBe(true);
  await stage.run(inputs);
  expect(stage.gemini.count('batches.create')).toBe(2);
});

test('javascript: a module of the repository scores; its mistakes are that row’s error, and it cannot see the key', async () => {
  const module = `import { readFileSync } from 'node:fs';
export default ({ key, answer, expected, tags, request, logged }) => {
  if (process.env.GEMINI_API_KEY || JSON.stringify(process.env).includes(${JSON.stringify(apiKey)})) return 0.123;
  console.log('::error::from the module');
  if (key === 'row-1') throw new TypeError('cannot read this');
  if (key === 'row-2') return 'yes';
  return { score: logged.text === answer.text && request.contents.length === 1 && expected === 7 && tags[0] === 't' ? 1 : 0, reason: 'compared' };
};`;
  const rows = [row(0, { expected: 7, tags: ['t'] }), row(1), row(2)];
  await using stage = await setStage({
    files: { ...dataset(rows), 'evals/score.mjs': module },
    gemini: { answer: (asked) => textReply(asked, `Answer ${asked.index}`) },
  });
  const run = await stage.run({
    models: 'gemini-2.5-flash',
    scorers: '- javascript: evals/score.mjs',
    'max-error-rate': '100%',
  });
  const lines = rowLines(stage);
  expect(lines.map(({ score, outcome }) => [score, outcome])).toEqual([
    [1, 'answered'],
    [null, 'error'],
    [null, 'error'],
  ]);
  expect(lines[0].checks[0]).toEqual({ scorer: 'javascript', score: 1, reason: 'compared' });
  expect(lines[1].error.message).toMatch(/evals\/score\.mjs:5.*cannot read this/);
  expect(run.annotations.some(({ message }) => message === 'from the module')).toBe(false);
  expect(run.exitCode).toBe(0);
});
