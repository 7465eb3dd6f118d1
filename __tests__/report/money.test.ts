import { describe, expect, test } from '@jest/globals';
import { formatDollars, formatDollarsApart } from '../../src/report/money.ts';

describe('dollars', () => {
  test.each<[number | null, string]>([
    [null, '–'],
    [0, '$0'],
    [0.04, '$0.04'],
    [12.3, '$12.30'],
    [0.0012, '$0.0012'],
    [0.00123, '$0.0012'],
    [0.005, '$0.0050'],
    [0.0099, '$0.0099'],
    [0.00999, '$0.01'],
    [0.01, '$0.01'],
    [0.014, '$0.01'],
    [0.999, '$1.00'],
    [1234.5, '$1,234.50'],
    [1_000_000, '$1,000,000.00'],
    [0.00000012, '$0.00000012'],
    [1e-13, '$0'],
    [5e-324, '$0'],
  ])('%f are %s', (dollars, text) => {
    expect(formatDollars(dollars)).toBe(text);
  });

  test.each([
    [1.2345, 1, '$1.23', '$1.00'],
    [0.0052, 0.005, '$0.0052', '$0.0050'],
    [0.501, 0.5, '$0.501', '$0.500'],
    [1000.00004, 1000, '$1,000.00004', '$1,000.00000'],
    [0.00501, 0.005, '$0.00501', '$0.00500'],
    [0.2, 0, '$0.20', '$0'],
  ])('%f and the limit %f can be told apart', (dollars, limit, ...texts) => {
    expect(formatDollarsApart(dollars, limit)).toEqual(texts);
  });
});
