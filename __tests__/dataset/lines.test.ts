import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LineBatch, LineSplitter } from '../../src/dataset/lines.ts';

interface Line {
  readonly text: string;
  readonly number: number;
  readonly offset: number;
}

function rowsOf(batches: readonly LineBatch[]): Line[] {
  return batches.flatMap(({ bytes, count, starts, ends, lineNumbers, fileOffset }) =>
    Array.from({ length: count }, (_, index) => ({
      text: Buffer.from(bytes.subarray(starts[index]!, ends[index]!)).toString('latin1'),
      number: lineNumbers[index]!,
      offset: fileOffset + starts[index]!,
    })),
  );
}

function split(chunks: readonly Uint8Array[], splitter = new LineSplitter()): Line[] {
  const rows: Line[] = [];
  for (const chunk of chunks) {
    const readInto = Uint8Array.from(chunk);
    rows.push(...rowsOf(splitter.push(readInto)));
    // The reader may use its buffer again once the rows were taken.
    readInto.fill(0x21);
  }
  rows.push(...rowsOf(splitter.finish()));
  return rows;
}

function naiveSplit(bytes: Buffer): Line[] {
  const text = bytes.toString('latin1');
  const bomLength = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  let offset = bomLength;
  const lines = text
    .slice(bomLength)
    .split('\n')
    .map((line, index) => {
      const place = { text: line.replace(/\r$/, ''), number: index + 1, offset };
      offset += line.length + 1;
      return place;
    });
  return lines.filter((line) => /[^ \t\r]/.test(line.text));
}

function chunksOf(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

test.each([
  ['an empty file', '', []],
  ['a last line without \\n', 'a\nb', ['1:a', '2:b']],
  ['CRLF', 'a\r\nb\r\n', ['1:a', '2:b']],
  ['blank lines, counted', '\n \t\r\na\n\n\nb\n\n', ['3:a', '6:b']],
  ['a byte order mark', '\ufeffa\nb', ['1:a', '2:b']],
  ['nothing but a byte order mark', '\ufeff', []],
  ['a byte order mark before a blank line', '\ufeff\r\na', ['2:a']],
  ['U+2028, U+0085 and a lone \\r within a line', 'a\u2028b\u0085c\rd\ne', ['1:a\u2028b\u0085c\rd', '2:e']],
])('%s', (_, text, expected) => {
  for (const size of [1, 2, 3, 100]) {
    const rows = split(chunksOf(Buffer.from(text), [size]));
    expect(rows.map((row) => `${row.number}:${Buffer.from(row.text, 'latin1').toString()}`)).toEqual(expected);
  }
});

test('any text in any chunks gives the rows, numbers and offsets of a naive split', () => {
  const piece = fc.constantFrom('\n', '\n', '\r\n', '\r', ' ', '\t', 'a', '{"key":"é"}', '日本', '\u2028', '\ufeff');
  const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 }).map((some) => [...some, 4]);
  const text = fc.tuple(fc.constantFrom('', '\ufeff'), fc.array(piece, { maxLength: 40 }));
  fc.assert(
    fc.property(text, sizes, ([start, pieces], someSizes) => {
      const bytes = Buffer.from(start + pieces.join(''));
      expect(split(chunksOf(bytes, someSizes))).toEqual(naiveSplit(bytes));
    }),
    { numRuns: 1000 },
  );
});

test('rows within a chunk are views of it', () => {
  const chunk = Buffer.from('a\nb\nc');
  const batches = new LineSplitter().push(chunk);
  expect(batches).toHaveLength(1);
  expect(batches[0]?.bytes.buffer).toBe(chunk.buffer);
});

test('a row that ends in a chunk comes before the rows within it', () => {
  const splitter = new LineSplitter();
  expect(rowsOf(splitter.push(Buffer.from('x\naa')))).toEqual([{ text: 'x', number: 1, offset: 0 }]);
  expect(rowsOf(splitter.push(Buffer.from('aa\nb\ncc')))).toEqual([
    { text: 'aaaa', number: 2, offset: 2 },
    { text: 'b', number: 3, offset: 7 },
  ]);
  expect(rowsOf(splitter.finish())).toEqual([{ text: 'cc', number: 4, offset: 9 }]);
  expect(splitter.finish()).toEqual([]);
});

test('a row of 20 MB in chunks of 64 KiB is put together whole', () => {
  const row = Buffer.alloc(20_000_000, 'abcdefghijk');
  const bytes = Buffer.concat([Buffer.from('first\n'), row, Buffer.from('\nlast')]);
  const splitter = new LineSplitter();
  const lengths: number[] = [];
  let isSame = false;
  for (const chunk of chunksOf(bytes, [65_536])) {
    for (const batch of splitter.push(chunk)) {
      for (let index = 0; index < batch.count; index++) {
        lengths.push(batch.ends[index]! - batch.starts[index]!);
        isSame ||= row.equals(batch.bytes.subarray(batch.starts[index]!, batch.ends[index]!));
      }
    }
  }
  expect(lengths).toEqual([5, 20_000_000]);
  expect(isSame).toBe(true);
  expect(rowsOf(splitter.finish())).toEqual([{ text: 'last', number: 3, offset: 20_000_007 }]);
});

describe('a row longer than the limit', () => {
  test.each([1, 7, 100])('is refused by its line number, in chunks of %d', (size) => {
    const longest = '0123456789\r\n';
    expect(split(chunksOf(Buffer.from(longest), [size]), new LineSplitter(10))).toHaveLength(1);
    const bytes = Buffer.from(`\ufeff${longest}\n0123456789x\n`);
    expect(() => split(chunksOf(bytes, [size]), new LineSplitter(10))).toThrow('line 3 is longer than 10 bytes');
  });

  test('is refused before its end was read', () => {
    const splitter = new LineSplitter(1000);
    splitter.push(Buffer.from('a\n'));
    expect(() => {
      for (let turn = 0; turn < 12; turn++) splitter.push(Buffer.alloc(100, 'b'));
    }).toThrow('line 2 is longer than 1000 bytes');
  });
});
