import { expect, test } from '@jest/globals';
import { readAnswer } from '../../../src/scoring/answer.ts';
import { answerOf } from '../subject.ts';
import { answerWith, blocked, buildOne, find, type Over, problemOf, thoughtful } from './checks.ts';

const image = (data: string, mimeType = 'image/png') => answerWith({ inlineData: { mimeType, data } });

const calls = (...list: readonly (readonly [string, unknown])[]) =>
  answerWith(...list.map(([name, args]) => ({ functionCall: { name, args } })));

test.each<readonly [over: Over, logged: Over, score: number, reason: string]>([
  [{ text: 'ham' }, { text: 'ham' }, 1, ''],
  [thoughtful('ham'), { text: 'ham' }, 1, ''],
  [{ text: 'ham' }, { text: 'ham', finishReason: 'MAX_TOKENS' }, 1, ''],
  [{ text: 'ham' }, { text: 'ham\n' }, 0, 'the log has "ham\\n"; the answer is "ham"'],
  [{ text: '日本 🦊' }, { text: '日本 🦊' }, 1, ''],
  [blocked, { text: 'ham' }, 0, 'the log has "ham"; the prompt was blocked (SAFETY)'],
  [calls(['f', { a: 1, b: 2 }]), calls(['f', { b: 2, a: 1 }]), 1, ''],
  [calls(['f', { a: 1 }], ['g', {}]), calls(['g', {}], ['f', { a: 1 }]), 1, ''],
  [calls(['f', { a: 2 }], ['f', { a: 1 }]), calls(['f', { a: 1 }], ['f', { a: 2 }]), 1, ''],
  [{ ...calls(['f', {}]), text: 'now' }, { ...calls(['f', {}]), text: 'then' }, 1, ''],
  [calls(['f', undefined]), calls(['f', {}]), 1, ''],
  [
    calls(['f', { a: 1 }]),
    calls(['f', { a: 2 }]),
    0,
    'the log has a call of f with other arguments: args.a is 1 instead of 2',
  ],
  [
    calls(['f', { a: 1, b: 1 }]),
    calls(['f', { a: 1 }]),
    0,
    'the log has a call of f with other arguments: args.b should not be there',
  ],
  [calls(['g', {}]), calls(['f', {}]), 0, 'the log has a call of f; called g'],
  [{ text: 'ham' }, calls(['f', {}]), 0, 'the log has a call of f; there is none'],
  [calls(['f', {}]), { text: 'ham' }, 0, 'the log has no such call of f'],
  [calls(['f', {}], ['f', {}]), calls(['f', {}]), 0, 'the log has no such call of f'],
  [calls(['f', {}]), calls(['f', {}], ['f', {}]), 0, 'the log has a call of f; there is none'],
  [image('AAAA'), image('AAAA'), 1, ''],
  [image('AAAA'), image('BBBB'), 0, 'the log has other contents of image/png'],
  [image('AAAA'), image('AAAA', 'image/jpeg'), 0, 'the log has image/jpeg; the answer has image/png'],
  [{ text: 'a' }, { ...image('AAAA'), text: 'a' }, 0, 'the log has image/png; the answer has none'],
  [{ ...image('AAAA'), text: 'a' }, { text: 'a' }, 0, 'the log has no media; the answer has image/png'],
  [{ text: 'a' }, image('AAAA'), 0, 'the log has image/png; the answer is "a"'],
])('%j against %j scores %j', async (over, logged, score, reason) => {
  expect(await find('matches-logged', over, { logged: answerOf(logged) })).toEqual({ score, reason });
});

test('a row without a logged answer gets no score, negated or not', async () => {
  for (const config of ['matches-logged', 'not-matches-logged'])
    for (const logged of [undefined, blocked, answerOf(), readAnswer({ error: { code: 429 } })])
      for (const over of [{ text: 'a' }, {}])
        expect(await find(config, over, { logged })).toEqual({ score: null, reason: 'the row has no logged answer' });
});

test('asks for the logged answer and takes no value', async () => {
  expect((await buildOne('matches-logged')).needs).toEqual(['logged']);
  expect(await problemOf({ 'matches-logged': 'x' })).toBe('matches-logged: takes no value');
});
