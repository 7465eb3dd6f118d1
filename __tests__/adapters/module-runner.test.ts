import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createModuleOpener, type ModuleRunnerOptions } from '../../src/adapters/module-runner.ts';
import { CancelledError } from '../../src/errors.ts';
import { parseScorers } from '../../src/scoring/config.ts';
import type { Subject } from '../../src/scoring/scorer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modules #1 '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const subject: Subject = {
  model: 'gemini-flash',
  key: 'k1',
  repeat: 1,
  answer: {
    text: 'Grüße 👋',
    calls: [{ name: 'f', args: { n: 1 } }],
    finishReason: 'STOP',
    blockReason: null,
    media: [],
  },
  response: { candidates: [] },
  tags: ['de'],
  expected: undefined,
  request: { contents: [] },
  logged: undefined,
  verdict: () => ({ score: null, reason: 'no judge' }),
};

type Files = Readonly<Record<string, string>>;

/** The `javascript` scorer over real threads and files; the first file is the module. */
async function scorerOf(files: Files, options: Partial<ModuleRunnerOptions> = {}) {
  const root = await mkdtemp(join(folder, 'case-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const path = Object.keys(files)[0] ?? '';
  const errors: string[] = [];
  const debug: string[] = [];
  const openModule = createModuleOpener({
    workingDirectory: root,
    env: {},
    log: { error: (line) => errors.push(line), debug: (line) => debug.push(line) },
    signal: new AbortController().signal,
    ...options,
  });
  const parsed = await parseScorers({ javascript: path }, { openModule, readText: async (name) => files[name] });
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const [scorer] = parsed.scorers;
  return { evaluate: async (key = 'k1') => scorer!.evaluate({ ...subject, key }), errors, debug };
}

async function reasonOf(files: Files, options?: Partial<ModuleRunnerOptions>): Promise<string> {
  const { evaluate } = await scorerOf(files, options);
  const { score, reason } = await evaluate();
  expect(score).toBeNull();
  return reason;
}

describe('a module that is right', () => {
  const helper = 'export const isLong = (text) => text.length > 3;\n';
  test.each<[string, Files]>([
    ['an .mjs file', { 'evals/score.mjs': 'export default (row) => row.answer.text.length > 3;' }],
    [
      'an .mts file',
      { 'score.mts': 'type Row = { key: string };\nexport default (row: Row): boolean => row.key === "k1";' },
    ],
    ['a .ts file', { 'score.ts': 'export default async (row: { tags: string[] }) => row.tags.includes("de");' }],
    ['a .js file that is an ES module', { 'score.js': 'export default () => true;' }],
    ['a .cjs file', { 'score.cjs': 'module.exports = () => true;' }],
    ['a promise', { 'score.mjs': 'export default () => new Promise((done) => setTimeout(() => done(1), 5));' }],
    ['an await at the top', { 'score.mjs': 'const n = await Promise.resolve(1);\nexport default () => n;' }],
    [
      'a relative import',
      {
        'evals/score.mjs':
          'import { isLong } from "./lib/helper.mjs";\nexport default (row) => isLong(row.answer.text);',
        'evals/lib/helper.mjs': helper,
      },
    ],
    [
      'a path with odd characters',
      {
        'a b/ü#%20.mjs': 'import { isLong } from "./lib.mjs";\nexport default () => isLong("1234");',
        'a b/lib.mjs': helper,
      },
    ],
  ])('%s', async (_, files) => {
    const { evaluate, errors } = await scorerOf(files);
    expect(await evaluate()).toEqual({ score: 1, reason: '' });
    expect(errors).toEqual([]);
  });

  test('is given a copy of the row', async () => {
    const source = `import { isDeepStrictEqual } from 'node:util';
      export default (row) => { row.tags.push('x'); return { score: 0.5, reason: JSON.stringify(row) }; };`;
    const { evaluate } = await scorerOf({ 'score.mjs': source });
    const { score, reason } = await evaluate();
    expect(score).toBe(0.5);
    expect(JSON.parse(reason)).toEqual({
      key: 'k1',
      tags: ['de', 'x'],
      request: { contents: [] },
      answer: { text: 'Grüße 👋', calls: [{ name: 'f', args: { n: 1 } }], finishReason: 'STOP' },
      logged: null,
      response: { candidates: [] },
    });
    expect(subject.tags).toEqual(['de']);
  });

  test('is not run before the first row', async () => {
    const file = join(folder, 'was-run');
    const source = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(file)}, '');\nexport default () => 1;`;
    const { evaluate } = await scorerOf({ 'score.mjs': source });
    await expect(rm(file)).rejects.toThrow('ENOENT');
    await evaluate();
    await rm(file);
  });
});

describe("a module's mistake is the row's error, with file and line:", () => {
  const limits = { rowMs: 400, loadMs: 2000, memoryMb: 32 };
  test.each<[string, Files, string]>([
    [
      'throws',
      { 'evals/score.mjs': '\nexport default (row) => {\n  return row.gone.text;\n};' },
      "evals/score.mjs:3: TypeError: Cannot read properties of undefined (reading 'text')",
    ],
    [
      'rejects',
      { 's.mjs': 'export default async () => {\n  await null;\n  throw new RangeError("no");\n};' },
      's.mjs:3: RangeError: no',
    ],
    [
      'throws in TypeScript',
      { 's.ts': 'interface Row {\n  key: string;\n}\nexport default (row: Row) => {\n  throw new Error(row.key);\n};' },
      's.ts:5: Error: k1',
    ],
    [
      'throws in what it imports',
      {
        's.mjs': 'import f from "./lib/f.mjs";\nexport default f;',
        'lib/f.mjs': '\n\nexport default () => { throw new Error("deep"); };',
      },
      'lib/f.mjs:3: Error: deep',
    ],
    [
      'throws in CommonJS',
      { 's.cjs': '\nmodule.exports = () => {\n  throw new Error("old");\n};' },
      's.cjs:3: Error: old',
    ],
    ['throws no error', { 's.mjs': '\nexport default () => { throw { a: 1 }; };' }, 's.mjs:2: threw { a: 1 }'],
    ['rejects with nothing', { 's.mjs': 'export default () => Promise.reject();' }, 's.mjs:1: threw undefined'],
    [
      'throws what cannot be shown',
      {
        's.mjs':
          'export default () => { const e = new Error(); Object.defineProperty(e, "stack", { get() { throw e; } }); throw e; };',
      },
      's.mjs:1: threw something that cannot be shown',
    ],
    ['returns a function', { 's.mjs': '\nexport default () => () => 1;' }, 's.mjs:2: returned a function'],
    [
      'loops for ever',
      { 's.mjs': '\nexport default () => {\n  while (true) {}\n};' },
      's.mjs:2: did not return within 0.4 s',
    ],
    [
      'loops in promises for ever',
      { 's.mjs': 'export default async () => {\n  while (true) await null;\n};' },
      's.mjs:1: did not return within 0.4 s',
    ],
    [
      'waits for ever',
      { 's.mjs': 'export default () => new Promise(() => {});' },
      's.mjs:1: did not return within 0.4 s',
    ],
    [
      'ends the process',
      { 's.mjs': '\n\nexport default () => process.exit(0);' },
      's.mjs:3: ended its own thread (process.exit, or nothing left to wait for)',
    ],
    [
      'eats memory',
      { 's.mjs': 'const hoard = [];\nexport default () => {\n  for (;;) hoard.push({ n: [hoard.length] });\n};' },
      's.mjs:2: used more than the 32 MB it may',
    ],
    [
      'throws later',
      {
        's.mjs':
          'export default () => {\n  setTimeout(() => {\n    throw new Error("late");\n  });\n  return new Promise(() => {});\n};',
      },
      's.mjs:3: Error: late',
    ],
  ])('%s', async (_, files, reason) => {
    expect(await reasonOf(files, { limits: { ...limits, rowMs: reason.includes('MB') ? 20_000 : 400 } })).toBe(reason);
  });

  test('the next row is scored after each of them', async () => {
    const source = `export default ({ key }) => {
      if (key === 'throw') throw new Error('no');
      if (key === 'loop') for (;;);
      if (key === 'exit') process.exit(1);
      if (key === 'hoard') for (const all = []; ; ) all.push([all.length]);
      return 1;
    };`;
    const { evaluate, errors } = await scorerOf({ 's.mjs': source }, { limits: { rowMs: 2000, memoryMb: 32 } });
    const found = [];
    for (const key of ['throw', '1', 'loop', '2', 'exit', '3', 'hoard', '4']) found.push((await evaluate(key)).score);
    expect(found).toEqual([null, 1, null, 1, null, 1, null, 1]);
    expect(errors).toEqual([]);
  });

  test('rows given at once are run one after the other, each with its own time', async () => {
    const source = 'export default ({ key }) => { if (key === "2") for (;;); return 1; };';
    const { evaluate } = await scorerOf({ 's.mjs': source }, { limits: { rowMs: 400 } });
    const found = await Promise.all(['1', '2', '3'].map((key) => evaluate(key)));
    expect(found.map(({ score }) => score)).toEqual([1, null, 1]);
  });

  test('after ten rows running that end its thread it is not run any more', async () => {
    const { evaluate, errors } = await scorerOf({ 's.mjs': 'export default () => process.exit(1);' });
    const reasons = [];
    for (let row = 0; row < 12; row++) reasons.push((await evaluate()).reason);
    expect(reasons[9]).toMatch(/^s\.mjs:1: ended its own thread/);
    expect(reasons[10]).toMatch(
      /^s\.mjs:1: is not run any more: 10 rows in a row ended its thread; the last one ended/,
    );
    expect(errors).toHaveLength(1);
  });
});

describe('a module that cannot be loaded gives every row one error, said once in the log:', () => {
  test.each<[string, Files, string]>([
    [
      'syntax',
      { 'e/s.mjs': 'const a = 1;\n\nexport default (row) => {\n  let a b;\n};' },
      "e/s.mjs:4: cannot be loaded: SyntaxError: Unexpected identifier 'b'",
    ],
    [
      'syntax of what it imports',
      { 's.mjs': 'import "./lib.mjs";\nexport default () => 1;', 'lib.mjs': '\nconst a = = 1;' },
      "lib.mjs:2: cannot be loaded: SyntaxError: Unexpected token '='",
    ],
    [
      'TypeScript that cannot be stripped',
      { 's.ts': '\nenum A { B }\nexport default () => A.B;' },
      's.ts:2: cannot be loaded: SyntaxError: TypeScript enum is not supported in strip-only mode',
    ],
    [
      'a missing import',
      { 'e/s.mjs': 'import "./gone.mjs";\nexport default () => 1;' },
      "e/s.mjs: cannot be loaded: Error: Cannot find module 'e/gone.mjs' imported from e/s.mjs",
    ],
    [
      'a missing name',
      { 's.mjs': '\nimport { x } from "./lib.mjs";\nexport default x;', 'lib.mjs': '' },
      "s.mjs:2: cannot be loaded: SyntaxError: The requested module './lib.mjs' does not provide an export named 'x'",
    ],
    [
      'no default export',
      { 's.mjs': 'export const score = () => 1;' },
      's.mjs: cannot be loaded: has no default export that is a function',
    ],
    [
      'a default export that is no function',
      { 's.mjs': 'export default { score: 1 };' },
      's.mjs: cannot be loaded: has no default export that is a function',
    ],
    ['throws', { 's.mjs': '\nthrow new Error("at the top");' }, 's.mjs:2: cannot be loaded: Error: at the top'],
    ['loops', { 's.mjs': 'for (;;);\nexport default 1;' }, 's.mjs: cannot be loaded: did not return within 0.5 s'],
    [
      'ends the process',
      { 's.mjs': 'process.exit(0);' },
      's.mjs: cannot be loaded: ended its own thread (process.exit, or nothing left to wait for)',
    ],
  ])('%s', async (_, files, reason) => {
    const loops = reason.includes('0.5 s');
    const { evaluate, errors } = await scorerOf(files, { limits: loops ? { loadMs: 500 } : {} });
    expect(await evaluate()).toEqual({ score: null, reason });
    expect(await evaluate()).toEqual({ score: null, reason });
    expect(errors).toEqual([reason]);
  });

  test('a file that is not there is known at once, and so is a directory', async () => {
    const openModule = createModuleOpener({
      workingDirectory: folder,
      env: {},
      log: { error: () => undefined, debug: () => undefined },
      signal: new AbortController().signal,
    });
    expect(await openModule('gone.mjs')).toBeUndefined();
    expect(await openModule('.')).toBeUndefined();
  });
});

describe('a module', () => {
  test('sees no secrets and none of the protocol with the runner', async () => {
    const kept = { PATH: '/bin', HOME: '/here', PWD: '/here', CI: 'true', GITHUB_SHA: 'abc', GITHUB_REPOSITORY: 'o/r' };
    const secret = 'AIza-not-a-real-key-0123456789';
    const env = {
      ...kept,
      'INPUT_GEMINI-API-KEY': secret,
      INPUT_DATASET: 'a.jsonl',
      GEMINI_API_KEY: secret,
      COPY: secret,
      GITHUB_TOKEN: 't',
      gh_token: 't',
      NPM_CONFIG__AUTH: 't',
      DB_PASSWORD: 'p',
      MY_SECRET: 's',
      HTTPS_PROXY: 'http://me:word@proxy.example:8080',
      ACTIONS_RUNTIME_TOKEN: 't',
      ACTIONS_RESULTS_URL: 'https://results.example',
      GITHUB_OUTPUT: '/o',
      GITHUB_STATE: '/s',
      GITHUB_ENV: '/e',
      GITHUB_PATH: '/p',
      GITHUB_STEP_SUMMARY: '/m',
      STATE_x: '1',
      NODE_OPTIONS: '--max-old-space-size=64',
    };
    const source = 'export default () => ({ score: 1, reason: JSON.stringify(process.env) });';
    const { evaluate } = await scorerOf({ 's.mjs': source }, { env });
    expect(JSON.parse((await evaluate()).reason)).toEqual(kept);
  });

  test('prints into the debug log, bounded, and never to the runner', async () => {
    const source = `export default async () => {
      console.log('::error::from stdout');
      console.error('two\\nlines');
      process.stdout.write('x'.repeat(5000) + '\\n');
      for (let i = 0; i < 5000; i++) console.log(i);
      process.stdout.write('no line end');
      return 1;
    };`;
    const { evaluate, debug } = await scorerOf({ 's.mjs': source });
    await evaluate();
    // What a thread prints comes beside its replies: under load later than they do.
    const patienceEnds = Date.now() + 30_000;
    while (debug.length < 201 && Date.now() < patienceEnds) await new Promise((resolve) => setImmediate(resolve));
    await evaluate();
    expect(debug).toHaveLength(201);
    expect(debug).toEqual(expect.arrayContaining(['scorer module: ::error::from stdout', 'scorer module: lines']));
    expect(Math.max(...debug.map((line) => line.length))).toBeLessThan(600);
    expect(debug.at(-1)).toBe('What the scorer module prints from here on is left out.');
  });

  test('that prints for ever is ended like any other loop', async () => {
    const source = 'export default () => {\n  for (;;) console.log("::error::again");\n};';
    expect(await reasonOf({ 's.mjs': source }, { limits: { rowMs: 400 } })).toMatch(
      /^s\.mjs:1: (did not return|used more)/,
    );
  });

  test('is stopped by a cancel, which is no finding', async () => {
    const controller = new AbortController();
    const { evaluate } = await scorerOf(
      { 's.mjs': 'export default () => { for (;;); };' },
      { signal: controller.signal },
    );
    const evaluating = evaluate();
    setTimeout(() => controller.abort(new CancelledError()), 300);
    await expect(evaluating).rejects.toThrow(CancelledError);
    await expect(evaluate()).rejects.toThrow(CancelledError);
  });

  test('does not keep the process, nor what it prints or leaves running', async () => {
    await writeFile(join(folder, 'idle.mjs'), 'setInterval(() => console.log("::tick"), 10);\nexport default () => 1;');
    const runner = pathToFileURL(resolve('src/adapters/module-runner.ts')).href;
    const program = `
      import { createModuleOpener } from ${JSON.stringify(runner)};
      const log = { error() {}, debug() {} };
      const open = createModuleOpener({ workingDirectory: process.argv[1], env: {}, log, signal: new AbortController().signal });
      const run = await open('idle.mjs');
      process.stdout.write(String(await run({})));`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program, folder], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(printed).toBe('1');
  });
});
