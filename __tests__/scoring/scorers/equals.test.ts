import { describe, expect, test } from '@jest/globals';
import { blocked, find, type Over, problemOf, thoughtful } from './checks.ts';

const text = (content: string) => ({ text: content });

/** Spread, because Jest takes a fourth parameter that a row does not fill for its callback. */
type Case = readonly [value: unknown, over: Over, score: number, reason?: string];

test.each<Case>([
  ['spam', text('spam'), 1],
  ['spam', text('spam\n'), 0, 'is not "spam": the answer is "spam\\n"'],
  ['spam', thoughtful('spam'), 1],
  ['日本 🦊', text('日本 🦊'), 1],
  ['é', text('e\u0301'), 0],
  ['spam', blocked, 0, 'is not "spam": the prompt was blocked (SAFETY)'],
  ['5', text('5'), 1],
  ['12345678901234567891', text('12345678901234567890'), 0],
  [5, text('5'), 1],
  [5, text(' 5.0\n'), 1],
  [0, text('-0'), 1],
  [5, text('"5"'), 0, 'answer is "5" instead of 5'],
  [5, text('five'), 0, 'is not JSON: the answer is "five"'],
  [5, blocked, 0, 'is not JSON: the prompt was blocked (SAFETY)'],
  [true, text('true'), 1],
  [false, text('true'), 0, 'answer is true instead of false'],
  [[1, [2]], text('[1, [2]]'), 1],
  [[1, 2], text('[2, 1]'), 0, 'answer[0] is 2 instead of 1'],
  [[], text('[]'), 1],
  [{ a: 1, b: { c: null } }, text('{"b":{"c":null},"a":1}'), 1],
  [{ a: 1 }, text('{"a":1,"b":2}'), 0, 'answer.b should not be there'],
  [{ a: 1, b: 2 }, text('{"a":1}'), 0, 'answer.b is missing'],
  [{ a: { b: 'x' } }, text('{"a":{"b":"y"}}'), 0, 'answer.a.b is "y" instead of "x"'],
  [{ a: [] }, text('{"a":{}}'), 0, 'answer.a is an object instead of a list'],
  [{ a: null }, text('{"a":{}}'), 0, 'answer.a is an object instead of null'],
  [{ constructor: 1 }, text('{}'), 0, 'answer.constructor is missing'],
  [JSON.parse('{"__proto__":1}'), text('{}'), 0, 'answer.__proto__ is missing'],
  [{}, text('{"__proto__":1}'), 0, 'answer.__proto__ should not be there'],
  [{ value: 'a' }, text('a'), 1],
  [{ $any: true }, text('{"$any":true}'), 1],
])('equals: %j given %j scores %j', async (...[value, over, score, reason]: Case) => {
  const config = { equals: value };
  const wrapped = typeof value === 'object' && 'value' in value! ? config : { equals: { value } };
  for (const each of [Object.keys(value as object).length === 0 ? wrapped : config, wrapped]) {
    const found = await find(each, over);
    expect(found.score).toBe(score);
    if (reason !== undefined) expect(found.reason).toBe(reason);
  }
});

describe('bare equals takes the row’s expected', () => {
  test.each<readonly [unknown, string, number | null, string]>([
    ['spam', 'spam', 1, ''],
    ['', '', 1, ''],
    ['', 'x', 0, 'is not "": the answer is "x"'],
    [{ label: 'spam' }, '{"label":"spam"}', 1, ''],
    [7, '7', 1, ''],
    [undefined, 'spam', null, 'the row has no expected answer'],
    [null, 'null', null, 'the row has no expected answer'],
  ])('%j given %j scores %j', async (expected, content, score, reason) => {
    expect(await find('equals', text(content), { expected })).toEqual({ score, reason });
  });
});

test('an answer nested as deeply as JSON allows is compared', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(await find('equals', text(deep), { expected: JSON.parse(deep) })).toEqual({ score: 1, reason: '' });
  const other = deep.replace('[]', '[1]');
  const found = await find('equals', text(other), { expected: JSON.parse(deep) });
  expect(found).toMatchObject({
    score: 0,
    reason: expect.stringMatching(/^answer(\[0\])+\S*… has length 1 instead of 0$/),
  });
});

test('an empty value is refused', async () => {
  expect(await problemOf({ equals: '' })).toBe('equals has an empty value; leave the colon away for the bare scorer');
  expect(await problemOf({ equals: { value: null } })).toBe('equals: value is empty');
});
