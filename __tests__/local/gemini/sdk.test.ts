import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError, GoogleGenAI } from '@google/genai';
import { describe, expect, test } from '@jest/globals';
import type { GeminiEmulator } from '../../../local/gemini/server.ts';
import { key, row, start } from './client.ts';

function connect({ url }: GeminiEmulator, apiVersion = 'v1beta', apiKey = key): GoogleGenAI {
  // Given no fetch of ours, the SDK looks for a dispatcher of Node's that Jest's sandbox does not show.
  return new GoogleGenAI({ apiKey, apiVersion, enterprise: false, httpOptions: { baseUrl: url, fetch } });
}

function jsonl(...lines: string[]): Blob {
  return new Blob(lines, { type: 'application/jsonl' });
}

describe.each(['v1beta', 'v1'])('the SDK, speaking %s', (version) => {
  test('goes from upload to results without a refusal', async () => {
    const emulator = await start({ apiKey: key });
    const ai = connect(emulator, version);
    const file = await ai.files.upload({ file: jsonl(row('a'), row('b'), row('c')), config: { displayName: 'rows' } });
    expect(file).toMatchObject({
      state: 'ACTIVE',
      displayName: 'rows',
      mimeType: 'application/jsonl',
      source: 'UPLOADED',
    });

    const created = await ai.batches.create({
      model: 'gemini-3.8-flash',
      src: file.name!,
      config: { displayName: 'one' },
    });
    expect(created).toMatchObject({ state: 'JOB_STATE_PENDING', displayName: 'one', model: 'models/gemini-3.8-flash' });
    const states = [];
    let job = created;
    for (let look = 0; look < 3; look += 1) {
      job = await ai.batches.get({ name: created.name! });
      states.push(job.state);
    }
    expect(states).toEqual(['JOB_STATE_PENDING', 'JOB_STATE_RUNNING', 'JOB_STATE_SUCCEEDED']);

    const folder = await mkdtemp(join(tmpdir(), 'sdk-test-'));
    const downloadPath = join(folder, 'results.jsonl');
    await ai.files.download({ file: job.dest!.fileName!, downloadPath });
    const lines = (await readFile(downloadPath, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    await rm(folder, { recursive: true });
    expect(lines.map((line) => line.key).sort()).toEqual(['a', 'b', 'c']);
    expect(lines[0].response.candidates[0].content.parts).toEqual([{ text: 'canned' }]);
    expect(emulator.requests.map(({ status }) => status)).toEqual(emulator.requests.map(() => 200));
    expect(emulator.keyLeaks).toEqual([]);
  });
});

describe('the SDK', () => {
  test('uploads a file of several pieces byte for byte', async () => {
    const emulator = await start();
    const folder = await mkdtemp(join(tmpdir(), 'sdk-test-'));
    const path = join(folder, 'big.jsonl');
    const text = row('big', 'x'.repeat(9 * 2 ** 20));
    await writeFile(path, text);
    const file = await connect(emulator).files.upload({ file: path, config: { mimeType: 'jsonl' } });
    await rm(folder, { recursive: true });
    expect(emulator.count('upload.piece')).toBe(2);
    expect(file.sizeBytes).toBe(String(Buffer.byteLength(text)));
    expect(emulator.uploads.get(file.name!)?.bytes().equals(Buffer.from(text))).toBe(true);
  });

  test('gets, lists and deletes files', async () => {
    const emulator = await start();
    const ai = connect(emulator);
    expect((await ai.files.list({ config: { pageSize: 5 } })).page).toEqual([]);
    const { name } = await ai.files.upload({ file: jsonl(row('a')), config: { name: 'my-rows' } });
    expect(name).toBe('files/my-rows');
    expect((await ai.files.get({ name: name! })).uri).toContain('/v1beta/files/my-rows');
    expect((await ai.files.list()).page.map((file) => file.name)).toEqual([name]);
    await ai.files.delete({ name: name! });
    await expect(ai.files.get({ name: name! })).rejects.toMatchObject({ status: 404 });
    expect(emulator.uploads.get(name!)?.bytes().toString()).toBe(row('a'));
  });

  test('lists jobs over pages, newest first, and cancels and deletes them', async () => {
    const emulator = await start();
    const ai = connect(emulator);
    const { name: src } = await ai.files.upload({ file: jsonl(row('a')) });
    for (const displayName of ['one', 'two', 'three']) {
      await ai.batches.create({ model: 'gemini-3.8-flash', src: src!, config: { displayName } });
    }
    const listed = [];
    for await (const job of await ai.batches.list({ config: { pageSize: 2 } })) listed.push(job);
    expect(listed.map((job) => job.displayName)).toEqual(['three', 'two', 'one']);
    expect(emulator.count('batches.list')).toBe(2);

    await ai.batches.cancel({ name: listed[0]!.name! });
    expect((await ai.batches.get({ name: listed[0]!.name! })).state).toBe('JOB_STATE_CANCELLED');
    await ai.batches.delete({ name: listed[1]!.name! });
    await expect(ai.batches.get({ name: listed[1]!.name! })).rejects.toMatchObject({ status: 404 });
    expect((await ai.batches.list({ config: { pageSize: 10 } })).page.map((job) => job.displayName)).toEqual([
      'three',
      'one',
    ]);
  });

  test('runs inlined requests, and its list leaves their answers out', async () => {
    const emulator = await start({ life: () => ['SUCCEEDED'] });
    const ai = connect(emulator);
    const { name } = await ai.batches.create({
      model: 'gemini-3.8-flash',
      src: [
        { contents: [{ role: 'user', parts: [{ text: 'hi' }] }], metadata: { row: '1' }, config: { temperature: 0 } },
      ],
    });
    const job = await ai.batches.get({ name: name! });
    expect(job.dest?.inlinedResponses).toMatchObject([
      { metadata: { row: '1' }, response: { modelVersion: 'gemini-3.8-flash' } },
    ]);
    const listed = await ai.batches.list({ config: { pageSize: 1 } });
    expect(listed.page[0]?.dest?.inlinedResponses).toBeUndefined();
  });

  test("hears of errors in the service's own shape", async () => {
    const emulator = await start({ apiKey: 'AIza-another-key' });
    const refused = connect(emulator).batches.list({ config: { pageSize: 1 } });
    const error: ApiError = await refused.then(
      () => Promise.reject(new Error('accepted')),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error.status).toBe(400);
    expect(JSON.parse(error.message).error).toMatchObject({
      status: 'INVALID_ARGUMENT',
      details: [{ reason: 'API_KEY_INVALID' }, {}],
    });
  });
});
