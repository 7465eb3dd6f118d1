import { expect, test } from '@jest/globals';
import { textReply } from '../../local/gemini/replies.ts';
import type { AskedRow } from '../../local/gemini/types.ts';
import { dispatchEvent } from '../../local/runner/events.ts';
import { eightAndFourteen, headSha, rowsOf, setStage } from './stage.ts';

type Stage = Awaited<ReturnType<typeof setStage>>;
const uploadsLeft = (stage: Stage) => [...stage.gemini.files.values()].filter(({ source }) => source === 'UPLOADED');
const jobsOf = (stage: Stage) =>
  [...stage.gemini.jobs.values()].map(({ model, state, cancelRequests }) => ({ model, state, cancelRequests }));
const states = (stage: Stage) => stage.github.store.statuses.map(({ state }) => state);

test('with reuse: always, a cancelled run leaves the job and the upload that it shares with another run alone', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  const first = { reuse: 'always', models: 'gemini-2.5-flash', 'timeout-minutes': '0.002' };
  await stage.run(first);
  const second = {
    ...first,
    models: 'gemini-2.5-flash, gemini-2.5-pro',
    'timeout-minutes': '5',
    'poll-interval': '60',
  };
  const run = await stage.run(second, { cancelWhen: (line) => line.includes('Wait for the jobs') });
  expect(run.conclusion).toBe('cancelled');
  expect(jobsOf(stage)).toEqual([
    { model: 'gemini-2.5-flash', state: expect.any(String), cancelRequests: 0 },
    { model: 'gemini-2.5-pro', state: expect.any(String), cancelRequests: 1 },
  ]);
  expect(uploadsLeft(stage)).toHaveLength(1);
});

test('a cancelled run does not leave its commit status pending', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  await stage.run({ 'poll-interval': '60' }, { cancelWhen: (line) => line.includes('Wait for the jobs') });
  expect(states(stage)).toEqual(['pending', 'error']);
});

test('a refused key is red in the check, the commit status and the comment, whatever fail-on says', async () => {
  await using stage = await setStage({ gemini: { apiKey: 'another' } });
  const run = await stage.run({ 'fail-on': 'threshold', comment: 'failures' });
  expect(run.conclusion).toBe('failure');
  expect(states(stage)).toEqual(['pending', 'failure']);
  expect(stage.comments()).toHaveLength(1);
});

test('a job whose results are gone is bought again instead of being taken over for ever', async () => {
  await using stage = await setStage();
  await stage.run({ models: 'gemini-2.5-flash' });
  stage.gemini.expireResultFiles();
  const again = await stage.run({ models: 'gemini-2.5-flash' });
  expect(again.outputs).toMatchObject({ verdict: 'pass', scores: JSON.stringify({ 'gemini-2.5-flash': 8 / 15 }) });
  expect(stage.gemini.count('batches.create')).toBe(2);
});

test('a re-run that takes over timed-out jobs deletes the upload of the first attempt', async () => {
  await using stage = await setStage({
    gemini: { life: () => ['PENDING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'] },
  });
  const late = await stage.run({ 'timeout-minutes': '0.00001' });
  expect(late.outputs.verdict).toBe('pending');
  expect(uploadsLeft(stage)).toHaveLength(1);
  const again = await stage.run({});
  expect(again.outputs.verdict).toBe('pass');
  expect(stage.gemini.count('batches.create')).toBe(2);
  expect(uploadsLeft(stage)).toEqual([]);
});

test.each([
  ['without a token', { 'github-token': '' }],
  ['with a token that may not read it', {}],
])('a pull request of unknown origin does not spend %s', async (_, inputs) => {
  const tokens = {
    ghs_local: { login: 'github-actions[bot]', type: 'Bot', installation: true, permissions: { contents: 'read' } },
  } as const;
  await using stage = await setStage({ github: { tokens, pulls: [{ number: 7, headSha, baseSha: 'b'.repeat(40) }] } });
  stage.github.addFault({ on: 'GET /pulls/7$', times: 99, do: { status: 403 } });
  const run = await stage.run({ 'pr-number': '7', ...inputs }, { github: dispatchEvent({ sha: headSha }) });
  expect(run.annotations.at(-1)?.message).toContain('cannot tell whether pull request 7 comes from a fork');
  expect(stage.gemini.requests).toEqual([]);
});

test('an output directory in which the dataset would be overwritten is refused', async () => {
  await using stage = await setStage({ files: { 'requests.jsonl': rowsOf(2) } });
  const run = await stage.run({ dataset: 'requests.jsonl', 'output-directory': '.' });
  expect(run.annotations.at(-1)?.message).toContain('would overwrite requests.jsonl, which is an input');
  expect(stage.gemini.requests).toEqual([]);
});

test('an output directory that cannot hold the results is refused before anything is paid for', async () => {
  await using stage = await setStage({ files: { 'spam.jsonl': rowsOf(2), 'out/results': 'a file' } });
  const run = await stage.run({});
  expect(run.annotations.at(-1)?.message).toMatch(/^output-directory is ".*": cannot be used: EEXIST/);
  expect(stage.gemini.requests).toEqual([]);
});

test('what an earlier run left in the output directory is not published as this run’s', async () => {
  await using stage = await setStage();
  await stage.run({ name: 'first' });
  stage.gemini.addFault({ on: 'batches.list', times: 1000, do: { status: 403 } });
  await stage.run({ name: 'second', reuse: 'always' });
  expect(() => stage.read('rows.jsonl')).toThrow('ENOENT');
  expect(() => stage.read('results/gemini-2.5-flash.jsonl')).toThrow('ENOENT');
  expect(JSON.parse(stage.read('report.json')).name).toBe('second');
});

test('when one model’s answers had to be bought again, the judge is not asked about the others again', async () => {
  const judge = (asked: AskedRow) => asked.displayName.includes('/judge/');
  const answer = (asked: AskedRow) =>
    judge(asked) ? textReply(asked, '{"reason":"","pass":true,"score":1}') : eightAndFourteen(asked);
  await using stage = await setStage({ files: { 'spam.jsonl': rowsOf(3) }, gemini: { answer } });
  stage.gemini.setLife(({ model }) => (model === 'gemini-2.5-pro' ? ['FAILED'] : ['SUCCEEDED']));
  const inputs = { scorers: '- llm-rubric: { value: Be kind., model: gemini-3.8-flash }' };
  await stage.run(inputs);
  stage.gemini.setLife(() => ['SUCCEEDED']);
  const again = await stage.run(inputs);
  expect(again.outputs.verdict).toBe('pass');
  const judged = [...stage.gemini.jobs.values()].filter(({ model }) => model === 'gemini-3.8-flash');
  expect(judged.map(({ requestCount }) => requestCount)).toEqual([3, 3]);
});

test('many answers per row, with a scorer that reads the request again', async () => {
  await using stage = await setStage({ files: { 'spam.jsonl': rowsOf(3) } });
  const patch = 'generationConfig: { responseSchema: { type: OBJECT } }';
  const run = await stage.run({
    models: 'gemini-2.5-flash',
    repeat: '20',
    scorers: '- is-json: request',
    'request-patch': patch,
  });
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '0' });
});
