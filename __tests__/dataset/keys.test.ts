import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { prepareFiles, prepareRows } from './requests.ts';

const hashKey = (request: string) => `r-${createHash('sha256').update(request).digest('hex').slice(0, 16)}`;
const requestOf = (text: string) => `{"contents":[{"role":"${text}"}]}`;
const row = (text: string, key?: string) => `{${key === undefined ? '' : `"key":${key},`}"request":${requestOf(text)}}`;
const [a, b, c] = ['a', 'b', 'c'].map((text) => hashKey(requestOf(text))) as [string, string, string];

describe('the key of a row', () => {
  test.each([
    ['its own', [row('a', '"mine"')], ['mine']],
    ['its own, unescaped', [row('a', '"\\u006dine \\ud83d\\ude00\\n"')], ['mine 😀\n']],
    ['made from its request without one', [row('a'), row('b')], [a, b]],
    ['made from its request when its own is no text', [row('a', '5'), row('b', 'null'), row('c', '["x"]')], [a, b, c]],
    ['made from its request when its own is empty', [row('a', '""')], [a]],
    ['numbered when requests are the same', [row('a'), row('a'), row('b'), row('a')], [a, `${a}-2`, b, `${a}-3`]],
    ['its own, though requests are the same', [row('a', '"x"'), row('a', '"y"')], ['x', 'y']],
  ])('is %s', async (_, rows, expected) => {
    const { keys, dataset } = await prepareRows(...rows);
    expect(keys).toEqual(expected);
    expect(dataset.repeatedKeyRows).toBe(0);
  });

  test('hashes the request as it stands in the file, its model included', async () => {
    const request = '{ "model":"m", "contents":[{}] }';
    expect((await prepareRows(`{"request" : ${request} }`)).keys).toEqual([hashKey(request)]);
  });

  test('does not depend on what stands beside the request', async () => {
    const plain = `{"request":${requestOf('a')}}`;
    const logged = `{"response":{"x":1}, "request": ${requestOf('a')} ,"tags":[]}`;
    expect((await prepareRows(plain)).keys).toEqual((await prepareRows(logged)).keys);
  });
});

describe('own keys that are not unique', () => {
  test('over all files make way for hash keys, and are counted', async () => {
    const { keys, dataset, passes } = await prepareFiles([
      ['1.jsonl', `${row('a', '"x"')}\n${row('b', '"y"')}`],
      ['2.jsonl', `${row('c', '"x"')}\n${row('a', '"x"')}`],
    ]);
    expect(keys).toEqual([a, 'y', c, `${a}-2`]);
    expect(dataset.repeatedKeyRows).toBe(3);
    expect(passes).toBe(2);
  });

  test('are the same however they are escaped', async () => {
    const { keys, dataset } = await prepareRows(row('a', '"x"'), row('b', '"\\u0078"'));
    expect(keys).toEqual([a, b]);
    expect(dataset.repeatedKeyRows).toBe(2);
  });

  test('need one pass only when there are none', async () => {
    expect((await prepareRows(row('a', '"x"'), row('b'))).passes).toBe(1);
  });
});

describe('an own key that looks like a hash key', () => {
  test('keeps its name before and behind the row whose hash it is', async () => {
    const first = await prepareRows(row('b', `"${a}"`), row('a'));
    const last = await prepareRows(row('a'), row('b', `"${a}"`));
    expect(first.keys).toEqual([a, `${a}-2`]);
    expect(last.keys).toEqual([`${a}-2`, a]);
    expect(last.dataset.repeatedKeyRows).toBe(0);
  });

  test('with a number too', async () => {
    const { keys } = await prepareRows(row('a'), row('a'), row('b', `"${a}-2"`));
    expect(keys).toEqual([a, `${a}-3`, `${a}-2`]);
  });
});

const keyText = fc.constantFrom(undefined, '"x"', '"y"', '"\\u0078"', '""', '1', `"${a}"`, `"${a}-2"`, `"${b}"`);
const rowTexts = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), keyText).map(([text, key]) => row(text, key)),
  { minLength: 1, maxLength: 12 },
);

test('keys are unique, and a row of its own request or own key has the same one in every order', async () => {
  await fc.assert(
    fc.asyncProperty(rowTexts, fc.infiniteStream(fc.nat()), async (rows, random) => {
      const forward = await prepareRows(...rows);
      expect(new Set(forward.keys).size).toBe(rows.length);
      const order = rows.map((_, index) => ({ index, rank: random.next().value })).sort((x, y) => x.rank - y.rank);
      const shuffled = await prepareRows(...order.map(({ index }) => rows[index]!));
      const keyAfter = new Map(order.map(({ index }, place) => [index, shuffled.keys[place]!]));
      const copies = (text: string) =>
        rows.filter((other) => JSON.parse(other).request.contents[0].role === text).length;
      for (const [index, text] of rows.entries()) {
        const { key, request } = JSON.parse(text);
        const isDistinct = copies(request.contents[0].role) === 1 || forward.keys[index] === key;
        if (isDistinct) expect(keyAfter.get(index)).toBe(forward.keys[index]);
      }
      expect([...shuffled.keys].sort()).toEqual([...forward.keys].sort());
    }),
    { numRuns: 300 },
  );
});
