import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RowTable } from '../../src/dataset/rows.ts';
import { errorCodes, findErrorCode } from '../../src/scoring/error-codes.ts';
import { joinReplies, keyOfSlot, type Slots } from '../../src/scoring/join.ts';
import { findUnanswered } from '../../src/scoring/unanswered.ts';

function slotsOf(keys: readonly string[], repeat = 1): Slots {
  const rows = new RowTable();
  for (const [index, key] of keys.entries()) rows.add(key, { source: 0, line: index + 1, offset: 0, length: 0 });
  return { rows, repeat };
}

async function* chunksOf(bytes: Buffer, chunkBytes = 7) {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield Uint8Array.from(bytes.subarray(at, at + chunkBytes));
}

/** What is asked again of rows a, b, c, given the lines of each file. */
async function survey(files: readonly (readonly string[])[], slots = slotsOf(['a', 'b', 'c'])) {
  const chunks = files.map((lines) => chunksOf(Buffer.from(lines.join('\n'))));
  const { slots: asked, reasons } = await findUnanswered(chunks, slots);
  return { keys: asked.map((slot) => keyOfSlot(slots, slot)), reasons: Object.fromEntries(reasons) };
}

const answered = (key: string) => JSON.stringify({ key, response: { candidates: [] } });
const failed = (key: string, code: number | string) => JSON.stringify({ key, error: { code, message: 'no' } });
const all = ['a', 'b', 'c'].map(answered);

describe('asked again', () => {
  test('is nothing when all is answered', async () => {
    expect(await survey([all])).toEqual({ keys: [], reasons: {} });
  });

  test('is what is missing, in the order of the dataset', async () => {
    expect(await survey([[answered('b')]])).toEqual({ keys: ['a', 'c'], reasons: { missing: 2 } });
    expect(await survey([[]])).toEqual({ keys: ['a', 'b', 'c'], reasons: { missing: 3 } });
  });

  test('are errors that may pass, counted by their code, the most frequent first', async () => {
    const { reasons, slots } = await findUnanswered(
      [chunksOf(Buffer.from([failed('c', 14), failed('b', 'UNAVAILABLE')].join('\n')))],
      slotsOf(['a', 'b', 'c']),
    );
    expect([...reasons]).toEqual([
      ['UNAVAILABLE', 2],
      ['missing', 1],
    ]);
    expect(slots).toEqual([0, 1, 2]);
  });

  test.each<[string, object, string]>([
    ['neither response nor error', {}, 'no response'],
    ['a response that is none', { response: 'text' }, 'no response'],
    ['an empty error and no response', { error: {}, status: null }, 'no response'],
    ['an error in words', { error: 'it broke' }, 'UNKNOWN'],
    ['an error without a code', { error: { message: 'it broke' } }, 'UNKNOWN'],
    ['an error of a shape of its own', { error: [1, 2] }, 'UNKNOWN'],
    ['a code that nobody knows', { error: { code: 'GREMLINS' } }, 'unknown code'],
    ['an error under status', { status: { code: 13 } }, 'INTERNAL'],
    ['an error beside a response', { response: {}, error: { code: 13 } }, 'INTERNAL'],
    ['a word beside a number', { error: { code: 500, status: 'INTERNAL' } }, 'INTERNAL'],
  ])('is a line with %s', async (_, line, reason) => {
    const lines = [JSON.stringify({ ...line, key: 'a' }), answered('b'), answered('c')];
    expect(await survey([lines])).toEqual({ keys: ['a'], reasons: { [reason]: 1 } });
  });

  test.each<[string, object]>([
    ['an answer', { response: {} }],
    ['an answer with an empty error', { response: { text: 'x' }, error: {}, status: '' }],
    ['an error that will last', { error: { code: 3 } }],
    ['an error that will last, beside a response', { response: {}, status: { status: 'NOT_FOUND' } }],
  ])('is not %s', async (_, line) => {
    expect((await survey([[JSON.stringify({ key: 'a', ...line }), answered('b'), answered('c')]])).keys).toEqual([]);
  });

  test.each<[string, string[][]]>([
    ['before it', [[failed('a', 13), ...all]]],
    ['behind it', [[...all, failed('a', 13)]]],
    ['in another file', [[failed('a', 13), answered('b'), answered('c')], [answered('a')]]],
    ['that would last', [[failed('a', 3), answered('b'), answered('c')], [answered('a')]]],
  ])('is not what has an answer, for all errors %s', async (_, files) => {
    expect((await survey(files)).keys).toEqual([]);
  });

  test('is not what got an error that will last in a later round', async () => {
    const first = [failed('a', 13), answered('b'), failed('c', 13)];
    expect(await survey([first, [failed('a', 400), failed('c', 503)]])).toEqual({
      keys: ['c'],
      reasons: { UNAVAILABLE: 1 },
    });
  });

  test('is each answer by itself where there are several for a row', async () => {
    const lines = [answered('a#1'), failed('a#2', 13), failed('b#1', 3), answered('b')];
    expect((await survey([lines], slotsOf(['a', 'b'], 2))).keys).toEqual(['a#2', 'b#2']);
  });

  test('takes no notice of lines that stand for nothing', async () => {
    const lines = [
      '{"key":"a"',
      '[]',
      answered('z'),
      '{"key":1,"response":{}}',
      '{"response":{}}',
      'null',
      answered('b'),
    ];
    expect((await survey([lines])).keys).toEqual(['a', 'c']);
  });

  test('reads keys however they are escaped', async () => {
    const lines = [
      '{"key":"\\u0061","response":{}}',
      '{"\\u006bey":"é","response":{}}',
      '{"key":"\\"\\ud83d\\ude00","response":{}}',
    ];
    expect((await survey([lines], slotsOf(['a', 'é', '"😀', 'b']))).keys).toEqual(['b']);
  });
});

describe('an error code', () => {
  test.each([
    ['1', 'CANCELLED', true],
    ['499', 'CANCELLED', true],
    ['2', 'UNKNOWN', true],
    ['3', 'INVALID_ARGUMENT', false],
    ['400', 'INVALID_ARGUMENT', false],
    ['4', 'DEADLINE_EXCEEDED', true],
    ['504', 'DEADLINE_EXCEEDED', true],
    ['5', 'NOT_FOUND', false],
    ['404', 'NOT_FOUND', false],
    ['6', 'ALREADY_EXISTS', false],
    ['7', 'PERMISSION_DENIED', false],
    ['403', 'PERMISSION_DENIED', false],
    ['8', 'RESOURCE_EXHAUSTED', true],
    ['429', 'RESOURCE_EXHAUSTED', true],
    ['9', 'FAILED_PRECONDITION', false],
    ['10', 'ABORTED', true],
    ['409', 'ABORTED', true],
    ['11', 'OUT_OF_RANGE', false],
    ['12', 'UNIMPLEMENTED', false],
    ['501', 'UNIMPLEMENTED', false],
    ['13', 'INTERNAL', true],
    ['500', 'INTERNAL', true],
    ['14', 'UNAVAILABLE', true],
    ['503', 'UNAVAILABLE', true],
    ['15', 'DATA_LOSS', false],
    ['16', 'UNAUTHENTICATED', false],
    ['401', 'UNAUTHENTICATED', false],
    ['408', 'REQUEST_TIMEOUT', true],
  ])('%s is %s; that it passes: %s', (code, word, passes) => {
    expect(findErrorCode(code)).toMatchObject({ word, passes });
    expect(findErrorCode(word)).toBe(findErrorCode(code));
  });

  test.each(errorCodes.map(({ word }) => [word]))('%s is known in any spelling', (word) => {
    const camel = word.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    for (const spelling of [word.toLowerCase(), camel, word.replaceAll('_', '-'), ` ${word.replaceAll('_', ' ')} `])
      expect(findErrorCode(spelling)?.word).toBe(word);
  });

  test.each(['', '0', '17', '418', '502', '3.5', '-3', 'GREMLINS', 'constructor'])('%j is unknown', (code) => {
    expect(findErrorCode(code)).toBeUndefined();
  });
});

describe('whatever lines come', () => {
  const keys = ['a', 'b', 'é'];
  const text = fc.constantFrom(...keys.flatMap((key) => [`${key}#1`, `${key}#2`]), 'z#1', 'a');
  const escaped = text.map((key) =>
    key.replace(/./gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
  const key = fc.oneof(text, escaped).map((value) => `"${value}"`);
  const code = fc.constantFrom<unknown>(
    ...errorCodes.flatMap(({ word, numbers }) => [word, ...numbers, String(numbers[0])]),
    0,
    'x',
    null,
  );
  const error = fc.oneof(
    fc.constantFrom('null', '""', '0', 'false', '{}', '[]', '"words"', '[1]', '7', 'true'),
    fc
      .record({ code, status: code, message: fc.constantFrom('no', '') }, { requiredKeys: [] })
      .map((value) => JSON.stringify(value)),
  );
  const response = fc.constantFrom(
    '{}',
    '{"candidates":[{"content":{"parts":[{"text":"\\u00e9\\n"}]}}]}',
    'null',
    '[]',
    '"x"',
    '1',
  );
  const member = fc.oneof(
    { weight: 4, arbitrary: key.map((value) => `"key":${value}`) },
    { weight: 4, arbitrary: response.map((value) => `"response": ${value}`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('"error"', '"status"', '"st\\u0061tus"'), error)
        .map((pair) => pair.join(' :')),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('"metadata":{"key":"a#1","error":1}', '"key":7', '"__proto__":{"error":{"code":3}}'),
    },
  );
  const whole = fc.array(member, { maxLength: 5 }).map((members) => Buffer.from(`{${members.join(',')}}`));
  const damaged = fc.tuple(whole, fc.nat(), fc.nat({ max: 255 })).map(([line, at, byte]) => {
    const bytes = Buffer.from(line);
    bytes[at % bytes.length] = byte === 0x0a ? 0x20 : byte;
    return bytes;
  });
  const file = fc.array(fc.oneof({ weight: 8, arbitrary: whole }, { weight: 1, arbitrary: damaged }), {
    maxLength: 12,
  });

  test('what is asked again is what scoring finds no answer to, but for errors that last', async () => {
    const slots = slotsOf(keys, 2);
    const joined = async (lines: readonly Buffer[]) => {
      const replies: { slot: number; passes: boolean | undefined }[] = [];
      await joinReplies([chunksOf(Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])))], slots, {
        onReply: (slot, reply) => {
          const passes = reply.kind === 'error' ? (findErrorCode(reply.code)?.passes ?? true) : undefined;
          replies.push({ slot, passes });
          return undefined;
        },
      });
      return replies;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 3 }), async (files) => {
        const chunks = files.map((lines) =>
          chunksOf(Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])), 50),
        );
        const { slots: asked, reasons } = await findUnanswered(chunks, slots);
        const lines = await Promise.all(files.flat().map((line) => joined([line])));
        const settled = new Set(lines.flat().flatMap(({ slot, passes }) => (passes === true ? [] : [slot])));
        const expected = Array.from({ length: 6 }, (_, slot) => slot).filter((slot) => !settled.has(slot));
        expect(asked).toEqual(expected);
        expect([...reasons.values()].reduce((sum, times) => sum + times, 0)).toBe(expected.length);
      }),
      { numRuns: 500 },
    );
  });
});
