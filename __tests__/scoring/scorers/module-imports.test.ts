import { expect, test } from '@jest/globals';
import { readImports } from '../../../src/scoring/scorers/module-imports.ts';

async function read(files: Readonly<Record<string, string>>, path = 'evals/score.mjs'): Promise<string[]> {
  const asked: string[] = [];
  await readImports(path, files[path] ?? '', async (file) => {
    asked.push(file);
    return files[file];
  });
  return asked;
}

test.each<[string, string[]]>([
  ["import { a } from './a.mjs';", ['evals/a.mjs']],
  ['import "./a.mjs"; export * from \'../b.js\'', ['evals/a.mjs', 'b.js']],
  ["await import('./deep/c.mjs'); require('./d.cjs')", ['evals/deep/c.mjs', 'evals/d.cjs']],
  ["import data from './data.json' with { type: 'json' }", ['evals/data.json']],
  ["import x from '../../above.mjs'", ['../above.mjs']],
  ["import fs from 'node:fs'; import x from 'package'; import(`./x.mjs`)", []],
])('%s', async (source, files) => {
  expect(await read({ 'evals/score.mjs': source })).toEqual(files);
});

test('helpers of helpers are read, each once, also in a circle', async () => {
  const files = {
    'evals/score.mjs': "import './a.mjs'; import './b.mjs'",
    'evals/a.mjs': "import './b.mjs'; import './score.mjs'",
    'evals/b.mjs': "import './a.mjs'; import './gone.mjs'",
  };
  expect(await read(files)).toEqual(['evals/a.mjs', 'evals/b.mjs', 'evals/gone.mjs']);
});

test('an absolute path stays one', async () => {
  expect(await read({ '/w/score.mjs': "import '../x.mjs'" }, '/w/score.mjs')).toEqual(['/x.mjs']);
});
