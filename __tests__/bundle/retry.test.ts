import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { callReply, textReply } from '../../local/gemini/replies.ts';
import type { AnswerRow, AskedRow, Reply } from '../../local/gemini/types.ts';
import { eightAndFourteen, rowsOf, setStage, unpackArtifact } from './stage.ts';

type Stage = Awaited<ReturnType<typeof setStage>>;

const report = (stage: Stage) => JSON.parse(stage.read('report.json'));
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const stageOf = ({ displayName }: { displayName: string }) => displayName.split('/')[3] ?? '';
const jobsOf = (stage: Stage) =>
  [...stage.gemini.jobs.values()].map((job) => `${job.model} ${stageOf(job)} ${job.requestCount}`).sort();
const uploadsLeft = (stage: Stage) => [...stage.gemini.files.values()].filter(({ source }) => source === 'UPLOADED');
const failed = (code: number | string): Reply => ({ error: { code, message: 'Try again.' } });
const flash = { models: 'gemini-2.5-flash', 'max-error-rate': '100%' };

/** In the first round row 13 fails and row 14 is missing; asked again they are answered, with a function call. */
const twoLate: AnswerRow = (row) => {
  if (stageOf(row) !== 'answers') return callReply(row, 'report_spam', {});
  return row.index === 13 ? failed(14) : row.index === 14 ? 'missing' : eightAndFourteen(row);
};
/** Rows from the third on have this error, whatever the stage. */
const failing =
  (reply: Reply): AnswerRow =>
  (row) =>
    JSON.stringify(row.request).includes('Message 2') ? reply : eightAndFourteen(row);

test('errors and missing rows are asked again in one small job per model, and the figures have none', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  const run = await stage.run({});
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '0' });
  expect(jobsOf(stage)).toEqual([
    'gemini-2.5-flash answers 15',
    'gemini-2.5-flash retry-1 2',
    'gemini-2.5-pro answers 15',
    'gemini-2.5-pro retry-1 2',
  ]);
  expect(report(stage).models).toMatchObject([
    { answered: 15, passed: 10, errors: 0, missing: 0, duplicates: 0, unknown: 0, errorKinds: {} },
    { answered: 15, passed: 15, errors: 0, missing: 0, duplicates: 0, unknown: 0, errorKinds: {} },
  ]);
  expect(run.log).toContain('gemini-2.5-flash: asks for 2 of 15 answers again (1 UNAVAILABLE, 1 missing)');
});

test('what is sent again is byte for byte what was sent, in one upload for models that failed on the same rows', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  await stage.run({});
  const sent = stage.read('requests.jsonl').split('\n');
  const again = `${sent[13]}\n${sent[14]}\n`;
  expect(stage.read('requests.gemini-2.5-flash.retry-1.jsonl')).toBe(again);
  expect(stage.read('requests.gemini-2.5-pro.retry-1.jsonl')).toBe(again);
  const uploads = [...stage.gemini.uploads.values()].map((upload) => readFileSync(upload.path, 'utf8'));
  expect(uploads).toEqual([stage.read('requests.jsonl'), again]);
  expect(uploadsLeft(stage)).toEqual([]);
});

test('a model’s artifact has the raw files of both rounds, the report’s what was asked again', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  const run = await stage.run(flash);
  const served = [...stage.gemini.jobs.values()].map(({ responsesFile }) =>
    readFileSync(stage.gemini.files.get(responsesFile ?? '')?.path ?? ''),
  );
  const raw = await unpackArtifact(stage, 'gemini-batch-eval-spam-gemini-2.5-flash');
  const members = ['results/gemini-2.5-flash.jsonl', 'results/gemini-2.5-flash.retry-1.jsonl'];
  expect(Object.keys(raw).sort()).toEqual(members);
  expect(members.map((name) => Buffer.from(raw[name] ?? []))).toEqual(served);
  const parts = Object.keys(await unpackArtifact(stage, 'gemini-batch-eval-spam'));
  expect(parts).toContain('requests.gemini-2.5-flash.retry-1.jsonl');
  expect(run.outputs['artifact-ids']?.split(',')).toHaveLength(2);
});

test('the report and the outputs list the jobs of all rounds', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  const run = await stage.run(flash);
  const names = [...stage.gemini.jobs.keys()];
  expect(report(stage).models[0].jobs).toEqual(names.map((name) => ({ name, state: 'SUCCEEDED', isTakenOver: false })));
  const jobs = JSON.parse(run.outputs['batch-jobs'] ?? '');
  expect(jobs.map(({ name }: { name: string }) => name)).toEqual(names);
});

test('an error that will not pass is not asked again', async () => {
  await using stage = await setStage({ files: { 'spam.jsonl': rowsOf(3) }, gemini: { answer: failing(failed(3)) } });
  await stage.run({ ...flash, 'retry-errors': '3' });
  expect(jobsOf(stage)).toEqual(['gemini-2.5-flash answers 3']);
  expect(report(stage).models[0]).toMatchObject({ answered: 2, errors: 1, errorKinds: { '3: Try again.': 1 } });
});

test('rows that fail again are asked once a round, and counted in the end', async () => {
  await using stage = await setStage({
    files: { 'spam.jsonl': rowsOf(3) },
    gemini: { answer: failing(failed('INTERNAL')) },
  });
  const run = await stage.run({ models: 'gemini-2.5-flash', 'retry-errors': '2' });
  expect(jobsOf(stage)).toEqual([
    'gemini-2.5-flash answers 3',
    'gemini-2.5-flash retry-1 1',
    'gemini-2.5-flash retry-2 1',
  ]);
  expect(run.outputs).toMatchObject({ verdict: 'inconclusive', errors: '1' });
  expect(report(stage).models[0]).toMatchObject({ answered: 2, errors: 1, duplicates: 0 });
});

test('no further round is bought when the first left nothing open', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  await stage.run({ ...flash, 'retry-errors': '5' });
  expect(jobsOf(stage)).toEqual(['gemini-2.5-flash answers 15', 'gemini-2.5-flash retry-1 2']);
});

test('retry-errors: 0 buys nothing more', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  const run = await stage.run({ ...flash, 'retry-errors': '0' });
  expect(jobsOf(stage)).toEqual(['gemini-2.5-flash answers 15']);
  expect(run.outputs).toMatchObject({ errors: '1' });
  expect(report(stage).models[0]).toMatchObject({ answered: 13, errors: 1, missing: 1 });
});

test('a further round that would exceed max-cost is not bought, and a notice says so', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  const inputs = { ...flash, prices: 'gemini-2.5-flash: { input: 1, output: 4 }' };
  await stage.run({ ...inputs, 'retry-errors': '0' });
  const { estimate } = report(stage).cost;
  const run = await stage.run({ ...inputs, 'retry-errors': '3', 'max-cost': String(estimate * 1.1) });
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '1' });
  const notices = run.annotations.filter(({ message }) => message.includes('max-cost'));
  expect(notices).toEqual([
    {
      level: 'notice',
      message:
        'gemini-2.5-flash is not asked for 2 of 15 answers again (1 UNAVAILABLE, 1 missing): that would exceed max-cost.',
    },
  ]);
  expect(jobsOf(stage)).toEqual(['gemini-2.5-flash answers 15']);
  expect(Object.keys(await unpackArtifact(stage, 'gemini-batch-eval-spam')).join()).not.toContain('retry-1');
  await stage.run({ ...inputs, 'max-cost': String(estimate * 1.2) });
  expect(jobsOf(stage)).toEqual(['gemini-2.5-flash answers 15', 'gemini-2.5-flash retry-1 2']);
});

test('a re-run buys no second retry job', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  const first = await stage.run({});
  const again = await stage.run({});
  expect(stage.gemini.count('batches.create')).toBe(4);
  expect(again.outputs.scores).toBe(first.outputs.scores);
  expect(report(stage).models[0].jobs).toMatchObject([{ isTakenOver: true }, { isTakenOver: true }]);
  expect(uploadsLeft(stage)).toEqual([]);
});

test('a re-run of a run that was killed in a further round takes its job over', async () => {
  const looks = Array.from({ length: 20 }, () => 'RUNNING');
  const life = (job: { displayName: string }) => (stageOf(job) === 'answers' ? ['SUCCEEDED'] : [...looks, 'SUCCEEDED']);
  await using stage = await setStage({ gemini: { answer: twoLate, life } });
  const killWhen = (line: string) => line.includes('Wait for the jobs') && stage.gemini.jobs.size === 2;
  await stage.run({ ...flash, 'poll-interval': '1' }, { killWhen, post: 'run' });
  const again = await stage.run(flash);
  expect(again.outputs).toMatchObject({ verdict: 'pass', errors: '0' });
  expect(jobsOf(stage)).toEqual(['gemini-2.5-flash answers 15', 'gemini-2.5-flash retry-1 2']);
  expect(uploadsLeft(stage)).toEqual([]);
});

test('a round that is not done by the deadline is cancelled, and the run is judged on what there is', async () => {
  const life = (job: { displayName: string }) => (stageOf(job) === 'answers' ? ['SUCCEEDED'] : ['RUNNING']);
  await using stage = await setStage({ gemini: { answer: twoLate, life } });
  const run = await stage.run({ ...flash, 'timeout-minutes': '0.08', threshold: '50%' });
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '1' });
  expect(run.log).toContain(
    'Round 1 of asking again did not come to an end in time; the run is judged on what there is',
  );
  const cancels = [...stage.gemini.jobs.values()].map((job) => [stageOf(job), job.cancelRequests]);
  expect(cancels).toEqual([
    ['answers', 0],
    ['retry-1', 1],
  ]);
  expect(report(stage).models[0]).toMatchObject({ answered: 13, errors: 1, missing: 1, passed: 8 });
  expect(report(stage).models[0].jobs).toMatchObject([{ state: 'SUCCEEDED' }, { state: 'CANCELLED' }]);
  expect(uploadsLeft(stage)).toEqual([]);
});

test.each([
  ['fails', ['FAILED'], /Not answered again: gemini-2\.5-flash has no complete results: its job \S+ failed/],
  ['expires', ['EXPIRED'], /Not answered again: .* expired before it was finished/],
])('a further round that %s is only a line in the log', async (_, steps, line) => {
  const life = (job: { displayName: string }) => (stageOf(job) === 'answers' ? ['SUCCEEDED'] : steps);
  await using stage = await setStage({ gemini: { answer: twoLate, life } });
  const run = await stage.run({ ...flash, threshold: '50%' });
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '1' });
  expect(run.log).toMatch(line);
  expect(run.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
});

test('a further round that is refused is only a line in the log', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  const refusal = { status: 403, body: { error: { code: 403, message: 'Spent.', status: 'PERMISSION_DENIED' } } };
  stage.gemini.addFault({ on: 'batches.create', nth: 2, do: refusal });
  const run = await stage.run(flash);
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '1' });
  expect(run.log).toContain('Not answered again: gemini-2.5-flash has no job');
  expect(uploadsLeft(stage)).toEqual([]);
});

test('a service that answers no more after the first round costs no score, and leaves no job behind', async () => {
  const life = (job: { displayName: string }) => (stageOf(job) === 'answers' ? ['SUCCEEDED'] : ['RUNNING']);
  await using stage = await setStage({ gemini: { answer: twoLate, life } });
  const isLate = () => [...stage.gemini.jobs.values()].some((job) => stageOf(job) !== 'answers' && job.looks > 1);
  stage.gemini.addFault({ on: 'batches.list', times: 3, when: isLate, do: { status: 403 } });
  const run = await stage.run(flash);
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '1' });
  expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([0, 1]);
});

test('a model whose job failed is not asked again, the others are', async () => {
  const life = ({ model }: { model: string }) => (model.includes('pro') ? ['FAILED'] : ['SUCCEEDED']);
  await using stage = await setStage({ gemini: { answer: twoLate, life } });
  await stage.run({});
  expect(jobsOf(stage)).toEqual([
    'gemini-2.5-flash answers 15',
    'gemini-2.5-flash retry-1 2',
    'gemini-2.5-pro answers 15',
  ]);
});

test('a run whose answers are late asks nothing again', async () => {
  const life = ({ model }: { model: string }) => (model.includes('pro') ? ['RUNNING'] : ['SUCCEEDED']);
  await using stage = await setStage({ gemini: { answer: twoLate, life } });
  const run = await stage.run({ 'timeout-minutes': '0.02' });
  expect(run.outputs.verdict).toBe('pending');
  expect(stage.gemini.count('batches.create')).toBe(2);
});

test('of several answers per row, each is asked again under its own key', async () => {
  const answer: AnswerRow = (row) =>
    stageOf(row) === 'answers' && ['b#2', 'c#1', 'c#2'].includes(row.key ?? '')
      ? failed('unavailable')
      : textReply(row, 'x');
  const rows = ['a', 'b', 'c'].map((key) =>
    JSON.stringify({ key, request: { contents: [{ parts: [{ text: `é ${key}` }] }] } }),
  );
  await using stage = await setStage({ files: { 'spam.jsonl': rows.join('\n') }, gemini: { answer } });
  const run = await stage.run({ ...flash, repeat: '2' });
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '0' });
  const sent = linesOf(stage.read('requests.jsonl'));
  const again = linesOf(stage.read('requests.gemini-2.5-flash.retry-1.jsonl'));
  expect(again).toEqual([sent[3], sent[4], sent[5]]);
  expect(linesOf(stage.read('rows.jsonl')).every(({ outcome }) => outcome === 'answered')).toBe(true);
});

test('the judge sees the answers of the second round', async () => {
  const answer: AnswerRow = (asked: AskedRow) => {
    const stageName = stageOf(asked);
    if (stageName === 'judge') return textReply(asked, JSON.stringify({ reason: '', pass: true, score: 1 }));
    return stageName === 'answers' && asked.index === 1 ? failed(503) : textReply(asked, `Answer of ${stageName}`);
  };
  await using stage = await setStage({ files: { 'spam.jsonl': rowsOf(3) }, gemini: { answer } });
  const scorers = '- llm-rubric: { value: Be kind., model: gemini-3.8-flash }';
  const run = await stage.run({ models: 'gemini-2.5-flash', scorers });
  expect(run.outputs).toMatchObject({ verdict: 'pass', scores: '{"gemini-2.5-flash":1}' });
  const asked = stage.read('judge/gemini-3.8-flash.gemini-2.5-flash.requests.jsonl');
  expect(linesOf(asked)).toHaveLength(3);
  expect(asked).toContain('Answer of retry-1');
});

test('a further round leaves the judge its time', async () => {
  const life = (job: { displayName: string }) => (stageOf(job) === 'retry-1' ? ['RUNNING'] : ['SUCCEEDED']);
  const answer: AnswerRow = (asked) =>
    stageOf(asked) === 'judge' ? textReply(asked, '{"reason":"","pass":true,"score":1}') : twoLate(asked);
  await using stage = await setStage({ gemini: { answer, life } });
  const scorers = '- llm-rubric: { value: Be kind., model: gemini-3.8-flash }';
  const run = await stage.run({ ...flash, scorers, 'timeout-minutes': '0.15' });
  expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '1', scores: '{"gemini-2.5-flash":1}' });
});

test('a cancelled run cancels what it asked again too', async () => {
  const life = (job: { displayName: string }) => (stageOf(job) === 'answers' ? ['SUCCEEDED'] : ['RUNNING']);
  await using stage = await setStage({ gemini: { answer: twoLate, life } });
  const run = await stage.run(flash, { cancelWhen: (line) => line.includes('gemini-2.5-flash: RUNNING') });
  expect(run.conclusion).toBe('cancelled');
  expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([0, 1]);
  expect(uploadsLeft(stage)).toEqual([]);
});

test('what rounds of an earlier run left in the output directory is not published as this run’s', async () => {
  await using stage = await setStage({ gemini: { answer: twoLate } });
  await stage.run({ ...flash, name: 'first' });
  stage.gemini.setAnswer(eightAndFourteen);
  await stage.run({ ...flash, name: 'second' });
  for (const name of ['results/gemini-2.5-flash.retry-1.jsonl', 'requests.gemini-2.5-flash.retry-1.jsonl'])
    expect(() => stage.read(name)).toThrow('ENOENT');
  const { listFolder } = await import('./folder.ts');
  expect(listFolder(join(stage.workspace, 'out')).join('\n')).not.toContain('retry-1');
});
