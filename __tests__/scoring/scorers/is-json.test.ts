import { describe, expect, test } from '@jest/globals';
import { answerWith, blocked, buildOne, find, type Over, problemOf, thoughtful } from './checks.ts';

const text = (content: string) => ({ text: content });
const label = { type: 'object', properties: { label: { enum: ['spam', 'ham'] } }, required: ['label'] };
const draft07 = 'http://json-schema.org/draft-07/schema#';

test.each<readonly [over: Over, score: number, reason: string]>([
  [text('{"a": 1}'), 1, ''],
  [text(' \n[]\n'), 1, ''],
  [text('5'), 1, ''],
  [text('"日本 🦊"'), 1, ''],
  [text('12345678901234567890'), 1, ''],
  [thoughtful('{}'), 1, ''],
  [text('```json\n{}\n```'), 0, 'is not JSON: the answer is "```json\\n{}\\n```"'],
  [text('{} and more'), 0, 'is not JSON: the answer is "{} and more"'],
  [text("{'a': 1}"), 0, 'is not JSON: the answer is "{\'a\': 1}"'],
  [text(''), 0, 'is not JSON: the answer is empty (STOP)'],
  [{ text: '{"a":', finishReason: 'MAX_TOKENS' }, 0, 'is not JSON: the answer is "{\\"a\\":"'],
  [{ calls: [{ name: 'f', args: {} }] }, 0, 'is not JSON: no text, but a call of f'],
  [answerWith({ inlineData: { mimeType: 'image/png', data: '' } }), 0, 'is not JSON: no text, but image/png'],
  [blocked, 0, 'is not JSON: the prompt was blocked (SAFETY)'],
])('is-json given %j scores %j', async (over, score, reason) => {
  expect(await find('is-json', over)).toEqual({ score, reason });
});

test.each<readonly [schema: object, content: string, fault: string]>([
  [label, '{"label":"spam"}', ''],
  [label, '{"label":"eggs"}', '/label must be equal to one of the allowed values (["spam","ham"])'],
  [label, '{}', "the top must have required property 'label'"],
  [{ required: ['constructor'] }, '{}', "the top must have required property 'constructor'"],
  [{ additionalProperties: false }, '{"a":1}', 'the top must NOT have additional properties ("a")'],
  [{ const: 5 }, '6', 'the top must be equal to constant (5)'],
  [{ pattern: '^\\p{Lu}' }, '"Éa"', ''],
  [{ type: 'string', format: 'date' }, '"no date"', ''],
  [{ prefixItems: [{ type: 'string' }] }, '[1]', '/0 must be string'],
  [{ $schema: draft07, items: [{ type: 'string' }] }, '[1]', '/0 must be string'],
  [{ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'null' }, 'null', ''],
  [{ $ref: '#/$defs/a', $defs: { a: { type: 'array' } } }, '{}', 'the top must be array'],
  [{ properties: { $async: true }, const: { $async: true } }, '{"$async":true}', ''],
  [{ $id: 'https://example.com/a', type: 'array' }, '{}', 'the top must be array'],
])('is-json: %j given %j', async (schema, content, fault) => {
  const found = { score: fault === '' ? 1 : 0, reason: fault && `does not fit the schema: ${fault}` };
  for (const config of [{ 'is-json': schema }, { 'is-json': { value: schema, weight: 2 } }])
    expect(await find(config, text(content))).toEqual(found);
});

test('a schema comes from a file of JSON or YAML', async () => {
  const files = { 'a.json': JSON.stringify(label), 'b.YML': 'type: array\nitems: { type: integer }\n' };
  const subject = (content: string) => ({ ...text(content) });
  const { subjectOf } = await import('../subject.ts');
  const json = await buildOne({ 'is-json': 'a.json' }, files);
  expect(await json.evaluate(subjectOf(subject('{"label":"ham"}')))).toEqual({ score: 1, reason: '' });
  const yaml = await buildOne({ 'is-json': { value: 'b.YML' } }, files);
  expect(await yaml.evaluate(subjectOf(subject('[1.5]')))).toMatchObject({ score: 0 });
});

test('an answer nested too deeply for a recursive schema errs', async () => {
  const config = { 'is-json': { items: { $ref: '#' }, type: 'array' } };
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(await find(config, text(deep))).toEqual({
    score: null,
    reason: 'the answer could not be held against the schema: Maximum call stack size exceeded',
  });
});

describe('is-json: request', () => {
  const gemini = {
    type: 'OBJECT',
    properties: { label: { type: 'STRING', enum: ['spam', 'ham'] }, notes: { type: 'ARRAY', minItems: '1' } },
    required: ['label'],
    propertyOrdering: ['label', 'notes'],
  };
  const plain = { type: 'object', required: ['label'] };
  const ask = (generationConfig: unknown) => ({ contents: [], generationConfig });

  test.each<readonly [request: object, content: string, score: number | null, reason: string]>([
    [ask({ responseSchema: gemini }), '{"label":"spam","notes":[1]}', 1, ''],
    [
      ask({ responseSchema: gemini }),
      '{"label":"x"}',
      0,
      'does not fit the schema: /label must be equal to one of the allowed values (["spam","ham"])',
    ],
    [
      ask({ responseSchema: gemini }),
      '{"label":"ham","notes":[]}',
      0,
      'does not fit the schema: /notes must NOT have fewer than 1 items',
    ],
    [{ generation_config: { response_schema: gemini } }, '{"label":"ham"}', 1, ''],
    [
      ask({ responseJsonSchema: plain }),
      '{}',
      0,
      "does not fit the schema: the top must have required property 'label'",
    ],
    [ask({ response_json_schema: { $schema: draft07, ...plain } }), '{"label":1}', 1, ''],
    [ask({ _responseJsonSchema: plain }), '{"label":1}', 1, ''],
    [ask({ responseFormat: { text: { schema: plain } } }), '{"label":1}', 1, ''],
    [ask({ response_format: { text: { schema: plain } } }), '[]', 0, 'does not fit the schema: the top must be object'],
    [ask({ responseSchema: gemini }), 'no', 0, 'is not JSON: the answer is "no"'],
    [ask({}), '{}', null, 'the request has no schema for its answer'],
    [
      ask({ responseJsonSchema: { $async: true, ...plain } }),
      '{"label":1}',
      null,
      "the request's responseJsonSchema: has $async, which is not supported; take it out",
    ],
    [{ contents: [] }, '{}', null, 'the request has no schema for its answer'],
    [
      ask({ responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING', enum: ['a'] } }),
      'a',
      null,
      'the request asks for text/x.enum, not for JSON',
    ],
    [
      ask({ responseJsonSchema: { $ref: 'https://example.com/a.json' } }),
      '{}',
      null,
      'the request\'s responseJsonSchema: has a $ref to "https://example.com/a.json", which is not in the schema; nothing else is loaded',
    ],
    [
      ask({ responseSchema: { type: 'TEXT' } }),
      '{}',
      null,
      expect.stringMatching(
        /^the request's responseSchema: \/type must be equal to one of the allowed values/,
      ) as never,
    ],
  ])('%j given %j scores %j', async (request, content, score, reason) => {
    expect(await find({ 'is-json': 'request' }, text(content), { request })).toEqual({ score, reason });
  });

  test('needs the request, and errs without one', async () => {
    expect((await buildOne({ 'is-json': 'request' })).needs).toEqual(['request']);
    expect(await find({ 'not-is-json': 'request' }, text('{}'))).toEqual({
      score: null,
      reason: 'the request has no schema for its answer',
    });
  });

  test('rows with schemas of one $id do not get in each other’s way', async () => {
    const { subjectOf } = await import('../subject.ts');
    const scorer = await buildOne({ 'is-json': 'request' });
    for (const type of ['array', 'object', 'array']) {
      const request = ask({ responseJsonSchema: { $id: 'https://example.com/a', type } });
      expect(await scorer.evaluate(subjectOf(text('[]'), { request }))).toMatchObject({
        score: type === 'array' ? 1 : 0,
      });
    }
  });
});

describe('refuses', () => {
  const files = {
    'bad.json': '{"type":',
    'list.yaml': '- a',
    'typo.yaml': 'type: strin',
    'alias.yaml': 'a: *gone',
    'far.json': '{"$ref":"other.json#/a"}',
  };
  const allowed =
    'must be equal to one of the allowed values (["array","boolean","integer","null","number","object","string"])';
  test.each([
    ['schema', 'takes a JSON Schema, the path of a .json or .yaml file with one, or request'],
    [true, 'takes a JSON Schema, the path of a .json or .yaml file with one, or request'],
    [['a.json'], 'takes a JSON Schema, the path of a .json or .yaml file with one, or request'],
    ['gone.json', 'there is no file gone.json'],
    ['list.yaml', 'list.yaml: holds no JSON Schema'],
    ['typo.yaml', `typo.yaml: /type ${allowed}`],
    ['far.json', 'far.json: has a $ref to "other.json#/a", which is not in the schema; nothing else is loaded'],
    ['alias.yaml', 'alias.yaml: is not valid: Unresolved alias (the anchor must be set before the alias): gone'],
    [{ $async: true, type: 'object' }, 'the schema: has $async, which is not supported; take it out'],
    [{ items: { $async: true, type: 'object' } }, 'the schema: has $async, which is not supported; take it out'],
    [
      { $ref: '#/$defs/a', $defs: { a: { $async: true } } },
      'the schema: has $async, which is not supported; take it out',
    ],
    [{ type: 'strin' }, `the schema: /type ${allowed}`],
    [{ type: 'object', weight: 2 }, 'beside weight the schema stands in value'],
    [
      { $schema: 'http://json-schema.org/draft-04/schema#' },
      'the schema: names a $schema other than draft 2020-12 and draft-07',
    ],
    [
      { $ref: '#/$defs/a' },
      'the schema: has a $ref to "#/$defs/a", which is not in the schema; nothing else is loaded',
    ],
    [{ items: [{ type: 'string' }] }, 'the schema: /items must be object,boolean'],
  ])('%j', async (value, problem) => {
    expect(await problemOf({ 'is-json': value }, files)).toBe(`is-json: ${problem}`);
  });

  test('a file that is cut off, and a pattern that is none', async () => {
    expect(await problemOf({ 'is-json': 'bad.json' }, files)).toMatch(/^is-json: bad\.json: is not valid: /);
    expect(await problemOf({ 'is-json': { pattern: '(' } })).toMatch(
      /^is-json: the schema: cannot be used: Invalid regular expression: /,
    );
  });
});
