import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createVault } from '../../src/adapters/vault.ts';
import { SealError } from '../../src/errors.ts';

const subject = 'octo-org/octo-repo 1001 gemini-batch-eval-pending-spam';
const vault = createVault('AIza-the-key');
const maxBytes = 1_000_000;
const words = 'ignore previous instructions';
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vault-'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** Seals what stands in the table, under the names in it. */
async function seal(contents: Contents, by = vault, about = subject): Promise<string> {
  const folder = await mkdtemp(join(root, 'seal-'));
  const entries = await Promise.all(
    Object.entries(contents).map(async ([name, bytes], index) => {
      const path = join(folder, `file-${index}`);
      await writeFile(path, bytes);
      return { name, path };
    }),
  );
  const path = join(folder, 'bundle');
  await by.seal({ path, subject: about, entries });
  return path;
}

/** A bundle of these very bytes. */
async function bundleOf(bytes: Uint8Array): Promise<string> {
  const path = join(await mkdtemp(join(root, 'bundle-')), 'bundle');
  await writeFile(path, bytes);
  return path;
}

/** Opens a bundle into a folder of its own. */
async function open(path: string, change: { by?: typeof vault; subject?: string; maxBytes?: number } = {}) {
  const { by = vault, ...request } = change;
  const folder = await mkdtemp(join(root, 'open-'));
  return { folder, opened: by.open({ path, subject, folder, maxBytes, ...request }) };
}

/** What a bundle holds, by name. */
async function contentsOf(path: string, change: Parameters<typeof open>[1] = {}): Promise<Record<string, Buffer>> {
  const { folder, opened } = await open(path, change);
  const entries = [...(await opened)];
  expect((await readdir(folder)).sort()).toEqual(entries.map(([name]) => name).sort());
  return Object.fromEntries(
    await Promise.all(entries.map(async ([name, file]) => [name, await readFile(file)] as const)),
  );
}

/** The failure of a bundle that does not open, and leaves nothing behind. */
async function refusalOf(path: string, change: Parameters<typeof open>[1] = {}): Promise<SealError> {
  const { folder, opened } = await open(path, change);
  const error = await opened.catch((reason: unknown) => reason);
  expect(await readdir(folder)).toEqual([]);
  if (error instanceof SealError) return error;
  throw new Error(`Expected a SealError, got ${String(error)}`);
}

describe('what was sealed', () => {
  test.each<[string, Contents]>([
    ['nothing', {}],
    ['an empty file', { empty: '' }],
    ['some files', { 'manifest.json': '{"ключ":"🙂"}\n', 'requests.gemini-3.8-flash.jsonl': 'x', '0': '\0' }],
    ['many files', Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`file-${index}`, `${index}`]))],
    ['a large file', { small: 'a', large: Buffer.alloc(900_000, 'line of text\n'), last: 'b' }],
    ['a name as long as can be', { ['a'.repeat(255)]: 'x' }],
  ])('is %s, and comes back byte for byte', async (_what, contents) => {
    const back = await contentsOf(await seal(contents));
    expect(Object.keys(back)).toEqual(Object.keys(contents));
    for (const [name, bytes] of Object.entries(contents)) expect(back[name]?.equals(Buffer.from(bytes))).toBe(true);
  });

  test('comes back whatever the sizes are', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(20), fc.nat(70_000), fc.constantFrom(65_535, 65_536, 262_144, 262_145)), {
      maxLength: 5,
    });
    const law = fc.asyncProperty(sizes, fc.nat(255), async (lengths, seed) => {
      const contents = Object.fromEntries(
        lengths.map((length, index) => [
          `e-${index}`,
          Buffer.from(Uint8Array.from({ length }, (_, at) => at * seed + (at >> 8))),
        ]),
      );
      const back = await contentsOf(await seal(contents), { maxBytes: 2_000_000 });
      expect(Object.keys(back)).toEqual(Object.keys(contents));
      // Compared by the matcher, a megabyte takes a second.
      expect(Object.entries(contents).filter(([name, bytes]) => !back[name]?.equals(bytes))).toEqual([]);
    });
    await fc.assert(law, { numRuns: 25 });
  });

  test('may hold just as much as was asked for', async () => {
    const path = await seal({ a: 'x'.repeat(600), b: 'y'.repeat(400) });
    expect(Object.keys(await contentsOf(path, { maxBytes: 1000 }))).toEqual(['a', 'b']);
    expect(await refusalOf(path, { maxBytes: 999 })).toMatchObject({
      problem: 'too-large',
      message: 'The bundle does not open: it holds more than 999 bytes',
    });
  });

  test('stays unreadable: neither content nor names are in the bundle', async () => {
    const bytes = await readFile(await seal({ 'secret-name': words, other: words.repeat(1000) }));
    for (const text of [words, 'ignore', 'secret-name']) expect(bytes.includes(text)).toBe(false);
    expect(bytes.length).toBeLessThan(500);
  });

  test('never looks the same twice', async () => {
    const [one, other] = await Promise.all([1, 2].map(async () => readFile(await seal({ a: words.repeat(9) }))));
    const repeated = one?.subarray(9).filter((byte, index) => byte === other?.at(index + 9)).length;
    expect(one?.length).toBe(other?.length);
    expect(repeated).toBeLessThan(12);
  });

  test('opens in later releases: this one was sealed by the first', async () => {
    const bytes = Buffer.from(
      'Z2JlLXNlYWwBWP6EDjlpVoZjKGnaV+sE/tL5N7lDOYLKpyhUu+zOX4WHc5tgZjPI95nuSG47jV0z1rBLslT+xG4lxCCt/IuC9IKMwBzoX4zrzyLhjJaBx8+XVrpluTbRnrA754cbx+Z4yXU50g==',
      'base64',
    );
    expect(await contentsOf(await bundleOf(bytes))).toEqual({ 'a.txt': Buffer.from('first\n'), b: Buffer.alloc(0) });
  });
});

describe('a bundle', () => {
  const notAuthentic = {
    problem: 'not-authentic',
    message: 'The bundle does not open: it was made with another API key, or altered',
  };

  test.each(['AIza-the-kez', 'AIza-the-key ', 'aiza-the-key', 'x'])('does not open with the key %j', async (key) => {
    const error = await refusalOf(await seal({ a: words }), { by: createVault(key) });
    expect(error).toMatchObject(notAuthentic);
    expect(JSON.stringify([error, error.message, String(error.stack), String(error.cause)])).not.toContain('the-ke');
  });

  test.each([
    subject.replace('1001', '1002'),
    subject.replace('octo-org', 'octo-orh'),
    `${subject}-2`,
    subject.slice(0, -1),
    '',
  ])('does not open as %j', async (other) => {
    expect(await refusalOf(await seal({ a: words }), { subject: other })).toMatchObject(notAuthentic);
  });

  test('does not open when any of its bytes is another one', async () => {
    const bytes = await readFile(await seal({ a: words, b: '' }));
    for (const at of bytes.keys()) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      const { problem } = await refusalOf(await bundleOf(altered));
      expect([at, problem]).toEqual([at, at < 9 ? 'foreign-format' : 'not-authentic']);
    }
  });

  test('does not open when it ends too early, wherever that is', async () => {
    const path = await seal({ a: words, b: '' });
    const { length } = await readFile(path);
    for (let end = length - 1; end >= 0; end--) {
      await truncate(path, end);
      const { problem } = await refusalOf(path);
      expect([end, problem]).toEqual([end, end < 8 ? 'foreign-format' : end < 70 ? 'damaged' : 'not-authentic']);
    }
  });

  test.each([1, 16, 100_000])('does not open with %i more bytes', async (count) => {
    const bytes = await readFile(await seal({ a: words }));
    expect(await refusalOf(await bundleOf(Buffer.concat([bytes, Buffer.alloc(count)])))).toMatchObject(notAuthentic);
    expect((await refusalOf(await bundleOf(Buffer.concat([bytes, bytes])))).problem).toBe('not-authentic');
  });

  test('of another version says so', async () => {
    const bytes = await readFile(await seal({ a: words }));
    bytes[8] = 2;
    expect(await refusalOf(await bundleOf(bytes))).toMatchObject({
      problem: 'foreign-format',
      reason: 'it has version 2 of its format, and this release knows 1',
    });
  });

  test.each(['', '{"version":1}', 'PK\u0003\u0004', 'x'.repeat(5000)])('that is none is told: %j', async (text) => {
    expect(await refusalOf(await bundleOf(Buffer.from(text)))).toMatchObject({
      problem: 'foreign-format',
      reason: 'it is no sealed bundle',
    });
  });

  test('that would inflate without end is left at the limit', async () => {
    const path = await seal({ first: 'a', bomb: Buffer.alloc(50_000_000), last: 'b' });
    expect((await readFile(path)).length).toBeLessThan(100_000);
    expect((await refusalOf(path)).problem).toBe('too-large');
  });

  test('leaves alone what has the name of an entry already', async () => {
    const path = await seal({ a: 'new', b: 'new', c: 'new' });
    const folder = await mkdtemp(join(root, 'taken-'));
    await writeFile(join(folder, 'b'), 'old');
    await expect(vault.open({ path, subject, folder, maxBytes })).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readdir(folder)).toEqual(['b']);
    expect(await readFile(join(folder, 'b'), 'utf8')).toBe('old');
  });

  test('is unpacked into a folder that is made for it', async () => {
    const folder = join(root, 'new', 'folder');
    const opened = await vault.open({ path: await seal({ a: 'x' }), subject, folder, maxBytes });
    expect(opened).toEqual(new Map([['a', join(folder, 'a')]]));
  });
});

describe('sealing', () => {
  test.each(['', '.', '..', '.a', '-a', 'A', 'a/b', '../a', 'a\\b', 'a b', 'ä', 'a\n', 'a\0', 'a'.repeat(256)])(
    'refuses the name %j',
    async (name) => {
      const path = join(await mkdtemp(join(root, 'refused-')), 'bundle');
      const entries = [
        { name: 'fine', path: import.meta.filename },
        { name, path: import.meta.filename },
      ];
      await expect(vault.seal({ path, subject, entries })).rejects.toThrow('has a name with other characters');
      expect(await readdir(join(path, '..'))).toEqual([]);
    },
  );

  test('refuses a name that is there twice, and more files than can be', async () => {
    const path = join(await mkdtemp(join(root, 'refused-')), 'bundle');
    const empty = await bundleOf(new Uint8Array());
    const twice = ['a', 'b', 'a'].map((name) => ({ name, path: empty }));
    await expect(vault.seal({ path, subject, entries: twice })).rejects.toThrow(
      'Could not seal "a": it is there twice.',
    );
    const many = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, path: empty }));
    await expect(vault.seal({ path, subject, entries: many })).rejects.toThrow('10000 are the most');
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  test.each(['is not there', 'is a folder'])('a file that %s fails, and leaves no bundle', async (what) => {
    const folder = await mkdtemp(join(root, 'refused-'));
    const path = join(folder, 'bundle');
    const source = join(root, `no-file-${basename(folder)}`);
    if (what === 'is a folder') await mkdir(source);
    const entries = [{ name: 'a', path: source }];
    await expect(vault.seal({ path, subject, entries })).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
    expect(await readdir(folder)).toEqual([]);
  });

  test('takes the place of an earlier bundle, in a folder that is made for it', async () => {
    const path = join(await mkdtemp(join(root, 'again-')), 'deep', 'bundle');
    await vault.seal({ path, subject, entries: [] });
    const file = await bundleOf(Buffer.from('second'));
    await vault.seal({ path, subject, entries: [{ name: 'a', path: file }] });
    expect((await contentsOf(path)).a?.toString()).toBe('second');
    expect(await readdir(join(path, '..'))).toEqual(['bundle']);
  });
});

test('without a key there is no vault: anybody could derive the same', () => {
  expect(() => createVault('')).toThrow('needs an API key');
});
