import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shuffledIndexes } from '../../../local/gemini/ids.ts';
import { readLines } from '../../../local/gemini/lines.ts';

/** The lines of a text, read from a file. */
function linesOf(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'lines-test-'));
  const path = join(folder, 'lines');
  writeFileSync(path, text);
  const lines = [...readLines(path)];
  rmSync(folder, { recursive: true });
  return lines;
}

test('lines are split at LF only, and lie where they say', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r', '\u2028'), maxLength: 12 }), (text) => {
      const lines = linesOf(text);
      const expected = text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(lines.map(({ bytes }) => bytes.toString())).toEqual(expected);
      expect(lines.map(({ number }) => number)).toEqual(expected.map((_, index) => index + 1));
      const all = Buffer.from(text);
      for (const { offset, bytes } of lines) expect(all.subarray(offset, offset + bytes.length)).toEqual(bytes);
    }),
    { numRuns: 50 },
  );
});

test('a line may be longer than what is read at once', () => {
  const long = 'x'.repeat(2.5 * 2 ** 20);
  expect(linesOf(`${long}\n${long}`).map(({ bytes }) => bytes.length)).toEqual([long.length, long.length]);
});

test('a shuffle loses nothing', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(), (length, seed) => {
      expect([...shuffledIndexes(length, seed)].sort((one, other) => one - other)).toEqual(
        Array.from({ length }, (_, index) => index),
      );
    }),
  );
});
