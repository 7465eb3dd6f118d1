import { describe, expect, test } from '@jest/globals';
import { readAnswer } from '../../src/scoring/answer.ts';

const said = (...parts: unknown[]) => ({ candidates: [{ content: { parts, role: 'model' }, finishReason: 'STOP' }] });
const call = (name: string, args?: unknown) => ({ functionCall: args === undefined ? { name } : { name, args } });
const nothing = { text: '', calls: [], finishReason: null, blockReason: null };
const stopped = { ...nothing, finishReason: 'STOP' };

describe('an answer', () => {
  test.each<[string, unknown, object]>([
    ['of text', said({ text: 'hi' }), { ...stopped, text: 'hi' }],
    [
      'of several texts is joined without anything between',
      said({ text: 'a' }, { text: ' b' }),
      { ...stopped, text: 'a b' },
    ],
    ['keeps its Unicode', said({ text: 'é日本😀\u2028\u0000' }), { ...stopped, text: 'é日本😀\u2028\u0000' }],
    ['leaves thoughts out', said({ text: 'hm', thought: true }, { text: 'yes' }), { ...stopped, text: 'yes' }],
    ['leaves a thought’s call out', said({ ...call('f'), thought: true }), stopped],
    ['with thought: false is said', said({ text: 'a', thought: false }), { ...stopped, text: 'a' }],
    [
      'ends in a part that only carries a signature',
      said({ text: 'a' }, { text: '', thoughtSignature: 'c2ln' }, { thoughtSignature: 'c2ln' }),
      { ...stopped, text: 'a' },
    ],
    ['of a call', said(call('f', { a: 1 })), { ...stopped, calls: [{ name: 'f', args: { a: 1 } }] }],
    [
      'of calls and text in any order',
      said(call('f', {}), { text: 'a' }, call('g', {})),
      {
        ...stopped,
        text: 'a',
        calls: [
          { name: 'f', args: {} },
          { name: 'g', args: {} },
        ],
      },
    ],
    ['of a call without arguments', said(call('f')), { ...stopped, calls: [{ name: 'f', args: {} }] }],
    ['of a call with null arguments', said(call('f', null)), { ...stopped, calls: [{ name: 'f', args: {} }] }],
    ['of a call without a name', said({ functionCall: {} }), { ...stopped, calls: [{ name: '', args: {} }] }],
    ['with a null call', said({ functionCall: null, text: 'a' }), { ...stopped, text: 'a' }],
    ['that is an image', said({ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }), stopped],
    [
      'of an image and text',
      said({ text: 'see' }, { inlineData: { mimeType: 'image/png', data: '' } }),
      { ...stopped, text: 'see' },
    ],
    [
      'is the first candidate’s, in the order of the list',
      {
        candidates: [
          { index: 1, content: { parts: [{ text: 'b' }] } },
          { index: 0, content: { parts: [{ text: 'a' }] } },
        ],
      },
      { ...nothing, text: 'b' },
    ],
    ['to a blocked prompt', { promptFeedback: { blockReason: 'SAFETY' } }, { ...nothing, blockReason: 'SAFETY' }],
    ['without content', { candidates: [{ finishReason: 'SAFETY' }] }, { ...nothing, finishReason: 'SAFETY' }],
    [
      'cut off before its first part',
      { candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS' }] },
      { ...nothing, finishReason: 'MAX_TOKENS' },
    ],
    [
      'with null content',
      { candidates: [{ content: null, finishReason: 'OTHER' }] },
      { ...nothing, finishReason: 'OTHER' },
    ],
    ['with no parts', said(), stopped],
    [
      'with odd parts',
      said(null, 'text', 5, [], { text: 5 }, { functionCall: 'f' }, { text: 'a' }),
      { ...stopped, text: 'a' },
    ],
    ['of no candidates', { candidates: [] }, nothing],
    ['that is empty', {}, nothing],
    ['that is no object', 'text', nothing],
    ['that is null', null, nothing],
  ])('%s', (_, response, expected) => {
    expect(readAnswer(response)).toEqual(expected);
  });
});
