import { describe, expect, test } from '@jest/globals';
import { readAnswer, readLoggedAnswer, readReply } from '../../src/scoring/answer.ts';

const said = (...parts: unknown[]) => ({ candidates: [{ content: { parts, role: 'model' }, finishReason: 'STOP' }] });
const call = (name: string, args?: unknown) => ({ functionCall: args === undefined ? { name } : { name, args } });
const nothing = { text: '', calls: [], media: [], finishReason: null, blockReason: null };
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
    [
      'has a call that was made in a thought, which counted as none',
      said({ ...call('f'), text: 'hm', thought: true }, { text: 'yes' }, call('g')),
      {
        ...stopped,
        text: 'yes',
        calls: [
          { name: 'f', args: {} },
          { name: 'g', args: {} },
        ],
      },
    ],
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
    [
      'that is an image',
      said({ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }),
      { ...stopped, media: [{ mimeType: 'image/png', digest: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
    ],
    [
      'leaves a thought’s image out',
      said({ thought: true, inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }),
      stopped,
    ],
    [
      'in snake_case, as Python logs it',
      {
        candidates: [
          {
            content: {
              parts: [
                { text: null, function_call: { name: 'f', args: { a: 1 } }, thought_signature: 'c2ln' },
                { text: 'a', function_call: null, inline_data: null },
              ],
            },
            finish_reason: 'STOP',
          },
        ],
        prompt_feedback: null,
      },
      { ...stopped, text: 'a', calls: [{ name: 'f', args: { a: 1 } }] },
    ],
    [
      'to a blocked prompt in snake_case',
      { prompt_feedback: { block_reason: 'SAFETY' } },
      { ...nothing, blockReason: 'SAFETY' },
    ],
    [
      'of an image and text',
      said({ text: 'see' }, { inlineData: { mimeType: 'image/png', data: '' } }),
      { ...stopped, text: 'see', media: [{ mimeType: 'image/png', digest: expect.any(String) }] },
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

describe('media', () => {
  const inline = (data: string, mimeType = 'image/png') => ({ inlineData: { mimeType, data } });
  const mediaOf = (part: object) => readAnswer(said(part)).media;

  test.each<[string, object, object]>([
    ['in either spelling', inline('AAAA'), { inline_data: { mime_type: 'image/png', data: 'AAAA' } }],
    ['in either alphabet of base64', inline('+/+/'), inline('-_-_')],
    [
      'of a file',
      { fileData: { mimeType: 'a/b', fileUri: 'gs://x' } },
      { file_data: { mime_type: 'a/b', file_uri: 'gs://x' } },
    ],
    [
      'of code, whatever its id',
      { executableCode: { id: '1', code: 'print(1)' } },
      { executable_code: { id: '2', code: 'print(1)' } },
    ],
  ])('%s are the same', (_, one, other) => {
    expect(mediaOf(one)).toHaveLength(1);
    expect(mediaOf(other)).toEqual(mediaOf(one));
  });

  test.each<[object, object]>([
    [inline('AAAA'), inline('BBBB')],
    [inline('AAAA'), inline('AAAA', 'image/jpeg')],
    [{ executableCode: { code: 'print(1)' } }, { executableCode: { code: 'print(2)' } }],
    [
      { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
      { codeExecutionResult: { outcome: 'OUTCOME_FAILED', output: '1' } },
    ],
  ])('%j and %j are not', (one, other) => {
    expect(mediaOf(other)).not.toEqual(mediaOf(one));
  });
});

describe('a log holds no answer to agree with', () => {
  test.each<[string, unknown]>([
    ['when its prompt was blocked', { promptFeedback: { blockReason: 'SAFETY' } }],
    ['when it is empty', {}],
    ['when it is an error', { error: { code: 429, message: 'Too many' } }],
    ['without candidates', { candidates: [] }],
    ['when it is a list of stream chunks', [said({ text: 'a' })]],
    ['when the answer is empty', said({ text: '' })],
    ['when the answer is a thought', said({ text: 'hm', thought: true })],
    ['when it is null', null],
  ])('%s', (_, response) => {
    expect(readLoggedAnswer(response)).toBeUndefined();
  });

  test.each<[unknown]>([
    [said({ text: 'a' })],
    [said(call('f'))],
    [said({ inlineData: { mimeType: 'image/png', data: 'AAAA' } })],
  ])('but does in %j', (response) => {
    expect(readLoggedAnswer(response)).toEqual(readAnswer(response));
  });
});

test.each<[string, object, boolean]>([
  ['with its tokens', { candidates: [{}], usageMetadata: {} }, true],
  ['without', { candidates: [{}] }, false],
  ['to a blocked prompt', { promptFeedback: { blockReason: 'SAFETY' } }, true],
])('an answer %s is metered or not', (_what, response, isMetered) => {
  expect(readReply({ response })).toMatchObject({ isMetered });
});
