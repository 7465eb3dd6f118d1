import { expect, test } from '@jest/globals';
import type { GeminiEmulatorOptions } from '../../local/gemini/options.ts';
import type { AskedRow, Reply } from '../../local/gemini/types.ts';
import { eightAndFourteen, setStage } from './stage.ts';

const report = (stage: { read(path: string): string }) => JSON.parse(stage.read('report.json'));
const failed = (row: AskedRow): Reply => ({ error: { code: 13, message: `Internal error for ${row.index}` } });

test('errors and missing rows are counted apart from wrong answers, and too many leave the run inconclusive', async () => {
  const answer = (row: AskedRow) =>
    row.index === 14 ? failed(row) : row.index === 13 ? 'missing' : eightAndFourteen(row);
  await using stage = await setStage({ gemini: { answer } });
  const inputs = { threshold: '50%', 'retry-errors': '0' };
  const run = await stage.run(inputs);
  expect(run.outputs).toMatchObject({ verdict: 'inconclusive', errors: '2' });
  expect(run.conclusion).toBe('failure');
  expect(report(stage).models[0]).toMatchObject({
    rows: 15,
    answered: 13,
    passed: 8,
    errors: 1,
    missing: 1,
    score: 8 / 13,
  });
  expect(report(stage).reasons[0]).toEqual({
    kind: 'error',
    model: 'gemini-2.5-flash',
    message:
      'gemini-2.5-flash left 13.3% of its rows without an answer (1 failed, 1 missing); 5.0% are accepted, so its score is not judged.',
  });
  const tolerant = await stage.run({ ...inputs, 'max-error-rate': '20%' });
  expect(tolerant.outputs.verdict).toBe('pass');
});

test('duplicate, unknown and unreadable result lines are counted, and the first answer counts', async () => {
  const answer = (row: AskedRow): Reply | readonly Reply[] => {
    const good = eightAndFourteen(row);
    if (row.index === 0) return [good, failed(row)];
    if (row.index === 1) return [good, { raw: '{"key":"nobody","response":{}}' }, { raw: 'no JSON' }];
    if (row.index === 2) return [failed(row), good];
    return good;
  };
  await using stage = await setStage({ gemini: { answer } });
  await stage.run({});
  expect(report(stage).models[1]).toMatchObject({ answered: 15, passed: 14, errors: 0, duplicates: 2, unknown: 2 });
});

test.each([
  [
    'FAILED',
    { state: 'FAILED', error: { code: 3, message: 'The rows were too many.' } },
    /its job batches\/\S+ failed: The rows were too many\. \(code 3\)\.$/,
  ],
  ['EXPIRED', 'EXPIRED', /expired before it was finished/],
  ['CANCELLED', 'CANCELLED', /was cancelled/],
])('a job that ends %s is a reason with its cause, and the other model is scored', async (_, end, message) => {
  const life: GeminiEmulatorOptions['life'] = ({ model }) =>
    model.includes('pro') ? ['PENDING', 'SUCCEEDED'] : ['RUNNING', end];
  await using stage = await setStage({ gemini: { life } });
  const run = await stage.run({ threshold: '50%' });
  expect(run.outputs).toMatchObject({ verdict: 'inconclusive' });
  expect(JSON.parse(run.outputs.scores ?? '')).toEqual({ 'gemini-2.5-flash': null, 'gemini-2.5-pro': 14 / 15 });
  expect(report(stage).reasons).toHaveLength(1);
  expect(report(stage).reasons[0].message).toMatch(message);
  expect(run.conclusion).toBe('failure');
});

test('an unknown model does not take the known one with it', async () => {
  await using stage = await setStage({ gemini: { models: ['gemini-2.5-pro'] } });
  const run = await stage.run({ threshold: '50%' });
  expect(JSON.parse(run.outputs.scores ?? '')).toEqual({ 'gemini-2.5-flash': null, 'gemini-2.5-pro': 14 / 15 });
  expect(report(stage).reasons).toMatchObject([{ kind: 'error', model: 'gemini-2.5-flash' }]);
  expect(report(stage).reasons[0].message).toContain('HTTP 404');
});

test('a row that the service refuses is named by its place in the dataset', async () => {
  const rows = [
    '{"request":{"contents":[{"parts":[{"text":"a"}]}]}}',
    '',
    '{"request":{"contents":[{"parts":[{"text":"b"}]}],"config":{}}}',
  ];
  await using stage = await setStage({ files: { 'spam.jsonl': rows.join('\n') } });
  const run = await stage.run({ models: 'gemini-2.5-flash' });
  expect(run.outputs.verdict).toBe('inconclusive');
  expect(run.annotations).toContainEqual(
    expect.objectContaining({ level: 'error', file: 'spam.jsonl', line: 3, title: 'Refused row' }),
  );
});

test('a job that is not finished in time is kept for a re-run, which takes it over and pays nothing', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  const late = await stage.run({ 'timeout-minutes': '0.002' }, { post: 'run' });
  expect({ conclusion: late.conclusion, verdict: late.outputs.verdict }).toEqual({
    conclusion: 'failure',
    verdict: 'pending',
  });
  expect(report(stage).reasons).toMatchObject([{ kind: 'incomplete' }, { kind: 'incomplete' }]);
  expect(stage.comments()[0]).toContain('⏳ spam: still running');
  expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([0, 0]);
  expect([...stage.gemini.files.values()]).toHaveLength(1);
  for (const job of stage.gemini.jobs.keys()) expect(late.post?.log).not.toContain(`Cancelled ${job}`);
  stage.gemini.setLife(() => ['SUCCEEDED']);
});

test('on-timeout: cancel cancels what is late, deletes the upload and is inconclusive', async () => {
  await using stage = await setStage({
    gemini: { life: ({ model }) => (model.includes('pro') ? ['SUCCEEDED'] : ['RUNNING']) },
  });
  const run = await stage.run({ 'timeout-minutes': '0.002', 'on-timeout': 'cancel' });
  expect(run.outputs.verdict).toBe('inconclusive');
  expect(JSON.parse(run.outputs.scores ?? '')).toEqual({ 'gemini-2.5-flash': null, 'gemini-2.5-pro': 14 / 15 });
  expect([...stage.gemini.jobs.values()].map(({ model, cancelRequests }) => [model, cancelRequests])).toEqual([
    ['gemini-2.5-flash', 1],
    ['gemini-2.5-pro', 0],
  ]);
});

test('a result file that never comes whole is a reason, never a score', async () => {
  await using stage = await setStage();
  stage.gemini.addFault({ on: 'download', times: 1000, do: { cutAfterBytes: 900 } });
  const run = await stage.run({ models: 'gemini-2.5-flash' });
  expect(run.outputs).toMatchObject({ verdict: 'inconclusive', scores: '{"gemini-2.5-flash":null}' });
  expect(report(stage).reasons).toMatchObject([{ kind: 'incomplete' }]);
});

test('a key that the service refuses: the reason, a hint, and the comment says that nothing was evaluated', async () => {
  await using stage = await setStage({ gemini: { apiKey: 'another' } });
  const run = await stage.run({});
  expect({ conclusion: run.conclusion, verdict: run.outputs.verdict }).toEqual({
    conclusion: 'failure',
    verdict: 'inconclusive',
  });
  expect(run.log).toContain('Check the secret behind gemini-api-key.');
  expect(stage.comments()[0]).toContain('⚠️ spam: inconclusive');
});

test.each(['upload.start', 'upload.piece', 'batches.create', 'batches.list', 'download', 'files.delete'] as const)(
  'a lost connection and a 503 on %s change nothing',
  async (on) => {
    await using stage = await setStage();
    stage.gemini.addFault({ on, nth: 1, do: { reset: 'after' } });
    stage.gemini.addFault({ on, nth: 2, do: { status: 503 } });
    const run = await stage.run({});
    expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '0' });
    const live = [...stage.gemini.jobs.values()].filter(({ state }) => state !== 'CANCELLED');
    expect(live).toHaveLength(2);
    expect([...stage.gemini.files.values()].filter(({ source }) => source === 'UPLOADED')).toEqual([]);
  },
);
