import { expect, test } from '@jest/globals';
import { createRegExpTester } from '../../src/adapters/regexp.ts';
import { PatternTimeout } from '../../src/scoring/scorers/text-pattern.ts';

test('a catastrophic pattern ends after its limit, and the next one is tested as ever', () => {
  const testInTime = createRegExpTester({ limitMs: 50 });
  expect(() => testInTime(/(a+)+$/, `${'a'.repeat(60)}b`)).toThrow(
    new PatternTimeout('the pattern takes longer than 0.05 s on this text'),
  );
  expect(testInTime(/(a+)+$/, 'aaa')).toBe(true);
  expect(testInTime(/^\p{Lu}+(é)+$/u, 'Éé')).toBe(true);
  expect(testInTime(/(a+)+$/, 'b')).toBe(false);
});
