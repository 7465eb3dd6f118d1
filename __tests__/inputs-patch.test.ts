import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type JsonObject, jsonText, mergePatch } from '../src/dataset/edit-json.ts';
import { combinePatches, groupModels, parsePatch } from '../src/inputs/patch.ts';

const models = ['gemini-3.8-flash', 'gemini-2.5-pro', 'gemini-3.6-flash'];

function sharedOf(text: string): string {
  const parsed = parsePatch(text, models);
  return 'problems' in parsed ? parsed.problems.join('; ') : jsonText(parsed.value.shared ?? {});
}

describe('a patch', () => {
  test.each([
    ['tools: null\ngenerationConfig:\n  temperature: 0.20', '{"tools":null,"generationConfig":{"temperature":0.2}}'],
    ['{\n\t"a": {\n\t\t"b": [1, null]\n\t}\n}', '{"a":{"b":[1,null]}}'],
    [
      '{"seed": 12345678901234567890, "b": 9007199254740993, "c": 3}',
      '{"seed":12345678901234567890,"b":9007199254740993,"c":3}',
    ],
    ['a: 1.0\nb: 1e3\nc: -0.0\nd: 0x1f\ne: 2026-01-01', '{"a":1,"b":1000,"c":-0,"d":31,"e":"2026-01-01"}'],
    ['1: a\ntrue: b\n__proto__: { c: 1 }', '{"1":"a","true":"b","__proto__":{"c":1}}'],
    ['a: &x { b: 1 }\nc: *x', '{"a":{"b":1},"c":{"b":1}}'],
    ['{}', '{}'],
    ['models: {}', '{}'],
    ['models:\n  gemini-2.5-pro: { a: 1 }\nb: 2', '{"b":2}'],
  ])('%j is %s', (text, expected) => {
    expect(sharedOf(text)).toBe(expected);
  });

  test('for a model is found under its id, with or without models/', () => {
    const parsed = parsePatch('models: { models/gemini-2.5-pro: { a: null }, gemini-3.6-flash: {} }', models);
    expect(parsed).toEqual({
      value: {
        shared: undefined,
        perModel: new Map([
          ['gemini-2.5-pro', { a: null }],
          ['gemini-3.6-flash', {}],
        ]),
      },
    });
  });
});

const notAmong = 'is not among the models (gemini-3.8-flash, gemini-2.5-pro, gemini-3.6-flash)';
const setsModel = 'sets "model", which is always left out: the job names the model, and `models` lists them';

describe('a patch that is refused', () => {
  test.each([
    ['[]', 'must be an object of members to change'],
    ['text', 'must be an object of members to change'],
    ['', 'must be an object of members to change'],
    ['null', 'must be an object of members to change'],
    ['a: 1\na: 2', 'is not valid YAML or JSON: Map keys must be unique at line 2, column 1'],
    ['? [a]\n: 1', 'is not valid YAML or JSON: With stringKeys, all keys must be strings at line 1, column 3'],
    ['a: .nan', 'holds NaN, which JSON cannot express'],
    ['{"a": 1e999}', 'holds Infinity, which JSON cannot express'],
    ['a: !!binary aGk=', 'holds a value of a type that JSON lacks'],
    ['a: &x [*x]', 'is nested deeper than 100 levels, or an alias contains itself'],
    [`a: ${'['.repeat(200)}${']'.repeat(200)}`, 'is nested deeper than 100 levels, or an alias contains itself'],
    ['model: gemini-2.5-pro', setsModel],
    ['model: null', setsModel],
    ['models: [gemini-2.5-pro]', 'models must map model ids to patches'],
    ['models: null', 'models must map model ids to patches'],
    ['models: { gemini-9: {} }', `models: "gemini-9" ${notAmong}`],
    ['models: { gemini-2.5-pro: }', 'models: "gemini-2.5-pro" must be an object, a patch of its own'],
    ['models: { gemini-2.5-pro: { model: x } }', `models: "gemini-2.5-pro" ${setsModel}`],
    ['models: { gemini-2.5-pro: {}, models/gemini-2.5-pro: {} }', 'models: "models/gemini-2.5-pro" is there twice'],
    [
      'a: { b: null }\nmodels: { gemini-2.5-pro: { a: { b: { c: 1 } } } }',
      'models: "gemini-2.5-pro" merges into a.b, which the patch for all models removes or replaces: write it down per model',
    ],
  ])('%j: %s', (text, problem) => {
    expect(sharedOf(text)).toBe(problem);
  });

  test('names all that is wrong', () => {
    expect(parsePatch('model: 1\nmodels: { x: {}, y: {} }', models)).toEqual({
      problems: [setsModel, `models: "x" ${notAmong}`, `models: "y" ${notAmong}`],
    });
  });
});

describe('groups of models', () => {
  const groupsOf = (text: string) => {
    const parsed = parsePatch(text, models);
    return 'value' in parsed ? groupModels(models, parsed.value) : [];
  };
  const [first, second, third] = models;

  test.each<[string, unknown]>([
    ['{}', [{ models, patch: undefined, isShared: true }]],
    ['a: 1', [{ models, patch: { a: 1 }, isShared: true }]],
    [`a: 1\nmodels: { ${second}: {}, ${third}: { a: 1 } }`, [{ models, patch: { a: 1 }, isShared: true }]],
    [
      `a: 1\nmodels: { ${second}: { a: null, b: { c: null } } }`,
      [
        { models: [first, third], patch: { a: 1 }, isShared: true },
        { models: [second], patch: { a: null, b: { c: null } }, isShared: false },
      ],
    ],
    [
      `models: { ${first}: { a: 1, b: 2 }, ${third}: { b: 2, a: 1 } }`,
      [
        { models: [first], patch: { a: 1, b: 2 }, isShared: false },
        { models: [second], patch: undefined, isShared: true },
        { models: [third], patch: { b: 2, a: 1 }, isShared: false },
      ],
    ],
  ])('%s', (text, groups) => {
    expect(groupsOf(text)).toEqual(groups);
  });
});

const patch = fc.letrec<{ any: unknown; object: JsonObject }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, 1, 'x', [null]), tie('object'), tie('object')),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), {
    noNullPrototype: true,
  }) as fc.Arbitrary<JsonObject>,
})).object;

test('shared and own patch as one do what they do one after the other', () => {
  fc.assert(
    fc.property(patch, patch, patch, (target, shared, own) => {
      const text = jsonText({ ...shared, models: { [models[0] ?? '']: own } });
      fc.pre('value' in parsePatch(text, models));
      const combined = combinePatches(shared, own);
      expect(isDeepStrictEqual(mergePatch(target, combined), mergePatch(mergePatch(target, shared), own))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
