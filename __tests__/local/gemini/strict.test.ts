import { describe, expect, test } from '@jest/globals';
import { findViolation } from '../../../local/gemini/strict.ts';
import { ask, bodyOf, create, piece, row, start, startUpload, upload } from './client.ts';

const contents = [{ role: 'user', parts: [{ text: 'hi' }] }];

/** What the service says about a file with these lines. */
async function complaints(lines: readonly string[], options = {}): Promise<string[]> {
  const emulator = await start(options);
  const { status, body } = await create(emulator, await upload(emulator, lines.join('\n')));
  expect({ status, code: body.error?.status }).toEqual({ status: 400, code: 'INVALID_ARGUMENT' });
  return body.error.message.split('\n');
}

const good = row('good').trimEnd();

describe('a file is refused as a whole', () => {
  test.each([
    ['an unknown field', '{"key":"a","request":{"config":{}}}', '32', "no such field: 'config'"],
    ['an unknown nested field', '{"request":{"generationConfig":{"thinking":1}}}', '44', "no such field: 'thinking'"],
    ['a list for a message', '{"request":{"system_instruction":[]}}', '34', "unexpected character: '['; expected '{'"],
    ['text for a list', '{"request":{"contents":"hi"}}', '24', `unexpected character: '"'; expected '['`],
    ['an unknown enum value', '{"request":{"serviceTier":"gold"}}', '27', "unknown enum value: 'gold'"],
    [
      'a fraction for an integer',
      '{"request":{"generationConfig":{"topK":1.5}}}',
      '40',
      "unexpected character: '1'; expected integer",
    ],
    ['a number for a key', '{"key":1,"request":{}}', '8', `unexpected character: '1'; expected '"'`],
    [
      'two kinds of data in a part',
      '{"request":{"contents":[{"parts":[{"text":"","functionCall":{}}]}]}}',
      '61',
      "'function_call' has already been set (either directly or as part of a oneof)",
    ],
    [
      'both spellings of a field',
      '{"request":{"toolConfig":{},"tool_config":{}}}',
      '43',
      "'tool_config' has already been set (either directly or as part of a oneof)",
    ],
    ['no request', '{"key":"a"}', '1', 'missing field: request'],
    ['a list', '[]', '1', "unexpected character: '['; expected '{'"],
    ['a line cut short', '{"key":"a"', '11', 'unexpected end of string'],
    ['a comma too many', '{"key":"a",}', '12', `unexpected character: '}'; expected '"'`],
    ['two values', '{} {}', '4', 'extraneous characters after end of JSON object'],
    ['an empty line', '', '1', 'unexpected end of string'],
    ['a byte order mark', `\uFEFF${good}`, '1', "unexpected character: '\uFEFF'; expected a value"],
  ])('for %s, with line and column', async (_what, line, column, what) => {
    expect(await complaints([good, line, good])).toEqual([
      `Error on line 2: invalid JSON, near column ${column}: ${what}`,
    ]);
  });

  test('and every bad line is named', async () => {
    const lines = await complaints([good, '{', good, '{"request":{"x":1}}']);
    expect(lines.map((line) => line.slice(0, 16))).toEqual(['Error on line 2:', 'Error on line 4:']);
  });

  test('for bytes that are not UTF-8', async () => {
    const emulator = await start();
    const url = (await startUpload(emulator, {})).headers.get('x-goog-upload-url')!;
    const { file } = await bodyOf(await piece(url, 'upload, finalize', 0, new Uint8Array([0x22, 0xff, 0x22])));
    expect((await create(emulator, file.name)).body.error.message).toContain('invalid UTF-8');
  });

  test('when it is empty', async () => expect(await complaints([''])).toHaveLength(1));

  test('for a duplicate key only on demand', async () => {
    const lines = [good, good];
    expect(await complaints(lines, { rejectDuplicateKeys: true })).toEqual(["Error on line 2: duplicate key: 'good'"]);
    const emulator = await start();
    expect((await create(emulator, await upload(emulator, lines.join('\n')))).status).toBe(200);
  });
});

describe('a request is taken', () => {
  test.each([
    [
      'snake case',
      { system_instruction: { parts: [{ text: 'x' }] }, generation_config: { max_output_tokens: 5, top_k: 3 } },
    ],
    ['numbers as strings', { generationConfig: { temperature: '0.5', topK: '3', seed: '-1' } }],
    ['int64 both ways', { generationConfig: { responseSchema: { type: 'STRING', minLength: '1', maxLength: 5 } } }],
    [
      'enum names in lower case',
      { generationConfig: { responseSchema: { type: 'object', properties: { any_key: { type: 'string' } } } } },
    ],
    ['null as absent', { generationConfig: null, contents: null, cachedContent: null }],
    [
      'free-form arguments',
      { contents: [{ parts: [{ functionCall: { name: 'f', args: { any_thing: [null, { deep: 1 }] } } }] }] },
    ],
    ['free-form JSON schemas', { generationConfig: { responseJsonSchema: { $defs: { a_b: {} }, aB: 1 } } }],
    [
      'members named like prototypes',
      { contents: [{ parts: [{ functionCall: { args: { __proto__x: 1, constructor: 2 } } }] }] },
    ],
    ['a signature', { contents: [{ parts: [{ text: '', thoughtSignature: 'YWJj', thought: true }] }] }],
    [
      'every top-level field',
      {
        model: 'models/x',
        contents,
        tools: [{ googleSearch: {} }],
        toolConfig: {},
        safetySettings: [],
        store: false,
        serviceTier: 'flex',
        cachedContent: 'cachedContents/x',
        systemInstruction: {},
        generationConfig: {},
      },
    ],
  ])('with %s', (_what, request) => {
    expect(findViolation(request, 'GenerateContentRequest')).toBeUndefined();
  });
});

describe('a request is not taken', () => {
  test.each([
    ['arguments that are a list', { contents: [{ parts: [{ functionCall: { args: [] } }] }] }],
    ['bytes that are not base64', { contents: [{ parts: [{ inlineData: { data: '<>' } }] }] }],
    ['an integer beyond 32 bits', { generationConfig: { seed: 2 ** 31 } }],
    ['an unknown field in a schema', { generationConfig: { responseSchema: { $ref: 'x' } } }],
    ['null in a list', { contents: [null] }],
    ['an enum number that does not exist', { serviceTier: 9 }],
    ['a member named constructor', { constructor: 1 }],
  ])('with %s', (_what, request) => {
    expect(findViolation(request, 'GenerateContentRequest')).toBeDefined();
  });
});

describe('a body is refused', () => {
  test.each([
    ['an unknown member', { config: 1 }, `Invalid JSON payload received. Unknown name "config": Cannot find field.`],
    [
      'an unknown nested member',
      { batch: { inputConfig: { file: 'x' } } },
      `Invalid JSON payload received. Unknown name "file" at 'batch.input_config': Cannot find field.`,
    ],
    ['a wrong type', { batch: { displayName: 1 } }, `Invalid value at 'batch.display_name' (TYPE_STRING), 1`],
    [
      'two inputs',
      { batch: { inputConfig: { fileName: 'x', requests: {} } } },
      `Invalid value at 'batch.input_config.requests' (oneof), field is already set.`,
    ],
    ['no input', { batch: { displayName: 'x' } }, '* BatchGenerateContentRequest.batch: inputConfig is not specified'],
    ['nothing', {}, '* BatchGenerateContentRequest.batch: batch is not specified'],
  ])('for %s', async (_what, sent, message) => {
    const emulator = await start();
    const path = '/v1beta/models/gemini-3.8-flash:batchGenerateContent';
    const { status, body } = await ask(emulator, path, { method: 'POST', body: JSON.stringify(sent) });
    expect({ status, message: body.error.message }).toEqual({ status: 400, message });
  });

  test('for a bad inlined request, with the path to it', async () => {
    const emulator = await start();
    const batch = { inputConfig: { requests: { requests: [{ request: { contents, config: {} } }] } } };
    const path = '/v1beta/models/gemini-3.8-flash:batchGenerateContent';
    const { body } = await ask(emulator, path, { method: 'POST', body: JSON.stringify({ batch }) });
    expect(body.error.details[0].fieldViolations[0].field).toBe('batch.input_config.requests.requests[0].request');
  });
});
