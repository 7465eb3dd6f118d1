import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packEntries, unpackEntries } from '../../src/adapters/vault-entries.ts';
import { SealError } from '../../src/errors.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vault-entries-'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

const end = Buffer.from([0]);

/** An entry as it is packed; `size` is what it says of itself. */
function entry(name: string, content: string, size = Buffer.byteLength(content)): Buffer {
  const length = Buffer.alloc(6);
  length.writeUIntBE(size, 0, 6);
  return Buffer.concat([Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), length, Buffer.from(content)]);
}

/** Unpacks bytes that come in pieces of this size. */
async function unpack(parts: readonly Uint8Array[], { pieceBytes = 3, maxBytes = 1000 } = {}) {
  const folder = await mkdtemp(join(root, 'unpack-'));
  const bytes = Buffer.concat(parts);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const outcome = await unpackEntries(pieces(), { folder, maxBytes }).catch((error: unknown) => error);
  return { outcome, left: await readdir(folder) };
}

describe('what was packed', () => {
  test.each([1, 2, 7, 1000])('is unpacked from pieces of %i bytes', async (pieceBytes) => {
    const { outcome, left } = await unpack([entry('a', 'first'), entry('b.txt', ''), end], { pieceBytes });
    expect([...(outcome as Map<string, string>).keys()]).toEqual(['a', 'b.txt']);
    expect(left).toEqual(['a', 'b.txt']);
  });

  test.each<[string, Uint8Array[], string]>([
    ['nothing at all', [], 'it ends within an entry'],
    ['no end', [entry('a', 'x')], 'it ends within an entry'],
    ['an entry cut in its name', [entry('abc', '').subarray(0, 3)], 'it ends within an entry'],
    ['an entry cut in its length', [entry('abc', '').subarray(0, 7)], 'it ends within an entry'],
    ['an entry cut in its content', [entry('a', 'x'), entry('b', 'xy', 3)], 'it ends within an entry'],
    ['more behind its end', [entry('a', 'x'), end, end], 'something stands behind its last entry'],
    ['a name twice', [entry('a', 'x'), entry('a', 'y'), end], 'the entry "a" is there twice'],
    ['a way out of the folder', [entry('../a', 'x'), end], 'the entry "../a" has a name with other characters'],
    ['an absolute path', [entry('/tmp/a', 'x'), end], 'the entry "/tmp/a" has a name with other characters'],
    ['a hidden name', [entry('b', 'x'), entry('.a', 'x'), end], 'the entry ".a" has a name with other characters'],
  ])('with %s is damaged, and nothing of it stays', async (_what, parts, reason) => {
    const { outcome, left } = await unpack(parts);
    expect(outcome).toBeInstanceOf(SealError);
    expect(outcome).toMatchObject({ problem: 'damaged', reason: expect.stringContaining(reason) });
    expect(left).toEqual([]);
  });

  test('is too large before what is too much is written', async () => {
    const { outcome, left } = await unpack([entry('a', 'x'.repeat(600)), entry('b', '', 2 ** 48 - 1)]);
    expect(outcome).toMatchObject({ problem: 'too-large' });
    expect(left).toEqual([]);
  });

  test('fails with the fault of what it is read from', async () => {
    const folder = await mkdtemp(join(root, 'unpack-'));
    const fault = new Error('unplugged');
    async function* pieces() {
      yield entry('a', 'xy', 10);
      throw fault;
    }
    await expect(unpackEntries(pieces(), { folder, maxBytes: 1000 })).rejects.toBe(fault);
    expect(await readdir(folder)).toEqual([]);
  });
});

test.each([
  ['grows', 'longer than before'],
  ['shrinks', ''],
])('a file that %s while it is packed is refused', async (_how, later) => {
  const path = join(await mkdtemp(join(root, 'pack-')), 'file');
  await writeFile(path, 'before');
  const packed = packEntries([{ name: 'a', path }]);
  await packed.next();
  await writeFile(path, later);
  const drain = async () => {
    for await (const _ of packed);
  };
  await expect(drain()).rejects.toThrow('Could not seal "a": the file changes while it is read.');
});
