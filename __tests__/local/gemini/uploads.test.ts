import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ask, bodyOf, create, key, piece, row, start, startUpload, upload } from './client.ts';

describe('the resumable protocol', () => {
  test('takes a file in pieces cut anywhere', async () => {
    const emulator = await start({ chunkGranularityBytes: 1 });
    const cuts = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.array(fc.nat(60), { maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(cuts, async ([bytes, given]) => {
        const started = await startUpload(emulator, { bytes: bytes.length });
        const url = started.headers.get('x-goog-upload-url')!;
        const offsets = [0, ...given.filter((cut) => cut > 0 && cut < bytes.length).sort((one, other) => one - other)];
        let last = new Response();
        for (const [index, offset] of offsets.entries()) {
          const end = offsets[index + 1] ?? bytes.length;
          const command = end === bytes.length && index === offsets.length - 1 ? 'upload, finalize' : 'upload';
          last = await piece(url, command, offset, new Uint8Array(bytes.subarray(offset, end)));
        }
        const { file } = await bodyOf(last);
        expect(file.sizeBytes).toBe(String(bytes.length));
        expect(emulator.uploads.get(file.name)?.bytes().equals(bytes)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test('starts with an address of its own and the size of pieces', async () => {
    const emulator = await start();
    const { headers } = await startUpload(emulator, { bytes: 3 });
    expect(headers.get('x-goog-upload-url')).toMatch(`${emulator.url}/upload/v1beta/files?upload_id=`);
    expect(headers.get('x-goog-upload-status')).toBe('active');
    expect(headers.get('x-goog-upload-chunk-granularity')).toBe('8388608');
  });

  test('tells a query how far it got, and afterwards which file it became', async () => {
    const emulator = await start({ chunkGranularityBytes: 2 });
    const url = (await startUpload(emulator, { bytes: 6 })).headers.get('x-goog-upload-url')!;
    await piece(url, 'upload', 0, 'abcd');
    const active = await piece(url, 'query');
    expect([active.headers.get('x-goog-upload-status'), active.headers.get('x-goog-upload-size-received')]).toEqual([
      'active',
      '4',
    ]);
    await piece(url, 'upload', 4, 'ef');
    await piece(url, 'finalize');
    const final = await piece(url, 'query');
    expect(final.headers.get('x-goog-upload-status')).toBe('final');
    expect(
      emulator.uploads
        .get((await bodyOf(final)).file.name)
        ?.bytes()
        .toString(),
    ).toBe('abcdef');
  });

  test('keeps what had come in when a piece breaks, in whole granules, and goes on from there', async () => {
    const emulator = await start({ chunkGranularityBytes: 4 });
    const url = (await startUpload(emulator, { bytes: 12 })).headers.get('x-goog-upload-url')!;
    emulator.addFault({ on: 'upload.piece', do: { cutAfterBytes: 7 } });
    await expect(piece(url, 'upload, finalize', 0, 'abcdefghijkl')).rejects.toThrow('fetch failed');
    expect((await piece(url, 'query')).headers.get('x-goog-upload-size-received')).toBe('4');
    const { file } = await bodyOf(await piece(url, 'upload, finalize', 4, 'efghijkl'));
    expect(emulator.uploads.get(file.name)?.bytes().toString()).toBe('abcdefghijkl');
  });

  test('a last piece whose answer was lost is found by a query', async () => {
    const emulator = await start();
    const url = (await startUpload(emulator, { bytes: 3 })).headers.get('x-goog-upload-url')!;
    emulator.addFault({ on: 'upload.piece', do: { reset: 'after' } });
    await expect(piece(url, 'upload, finalize', 0, 'abc')).rejects.toThrow('fetch failed');
    const query = await piece(url, 'query');
    expect(query.headers.get('x-goog-upload-status')).toBe('final');
    expect(emulator.files.has((await bodyOf(query)).file.name)).toBe(true);
    expect((await piece(url, 'upload, finalize', 0, 'abc')).status).toBe(400);
  });

  test('a cancelled upload takes nothing more', async () => {
    const emulator = await start();
    const url = (await startUpload(emulator, { bytes: 3 })).headers.get('x-goog-upload-url')!;
    expect((await piece(url, 'cancel')).headers.get('x-goog-upload-status')).toBe('cancelled');
    expect((await piece(url, 'upload, finalize', 0, 'abc')).status).toBe(400);
    expect(emulator.files.size).toBe(0);
  });

  test.each([
    ['a wrong offset', 'upload, finalize', 1, 'abcdef'],
    ['fewer bytes than announced', 'upload, finalize', 0, 'abc'],
    ['more bytes than announced', 'upload, finalize', 0, 'abcdefg'],
    ['a piece that is no multiple of the granularity', 'upload', 0, 'abc'],
    ['an unknown command', 'append', 0, 'abcdef'],
  ])('refuses %s', async (_what, command, offset, body) => {
    const emulator = await start({ chunkGranularityBytes: 2 });
    const url = (await startUpload(emulator, { bytes: 6 })).headers.get('x-goog-upload-url')!;
    expect((await piece(url, command, offset, body)).status).toBe(400);
    expect(emulator.files.size).toBe(0);
  });

  test.each([
    ['an unknown member', { sizeByte: '6' }, 400],
    ['a number where a string belongs', { displayName: 6 }, 400],
    ['a name with capitals', { name: 'files/Rows' }, 400],
    ['a name of more than 40 characters', { name: `files/${'a'.repeat(41)}` }, 400],
    ['a display name of more than 512 characters', { displayName: 'a'.repeat(513) }, 400],
    ['snake case', { display_name: 'rows' }, 200],
    ['a size given as a number', { sizeBytes: 6 }, 200],
  ])('a start with %s', async (_what, file, status) => {
    const emulator = await start();
    expect((await startUpload(emulator, { bytes: 6, file })).status).toBe(status);
  });
});

describe('a MIME type that the service does not want', () => {
  test('is refused at upload', async () => {
    const emulator = await start({ mimeTypes: ['text/plain'] });
    const refused = await startUpload(emulator, { mimeType: 'jsonl' });
    expect(refused.status).toBe(400);
    expect((await bodyOf(refused)).error.message).toBe('Unsupported MIME type: jsonl');
  });

  test('is refused at create', async () => {
    const emulator = await start({ mimeTypes: ['text/plain'], mimeRefusal: 'create' });
    const created = await create(emulator, await upload(emulator, row('a'), { mimeType: 'jsonl' }));
    expect(created).toMatchObject({ status: 400, body: { error: { message: 'Unsupported MIME type: jsonl' } } });
  });

  test('is answered with 200 and no file', async () => {
    const emulator = await start({ mimeTypes: ['text/plain'], mimeRefusal: 'no-file' });
    const url = (await startUpload(emulator, { mimeType: 'jsonl' })).headers.get('x-goog-upload-url')!;
    const answered = await piece(url, 'upload, finalize', 0, row('a'));
    expect(answered.status).toBe(200);
    expect(await bodyOf(answered)).toEqual({});
  });
});

describe('files', () => {
  test('show their size, digest and 48 hours of life, after which they are gone', async () => {
    let now = Date.UTC(2026, 10, 22);
    const emulator = await start({ now: () => now });
    const name = await upload(emulator, 'abc');
    const { body } = await ask(emulator, `/v1beta/${name}`);
    expect(body).toMatchObject({
      sizeBytes: '3',
      createTime: '2026-11-22T00:00:00.000Z',
      expirationTime: '2026-11-24T00:00:00.000Z',
    });
    expect(Buffer.from(body.sha256Hash, 'base64').toString()).toMatch(/^ba7816bf/);
    now += 48 * 3_600_000;
    expect((await ask(emulator, `/v1beta/${name}`)).status).toBe(404);
  });

  test('belong to the key that made them', async () => {
    const emulator = await start({ missingFileStatus: 403 });
    const name = await upload(emulator, row('a'));
    expect((await ask(emulator, `/v1beta/${name}`, { as: 'AIza-another' })).status).toBe(403);
    expect((await create(emulator, name, { as: 'AIza-another' })).status).toBe(403);
    expect((await ask(emulator, '/v1beta/files', { as: 'AIza-another' })).body).toEqual({});
    expect((await ask(emulator, '/v1beta/files', { as: key })).body.files).toHaveLength(1);
  });

  test('above the limit are refused when announced', async () => {
    const emulator = await start({ limits: { maxFileBytes: 10, maxStorageBytes: 15 } });
    expect((await startUpload(emulator, { bytes: 11 })).status).toBe(400);
    await upload(emulator, 'abcdefgh');
    expect((await startUpload(emulator, { bytes: 8 })).status).toBe(429);
  });
});
