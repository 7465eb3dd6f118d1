import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { parseFlags } from '../local/start/flags.ts';
import { readInputDefinitions } from '../local/start/input-definitions.ts';
import { updateReadme } from '../scripts/readme.ts';
import { readInputs } from '../src/inputs.ts';
import { detectableDrop } from '../src/statistics/detectable-drop.ts';
import { readerOf } from './inputs-reader.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const readme = read('README.md');
const action = parse(read('action.yml'));
const manifest = JSON.parse(read('package.json'));
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'examples/README.md',
  ...list('docs', '.md'),
];

const sources = {
  action,
  collect: parse(read('collect/action.yml')),
  example: JSON.parse(read('docs/example-run.json')),
  workflow: read('examples/workflows/pull-request.yml'),
};

test('README.md is in step with action.yml, the example workflow, and the comment as it is rendered today', () => {
  expect(readme).toBe(updateReadme(readme, sources));
});

test('the drops that README.md and docs/gate.md say can be seen are those that can', () => {
  const points = [100, 200, 500, 1000].map((rows) => (detectableDrop(rows, 0.05) ?? 0) * 100);
  const [hundred, twoHundred, fiveHundred, thousand] = points.map((one) => one.toFixed(one < 5 ? 1 : 0));
  expect(readme).toContain(
    `100 rows see drops of about ${hundred} points reliably, 200 of ${twoHundred}, 500 of ${fiveHundred}, 1,000 of ${thousand};`,
  );
  const row = [hundred, twoHundred, fiveHundred, thousand].join(' | ');
  expect(read('docs/gate.md')).toContain(`| Points | ${row} |`);
});

test('the example run is a report of today', () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(read('schema/report.v1.json')));
  validate(sources.example.report);
  expect(validate.errors ?? []).toEqual([]);
});

test('a README.md without the marks of a generated part is refused', () => {
  const update = () => updateReadme('# Gemini Batch Eval\n', sources);
  expect(update).toThrow('README.md has no part between <!-- comment:begin');
});

test.each(documents)('every relative link of %s leads to a file', (path) => {
  const targets = [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target]) =>
    join(dirname(path), target!),
  );
  expect(targets.filter((target) => !existsSync(target))).toEqual([]);
});

test.each(documents)('every place in a document that %s links to is there', (path) => {
  const targets = [...read(path).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)];
  const lost = targets.filter(
    ([, file, anchor]) => !anchorsOf(join(dirname(path), file || basename(path))).has(anchor!),
  );
  expect(lost.map(([link]) => link)).toEqual([]);
});

describe('the commands of the documents', () => {
  const commands = documents.flatMap((path) =>
    [...read(path).matchAll(/npm start -- ([^`\n#]+)/g)].map(([, text]) => text!),
  );

  test('have flags that there are, and name files of the examples that there are', async () => {
    const definitions = await readInputDefinitions('action.yml');
    expect(commands.length).toBeGreaterThan(5);
    for (const command of commands) {
      const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
      expect([command, parseFlags(words, definitions).kind]).toEqual([command, expect.stringMatching(/^(run|help)$/)]);
      for (const word of words.filter((one) => one.startsWith('examples/')))
        expect([word, existsSync(word)]).toEqual([word, true]);
    }
  });
});

describe('the workflows that the documents and examples/ show', () => {
  const shown = [readme, read('docs/dataset.md'), read('docs/prompt.md')].join('\n');
  const fences = [...shown.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => dedent(text!));
  const samples = list('examples/workflows', '.yml').map(read);
  const uses = [...fences, ...samples].flatMap((text) => stepsOf(parse(text)));
  const fragments = fences
    .map((text) => parse(text))
    .filter((value) => !Array.isArray(value) && value.jobs === undefined);

  test('use this action, in this version', () => {
    const refs = new Set(uses.map((step) => step.uses.replace(/^.*@/, '')));
    expect(refs).toEqual(new Set([`v${manifest.version}`, '<commit>']));
  });

  test('set inputs that the action accepts', async () => {
    const settings = uses.flatMap((step) => (step.with === undefined ? [] : [step.with]));
    expect(settings.length).toBeGreaterThan(3);
    for (const values of settings) await expect(accept(values)).resolves.toBeDefined();
  });

  test('are made of fragments that the action accepts', async () => {
    expect(fragments.length).toBeGreaterThan(1);
    const basis = { dataset: 'a.jsonl', models: 'gemini-3.8-flash' };
    for (const fragment of fragments) await expect(accept({ ...basis, ...fragment })).resolves.toBeDefined();
  });

  test('read outputs that there are', () => {
    const named = [readme, ...samples].flatMap((text) =>
      [...text.matchAll(/\boutputs\.([a-z-]+)/g)].map(([, name]) => name!),
    );
    expect(named.filter((name) => action.outputs[name] === undefined)).toEqual([]);
  });
});

test('README.md quotes messages that the code has', () => {
  const section = readme.slice(readme.indexOf('## Troubleshooting'), readme.indexOf('## Contributing'));
  const messages = [...section.matchAll(/^\| `(.+?)` \|/gm)].map(([, message]) =>
    message!.replace(/^gemini-api-key: /, ''),
  );
  const source = list('src', '.ts').map(read).join('\n');
  expect(messages.length).toBeGreaterThan(5);
  expect(messages.filter((message) => !source.includes(message))).toEqual([]);
});

test('docs/decisions.md has a line for every dependency, and for none that is gone', () => {
  const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
  const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const text = read('docs/decisions.md');
  const rows = text.split('\n').filter((line) => /^\| `/.test(line));
  const listed = rows.flatMap((row) => row.split('|')[1]!.match(/(?<=`)[^`, ]+(?=`)/g) ?? []);
  expect(listed.sort()).toEqual(names.sort());
  for (const name of Object.keys(overrides)) expect(text).toContain(`\`${name}\` (an override;`);
});

/** What the workflows name; the dataset and its labels are looked for, not read. */
const namedFiles = {
  'prompts/support.txt': 'Route the ticket.',
  'evals/scorers.yml': read('examples/support-router/scorers.yml').replace(/^- javascript:\n( .*\n)+/m, ''),
  'evals/patch.yml': 'generationConfig: { temperature: null }',
};

interface Use {
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

function list(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

function dedent(text: string): string {
  const indent = Math.min(...text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.search(/\S/)])));
  return text.replace(new RegExp(`^ {${indent}}`, 'gm'), '');
}

/** Every step below a value that uses this action. */
function stepsOf(value: unknown): Use[] {
  if (typeof value !== 'object' || value === null) return [];
  const isUse = 'uses' in value && String(value.uses).startsWith('owner/gemini-batch-eval@');
  return isUse ? [value as Use] : Object.values(value).flatMap(stepsOf);
}

/** Checks inputs as the action does; the runner hands every value over as text and only warns of unknown names. */
async function accept(values: Readonly<Record<string, unknown>>) {
  const unknown = Object.keys(values).filter((name) => action.inputs[name] === undefined);
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  const texts = Object.keys(action.inputs).map((name) => [
    name,
    String(values[name] ?? action.inputs[name].default ?? ''),
  ]);
  return readInputs(readerOf(Object.fromEntries(texts), { files: namedFiles }));
}

/** The anchors that GitHub gives the headings of a document. */
function anchorsOf(path: string): Set<string> {
  const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase());
  return new Set(headings.map((title) => title.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')));
}
