import { describe, expect, test } from '@jest/globals';
import { type answerOf, scorersOf, subjectOf } from '../subject.ts';

const call = (...names: string[]) => ({ calls: names.map((name) => ({ name, args: {} })) });
const picture = { media: [{ mimeType: 'image/png', digest: '' }] };

async function find(config: unknown, over: Parameters<typeof answerOf>[0]) {
  const [scorer] = await scorersOf(config);
  return scorer?.evaluate(subjectOf(over));
}

describe('function-call', () => {
  test.each([
    ['any call', call('f'), 1, ''],
    ['a call beside text', { ...call('f'), text: 'sure' }, 1, ''],
    ['a call without a name', call(''), 1, ''],
    ['text', { text: 'no' }, 0, 'no function call: a text answer'],
    ['a picture', picture, 0, 'no function call: an answer of image/png'],
    ['nothing', {}, 0, 'neither a function call nor text (STOP)'],
    ['an answer cut off', { finishReason: 'MAX_TOKENS' }, 0, 'neither a function call nor text (MAX_TOKENS)'],
    ['no finish reason', { finishReason: null }, 0, 'neither a function call nor text'],
    [
      'a blocked prompt',
      { blockReason: 'SAFETY', finishReason: null },
      0,
      'no function call: the prompt was blocked (SAFETY)',
    ],
  ])('given %s', async (_, over, score, reason) => {
    expect(await find('function-call', over)).toEqual({ score, reason });
  });
});

describe('function-call: name', () => {
  test.each([
    ['that call', call('route'), 1, ''],
    ['that call among others', call('log', 'route'), 1, ''],
    ['another call', call('log'), 0, 'called log instead of route'],
    ['other calls', call('log', 'mail', 'log'), 0, 'called log, mail instead of route'],
    ['another spelling', call('Route'), 0, 'called Route instead of route'],
    ['text', { text: 'route' }, 0, 'no function call: a text answer'],
  ])('given %s', async (_, over, score, reason) => {
    expect(await find({ 'function-call': 'route' }, over)).toEqual({ score, reason });
    expect(await find({ 'function-call': { value: 'route' } }, over)).toEqual({ score, reason });
  });
});

describe('not-function-call', () => {
  test.each([
    ['not-function-call', call('f'), 0, 'holds, but must not'],
    ['not-function-call', { text: 'no' }, 1, ''],
    [{ 'not-function-call': 'drop' }, call('drop'), 0, 'holds, but must not'],
    [{ 'not-function-call': 'drop' }, call('keep'), 1, ''],
    [{ 'not-function-call': { value: 'drop', threshold: 1 } }, call('drop'), 0, 'holds, but must not'],
  ])('%j given %j', async (config, over, score, reason) => {
    expect(await find(config, over)).toEqual({ score, reason });
  });
});
