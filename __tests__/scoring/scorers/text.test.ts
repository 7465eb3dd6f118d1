import { describe, expect, test } from '@jest/globals';
import { blocked, buildOne, find, type Over, problemOf, thoughtful } from './checks.ts';

/** Spread, because Jest takes a fourth parameter that a row does not fill for its callback. */
type Case = readonly [config: unknown, over: Over, score: number, reason?: string];

const text = (content: string) => ({ text: content });
const long = 'a'.repeat(200);

test.each<Case>([
  [{ contains: 'spam' }, text('no spam here'), 1],
  [{ contains: 'spam' }, text('Spam'), 0, 'does not contain "spam": the answer is "Spam"'],
  [{ contains: 'a\nb' }, text('x\na\nb'), 1],
  [{ contains: 'ünï 🦊' }, text('der ünï 🦊!'), 1],
  [{ contains: 'é' }, text('e\u0301'), 0],
  [{ contains: 5 }, text('15 eggs'), 1],
  [{ contains: -0.5 }, text('it is -0.5'), 1],
  [{ contains: { value: 'x', weight: 2 } }, text('x'), 1],
  [{ contains: '{{x}}' }, text('literally {{x}}'), 1],
  [{ contains: 'eggs' }, thoughtful('ham'), 0, 'does not contain "eggs": the answer is "ham"'],
  [{ contains: 'ham' }, thoughtful('ham'), 1],
  [{ contains: 'ham' }, blocked, 0, 'does not contain "ham": the prompt was blocked (SAFETY)'],
  [{ contains: 'ham' }, text(''), 0, 'does not contain "ham": the answer is empty (STOP)'],
  [{ contains: 'ham' }, { text: '', finishReason: null }, 0, 'does not contain "ham": the answer is empty'],
  [{ contains: 'ham' }, { calls: [{ name: 'f', args: {} }] }, 0, 'does not contain "ham": no text, but a call of f'],
  [{ contains: 'b' }, text(long), 0, `does not contain "b": the answer is "${'a'.repeat(80)}…"`],
  [{ contains: 'b' }, text(`${'a'.repeat(79)}🦊🦊`), 0, `does not contain "b": the answer is "${'a'.repeat(79)}…"`],
  [{ 'not-contains': 'spam' }, text('ham'), 1],
  [{ 'not-contains': 'spam' }, text('spam'), 0, 'holds, but must not'],
  [{ 'not-contains': 'spam' }, blocked, 1],
  [{ icontains: 'SPAM' }, text('no sPaM'), 1],
  [{ icontains: 'ÄPFEL' }, text('äpfel'), 1],
  [{ icontains: 'ΟΔΟΣ' }, text('η οδοσα'), 1],
  [{ icontains: 'I' }, text('ı'), 0],
  [{ icontains: 'i' }, text('I'), 1],
  [{ icontains: 'spam' }, text('ham'), 0, 'does not contain "spam" in any case: the answer is "ham"'],
  [{ 'contains-any': ['a', 'b'] }, text('cb'), 1],
  [{ 'contains-any': ['a', 2] }, text('12'), 1],
  [{ 'contains-any': 'a, b' }, text('cb'), 1],
  [{ 'contains-any': '"a, b", c' }, text('b'), 0, 'contains none of ["a, b","c"]: the answer is "b"'],
  [{ 'contains-any': '"a, b", c' }, text('a, b'), 1],
  [{ 'contains-any': 'a,,b,' }, text('x'), 0, 'contains none of ["a","b"]: the answer is "x"'],
  [{ 'contains-any': 'say "a" or b' }, text('say "a" or b'), 1],
  [{ 'contains-any': ['a'] }, blocked, 0, 'contains none of ["a"]: the prompt was blocked (SAFETY)'],
  [{ 'contains-all': ['a', 'b'] }, text('ba'), 1],
  [{ 'contains-all': ['a', 'b', 'c'] }, text('b'), 0, 'does not contain ["a","c"]: the answer is "b"'],
  [{ 'contains-all': 'a,b' }, text('ba'), 1],
  [{ 'contains-all': ['🦊', 'ß'] }, text('ß🦊'), 1],
  [{ 'starts-with': 'Yes' }, text('Yes, but'), 1],
  [{ 'starts-with': 'Yes' }, text(' Yes'), 0, 'does not start with "Yes": the answer is " Yes"'],
  [{ 'starts-with': 'Yes' }, thoughtful('Yes'), 1],
  [{ regex: '^\\d+$' }, text('42'), 1],
  [{ regex: '^\\d+$' }, text('42\n'), 0, 'does not match ^\\d+$: the answer is "42\\n"'],
  [{ regex: 'ham' }, text('HAM'), 0],
  [{ regex: '(?:h|H)am' }, text('Ham'), 1],
  [{ regex: '^.$' }, text('🦊'), 0],
  [{ regex: '^$' }, blocked, 1],
  [{ regex: 5 }, text('15'), 1],
])('%j given %j scores %j', async (...[config, over, score, reason]: Case) => {
  const found = await find(config, over);
  expect(found.score).toBe(score);
  if (score === 1) expect(found.reason).toBe('');
  if (reason !== undefined) expect(found.reason).toBe(reason);
});

describe('a bare scorer takes the row’s expected', () => {
  test.each<readonly [string, unknown, Over, number | null, string]>([
    ['contains', 'ham', text('ham!'), 1, ''],
    ['contains', 7, text('ham 7'), 1, ''],
    ['contains', undefined, text('ham'), null, 'the row has no expected answer'],
    ['contains', null, text('ham'), null, 'the row has no expected answer'],
    ['contains', '', text('ham'), null, "the row's expected is empty"],
    ['contains', ['a'], text('a'), null, "the row's expected must be a text, not a list"],
    ['contains', true, text('true'), null, "the row's expected must be a text; put true in quotes"],
    ['icontains', 'HAM', text('ham'), 1, ''],
    ['contains-any', ['a', 'b'], text('b'), 1, ''],
    ['contains-any', { a: 1 }, text('b'), null, "the row's expected must be a list of texts, not an object"],
    ['contains-all', 'a, b', text('ab'), 1, ''],
    ['contains-all', [], text('ab'), null, "the row's expected is an empty list"],
    ['contains-all', ['a', null], text('ab'), null, "the row's expected has an item 2 that must be a text"],
    ['starts-with', 'ham', text('ham and eggs'), 1, ''],
    ['regex', 'h.m', text('ham'), 1, ''],
    ['regex', '(', text('ham'), null, 'the row\'s expected "(" is no regular expression: Unterminated group'],
    ['not-contains', undefined, text('ham'), null, 'the row has no expected answer'],
  ])('%s of %j given %j scores %j', async (config, expected, over, score, reason) => {
    expect(await find(config, over, { expected })).toEqual({ score, reason });
    expect((await buildOne(config)).needs).toEqual(['expected']);
  });

  test('and one with a value asks for nothing', async () => {
    for (const name of ['equals', 'contains', 'icontains', 'contains-any', 'contains-all', 'starts-with', 'regex'])
      expect((await buildOne({ [name]: 'a' })).needs).toEqual([]);
  });
});

describe('refuses', () => {
  test.each([
    [{ contains: ['a'] }, 'contains: value must be a text, not a list'],
    [{ contains: { value: { a: 1 } } }, 'contains: value must be a text, not an object'],
    [{ contains: { text: 'a' } }, 'contains: does not know "text"; it takes value, weight, threshold, metric'],
    [{ contains: '' }, 'contains has an empty value; leave the colon away for the bare scorer'],
    [{ contains: true }, 'contains: value must be a text; put true in quotes'],
    [{ contains: Number.NaN }, 'contains: value must be a text'],
    [{ contains: 2 ** 53 }, 'contains: value is a number too large to be exact; put it in quotes'],
    [{ icontains: [] }, 'icontains: value must be a text, not a list'],
    [{ 'starts-with': [] }, 'starts-with: value must be a text, not a list'],
    [{ 'contains-any': [] }, 'contains-any: value is an empty list'],
    [{ 'contains-any': ',' }, 'contains-any: value is an empty list'],
    [{ 'contains-any': ['a', ''] }, 'contains-any: value has an item 2 that is empty'],
    [{ 'contains-any': 'a, ,b' }, 'contains-any: value has an item 2 that is empty'],
    [{ 'contains-any': ['a', ['b']] }, 'contains-any: value has an item 2 that must be a text, not a list'],
    [{ 'contains-all': { value: {} } }, 'contains-all: value must be a list of texts, not an object'],
    [{ regex: '(' }, 'regex: value "(" is no regular expression: Unterminated group'],
    [{ regex: '[' }, 'regex: value "[" is no regular expression: Unterminated character class'],
    [{ regex: 'a/: b(' }, 'regex: value "a/: b(" is no regular expression: Unterminated group'],
    [{ 'not-regex': ['a'] }, 'not-regex: value must be a text, not a list'],
  ])('%p', async (config, problem) => {
    expect(await problemOf(config)).toBe(problem);
  });
});
