import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { localFiles as files } from '../../../src/adapters/files.ts';
import { lendShard } from '../../../src/steps/answers/lend-shard.ts';
import { makeFolder } from '../../adapters/gemini/open-service.ts';

const never = new AbortController().signal;
const content = Buffer.from(Array.from({ length: 2_600_000 }, (_, index) => index % 251));

async function place() {
  const folder = await makeFolder();
  const path = join(folder, 'requests.jsonl');
  await writeFile(path, content);
  return { folder, path };
}

test.each([
  [0, 1],
  [7, 1024 * 1024],
  [1_048_575, 2],
  [300_001, 2_200_000],
  [0, content.length],
])('the bytes from %i, %i of them, are a file of their own for as long as it is used', async (offset, bytes) => {
  const { folder, path } = await place();
  const lent = await lendShard({ files, signal: never }, path, { offset, bytes }, (at) => readFile(at));
  expect(lent.equals(content.subarray(offset, offset + bytes))).toBe(true);
  expect(await readdir(folder)).toEqual(['requests.jsonl']);
});

test('nothing stays behind when the upload fails, or the run is cancelled', async () => {
  const { folder, path } = await place();
  const fail = async () => {
    throw new Error('refused');
  };
  const span = { offset: 0, bytes: 2_000_000 };
  await expect(lendShard({ files, signal: never }, path, span, fail)).rejects.toThrow('refused');
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(lendShard({ files, signal }, path, span, async () => undefined)).rejects.toThrow('stop');
  expect(await readdir(folder)).toEqual(['requests.jsonl']);
});
