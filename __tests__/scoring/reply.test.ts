import { describe, expect, test } from '@jest/globals';
import { readReply, readTokens } from '../../src/scoring/answer.ts';

const response = { candidates: [{ content: { parts: [{ text: 'a' }] } }], modelVersion: 'gemini-flash-001' };

describe('a result line', () => {
  test.each([
    [{ key: 'a', response }],
    [{ key: 'a', response, error: null }],
    [{ key: 'a', response, error: {} }],
    [{ key: 'a', response, error: '', status: {} }],
    [{ key: 'a', response, error: [], status: 0 }],
    [{ key: 'a', response: {} }],
  ])('%j is an answer', (line) => {
    expect(readReply(line).kind).toBe('answered');
  });

  test.each<[{ readonly [name: string]: unknown }, string, string]>([
    [{ error: { code: 13, message: 'Internal' } }, '13', 'Internal'],
    [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Too many' } }, 'RESOURCE_EXHAUSTED', 'Too many'],
    [{ status: { code: 3, message: 'Bad' } }, '3', 'Bad'],
    [{ error: {}, status: { code: 3, message: 'Bad' } }, '3', 'Bad'],
    [{ error: { code: 3, message: 'Bad' }, response }, '3', 'Bad'],
    [{ status: { code: 3, message: 'Bad' }, response }, '3', 'Bad'],
    [{ error: { code: 'INVALID', message: '' } }, 'INVALID', 'an error with code, message'],
    [{ error: { status: '', code: 5 } }, '5', 'an error with status, code'],
    [{ error: { code: { deep: 1 }, message: 'x' } }, 'UNKNOWN', 'x'],
    [{ error: { message: 'x' } }, 'UNKNOWN', 'x'],
    [{ error: { details: [] } }, 'UNKNOWN', 'an error with details'],
    [{ error: 'it broke' }, 'UNKNOWN', 'it broke'],
    [{ error: true }, 'UNKNOWN', 'an error of unknown shape'],
    [{ error: ['a'] }, 'UNKNOWN', 'an error of unknown shape'],
    [{}, 'NO_RESPONSE', 'The result line has neither a response nor an error.'],
    [{ error: {}, response: null }, 'NO_RESPONSE', 'The result line has neither a response nor an error.'],
    [{ response: [] }, 'NO_RESPONSE', 'The result line has neither a response nor an error.'],
    [{ response: 'text' }, 'NO_RESPONSE', 'The result line has neither a response nor an error.'],
  ])('%j is an error %s', (line, code, message) => {
    expect(readReply(line)).toMatchObject({ kind: 'error', code, message });
  });

  test('tells the version that answered and its tokens, also in an error', () => {
    const metered = { ...response, usageMetadata: { totalTokenCount: 3 } };
    const expected = { modelVersion: 'gemini-flash-001', tokens: { total: 3 } };
    expect(readReply({ response: metered })).toMatchObject({ kind: 'answered', ...expected });
    expect(readReply({ response: metered, error: { code: 1 } })).toMatchObject({ kind: 'error', ...expected });
    expect(readReply({ response: {} }).modelVersion).toBeNull();
  });
});

describe('token counts', () => {
  const none = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };
  test.each<[string, unknown, object]>([
    [
      'are taken as they are',
      {
        promptTokenCount: 10,
        cachedContentTokenCount: 4,
        candidatesTokenCount: 5,
        thoughtsTokenCount: 2,
        totalTokenCount: 20,
      },
      { prompt: 10, cached: 4, candidates: 5, thoughts: 2, total: 20 },
    ],
    [
      'add up without a total; cached ones are part of the prompt',
      { promptTokenCount: 10, cachedContentTokenCount: 4, candidatesTokenCount: 5, thoughtsTokenCount: 2 },
      { prompt: 10, cached: 4, candidates: 5, thoughts: 2, total: 17 },
    ],
    ['add up with a null total', { promptTokenCount: 10, totalTokenCount: null }, { ...none, prompt: 10, total: 10 }],
    ['may be spelled as text', { promptTokenCount: '10', totalTokenCount: '12' }, { ...none, prompt: 10, total: 12 }],
    ['that make no sense are 0', { promptTokenCount: -1, candidatesTokenCount: 'x', thoughtsTokenCount: {} }, none],
    ['are 0 when absent', undefined, none],
  ])('%s', (_, usageMetadata, expected) => {
    expect(readTokens({ usageMetadata })).toEqual(expected);
  });
});
