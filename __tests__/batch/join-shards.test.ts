import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localFiles } from '../../src/adapters/files.ts';
import type { ShardFailure, ShardResult } from '../../src/batch/download.ts';
import { joinShards } from '../../src/batch/join-shards.ts';
import { ServiceError } from '../../src/errors.ts';
import { makeFolder } from '../adapters/gemini/open-service.ts';
import { flash, hold } from './open-batch.ts';

const late: ShardFailure = { kind: 'incomplete', text: 'was late.' };
const broken: ShardFailure = { kind: 'error', text: 'is broken.' };
const refused = new ServiceError('quota', { action: 'create a batch job', status: 429 });
const queued: ShardFailure = { kind: 'incomplete', isQueued: true, refusal: refused, isUnsure: false };
const silent = new ServiceError('no answer', { action: 'create a batch job', status: 503 });
const unsure: ShardFailure = { ...queued, refusal: silent, isUnsure: true };

/** What shards came to whose results have these texts (undefined where there are none), or that failed so. */
async function resultsOf(outcomes: readonly (string | ShardFailure | undefined)[], model = flash, folder = '') {
  const at = folder === '' ? await makeFolder() : folder;
  const resultPath = join(at, `${model}.jsonl`);
  return Promise.all(
    outcomes.map(async (outcome, index): Promise<ShardResult> => {
      const held = hold({ name: `batches/${model}-${index}`, displayName: '', model, state: 'SUCCEEDED' });
      const shard = { index, count: outcomes.length, firstRow: 0 };
      const plan = { ...held.plan, shard, resultPath };
      const path = outcomes.length === 1 ? resultPath : join(at, `${model}.${index}`);
      if (typeof outcome === 'string') await writeFile(path, outcome);
      return {
        plan,
        held: typeof outcome === 'object' && 'isQueued' in outcome ? undefined : held,
        path: typeof outcome === 'string' ? path : undefined,
        failure: typeof outcome === 'object' ? outcome : undefined,
        isGone: false,
      };
    }),
  );
}

const textOf = async (path: string | undefined) => (path === undefined ? undefined : await readFile(path, 'utf8'));
const joinOne = async (outcomes: Parameters<typeof resultsOf>[0]) =>
  (await joinShards(localFiles, await resultsOf(outcomes)))[0];

describe('results of shards', () => {
  test.each<[string, readonly (string | ShardFailure)[], string]>([
    ['end with a line end each', ['a\n', 'b\n', 'c\n'], 'a\nb\nc\n'],
    ['lack it', ['a', 'b', 'c'], 'a\nb\nc'],
    ['are empty', ['', 'a', '', '', 'b\n', ''], 'a\nb\n'],
    ['end in blank lines', ['a\n\n', 'b'], 'a\n\nb'],
    ['come with CRLF', ['a\r\n', 'b\r\n'], 'a\r\nb\r\n'],
    ['are missing in the middle', ['a\n', broken, 'c\n'], 'a\nc\n'],
  ])('are joined byte for byte when they %s', async (_what, outcomes, joined) => {
    expect(await textOf((await joinOne(outcomes))?.path)).toBe(joined);
  });

  test('are joined in order, each line once, whatever they hold', async () => {
    const text = fc
      .array(fc.string({ unit: 'binary', maxLength: 5 }), { maxLength: 4 })
      .map((lines) => lines.map((line) => `${line.replaceAll('\n', '')}\n`).join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 6 }), async (texts) => {
        expect(await textOf((await joinOne(texts))?.path)).toBe(texts.join(''));
      }),
      { numRuns: 30 },
    );
  });

  test('longer than a piece that is read are whole', async () => {
    const long = `${'x'.repeat(2_500_000)}\n`;
    const joined = await textOf((await joinOne([long, long]))?.path);
    expect(joined === long + long).toBe(true);
  });

  test('of one shard are the file that was downloaded', async () => {
    const results = await resultsOf(['a']);
    expect(await textOf((await joinShards(localFiles, results))[0]?.path)).toBe('a');
    expect((await joinShards(localFiles, results))[0]?.path).toBe(results[0]?.path);
  });

  test('of no shard make no file', async () => {
    const results = await resultsOf([broken, late]);
    expect((await joinShards(localFiles, results))[0]?.path).toBeUndefined();
    expect(existsSync(results[0]?.plan.resultPath ?? '')).toBe(false);
  });

  test('of several models stay apart, in the order of the models', async () => {
    const folder = await makeFolder();
    const all = [...(await resultsOf(['a', 'b'], 'one', folder)), ...(await resultsOf(['c'], 'two', folder))];
    const joined = await joinShards(localFiles, all);
    expect(await Promise.all(joined.map(async ({ model, path }) => [model, await textOf(path)]))).toEqual([
      ['one', 'a\nb'],
      ['two', 'c'],
    ]);
    expect(joined.map(({ jobs }) => jobs.map(({ job }) => job.name))).toEqual([
      ['batches/one-0', 'batches/one-1'],
      ['batches/two-0'],
    ]);
  });
});

describe('the failure of a model', () => {
  test.each<[readonly (string | ShardFailure)[], object | undefined]>([
    [['a', 'b'], undefined],
    [[late], { kind: 'incomplete', message: `${flash} was late.` }],
    [['a', 'b', broken], { kind: 'error', message: `${flash}, shard 3 of 3: is broken.` }],
    [
      [late, 'b', broken],
      { kind: 'error', message: `${flash}, shard 3 of 3: is broken. 1 more shard is incomplete too.` },
    ],
    [
      ['a', late, late, late],
      { kind: 'incomplete', message: `${flash}, shard 2 of 4: was late. 2 more shards are incomplete too.` },
    ],
    // A model that is refused is refused for all.
    [[broken, broken], { kind: 'error', message: `${flash} is broken.` }],
    [
      ['a', queued, queued],
      {
        kind: 'incomplete',
        message: `${flash} waits for quota, 2 of 3 shards were not submitted. ${refused.message}`,
      },
    ],
    [[queued], { kind: 'incomplete', message: `${flash} waits for quota and was not submitted. ${refused.message}` }],
    [
      ['a', { ...queued, refusal: undefined }],
      { kind: 'incomplete', message: `${flash} ran out of time, 1 of 2 shards were not submitted.` },
    ],
    [[unsure], { kind: 'incomplete', message: `${flash} may have been submitted or not. ${silent.message}` }],
    [
      [unsure, { ...queued, refusal: undefined }, unsure, 'a'],
      {
        kind: 'incomplete',
        message: `${flash} may have been submitted or not (2 of 4 shards). ${silent.message} ${flash} ran out of time, 1 of 4 shards were not submitted.`,
      },
    ],
    [
      [broken, queued],
      {
        kind: 'error',
        message: `${flash}, shard 1 of 2: is broken. ${flash} waits for quota, 1 of 2 shards were not submitted. ${refused.message}`,
      },
    ],
  ])('over %j', async (outcomes, failure) => {
    expect((await joinOne(outcomes))?.failure).toEqual(failure);
  });

  test('leaves the jobs that there are in their order', async () => {
    const joined = await joinOne(['a', queued, broken]);
    expect(joined?.jobs.map(({ job }) => job.name)).toEqual([`batches/${flash}-0`, `batches/${flash}-2`]);
  });
});
