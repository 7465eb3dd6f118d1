import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemberTable } from '../../src/dataset/json-members.ts';
import { RowScanner } from '../../src/dataset/scan.ts';
import { jsonText, rowText } from './json-text.ts';

const scanner = new RowScanner();

function scanBytes(bytes: Uint8Array) {
  // Stands between bytes that would continue or close whatever the row leaves open.
  const before = 7;
  const around = Buffer.from('"[{1,2"}]\\"0"}]"""');
  const buffer = Buffer.concat([around.subarray(0, before), bytes, around]);
  const fault = scanner.scan(buffer, before, before + bytes.length);
  return fault && { offset: fault.offset - before, message: fault.message };
}

function scanText(text: string) {
  return scanBytes(Buffer.from(text));
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

describe('a valid row', () => {
  test.each([
    '{}',
    ' { } ',
    '[]',
    '0',
    '-0.0e-0',
    '1E+400',
    '"\\ud800"',
    '"\\u00e9\u2028\u007f"',
    '\t\r\n null \r\n',
    '{"":{"":[[],{},""]}}',
    '{"a":1,"a":2}',
    '[true,false,null,-1.5e9]',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u12aB"',
  ])('%j is accepted', (text) => {
    expect(isJson(Buffer.from(text))).toBe(true);
    expect(scanText(text)).toBeUndefined();
  });

  test('nested 100,000 deep is accepted', () => {
    const depth = 100_000;
    const text = `{"request":${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}}`;
    expect(scanText(text)).toBeUndefined();
    expect(scanText(text.slice(0, -1))?.offset).toBe(text.length - 1);
  });

  test('of thousands of members has them all in its table', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `m${index}`);
    expect(scanText(JSON.stringify(Object.fromEntries(names.map((name) => [name, name]))))).toBeUndefined();
    expect(Array.from({ length: scanner.row.count }, (_, index) => scanner.row.name(index))).toEqual(names);
  });
});

describe('a broken row', () => {
  test.each([
    ['', 0, 'the text ends where a value is expected: an object, array, string, number, true, false or null'],
    ['\ufeff{}', 0, 'a value is expected: an object, array, string, number, true, false or null'],
    ['{"a":NaN}', 5, 'a value is expected: an object, array, string, number, true, false or null'],
    ['{"a":nul}', 5, 'a value is expected: an object, array, string, number, true, false or null'],
    ['{"a":}', 5, 'a value is expected before the closing bracket'],
    ['[1,]', 3, 'a value is expected before the closing bracket'],
    ["{'a':1}", 1, "a member's name in double quotes is expected"],
    ['{"a":\'b\'}', 5, 'a string stands in double quotes, not in single ones'],
    ['{"a" 1}', 5, "a colon is expected after a member's name"],
    ['{"a":1 "b":2}', 7, 'a comma or } is expected after a member'],
    ['{"a":{"b":1]}', 11, 'a comma or } is expected after a member'],
    ['[1 2]', 3, 'a comma or ] is expected after an element'],
    ['{"a":1,}', 7, 'no comma may stand before }'],
    ['{"a":1', 6, 'the text ends where a comma or } is expected after a member'],
    ['{"a":{"b', 6, 'the string is not closed'],
    ['{"a":"b\\', 5, 'the string is not closed'],
    ['"\\u12', 0, 'the string is not closed'],
    ['"a\tb"', 2, 'control character in a string: write it as \\u0009'],
    ['"a\u0000b"', 2, 'control character in a string: write it as \\u0000'],
    ['"C:\\dir"', 3, 'unknown escape in a string: a backslash itself is written as \\\\'],
    ['"C:\\users"', 3, 'four hexadecimal digits are expected after \\u: a backslash itself is written as \\\\'],
    ['[01]', 1, 'a number may not start with 0'],
    ['-01', 1, 'a number may not start with 0'],
    ['-', 1, 'the text ends where a digit is expected after the minus sign'],
    ['[-a]', 2, 'a digit is expected after the minus sign'],
    ['[1.]', 3, 'a digit is expected after the decimal point'],
    ['[1.e5]', 3, 'a digit is expected after the decimal point'],
    ['[1e]', 3, 'a digit is expected in the exponent'],
    ['[1e-]', 4, 'a digit is expected in the exponent'],
    ['[.5]', 1, 'a number may not start with a decimal point'],
    ['[+5]', 1, 'a number may not start with +'],
    ['{} {}', 3, "text after the end of the row's value"],
    ['{}\u00a0', 2, "text after the end of the row's value"],
  ])('%j is refused at offset %d: %s', (text, offset, message) => {
    expect(isJson(Buffer.from(text))).toBe(false);
    expect(scanText(text)).toEqual({ offset, message });
  });

  test.each([
    ['a stray continuation byte', [0x22, 0x80, 0x22], 1],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22], 1],
    ['an encoded surrogate', [0x22, 0x61, 0xed, 0xa0, 0x80, 0x22], 2],
    ['a code point above U+10FFFF', [0x22, 0xc3, 0xa9, 0xf4, 0x90, 0x80, 0x80, 0x22], 3],
    ['a sequence the row cuts short', [0x22, 0xe2, 0x82], 1],
  ])('%s is not UTF-8', (_, bytes, offset) => {
    expect(scanBytes(Uint8Array.from(bytes))).toEqual({ offset, message: 'not UTF-8' });
  });

  test('leaves no members behind', () => {
    expect(scanText('{"request":{"a":1}}')).toBeUndefined();
    expect(scanText('{"request":{"a":1}} x')).toBeDefined();
    const { isObject, requestIsObject, row, request } = scanner;
    expect([isObject, requestIsObject, row.count, request.count]).toEqual([false, false, 0, 0]);
  });

  test.each([
    '-120.5e+30',
    'true',
    '"\\u0041é"',
    '{"a":[true,-12.5,"x\\n",null , {"b":{}}] , "request":{"c":1,"d":2}} ',
  ])('%s cut short anywhere is judged without a look at what follows', (text) => {
    const bytes = Buffer.from(text);
    for (let end = 0; end <= bytes.length; end++) {
      const fault = scanner.scan(bytes, 0, end);
      expect([end, fault === undefined]).toEqual([end, isJson(bytes.subarray(0, end))]);
      expect(fault?.offset ?? 0).toBeLessThanOrEqual(end);
    }
  });

  test('is told from a valid one exactly as JSON.parse does, on 12,000 mutated rows', () => {
    const mutation = fc.record({
      kind: fc.constantFrom('flip', 'set', 'delete', 'insert', 'truncate', 'none'),
      place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('"\\{}[],:0-.eEu \t\n\r'))),
    });
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        fc.oneof(rowText, jsonText),
        fc.array(mutation, { minLength: 20, maxLength: 20 }),
        (text, mutations) => {
          for (const one of mutations) {
            const bytes = mutate(Buffer.from(text), one);
            const fault = scanBytes(bytes);
            if (fault === undefined) accepted++;
            else refused++;
            if ((fault === undefined) !== isJson(bytes)) return false;
            if (fault && (fault.offset < 0 || fault.offset > bytes.length)) return false;
          }
          return true;
        },
      ),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(1000);
    expect(refused).toBeGreaterThan(1000);
  });
});

function mutate(bytes: Buffer, { kind, place, byte }: { kind: string; place: number; byte: number }): Buffer {
  const at = Math.floor(place * bytes.length);
  if (kind === 'none') return bytes;
  if (kind === 'truncate') return bytes.subarray(0, at);
  if (kind === 'delete') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  if (kind === 'insert') return Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]);
  bytes[at] = kind === 'set' ? byte : bytes[at]! ^ (1 << (byte & 7));
  return bytes;
}

describe('members', () => {
  test('stand in the table with exact spans', () => {
    const text = ' { "key" : "k{1}" ,"request":{"model":"m", "n" : [1, 2] } }';
    const bytes = Buffer.from(text);
    expect(scanner.scan(bytes, 0, bytes.length)).toBeUndefined();
    expect(listed(scanner.row)).toEqual([
      ['key', '"k{1}"'],
      ['request', '{"model":"m", "n" : [1, 2] }'],
    ]);
    expect(listed(scanner.request)).toEqual([
      ['model', '"m"'],
      ['n', '[1, 2]'],
    ]);
    expect([scanner.row.objectStart, scanner.row.objectEnd]).toEqual([1, bytes.length]);
  });

  test('are found however their names are escaped', () => {
    scanText('{"\\u0072esponse":1,"r\\u00E9":2,"ré":3,"respons":4,"responses":5,"\\ud83d\\ude00":6}');
    const { row } = scanner;
    expect(['response', 'ré', 'respons', 'responses', '😀', '\\u0072esponse'].map((name) => row.find(name))).toEqual([
      0, 2, 3, 4, 5, -1,
    ]);
    expect([row.findFrom('ré', 0), row.findFrom('ré', 2), row.findFrom('ré', 3)]).toEqual([1, 2, -1]);
    expect(row.parse(row.find('ré'))).toBe(3);
  });

  test('of the request are those of the last member of that name', () => {
    scanText('{"request":{"a":1},"r\\u0065quest":{"b":2,"request":{"c":3}}}');
    expect([scanner.requestIsObject, listed(scanner.request).map(([name]) => name)]).toEqual([true, ['b', 'request']]);
    scanText('{"request":{"a":1},"request":[{"b":2}]}');
    expect([scanner.requestIsObject, scanner.request.count]).toEqual([false, 0]);
  });

  test('are as JSON.parse has them, for any row', () => {
    fc.assert(
      fc.property(rowText, (text) => {
        expect(scanText(text)).toBeUndefined();
        expect(scanner.isObject).toBe(true);
        return isDeepStrictEqual(parsed(scanner.row), JSON.parse(text));
      }),
    );
  });

  test('of an inner object are listed by scanObject', () => {
    const text = '{"request":{"generationConfig": {"temperature":1.0,"topK":1} }}';
    const bytes = Buffer.from(text);
    scanner.scan(bytes, 0, bytes.length);
    const { request } = scanner;
    const index = request.find('generationConfig');
    const table = new MemberTable();
    expect(scanner.scanObject(bytes, request.valueStart[index]!, request.valueEnd[index]!, table)).toBeUndefined();
    expect(listed(table)).toEqual([
      ['temperature', '1.0'],
      ['topK', '1'],
    ]);
    expect(request.count).toBe(1);
    expect(scanner.scanObject(Buffer.from('[1]'), 0, 3, table)).toEqual({
      offset: 0,
      message: 'an object is expected',
    });
  });
});

function listed(table: MemberTable): [string, string][] {
  return Array.from({ length: table.count }, (_, index) => [
    table.name(index),
    Buffer.from(table.value(index)).toString(),
  ]);
}

function parsed(table: MemberTable): Record<string, unknown> {
  const members = Array.from({ length: table.count }, (_, index) => [table.name(index), table.parse(index)] as const);
  return Object.fromEntries(members);
}
