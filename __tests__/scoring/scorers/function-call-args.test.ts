import { describe, expect, test } from '@jest/globals';
import { answerWith, blocked, find, type Over, problemOf } from './checks.ts';

const call = (args: unknown, name = 'report') => answerWith({ functionCall: { name, args } });
const report = (args: object) => ({ 'function-call': { name: 'report', args } });
const other = 'called report with other arguments: ';

/** Spread, because Jest takes a fourth parameter that a row does not fill for its callback. */
type Case = readonly [config: unknown, over: Over, score: number, reason?: string];

test.each<Case>([
  [report({ label: 'spam' }), call({ label: 'spam', score: 1 }), 1],
  [report({ label: 'spam' }), call({ label: 'ham' }), 0, `${other}args.label is "ham" instead of "spam"`],
  [report({ label: 'spam' }), call({}), 0, `${other}args.label is missing`],
  [report({ label: 'spam' }), answerWith({ functionCall: { name: 'report' } }), 0, `${other}args.label is missing`],
  [report({ label: 'spam' }), call({ label: 'spam' }, 'mail'), 0, 'called mail instead of report'],
  [report({}), call({ a: 1 }), 1],
  [report({}), answerWith({ functionCall: { name: 'report' } }), 1],
  [report({ a: { b: 1 } }), call({ a: { c: 2, b: 1 } }), 1],
  [report({ a: { b: 1 } }), call({ a: { b: '1' } }), 0, `${other}args.a.b is "1" instead of 1`],
  [report({ a: 1 }), call({ a: 1.0 }), 1],
  [report({ a: [1, 2] }), call({ a: [1, 2] }), 1],
  [report({ a: [1, 2] }), call({ a: [2, 1] }), 0, `${other}args.a[0] is 2 instead of 1`],
  [report({ a: [1] }), call({ a: [1, 2] }), 0, `${other}args.a has length 2 instead of 1`],
  [report({ a: [{ b: 1 }] }), call({ a: [{ b: 1, c: 2 }] }), 1],
  [report({ a: { $any: true } }), call({ a: null }), 1],
  [report({ a: { $any: true } }), call({ b: 1 }), 0, `${other}args.a is missing`],
  [report({ a: [{ $any: true }, 2] }), call({ a: [{}, 2] }), 1],
  [report({ a: { $regex: '^s' } }), call({ a: 'spam' }), 1],
  [report({ a: { $regex: '^s' } }), call({ a: 'ham' }), 0, `${other}args.a is "ham", which does not match ^s`],
  [report({ a: { $regex: '5' } }), call({ a: 5 }), 0, `${other}args.a is 5, which does not match 5`],
  [report({ a: '日本 🦊' }), call({ a: '日本 🦊' }), 1],
  [report(JSON.parse('{"id":9007199254740993}')), call(JSON.parse('{"id":9007199254740993}')), 1],
  [report({ id: '9007199254740993' }), call({ id: '9007199254740992' }), 0],
  [report({ toString: { $any: true } }), call({}), 0, `${other}args.toString is missing`],
  [
    report({ a: 2 }),
    answerWith(
      { functionCall: { name: 'report', args: { a: 1 } } },
      { functionCall: { name: 'report', args: { a: 2 } } },
    ),
    1,
  ],
  [
    report({ a: 3 }),
    answerWith(
      { functionCall: { name: 'report', args: { a: 1 } } },
      { functionCall: { name: 'report', args: { a: 2 } } },
    ),
    0,
    `${other}args.a is 1 instead of 3`,
  ],
  [
    report({ a: 2 }),
    answerWith({ functionCall: { name: 'mail', args: { a: 2 } } }, { functionCall: { name: 'report', args: {} } }),
    0,
    `${other}args.a is missing`,
  ],
  [{ 'function-call': { args: { a: 2 } } }, call({ a: 2 }, 'any'), 1],
  [
    { 'function-call': { args: { a: 2 } } },
    call({ a: 3 }, 'f'),
    0,
    'called f with other arguments: args.a is 3 instead of 2',
  ],
  [{ 'function-call': { name: 'report' } }, call({}), 1],
  [{ 'function-call': { name: 'report', args: { a: 1 }, weight: 2, metric: 'm' } }, call({ a: 1 }), 1],
  [{ 'function-call': { value: 'report', args: { a: 1 } } }, call({ a: 1 }), 1],
  [{ 'function-call': { value: { name: 'report', args: { a: 1 } }, weight: 2 } }, call({ a: 2 }), 0],
  [{ 'not-function-call': { name: 'report', args: { a: 1 } } }, call({ a: 1 }), 0, 'holds, but must not'],
  [{ 'not-function-call': { name: 'report', args: { a: 1 } } }, call({ a: 2 }), 1],
  [report({ a: 1 }), blocked, 0, 'no function call: the prompt was blocked (SAFETY)'],
  [report({ a: 1 }), answerWith({ text: 'hi' }), 0, 'no function call: a text answer'],
  [report({ a: 1 }), answerWith({ functionCall: null }), 0, 'neither a function call nor text (STOP)'],
  [report({ a: 1 }), answerWith({ functionCall: { name: 'report', args: { a: 1 } }, thought: true }, { text: 'x' }), 1],
  [
    report({ a: 1 }),
    answerWith(
      { functionCall: { name: 'report', args: { a: 1 } }, thoughtSignature: 'c2ln' },
      { text: '', thoughtSignature: 'c2ln' },
    ),
    1,
  ],
])('%j given %j scores %j', async (...[config, over, score, reason]: Case) => {
  const found = await find(config, over);
  expect(found.score).toBe(score);
  expect(score === 1 ? found.reason : '').toBe('');
  if (reason !== undefined) expect(found.reason).toBe(reason);
});

describe('refuses', () => {
  test.each([
    [{ args: 5 }, 'args must be an object'],
    [{ args: null }, 'args must be an object'],
    [{ args: ['a'] }, 'args must be an object'],
    [{ name: '' }, 'name must be the name of a function'],
    [{ name: null }, 'name must be the name of a function'],
    [{ name: 5, args: {} }, 'name must be the name of a function'],
    [{ value: 'f', name: 'g' }, 'takes one name, in value or in name'],
    [{ value: { name: 'f' }, args: {} }, 'takes name and args in its value or beside it, not both'],
    [{ value: { nam: 'f' } }, 'value takes name and args, not nam'],
    [{ value: {} }, 'takes the name of a function'],
    [{ arg: {} }, 'does not know "arg"; it takes value, weight, threshold, metric, name, args'],
    [{ args: { a: { $any: 1 } } }, 'args.a: $any takes true'],
    [{ args: { a: { $any: true, b: 1 } } }, 'args.a: $any stands alone in its object'],
    [{ args: { a: [{ $regex: '(' }] } }, 'args.a[0]: $regex "(" is no regular expression: Unterminated group'],
    [{ args: { a: { $regex: '' } } }, 'args.a: $regex is empty'],
    [{ args: { a: { $regex: ['x'] } } }, 'args.a: $regex must be a text, not a list'],
  ])('%j', async (value, problem) => {
    expect(await problemOf({ 'function-call': value })).toBe(`function-call: ${problem}`);
  });
});
