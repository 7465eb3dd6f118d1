import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isEvaluationName, nameOfDataset } from '../src/inputs/name.ts';
import { messageOf, read } from './inputs-reader.ts';

describe('dataset', () => {
  test('takes paths and globs line by line, each file once', async () => {
    const found = { 'evals/*.jsonl': ['evals/a.jsonl', 'evals/b.jsonl'] };
    const inputs = await read({ dataset: '\n evals/b.jsonl \r\n\nevals/*.jsonl\n' }, { found });
    expect(inputs.dataset).toEqual([
      { kind: 'file', path: '/repo/evals/b.jsonl', display: 'evals/b.jsonl' },
      { kind: 'file', path: '/repo/evals/a.jsonl', display: 'evals/a.jsonl' },
    ]);
  });

  test('leaves out what stands behind !', async () => {
    const found = { 'evals/*.jsonl': ['evals/a.jsonl', 'evals/b.jsonl'] };
    const inputs = await read({ dataset: '!evals/b.jsonl\nevals/*.jsonl' }, { found });
    expect(inputs.dataset.map(({ display }) => display)).toEqual(['evals/a.jsonl']);
    expect(inputs.name).toBe('evals');
  });

  test('asks an address with its query, and shows it without', async () => {
    const inputs = await read({ dataset: 'https://data.example/logs/spam.jsonl?signature=SECRET#part' });
    expect(inputs.dataset).toEqual([
      {
        kind: 'address',
        url: 'https://data.example/logs/spam.jsonl?signature=SECRET#part',
        display: 'https://data.example/logs/spam.jsonl',
      },
    ]);
    expect(inputs.name).toBe('spam');
  });
});

describe('a wrong dataset is told as', () => {
  const noFile = 'matches no file; paths are relative to working-directory';
  test.each([
    ['missing.jsonl', 'missing.jsonl', noFile],
    ['a.jsonl\nmissing/*.jsonl', 'missing/*.jsonl', noFile],
    ['a.jsonl\n!a.jsonl', 'a.jsonl', noFile],
    ['!a.jsonl', '!a.jsonl', 'names no file'],
    [
      'http://data.example/a.jsonl?key=SECRET',
      'http://data.example/a.jsonl',
      'must be a path, a glob or an https:// address',
    ],
    ['s3://bucket/a.jsonl', 's3://bucket/a.jsonl', 'must be a path, a glob or an https:// address'],
    ['https://?SECRET', 'https://', 'is not an address'],
    ['https://me:SECRET@data.example/a', 'https://data.example/a', 'may not carry a user name or password'],
    ['https://me:SEC@RET@data.example/a', 'https://data.example/a', 'may not carry a user name or password'],
  ])('%j', async (dataset, shown, message) => {
    expect(await messageOf({ dataset })).toBe(`dataset is ${JSON.stringify(shown)}: ${message}`);
  });
});

describe('the default name', () => {
  test.each([
    ['evals/spam.jsonl', 'spam'],
    ['evals\\spam.NDJSON', 'spam'],
    ['evals/support router.json', 'support router'],
    ['evals/*.jsonl', 'evals'],
    ['evals/spam-*.jsonl', 'spam'],
    ['evals/part?b.jsonl', 'part-b'],
    ['évaluation/日本語.jsonl', '日本語'],
    ['**/*.jsonl', 'dataset'],
    ['spam', 'spam'],
    ['.jsonl', 'dataset'],
    ['evals/spam #2.jsonl', 'spam -2'],
    ['evals/<!-- x -->.jsonl', 'x'],
    ['https://data.example/exports/spam.jsonl?name=a/b.jsonl', 'spam'],
    ['https://data.example?sig=a/b', 'dataset'],
    ['https://data.example/', 'dataset'],
    [`${'x'.repeat(99)} y.jsonl`, 'x'.repeat(99)],
  ])('of %j is %j', (pattern, name) => {
    expect(nameOfDataset(pattern)).toBe(name);
  });

  test('is always one that the input would accept', () => {
    const stem = fc.string({ unit: 'binary', maxLength: 130 });
    fc.assert(fc.property(stem, (pattern) => isEvaluationName(nameOfDataset(pattern))));
    const long = fc.string({ unit: fc.constantFrom('x', ' ', '.', '\u{20000}', '-'), minLength: 95, maxLength: 130 });
    fc.assert(fc.property(long, (pattern) => isEvaluationName(nameOfDataset(pattern))));
  });
});
