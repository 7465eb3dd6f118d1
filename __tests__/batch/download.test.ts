import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { GeminiEmulatorOptions } from '../../local/gemini/options.ts';
import { localFiles } from '../../src/adapters/files.ts';
import { downloadResults } from '../../src/batch/download.ts';
import { joinShards } from '../../src/batch/join-shards.ts';
import { submitJobs } from '../../src/batch/submit.ts';
import { awaitJobs } from '../../src/batch/wait.ts';
import { makeFolder } from '../adapters/gemini/open-service.ts';
import { start } from '../local/gemini/client.ts';
import { openBatch, planJobs, submitOptions } from './open-batch.ts';

const models = ['gemini-3.8-flash', 'gemini-3.5-flash-lite'] as const;

/** Runs jobs of both models to their end; the first one's life is given. */
async function prepare(life: readonly string[] | readonly object[], options: GeminiEmulatorOptions = {}) {
  const emulator = await start({
    life: ({ model }) => (model === models[0] ? (life as string[]) : ['PENDING', 'SUCCEEDED']),
    ...options,
  });
  const { tools } = openBatch(emulator);
  const folder = await makeFolder();
  const { plans } = await planJobs(tools, models, undefined, folder);
  const submissions = await submitJobs(tools, plans, submitOptions());
  const seen = await awaitJobs(tools, submissions, () => undefined);
  const pathOf = (model: string) => join(folder, `${model}.jsonl`);
  const results = async () => joinShards(localFiles, await downloadResults(tools, submissions, seen));
  return { emulator, results, pathOf };
}

test.each<[string, string[] | object[], GeminiEmulatorOptions, object, RegExp]>([
  ['failed', ['FAILED'], {}, { kind: 'error' }, /batches\/\w+ failed: .* \(code 13\)\.$/],
  ['failed without a word', [{ state: 'FAILED', error: {} }], {}, { kind: 'error' }, /failed without a reason/],
  ['expired', ['EXPIRED'], {}, { kind: 'error' }, /expired before it was finished/],
  ['was cancelled', ['CANCELLED'], {}, { kind: 'error' }, /was cancelled/],
  ['never ended', ['RUNNING'], {}, { kind: 'incomplete' }, /was not finished in time; .* last seen RUNNING/],
  ['names no file', [{ state: 'SUCCEEDED', withoutFile: 99 }], {}, { kind: 'incomplete' }, /named no result file/],
  ['was refused', ['PENDING'], { retired: { [models[0]]: models[1] } }, { kind: 'error' }, /has no job: .*HTTP 404/],
])('a job that %s takes nothing from the other', async (_what, life, options, failure, message) => {
  const { results, emulator, pathOf } = await prepare(life, options);
  const [first, second] = await results();
  expect(first).toMatchObject({ model: models[0], path: undefined, failure });
  expect(first?.failure?.message).toMatch(message);
  expect(second).toMatchObject({ model: models[1], path: pathOf(models[1]), failure: undefined });
  const whole = emulator.files.get(second?.jobs[0]?.job.resultFile ?? '')?.bytes() ?? Buffer.alloc(0);
  expect((await readFile(pathOf(models[1]))).equals(whole)).toBe(true);
});

test('a result file that never comes whole is incomplete, and the other is there', async () => {
  const { results, emulator, pathOf } = await prepare(['PENDING', 'SUCCEEDED']);
  const file = [...emulator.jobs.values()].find(({ model }) => model === models[0])?.responsesFile ?? '';
  const when = ({ path }: { path: string }) => path.includes(file);
  emulator.addFault({ on: 'download', times: 99, when, do: { cutAfterBytes: 10, clean: true } });
  const [first, second] = await results();
  expect(first).toMatchObject({ path: undefined, failure: { kind: 'incomplete' } });
  expect(first?.failure?.message).toContain('is not JSON');
  expect([existsSync(pathOf(models[0])), second?.path]).toEqual([false, pathOf(models[1])]);
});
