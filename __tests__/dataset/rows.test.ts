import { expect, test } from '@jest/globals';
import { RowTable } from '../../src/dataset/rows.ts';

test('a table gives back what it took in, by number and by key, however long it grows', () => {
  const rows = new RowTable();
  const count = 5000;
  const placeOf = (row: number) => ({ source: row % 3, line: row + 1, offset: row * 2 ** 31, length: row });
  for (let row = 0; row < count; row++) rows.add(`key ${row}`, placeOf(row));
  expect(rows.size).toBe(count);
  for (let row = 0; row < count; row += 97) {
    expect(rows.find(`key ${row}`)).toBe(row);
    expect(rows.key(row)).toBe(`key ${row}`);
    expect(rows.place(row)).toEqual(placeOf(row));
  }
});

test.each(['', 'a ', 'A', '__proto__', 'constructor'])('%j is no key of it', (key) => {
  const rows = new RowTable();
  rows.add('a', { source: 0, line: 1, offset: 0, length: 1 });
  expect(rows.has(key)).toBe(false);
  expect(rows.find(key)).toBeUndefined();
});

test('an offset beyond 4 GB and the largest row are kept exactly', () => {
  const rows = new RowTable();
  const place = { source: 65_535, line: 2 ** 32 - 1, offset: 2 ** 40 + 1, length: 2 ** 28 };
  rows.add('far', place);
  expect(rows.place(0)).toEqual(place);
});
