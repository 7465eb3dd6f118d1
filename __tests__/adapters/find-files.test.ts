import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readText } from '../../src/adapters/files.ts';
import { findFiles } from '../../src/adapters/find-files.ts';
import { makeOutputDirectory } from '../../src/adapters/output-directory.ts';

let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'find-files-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '{}\n');
  }
}

async function find(pattern: string, excluded: readonly string[] = []): Promise<string[]> {
  const files = await findFiles(pattern, excluded, { working: folder, workspace: folder });
  return files.map(({ display }) => display);
}

describe('a line of dataset', () => {
  test.each<[string, string[], string[]]>([
    ['*.jsonl', [], ['a.jsonl', 'b.jsonl']],
    ['**/*.jsonl', [], ['a.jsonl', 'b.jsonl', 'old/c.jsonl', 'old/deep/d.jsonl']],
    ['a.jsonl', [], ['a.jsonl']],
    ['a.jsonl', ['a.jsonl'], []],
    ['./a.jsonl', ['a.jsonl'], []],
    ['a.jsonl', ['./a.jsonl'], []],
    ['a.jsonl', ['*.jsonl'], []],
    ['a.jsonl', ['b.jsonl'], ['a.jsonl']],
    ['*.jsonl', ['./b.jsonl'], ['a.jsonl']],
    ['**/*.jsonl', ['old'], ['a.jsonl', 'b.jsonl']],
    ['**/*.jsonl', ['old/**'], ['a.jsonl', 'b.jsonl']],
    ['old/c.jsonl', ['old'], []],
    ['x[1].jsonl', [], ['x[1].jsonl']],
    ['x*', ['x[1].jsonl'], []],
  ])('%s without %j finds %j', async (pattern, excluded, found) => {
    await put('a.jsonl', 'b.jsonl', 'old/c.jsonl', 'old/deep/d.jsonl');
    if (pattern.startsWith('x')) await put('x[1].jsonl');
    expect(await find(pattern, excluded)).toEqual(found);
  });

  test.each(['evals', 'evals/', './evals', 'link'])(
    'that names a directory, %s, is told to be a glob',
    async (line) => {
      await put('evals/a.jsonl');
      await symlink(join(folder, 'evals'), join(folder, 'link'));
      const expected = `is a directory; write a glob such as ${line.replace(/\/$/, '')}/*.jsonl`;
      await expect(find(line)).rejects.toThrow(expected);
    },
  );

  test('takes regular files only, whatever bears a matching name', async () => {
    await put('a.jsonl', 'dir/inner.jsonl');
    await symlink(join(folder, 'nowhere'), join(folder, 'broken.jsonl'));
    await symlink(join(folder, 'dir'), join(folder, 'linked.jsonl'));
    await mkdir(join(folder, 'folder.jsonl'));
    execFileSync('mkfifo', [join(folder, 'fifo.jsonl')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket.jsonl'), resolve));
    try {
      expect(await find('*.jsonl')).toEqual(['a.jsonl']);
      await expect(find('fifo.jsonl')).rejects.toThrow('is no regular file');
      await expect(find('socket.jsonl')).rejects.toThrow('is no regular file');
      await expect(find('broken.jsonl')).rejects.toThrow('is a link to a file that does not exist');
      await expect(readText(join(folder, 'fifo.jsonl'))).rejects.toThrow('is no regular file');
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('counts a file once, by whatever links it is found', async () => {
    await put('data/real.jsonl');
    await symlink(join(folder, 'data/real.jsonl'), join(folder, 'data/again.jsonl'));
    const path = join(folder, 'data/real.jsonl');
    const places = { working: folder, workspace: folder };
    expect(await findFiles('data/*.jsonl', [], places)).toEqual([{ path, display: 'data/again.jsonl' }]);
    expect(await findFiles('data/*.jsonl', ['data/again.jsonl'], places)).toEqual([
      { path, display: 'data/real.jsonl' },
    ]);
  });

  test('that leads in a circle says so', async () => {
    await symlink(join(folder, 'loop'), join(folder, 'loop'));
    await expect(find('loop')).rejects.toThrow('cannot be read: its links lead in a circle');
  });
});

describe('the text of a file', () => {
  test.each<[string, Buffer | string, string]>([
    ['UTF-8', 'é日\n', 'é日\n'],
    ['UTF-8 with a mark', '\ufeffx', 'x'],
    ['nothing', '', ''],
  ])('in %s is read', async (_what, content, text) => {
    await writeFile(join(folder, 'prompt.txt'), content);
    expect(await readText(join(folder, 'prompt.txt'))).toBe(text);
  });

  test.each([
    ['Latin-1', Buffer.from('caf\u00e9', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffhi', 'utf16le')],
  ])('in %s is refused, not garbled', async (_what, content) => {
    await writeFile(join(folder, 'prompt.txt'), content);
    await expect(readText(join(folder, 'prompt.txt'))).rejects.toThrow('is not UTF-8 text');
  });

  test('that is a directory is refused', async () => {
    await expect(readText(folder)).rejects.toThrow('is a directory');
  });

  test.each(['nothing.txt', 'file.txt/below', 'x'.repeat(300), 'a\0b'])(
    'that is not there, %j, is none',
    async (name) => {
      await put('file.txt');
      expect(await readText(join(folder, name))).toBeUndefined();
    },
  );
});

describe('output-directory', () => {
  const make = (outputDirectory: string | undefined) =>
    makeOutputDirectory({ outputDirectory, workingDirectory: folder, temp: folder });

  test('is made, and is there already the next time', async () => {
    expect(await make('out/deep')).toBe(join(folder, 'out/deep'));
    expect(await make('out/deep')).toBe(join(folder, 'out/deep'));
    expect(await make(undefined)).toMatch(/gemini-batch-eval-/);
  });

  test.each(['file.txt', 'file.txt/out'])('that is a file, %s, is named as such', async (path) => {
    await put('file.txt');
    await expect(make(path)).rejects.toThrow(
      `output-directory is "${path}": is a file, or lies below one; it must be a directory`,
    );
  });

  test('that cannot be made or written to is named as such', async () => {
    await symlink(join(folder, 'loop'), join(folder, 'loop'));
    await expect(make('loop/out')).rejects.toThrow('output-directory is "loop/out": cannot be written to: ');
  });
});
