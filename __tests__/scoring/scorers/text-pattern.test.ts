import { describe, expect, test } from '@jest/globals';
import { parseScorers } from '../../../src/scoring/config.ts';
import { estimateSteps, PatternTimeout, TextPattern } from '../../../src/scoring/scorers/text-pattern.ts';
import { subjectOf } from '../subject.ts';

const tooLong = new PatternTimeout('the pattern takes longer than 1 s on this text');
const testRegExp = (): boolean => {
  throw tooLong;
};

test.each([
  ['abc', 1000],
  ['[()*+]+', 1000 ** 2],
  ['\\d{4}-\\d{2}', 1000],
  ['(?i:spam|ham)', 2000],
  ['\\(a\\)+', 1000 ** 2],
  ['a*b*', 1000 ** 3],
  ['x{1,}y{2,50}', 1000 ** 3],
  ['https?', 2000],
  ['a+?', 1000 ** 2],
  ['(a+)+$', Infinity],
  ['(?:a|b)*c', Infinity],
  ['(a+){20}', Infinity],
  ['(?<x>a)\\k<x>', Infinity],
  ['(a+)b\\1', Infinity],
])('%j on 1,000 characters may take %d steps', (source, steps) => {
  expect(estimateSteps(source)(1000)).toBe(steps);
});

describe('a pattern', () => {
  test('that is quick is tested without a limit', () => {
    expect(new TextPattern(/^sp[a-z]+$/, testRegExp).test('spam')).toBe(true);
  });

  test('has a limit where it may be slow, and where the text is long', () => {
    expect(() => new TextPattern(/(a+)+$/, testRegExp).test('a')).toThrow(tooLong);
    expect(() => new TextPattern(/\s+$/, testRegExp).test(' '.repeat(10_000))).toThrow(tooLong);
  });

  test('that took too long on ten texts is given up', () => {
    let tries = 0;
    const pattern = new TextPattern(/(a+)+$/, () => {
      tries++;
      throw tooLong;
    });
    for (let text = 0; text < 100; text++) expect(() => pattern.test('a')).toThrow(PatternTimeout);
    expect(tries).toBe(10);
    expect(() => pattern.test('a')).toThrow('the pattern took too long on 10 texts and is not tried any more');
  });
});

describe('a pattern that takes too long leaves the answer without this score:', () => {
  const schema = { properties: { a: { pattern: '^(a+)+$' } } };
  const request = { generationConfig: { responseJsonSchema: schema } };
  const answer = { text: '{"a":"aaaa"}', calls: [{ name: 'f', args: { a: 'aaaa' } }] };
  const unread = `the answer could not be held against the schema: ${tooLong.message}`;
  test.each<[unknown, string]>([
    [{ regex: '(a+)+$' }, tooLong.message],
    [{ 'not-regex': '(a+)+$' }, tooLong.message],
    ['regex', tooLong.message],
    [{ 'function-call': { args: { a: { $regex: '(a+)+$' } } } }, tooLong.message],
    [{ 'is-json': schema }, unread],
    [{ 'is-json': { patternProperties: { '(a+)+$': true } } }, unread],
    [{ 'is-json': 'request' }, unread],
  ])('%j', async (config, reason) => {
    const noFile = async () => undefined;
    const parsed = await parseScorers(config, { readText: noFile, openModule: noFile, testRegExp });
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    const found = await parsed.scorers[0]?.evaluate(subjectOf(answer, { request, expected: '(a+)+$' }));
    expect(found).toEqual({ score: null, reason });
  });
});
