import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const necessities = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT'];

const worse = '--system-instruction examples/support-router/system-instruction-worse.txt';
const scorers = '--scorers examples/support-router/scorers.yml --labels examples/support-router/labels.jsonl';

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

  test('ends with commands that show more', () => {
    const [, next = ''] = ended.stdout.split('\nTry next:\n');
    expect(next.match(/^ {2}npm start -- .*$/gm)).toEqual([`  npm start -- ${worse}`, `  npm start -- ${scorers}`]);
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

describe('what npm start offers next', () => {
  const out = join(tmpdir(), `start-test-next-${process.pid}`);
  afterAll(() => rm(out, { recursive: true, force: true }));

  test('a worse prompt turns the check red, and the comment says which prompt it was', async () => {
    const { code, stdout } = await start([...worse.split(' '), '--out', out]);
    expect(stdout).toMatch(/\ngemini-3\.5-flash-lite +40\.00% +6\/15 .* 50\.00% +threshold\n/);
    expect(stdout).toMatch(/\ngemini-3\.8-flash +60\.00% +9\/15 .* 90\.00% +threshold\n/);
    expect(stdout).toContain('\nVerdict: fail\n');
    expect(stdout).not.toContain('Try next');
    expect(code).toBe(1);
    expect(await readFile(join(out, 'comment.md'), 'utf8')).toContain('system-instruction-worse.txt');
    const first = JSON.parse((await readFile(join(out, 'requests.jsonl'), 'utf8')).split('\n')[0]!);
    const text = await readFile(join(root, worse.split(' ')[1]!), 'utf8');
    expect(first.request.systemInstruction).toEqual({ parts: [{ text: text.replace(/\n$/, '') }] });
  }, 30_000);

  test('scorers and labels find the ticket that goes into the wrong queue', async () => {
    const { code, stdout } = await start([...scorers.split(' '), '--out', out]);
    expect(stdout).toMatch(/\ngemini-3\.5-flash-lite +48\.89% +7\/15 .* 50\.00% +threshold\n/);
    expect(stdout).toMatch(/\ngemini-3\.8-flash +88\.89% +13\/15 .* 90\.00% +threshold\n/);
    expect(code).toBe(1);
    const comment = await readFile(join(out, 'comment.md'), 'utf8');
    expect(comment).toContain('right queue: queue shipping instead of billing');
    expect(await readFile(join(out, 'summary.md'), 'utf8')).toContain('| `kind:image` | 2 | 50.00% | 100.00% |');
  }, 30_000);
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
