import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyEdit, compileEdit, type EditContent, instructionOfFile } from '../../src/dataset/edit.ts';
import type { JsonObject } from '../../src/dataset/edit-json.ts';
import { SentRequest } from '../../src/dataset/edit-sent.ts';
import { describeEdit, hashOfEdit } from '../../src/dataset/edit-summary.ts';
import { RowScanner } from '../../src/dataset/scan.ts';
import { jsonText } from './json-text.ts';

function sendAll(request: string, contents: readonly EditContent[]): string[] {
  const scanner = new RowScanner();
  const bytes = Buffer.from(`{"key":"k","request":${request}}`);
  expect(scanner.scan(bytes, 0, bytes.length)).toBeUndefined();
  const sent = contents.map((content) => {
    const request = new SentRequest(scanner);
    applyEdit(compileEdit(content), scanner, request);
    return request;
  });
  return sent.map(({ pieces }) => Buffer.concat(pieces).toString());
}

const send = (request: string, content: EditContent) => sendAll(request, [content])[0] ?? '';

/** RFC 7396, section 2, word for word. */
function referenceMerge(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
  const result = { ...(isObject ? target : {}) } as Record<string, unknown>;
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = referenceMerge(result[name], value);
  }
  return result;
}

function reference(request: string, { systemInstruction, patch = {} }: EditContent): unknown {
  const { model: _, ...target } = JSON.parse(request);
  if (systemInstruction !== undefined) {
    // Which of the two spellings stands last is a matter of the text, which JSON.parse forgets.
    const names = [...request.matchAll(/"(system(?:Instruction|_instruction))":/g)].map((match) => match[1]);
    delete target.systemInstruction;
    delete target.system_instruction;
    target[names.at(-1) ?? 'systemInstruction'] = { parts: [{ text: systemInstruction }] };
  }
  const { model: __, ...allowed } = patch;
  return referenceMerge(target, allowed);
}

describe('the table of RFC 7396, appendix A', () => {
  test.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', undefined],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('%s with %s becomes %s', (target, patch, result) => {
    const sent = send(`{"x":${target},"y":1}`, { patch: { x: JSON.parse(patch) } });
    expect(sent).toBe(result === undefined ? '{"y":1}' : `{"x":${result},"y":1}`);
  });
});

describe('an edit changes its members only', () => {
  const prompt = { systemInstruction: 'New "prompt"\n' };
  const content = '{"parts":[{"text":"New \\"prompt\\"\\n"}]}';
  test.each<[string, EditContent, string]>([
    ['{"contents":[{}]}', prompt, `{"contents":[{}],"systemInstruction":${content}}`],
    ['{ "contents" : [1] }', prompt, `{ "contents" : [1],"systemInstruction":${content} }`],
    ['{ }', prompt, `{"systemInstruction":${content}}`],
    ['{ "model": "m" }', prompt, `{"systemInstruction":${content}}`],
    ['{"systemInstruction" : {} , "a":1.0}', prompt, `{"systemInstruction" : ${content} , "a":1.0}`],
    ['{"system_instruction":"x","model":"m","a":1}', prompt, `{"system_instruction":${content},"a":1}`],
    ['{"system\\u0049nstruction":1}', prompt, `{"system\\u0049nstruction":${content}}`],
    ['{"systemInstruction":1,"a":2,"systemInstruction":3}', prompt, `{"a":2,"systemInstruction":${content}}`],
    ['{"system_instruction":1, "a":2, "systemInstruction":3}', prompt, `{"a":2, "systemInstruction":${content}}`],
    ['{"systemInstruction":1, "a":2, "system_instruction":3}', prompt, `{"a":2, "system_instruction":${content}}`],
    ['{"g":{"a" : 1 , "b":2}}', { patch: { g: { b: null, c: [null] } } }, '{"g":{"a" : 1,"c":[null]}}'],
    ['{"g":{ }}', { patch: { g: {} } }, '{"g":{ }}'],
    ['{"g":7}', { patch: { g: { a: { b: null } } } }, '{"g":{"a":{}}}'],
    ['{"g":{"a":1,"a":{"b":2}}}', { patch: { g: { a: { c: 3 } } } }, '{"g":{"a":{"b":2,"c":3}}}'],
    ['{"a":1}', { patch: { z: 1, b: 2 } }, '{"a":1,"z":1,"b":2}'],
    [
      '{"a":1}',
      { patch: { n: 12345678901234567890n, m: -0, e: 1e21 } },
      '{"a":1,"n":12345678901234567890,"m":-0,"e":1e+21}',
    ],
    [
      '{"a":{"b":12345678901234567890,"c":1.0}}',
      { patch: { a: { d: true } } },
      '{"a":{"b":12345678901234567890,"c":1.0,"d":true}}',
    ],
    ['{"a":1}', JSON.parse('{"patch":{"__proto__":{"b":null,"c":1}}}'), '{"a":1,"__proto__":{"c":1}}'],
    ['{"__proto__":{"b":1}}', JSON.parse('{"patch":{"__proto__":{"c":2}}}'), '{"__proto__":{"b":1,"c":2}}'],
    ['{"model":"m","a":1}', { patch: { model: 'n' } }, '{"a":1}'],
    ['{"systemInstruction":1}', { ...prompt, patch: { systemInstruction: null } }, '{}'],
    [
      '{"systemInstruction":{"role":"user"}}',
      { ...prompt, patch: { systemInstruction: { role: 'x' } } },
      `{"systemInstruction":${content.slice(0, -1)},"role":"x"}}`,
    ],
    [
      '{"system_instruction":1}',
      { ...prompt, patch: { systemInstruction: { role: 'x' } } },
      `{"system_instruction":${content},"systemInstruction":{"role":"x"}}`,
    ],
  ])('%s under %j', (request, edit, expected) => {
    expect(send(request, edit)).toBe(expected);
  });
});

const space = fc.constantFrom('', '', ' ', '\t ');
const value = jsonText.map((text) => text.trim().replaceAll('\n', ' '));
const name = fc.constantFrom('a', 'b', 'c', 'model', 'systemInstruction', 'system_instruction');
const inner = fc
  .array(fc.tuple(space, name, space, value, space), { maxLength: 4 })
  .map(
    (members) => `{${members.map(([lead, key, gap, text, tail]) => `${lead}"${key}":${gap}${text}${tail}`).join(',')}}`,
  );
const members = fc.array(fc.record({ lead: space, name, value: fc.oneof(value, inner, inner), tail: space }), {
  maxLength: 6,
});
const textOf = (parts: readonly { lead: string; name: string; value: string; tail: string }[]) =>
  `{${parts.map((part) => `${part.lead}"${part.name}":${part.value}${part.tail}`).join(',')}}`;
const patch = fc.letrec<{ any: unknown; object: JsonObject }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, fc.constant(null), fc.jsonValue({ maxDepth: 1 }), tie('object'), tie('object')),
  object: fc.dictionary(name, tie('any'), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<JsonObject>,
})).object;
const edit = fc.record({
  systemInstruction: fc.option(fc.string(), { nil: undefined }),
  patch: fc.option(patch, { nil: undefined }),
});

describe('laws', () => {
  test('the text says what RFC 7396 makes of the request with its new instruction', () => {
    fc.assert(
      fc.property(members, edit, (parts, content) => {
        // Only top-level spellings may decide which system instruction is the last one.
        const request = textOf(parts.map((part) => ({ ...part, value: part.value.replaceAll('system', 'sys') })));
        const sent = send(request, content);
        expect(isDeepStrictEqual(JSON.parse(sent), reference(request, content))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('without an edit only the model goes, with one comma and the space behind it', () => {
    fc.assert(
      fc.property(members, (parts) => {
        const kept = parts.flatMap((part, index) => (part.name === 'model' ? [] : [index]));
        const texts = kept.map((index, position) => {
          const { lead = '' } = parts[(kept[position - 1] ?? -1) + 1] ?? {};
          const { name = '', value = '', tail = '' } = parts[index] ?? {};
          return `${lead}"${name}":${value}${position === kept.length - 1 ? parts.at(-1)?.tail : tail}`;
        });
        expect(send(textOf(parts), {})).toBe(`{${texts.join(',')}}`);
      }),
      { numRuns: 500 },
    );
  });

  test('members that no edit names keep their bytes and their order', () => {
    fc.assert(
      fc.property(members, edit, (parts, content) => {
        const touched = (key: string) =>
          key === 'model' ||
          key in (content.patch ?? {}) ||
          (content.systemInstruction !== undefined && key.startsWith('system'));
        const sent = send(textOf(parts), content);
        let from = 0;
        for (const part of parts.filter((one) => !touched(one.name))) {
          const text = `"${part.name}":${part.value}`;
          const at = sent.indexOf(text, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + text.length;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('several edits of one row do not see each other', () => {
    fc.assert(
      fc.property(members, fc.array(edit, { minLength: 2, maxLength: 3 }), (parts, contents) => {
        const request = textOf(parts);
        expect(sendAll(request, contents)).toEqual(contents.map((content) => send(request, content)));
      }),
    );
  });

  test('a request as sent has the members of its text', () => {
    fc.assert(
      fc.property(members, edit, (parts, content) => {
        const scanner = new RowScanner();
        const bytes = Buffer.from(`{"request":${textOf(parts)}}`);
        scanner.scan(bytes, 0, bytes.length);
        const sent = new SentRequest(scanner);
        applyEdit(compileEdit(content), scanner, sent);
        const parsed = JSON.parse(Buffer.concat(sent.pieces).toString());
        const listed = new Map<string, unknown>();
        for (let index = 0; index < sent.count; index++) {
          listed.set(sent.name(index), JSON.parse(Buffer.from(sent.value(index)).toString()));
        }
        expect(isDeepStrictEqual(Object.fromEntries(listed), parsed)).toBe(true);
      }),
    );
  });
});

test.each([
  ['prompt', 'prompt'],
  ['prompt\n', 'prompt'],
  ['prompt\r\n', 'prompt'],
  ['prompt\n\n', 'prompt\n'],
  ['\ufeffprompt\r\n\r\n', 'prompt\r\n'],
  ['prompt\r', 'prompt\r'],
  [' \ufeff a ', ' \ufeff a '],
  ['\n', ''],
])('the file %j is the instruction %j', (text, instruction) => {
  expect(instructionOfFile(text)).toBe(instruction);
});

describe('an edit in words', () => {
  test('names each change', () => {
    const content = {
      systemInstruction: 'x'.repeat(1234),
      patch: {
        generationConfig: { temperature: 0.2, seed: null, thinkingConfig: {} },
        tools: null,
        'a b': ['é'.repeat(100)],
      },
    };
    expect(describeEdit(content)).toEqual([
      'systemInstruction replaced (1,234 characters)',
      'sets generationConfig.temperature to 0.2',
      'removes generationConfig.seed',
      'makes generationConfig.thinkingConfig an object',
      'removes tools',
      'sets ["a b"] (104 characters of JSON)',
    ]);
  });

  const sentence = 'Sort the mail of our customers.';
  test.each<[string, JsonObject, string]>([
    ['a number', { generationConfig: { topK: 40n } }, 'sets generationConfig.topK to 40'],
    ['a boolean', { store: false }, 'sets store to false'],
    ['a word', { serviceTier: 'FLEX' }, 'sets serviceTier to "FLEX"'],
    [
      'a MIME type',
      { generationConfig: { responseMimeType: 'application/json' } },
      'sets generationConfig.responseMimeType to "application/json"',
    ],
    [
      'a list of words',
      { generationConfig: { responseModalities: ['TEXT', 'IMAGE'] } },
      'sets generationConfig.responseModalities to ["TEXT","IMAGE"]',
    ],
    ['an empty list', { safetySettings: [] }, 'sets safetySettings to []'],
    ['what is removed', { systemInstruction: { parts: null } }, 'removes systemInstruction.parts'],
    ['what becomes an object', { systemInstruction: {} }, 'makes systemInstruction an object'],
    ['the length of a sentence', { labels: { note: sentence } }, 'sets labels.note (33 characters of JSON)'],
    ['the length of a long word', { store: 'x'.repeat(41) }, 'sets store (43 characters of JSON)'],
    ['the length of a long list', { seeds: Array(50).fill(1) }, 'sets seeds (101 characters of JSON)'],
    [
      'the length of a list with an object',
      { safetySettings: [{ category: 'A' }] },
      'sets safetySettings (18 characters of JSON)',
    ],
  ])('shows %s', (_what, patch, change) => {
    expect(describeEdit({ patch })).toEqual([change]);
  });

  test.each<[string, JsonObject, string]>([
    ['an instruction', { systemInstruction: 'kind' }, 'sets systemInstruction (6 characters of JSON)'],
    [
      'an instruction in parts',
      { systemInstruction: { parts: [{ text: 'You sort mail: be brief.' }] } },
      'sets systemInstruction.parts (37 characters of JSON)',
    ],
    [
      'an instruction of one word in the other spelling',
      { system_instruction: { parts: { text: 'kind' } } },
      'changes system_instruction.parts (15 characters of JSON)',
    ],
    ['a number in a conversation', { contents: [1] }, 'sets contents (3 characters of JSON)'],
    ['one digit of an instruction', { systemInstruction: { a: 1 } }, 'sets systemInstruction.a (1 character of JSON)'],
    ['a tool', { tools: [{ googleSearch: {} }] }, 'sets tools (21 characters of JSON)'],
    [
      "a schema's names and descriptions",
      { generationConfig: { responseSchema: { properties: { fraudSuspected: { description: 'refund' } } } } },
      'changes generationConfig.responseSchema (58 characters of JSON)',
    ],
  ])('never quotes %s: it was shown in public repositories, whatever show-text said', (_what, patch, change) => {
    expect(describeEdit({ patch })).toEqual([change]);
  });

  test('is bounded', () => {
    const patch = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m${index}`, index]));
    const changes = describeEdit({ patch });
    expect(changes).toHaveLength(21);
    expect(changes.at(-1)).toBe('… and 10 more');
  });

  test('is empty for none', () => {
    expect(describeEdit({})).toEqual([]);
    expect(compileEdit({ patch: {} }).isEmpty).toBe(true);
    expect(compileEdit({ systemInstruction: '' }).isEmpty).toBe(false);
  });
});

test('the hash is that of what an edit does, not of how it is written', () => {
  const one = hashOfEdit({ systemInstruction: 'p', patch: { a: { b: 1, c: [1, 2] }, d: null } });
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOfEdit({ systemInstruction: 'p', patch: { d: null, a: { c: [1, 2], b: 1 } } })).toBe(one);
  expect(hashOfEdit(compileEdit({ systemInstruction: 'p', patch: { d: null, a: { c: [1, 2], b: 1 } } }))).toBe(one);
  const others = [{}, { patch: { a: 1 } }, { patch: { a: '1' } }, { patch: { a: null } }, { systemInstruction: 'p' }];
  expect(new Set([one, ...others.map(hashOfEdit)]).size).toBe(6);
  expect(hashOfEdit({ patch: {} })).toBe(hashOfEdit({}));
});
