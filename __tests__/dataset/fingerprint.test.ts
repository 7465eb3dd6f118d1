import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalText } from '../../src/dataset/canonical-text.ts';
import { compileEdit } from '../../src/dataset/edit.ts';
import { fingerprintOfRow, type ScoredParts } from '../../src/dataset/fingerprint.ts';
import { readLabels } from '../../src/dataset/labels.ts';
import { prepareRequests } from '../../src/dataset/prepare.ts';
import { readInputs } from '../../src/inputs.ts';
import { scoredPartsOf } from '../../src/scoring/scorer.ts';
import { readerOf, smallest } from '../inputs-reader.ts';

const all: ScoredParts = { expected: true, logged: true, tags: true };

async function printOf(row: string, scoredParts: ScoredParts | undefined, label = ''): Promise<string> {
  const source = {
    display: 'a.jsonl',
    async *chunks() {
      yield Buffer.from(`${row}\n`);
    },
  };
  async function* labels() {
    yield Buffer.from(label);
  }
  const variants = [{ models: ['m'], edit: compileEdit({}), openSink: async () => ({ write: async () => undefined }) }];
  const options = { variants, repeat: 1, sample: undefined, ...(scoredParts && { scoredParts }) };
  const dataset = await prepareRequests([source], options);
  await readLabels('labels.jsonl', labels(), dataset.rows, dataset.labels);
  return fingerprintOfRow(dataset, 0);
}

const rowOf = (members: string) => `{"key":"a",${members}"request":{"contents":[{}]}}`;
const base = '"expected":{"a":1,"b":[2]},"response":{"x":1},"tags":["t"],';

describe('the fingerprint of a row', () => {
  test('is its request’s hash, and a short one of each part that decides its score', async () => {
    expect(await printOf(rowOf(base), undefined)).toMatch(/^[0-9a-f]{16}$/);
    expect(await printOf(rowOf(base), all)).toMatch(/^[0-9a-f]{16}-e[0-9a-f]{8}-l[0-9a-f]{8}-t[0-9a-f]{8}$/);
    expect(await printOf(rowOf(''), all)).toMatch(/^[0-9a-f]{16}$/);
  });

  test.each<[string, string]>([
    ['spaces and the order of members', '"tags":["t"],"response":{"x":1},"expected": { "b": [2.0], "a": 1 },'],
    ['a row that must pass', `${base}"mustPass":true,`],
  ])('is the same whatever %s', async (_, members) => {
    expect(await printOf(rowOf(members), all)).toBe(await printOf(rowOf(base), all));
  });

  test.each<[keyof ScoredParts, string]>([
    ['expected', base.replace('[2]', '[3]')],
    ['expected', base.replace('[2]', '"2"')],
    ['logged', base.replace('"x":1', '"x":2')],
    ['tags', base.replace('"t"', '"u"')],
  ])('is another one with another %s, where that decides the score', async (part, members) => {
    const none = { ...all, [part]: false };
    expect(await printOf(rowOf(members), all)).not.toBe(await printOf(rowOf(base), all));
    expect(await printOf(rowOf(members), none)).toBe(await printOf(rowOf(base), none));
  });

  test('goes by the label in the side file, where there is one', async () => {
    const label = '{"key":"a","expected":{"b":[2],"a":1}}\n';
    expect(await printOf(rowOf('"expected":1,'), all, label)).toBe(
      await printOf(rowOf('"expected":{"a":1,"b":[2]},'), all),
    );
  });
});

describe('what decides a score', () => {
  test.each<[string, ScoredParts]>([
    ['function-call', { expected: false, logged: false, tags: false }],
    ['equals', { expected: true, logged: false, tags: false }],
    ['matches-logged', { expected: false, logged: true, tags: false }],
    ['- function-call\n- equals: { weight: 0 }', { expected: false, logged: false, tags: false }],
    ['- javascript: score.mjs', all],
  ])('%s: %j', async (scorers, parts) => {
    const reader = { ...readerOf({ ...smallest, scorers }), openModule: async () => async () => true };
    expect(scoredPartsOf((await readInputs(reader)).scorers)).toEqual(parts);
  });
});

describe('the text of JSON values', () => {
  test('is one for all that are equal', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = JSON.parse(JSON.stringify(value));
        expect(canonicalText(reversed(parsed))).toBe(canonicalText(parsed));
      }),
    );
  });

  test('is another one for those that are not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const isSame = isEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
        expect(canonicalText(one) === canonicalText(other)).toBe(isSame);
      }),
    );
  });

  test('is there for any depth', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(canonicalText(JSON.parse(deep))).toHaveLength(299_999);
  });
});

function isEqual(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}

/** The same value with its members in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
