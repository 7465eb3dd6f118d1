import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { GeminiEmulatorOptions } from '../../local/gemini/options.ts';
import { callReply, textReply } from '../../local/gemini/replies.ts';
import type { AskedRow, Reply } from '../../local/gemini/types.ts';
import { rowsOf, type Stage, setStage } from './stage.ts';

/** Three rows of `rowsOf` to a shard, so that 15 rows make five. */
const inShards = { env: { GEMINI_BATCH_EVAL_SHARD_BYTES: '330' } };
const report = (stage: Stage) => JSON.parse(stage.read('report.json'));
const numberOf = ({ request }: AskedRow) => Number(/Message (\d+)/.exec(JSON.stringify(request))?.[1]);

/** Flash calls a function for the first 8 messages, Pro for the first 14, whatever shard they are in. */
function byMessage(row: AskedRow): Reply {
  const calls = numberOf(row) < (row.model.includes('pro') ? 14 : 8);
  return calls ? callReply(row, 'report_spam', { id: numberOf(row) }) : textReply(row, 'This is fine.');
}

/** The shard (from 1) that a job is for. */
const shardOf = ({ displayName }: { displayName: string }) => Number(displayName.split('/')[4]);
const setShardedStage = (gemini: GeminiEmulatorOptions = {}) => setStage({ gemini: { answer: byMessage, ...gemini } });

describe('a dataset in five shards', () => {
  test('gives the rows and the report that it gives in one', async () => {
    const [whole, cut] = [await setShardedStage(), await setShardedStage()];
    await using _stages = {
      [Symbol.asyncDispose]: async () =>
        void (await Promise.all([whole, cut].map((one) => one[Symbol.asyncDispose]()))),
    };
    const runs = [await whole.run({ threshold: '50%' }), await cut.run({ threshold: '50%' }, inShards)];
    expect(runs.map(({ outputs }) => [outputs.verdict, outputs.scores])).toEqual(
      Array(2).fill(['pass', JSON.stringify({ 'gemini-2.5-flash': 8 / 15, 'gemini-2.5-pro': 14 / 15 })]),
    );
    expect([whole.gemini.jobs.size, cut.gemini.jobs.size]).toEqual([2, 10]);
    expect(cut.read('rows.jsonl')).toBe(whole.read('rows.jsonl'));
    expect(cut.read('requests.jsonl')).toBe(whole.read('requests.jsonl'));
    const [one, other] = [whole, cut].map((stage) => {
      const { run: _run, models, ...rest } = report(stage);
      return { ...rest, models: models.map(({ jobs: _jobs, ...model }: { jobs: unknown }) => model) };
    });
    expect(other).toEqual(one);
    // Each shard was uploaded once for both models, and all uploads are gone.
    expect(cut.gemini.uploads.size).toBe(5);
    expect([...cut.gemini.files.values()].filter(({ source }) => source === 'UPLOADED')).toEqual([]);
  });

  test('names its jobs in order, and leaves only whole files behind', async () => {
    await using stage = await setShardedStage();
    const run = await stage.run({ models: 'gemini-2.5-flash' }, inShards);
    const names = report(stage).models[0].jobs.map(({ name }: { name: string }) => name);
    expect(names.map((name: string) => shardOf(stage.gemini.jobs.get(name) ?? { displayName: '' }))).toEqual([
      1, 2, 3, 4, 5,
    ]);
    expect(run.log).toContain('gemini-2.5-flash, shard 3 of 5: SUCCEEDED');
    const results = stage.read('results/gemini-2.5-flash.jsonl').trim().split('\n');
    expect(results).toHaveLength(15);
    const files = readdirSync(join(stage.workspace, 'out'), { recursive: true });
    expect(files.filter((file) => /shard|part/.test(String(file)))).toEqual([]);
  });

  test('of which one failed: the reason names it, the other shards are answered, its rows are missing', async () => {
    const life: GeminiEmulatorOptions['life'] = (job) =>
      job.model.includes('flash') && shardOf(job) === 3 ? ['FAILED'] : ['SUCCEEDED'];
    await using stage = await setShardedStage({ life });
    const run = await stage.run({ threshold: '50%' }, inShards);
    expect(run.outputs.verdict).toBe('inconclusive');
    expect(report(stage).reasons).toEqual([
      {
        kind: 'error',
        model: 'gemini-2.5-flash',
        message: expect.stringMatching(
          /^gemini-2\.5-flash, shard 3 of 5: has no complete results: its job batches\/\w+ failed/,
        ),
      },
    ]);
    expect(report(stage).models).toMatchObject([
      { answered: 12, missing: 3 },
      { answered: 15, missing: 0 },
    ]);
    expect(report(stage).models[0].jobs).toHaveLength(5);
    stage.gemini.setLife(() => ['SUCCEEDED']);
    const again = await stage.run({ threshold: '50%' }, inShards);
    // Only what failed is bought again.
    expect([again.outputs.verdict, stage.gemini.jobs.size]).toEqual(['pass', 11]);
  });

  test('is not bought again by a re-run', async () => {
    await using stage = await setShardedStage();
    const first = await stage.run({ threshold: '50%' }, inShards);
    const again = await stage.run({ threshold: '50%' }, inShards);
    expect(again.outputs.scores).toBe(first.outputs.scores);
    expect([stage.gemini.count('batches.create'), stage.gemini.uploads.size]).toEqual([10, 5]);
  });

  test('of which one’s results are gone has that one bought again', async () => {
    await using stage = await setShardedStage();
    await stage.run({ models: 'gemini-2.5-flash' }, inShards);
    const second = [...stage.gemini.jobs.values()].find((job) => shardOf(job) === 2)?.responsesFile ?? '';
    stage.gemini.addFault({
      on: 'download',
      times: 999,
      when: ({ path }) => path.includes(second),
      do: { status: 404 },
    });
    const again = await stage.run({ models: 'gemini-2.5-flash', threshold: '50%' }, inShards);
    expect(again.outputs).toMatchObject({ verdict: 'pass', errors: '0' });
    expect([...stage.gemini.jobs.values()].map(shardOf)).toEqual([1, 2, 3, 4, 5, 2]);
  });

  test('names a refused row by its place in the dataset', async () => {
    const rows = rowsOf(15).trim().split('\n');
    rows[10] = '{"request":{"contents":[{"parts":[{"text":"Message 10"}]}],"config":{}}}';
    await using stage = await setStage({ files: { 'spam.jsonl': rows.join('\n') }, gemini: { answer: byMessage } });
    const run = await stage.run({}, inShards);
    const refused = run.annotations.filter(({ title }) => title === 'Refused row');
    expect(refused).toMatchObject([{ level: 'error', file: 'spam.jsonl', line: 11 }]);
    expect(report(stage).models).toMatchObject([{ answered: 12 }, { answered: 12 }]);
  });
});

describe('with a limit of two jobs at a time', () => {
  const limits = { maxConcurrentJobs: 2 };

  test('shards wait for each other, and all are answered', async () => {
    await using stage = await setShardedStage({ limits });
    const run = await stage.run({ threshold: '50%' }, inShards);
    expect(run.outputs).toMatchObject({ verdict: 'pass', errors: '0' });
    expect(stage.gemini.jobs.size).toBe(10);
    const manifest = JSON.parse(stage.read('run.json'));
    expect(manifest.jobs).toHaveLength(10);
    expect(manifest.jobs.every(({ state }: { state: string }) => state === 'SUCCEEDED')).toBe(true);
  });

  test('a run that is out of time before all are submitted is pending, and a re-run goes on', async () => {
    await using stage = await setShardedStage({ limits, life: () => [...Array(40).fill('RUNNING'), 'SUCCEEDED'] });
    const late = await stage.run({ 'timeout-minutes': '0.002' }, inShards);
    expect(late.outputs.verdict).toBe('pending');
    expect(report(stage).reasons[0].kind).toBe('incomplete');
    // Which of the two it is depends on how fast the machine is.
    expect(report(stage).reasons[0].message).toMatch(
      /gemini-2\.5-flash (waits for quota|ran out of time), 4 of 5 shards were not submitted\./,
    );
    const [first] = stage.gemini.jobs.values();
    expect([stage.gemini.jobs.size, first?.cancelRequests]).toEqual([2, 0]);
    stage.gemini.setLife(() => ['SUCCEEDED']);
    const again = await stage.run({ threshold: '50%' }, inShards);
    expect([again.outputs.verdict, stage.gemini.jobs.size]).toEqual(['pass', 10]);
  });
});

test('what the judge and further rounds are asked is cut too', async () => {
  let failures = 6;
  const answer = (row: AskedRow): Reply => {
    if (row.displayName.includes('/judge/')) return textReply(row, '{"reason":"","pass":true,"score":1}');
    if (row.displayName.includes('/answers/') && failures-- > 0) return { error: { code: 13, message: 'Try again.' } };
    return byMessage(row);
  };
  await using stage = await setShardedStage({ answer });
  const scorers = '- llm-rubric: { value: Be kind., model: gemini-3.8-flash }';
  const run = await stage.run({ models: 'gemini-2.5-flash', scorers }, inShards);
  expect(run.outputs).toMatchObject({ verdict: 'pass', scores: '{"gemini-2.5-flash":1}', errors: '0' });
  const countsOf = (stageName: string) =>
    [...stage.gemini.jobs.values()]
      .filter(({ displayName }) => displayName.includes(`/${stageName}/`))
      .map(({ requestCount }) => requestCount);
  expect([countsOf('answers'), countsOf('retry-1')]).toEqual([Array(5).fill(3), [3, 3]]);
  // A request to the judge is longer than a shard may be, and has one of its own.
  expect(countsOf('judge')).toEqual(Array(15).fill(1));
  expect(report(stage).judges[0].jobs).toHaveLength(15);
});

test('a limit that is no number is refused', async () => {
  await using stage = await setShardedStage();
  const run = await stage.run({}, { env: { GEMINI_BATCH_EVAL_SHARD_BYTES: '2 MB' } });
  expect(run.annotations.at(-1)?.message).toBe('GEMINI_BATCH_EVAL_SHARD_BYTES is "2 MB": must be a number of bytes');
  expect(stage.gemini.requests).toEqual([]);
});
