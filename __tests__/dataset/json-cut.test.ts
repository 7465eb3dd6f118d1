import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ByteRanges, cutMembers, keepOthers } from '../../src/dataset/json-cut.ts';
import type { MemberTable } from '../../src/dataset/json-members.ts';
import { RowScanner } from '../../src/dataset/scan.ts';
import { rowText } from './json-text.ts';

const scanner = new RowScanner();
const cuts = new ByteRanges();
const kept = new ByteRanges();

function scan(text: string): Buffer {
  const bytes = Buffer.from(text);
  expect(scanner.scan(bytes, 0, bytes.length)).toBeUndefined();
  return bytes;
}

function cut(text: string, fromRow: readonly string[], fromRequest: readonly string[] = []): string {
  const bytes = scan(text);
  cuts.clear();
  cutMembers(scanner.row, fromRow, cuts);
  if (scanner.requestIsObject) cutMembers(scanner.request, fromRequest, cuts);
  keepOthers(cuts, 0, bytes.length, kept);
  const target = Buffer.alloc(kept.byteLength());
  expect(kept.copy(bytes, target, 0)).toBe(target.length);
  return target.toString();
}

function spans(table: MemberTable): string[] {
  const { bytes, nameStart, valueEnd } = table;
  return Array.from({ length: table.count }, (_, index) =>
    Buffer.from(bytes.subarray(nameStart[index]! - 1, valueEnd[index]!)).toString(),
  );
}

test.each([
  ['the first', '{"x":1,"a":1.0}', '{"a":1.0}'],
  ['the last', '{"a":1.0,"x":1}', '{"a":1.0}'],
  ['one in the middle', '{"a":1, "x":[2,{"x":3}], "b":2}', '{"a":1, "b":2}'],
  ['the only one', ' { "x" : 1 } ', ' {} '],
  ['all copies', '{"x":1,"x":2,"a":{"x":1},"\\u0078":3,"b":2,"x":4,"x":5}', '{"a":{"x":1},"b":2}'],
  ['all of several copies', '{"x":1 , "x":2}', '{}'],
  ['the first of a spaced row', '{ "x": 1, "a": 2 }', '{ "a": 2 }'],
  ['the last of a spaced row', '{ "a": 2, "x": 1 }', '{ "a": 2 }'],
  ['none', '{ "a" : 2 , "b":[ ] }', '{ "a" : 2 , "b":[ ] }'],
  ['none of none', '{ }', '{ }'],
])('a row loses %s', (_, text, rest) => {
  expect(cut(text, ['x'])).toBe(rest);
});

test('a row and its request lose members in one go, whichever comes first', () => {
  const request = '{"model":"m","contents":[],"model":"n"}';
  expect(cut(`{"request":${request},"response":{}}`, ['response'], ['model'])).toBe('{"request":{"contents":[]}}');
  expect(cut(`{"response":{},"request":${request}}`, ['response'], ['model'])).toBe('{"request":{"contents":[]}}');
});

describe('for any row', () => {
  const names = fc.subarray(['request', 'response', 'model', 'key', '0', '']);

  test('what is left parses as the row without the members, and is the same bytes', () => {
    fc.assert(
      fc.property(rowText, names, (text, gone) => {
        const row = JSON.parse(text);
        for (const name of gone) delete row[name];
        const rest = cut(text, gone);
        if (!isDeepStrictEqual(JSON.parse(rest), row)) return false;
        const keptSpans = spans(scanner.row).filter(
          (_, index) => !gone.some((name) => scanner.row.hasName(index, name)),
        );
        if (keptSpans.length === scanner.row.count && rest !== text) return false;
        scan(rest);
        return isDeepStrictEqual(spans(scanner.row), keptSpans);
      }),
      { numRuns: 1000 },
    );
  });

  test('what is left of its request parses as the request without the members', () => {
    fc.assert(
      fc.property(rowText, names, (text, gone) => {
        const row = JSON.parse(text);
        delete row.response;
        const isRequestObject = typeof row.request === 'object' && row.request !== null && !Array.isArray(row.request);
        if (isRequestObject) for (const name of gone) delete row.request[name];
        return isDeepStrictEqual(JSON.parse(cut(text, ['response'], gone)), row);
      }),
      { numRuns: 1000 },
    );
  });

  test('the number of members that remain is reported', () => {
    fc.assert(
      fc.property(rowText, names, (text, gone) => {
        cuts.clear();
        const bytes = scan(text);
        const remaining = cutMembers(scanner.row, gone, cuts);
        keepOthers(cuts, 0, bytes.length, kept);
        const target = Buffer.alloc(kept.byteLength());
        kept.copy(bytes, target, 0);
        scanner.scan(target, 0, target.length);
        return remaining === scanner.row.count;
      }),
    );
  });
});
