import { describe, expect, test } from '@jest/globals';
import { answerWith, blocked, find, type Over, problemOf, thoughtful } from './checks.ts';

const call = { calls: [{ name: 'f', args: {} }] };
const image = answerWith({ inlineData: { mimeType: 'image/png', data: 'AAAA' } });
const more = { answered: { finishReasons: ['STOP', 'MAX_TOKENS'] } };

test.each<readonly [config: unknown, over: Over, score: number, reason: string]>([
  ['answered', { text: 'hi' }, 1, ''],
  ['answered', call, 1, ''],
  ['answered', { text: '。' }, 1, ''],
  ['answered', thoughtful('hi'), 1, ''],
  ['answered', { text: 'hi', finishReason: null }, 1, ''],
  ['answered', image, 1, ''],
  ['answered', { ...image, finishReason: 'SAFETY' }, 0, 'ended with SAFETY'],
  ['answered', {}, 0, 'the answer is empty (STOP)'],
  ['answered', { text: ' \n\u00a0\u3000' }, 0, 'the answer is empty (STOP)'],
  ['answered', { finishReason: null }, 0, 'the answer is empty'],
  ['answered', thoughtful(''), 0, 'the answer is empty (STOP)'],
  ['answered', answerWith({ text: 'hm', thought: true }), 0, 'the answer is empty (STOP)'],
  ['answered', answerWith({ functionCall: null }), 0, 'the answer is empty (STOP)'],
  ['answered', answerWith(), 0, 'the answer is empty (STOP)'],
  ['answered', blocked, 0, 'the prompt was blocked (SAFETY)'],
  ['answered', { ...call, text: 'hi', blockReason: 'OTHER' }, 0, 'the prompt was blocked (OTHER)'],
  ['answered', { text: 'hi', finishReason: 'MAX_TOKENS' }, 0, 'ended with MAX_TOKENS'],
  ['answered', { finishReason: 'SAFETY' }, 0, 'the answer is empty (SAFETY)'],
  [more, { text: 'hi', finishReason: 'MAX_TOKENS' }, 1, ''],
  [more, { finishReason: 'MAX_TOKENS' }, 0, 'the answer is empty (MAX_TOKENS)'],
  [{ answered: { finishReasons: ['MAX_TOKENS'] } }, { text: 'hi' }, 0, 'ended with STOP'],
  ['not-answered', blocked, 1, ''],
  ['not-answered', { text: 'hi' }, 0, 'holds, but must not'],
])('%j given %j scores %j', async (config, over, score, reason) => {
  expect(await find(config, over)).toEqual({ score, reason });
});

describe('refuses', () => {
  const list = 'answered: finishReasons must be a list of finish reasons, such as [STOP, MAX_TOKENS]';
  test.each([
    [true, 'answered: takes no value'],
    [['STOP'], 'answered: takes no value'],
    [{ finishReasons: 'STOP' }, list],
    [{ finishReasons: [] }, list],
    [{ finishReasons: [''] }, list],
    [{ finishReasons: null }, list],
    [
      { finishReason: ['STOP'] },
      'answered: does not know "finishReason"; it takes value, weight, threshold, metric, finishReasons',
    ],
  ])('%j', async (value, problem) => {
    expect(await problemOf({ answered: value })).toBe(problem);
  });
});
