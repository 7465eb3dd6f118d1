import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const necessities = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT'];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `node local/start.ts` without a key; `interruptAt` is the text on which Ctrl-C is pressed. */
function start(args: readonly string[], { cwd = root, interruptAt = '' } = {}): Promise<Ended> {
  const env = Object.fromEntries(
    necessities.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const child = spawn(process.execPath, [join(root, 'local', 'start.ts'), ...args], { cwd, env });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (interruptAt !== '' && stdout.includes(interruptAt)) child.kill('SIGINT');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('npm start', () => {
  const out = join(tmpdir(), `start-test-${process.pid}`);
  let ended: Ended;
  beforeAll(async () => {
    ended = await start(['--out', out]);
  }, 30_000);
  afterAll(() => rm(out, { recursive: true, force: true }));

  test('says that the answers are canned', () => {
    expect(ended.stdout.split('\n')[0]).toBe(
      'No API key is set: canned answers from the embedded emulator, no statement about real models.',
    );
  });

  test('passes, with the scores of the example in its table', () => {
    expect(ended.stdout).toMatch(/\ngemini-3\.5-flash-lite +53\.33% +8\/15 +0 +0 +[\d,]+ +50\.00% +pass\n/);
    expect(ended.stdout).toMatch(/\ngemini-3\.8-flash +93\.33% +14\/15 +0 +0 +[\d,]+ +90\.00% +pass\n/);
    expect(ended.stdout).toContain('\nVerdict: pass\n');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
  });

  test('leaves the files that it names', async () => {
    const files = ['report.json', 'report.md', 'comment.md', 'summary.md', 'rows.jsonl', 'requests.jsonl', 'log.txt'];
    const results = ['results/gemini-3.5-flash-lite.jsonl', 'results/gemini-3.8-flash.jsonl'];
    const found = (await readdir(out, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
    expect(found).toEqual(expect.arrayContaining([...files, ...results]));
    for (const name of [...files, ...results]) expect(ended.stdout).toContain(`\n  ${name}\n`);
    expect(await readFile(join(out, 'comment.md'), 'utf8')).toMatch(/^<!-- gemini-batch-eval:support-router -->/);
    expect((await readFile(join(out, 'rows.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(30);
  });
});

describe('npm start with flags', () => {
  const out = join(tmpdir(), `start-test-flags-${process.pid}`);
  afterAll(() => rm(out, { recursive: true, force: true }));

  test('is red when a floor is not reached', async () => {
    const args = ['--models', 'gemini-3.5-flash-lite', '--threshold', '60%', '--out', out];
    const { code, stdout } = await start(args, { cwd: tmpdir() });
    expect(stdout).toMatch(/\ngemini-3\.5-flash-lite +53\.33% .* 60\.00% +threshold\n/);
    expect(stdout).toContain('\nVerdict: fail\n  - gemini-3.5-flash-lite ');
    expect(code).toBe(1);
  }, 30_000);

  test('cancels on Ctrl-C, and cleans up', async () => {
    const args = ['--poll-interval', '60', '--timeout-minutes', '2', '--out', out];
    const { code, stdout } = await start(args, { interruptAt: 'Wait for the jobs' });
    expect(stdout).toContain('Cancelling');
    expect(stdout).toMatch(/Cancelled batches\//);
    expect(code).not.toBe(0);
  }, 30_000);

  test('refuses a flag that is no input before anything runs', async () => {
    const { code, stdout, stderr } = await start(['--treshold', '90%']);
    expect(stderr).toContain('There is no flag --treshold. Did you mean --threshold?');
    expect([code, stdout]).toEqual([2, '']);
  });
});
