import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyEdit, compileEdit, type EditContent } from '../../src/dataset/edit.ts';
import { SentRequest } from '../../src/dataset/edit-sent.ts';
import { HazardCounter, type ReplayHazard } from '../../src/dataset/hazards.ts';
import { RowScanner } from '../../src/dataset/scan.ts';
import { parsePatch } from '../../src/inputs/patch.ts';
import { jsonText } from './json-text.ts';

function hazardsOf(
  models: readonly string[],
  requests: readonly string[],
  content: EditContent = {},
  allModels = models,
): ReplayHazard[] {
  const counter = new HazardCounter(models, allModels);
  requests.forEach((request, row) => {
    const scanner = new RowScanner();
    const bytes = Buffer.from(`{"request":${request}}`);
    expect(scanner.scan(bytes, 0, bytes.length)).toBeUndefined();
    const sent = new SentRequest(scanner);
    applyEdit(compileEdit(content), scanner, sent);
    counter.add(sent, row);
  });
  return counter.hazards();
}

const withConfig = (config: string) => `{"contents":[{"role":"user"}],"generationConfig":${config}}`;
const idsOf = (model: string, request: string) => hazardsOf([model], [request]).map(({ id }) => id);

describe('the hazards of a request by model', () => {
  const sampling = withConfig('{"temperature":0.2}');
  const penalty = withConfig('{"presencePenalty":0.2}');
  const level = withConfig('{"thinkingConfig":{"thinkingLevel":"HIGH"}}');
  const minimal = withConfig('{"thinkingConfig":{"thinkingLevel":"MINIMAL"}}');
  const both = withConfig('{"thinking_config":{"thinking_level":"low","thinkingBudget":0}}');
  const candidates = withConfig('{"candidateCount":2}');
  const modelTurn = '{"contents":[{"role":"user"},{"role":"model"}]}';
  test.each([
    ['gemini-3.8-flash', sampling, ['sampling']],
    ['gemini-3.6-flash', sampling, ['sampling']],
    ['gemini-3.10-flash', sampling, ['sampling']],
    ['gemini-4-pro', sampling, ['sampling']],
    ['gemini-3.5-flash-lite', sampling, ['sampling']],
    // Answered by 3.6 Flash since 2026-10-08.
    ['gemini-3.5-flash', sampling, ['sampling']],
    ['gemini-3.1-pro-preview', sampling, []],
    ['gemini-2.5-pro', sampling, []],
    ['gemini-flash-latest', sampling, []],
    ['tunedModels/x', sampling, []],
    ['gemini-3.6-flash', penalty, ['penalties']],
    ['gemini-2.5-flash', penalty, []],
    ['gemini-2.5-flash', level, ['thinking-level']],
    ['gemini-3.1-pro-preview', level, []],
    ['gemini-3.8-flash', minimal, ['thinking-minimal']],
    ['gemini-3.7-flash', minimal, ['thinking-minimal']],
    ['gemini-3.6-flash', minimal, []],
    ['gemini-2.5-flash', minimal, ['thinking-level']],
    ['gemini-3.6-flash', both, ['thinking-both']],
    ['gemini-flash-latest', both, ['thinking-both']],
    ['gemini-2.5-flash', both, ['thinking-level']],
    ['gemini-3-flash-preview', candidates, ['candidate-count']],
    ['gemini-2.5-flash', candidates, []],
    ['gemini-3.6-flash', modelTurn, ['last-turn']],
    ['gemini-3.1-flash-lite', modelTurn, []],
    ['gemini-2.5-flash', '{"contents":[{}],"service_tier":"FLEX"}', ['service-tier']],
    ['gemini-3.8-flash', '{"contents":[{}],"serviceTier":null,"generationConfig":{"topP":null}}', []],
    ['gemini-3.8-flash', '{"contents":[{}],"generationConfig":[{"topP":1}]}', []],
    ['gemini-3.8-flash', withConfig('{"thinkingConfig":"x"}'), []],
  ])('%s: %s: %j', (model, request, ids) => {
    expect(idsOf(model, request)).toEqual(ids);
  });
});

describe('the last turn', () => {
  test.each([
    ['[{"role":"model"}]', true],
    ['[{"role" : "model" , "parts":[{"text":"a\\"]}"}]} ]', true],
    ['[{"parts":[{"text":"\\\\"}],"role":"model"}]', true],
    ['[{"r\\u006fle":"model"}]', true],
    ['[{"role":"user","role":"model"}]', true],
    ['[{"role":"model","role":"user"}]', false],
    ['[{"role":"model"},{"parts":[{"role":"model"}]}]', false],
    ['[{"role":"model"},{"parts":"role"}]', false],
    ['[{"role":"model"},{"x":"role","parts":["role","model"]}]', false],
    ['[{"role":"model"},{}]', false],
    ['[{"role":"model"},"role"]', false],
    ['[{"role":"model"},1]', false],
    ['[{"role":"models"}]', false],
    ['[{"role":{"a":"model"}}]', false],
    ['["\\"role\\":\\"model\\""]', false],
    ['[[{"role":"model"}]]', false],
    ['"model"', false],
  ])('of %s is by the model: %s', (contents, isModel) => {
    expect(idsOf('gemini-3.8-flash', `{"contents":${contents}}`)).toEqual(isModel ? ['last-turn'] : []);
  });
});

describe('a report of hazards', () => {
  const rows = [
    withConfig('{"seed":1}'),
    withConfig('{"temperature":1,"topP":0.5,"frequencyPenalty":1}'),
    withConfig('{"topP":1,"thinkingConfig":{"thinkingLevel":"minimal"}}'),
  ];

  test('tells models, rows, words and the patch', () => {
    expect(hazardsOf(['gemini-3.8-flash', 'gemini-2.5-pro', 'gemini-3.6-flash'], rows)).toEqual([
      {
        id: 'sampling',
        models: ['gemini-3.8-flash', 'gemini-3.6-flash'],
        count: 2,
        firstRow: 1,
        message: 'temperature, topP are ignored, and may be refused by later models',
        patch:
          'models:\n  gemini-3.8-flash:\n    generationConfig: { temperature: null, topP: null }\n  gemini-3.6-flash:\n    generationConfig: { temperature: null, topP: null }',
      },
      {
        id: 'penalties',
        models: ['gemini-3.8-flash', 'gemini-3.6-flash'],
        count: 1,
        firstRow: 1,
        message: 'frequencyPenalty is refused',
        patch:
          'models:\n  gemini-3.8-flash:\n    generationConfig: { frequencyPenalty: null }\n  gemini-3.6-flash:\n    generationConfig: { frequencyPenalty: null }',
      },
      {
        id: 'thinking-level',
        models: ['gemini-2.5-pro'],
        count: 1,
        firstRow: 2,
        message: 'thinkingLevel is refused: these models take thinkingBudget',
        patch: 'models:\n  gemini-2.5-pro:\n    generationConfig: { thinkingConfig: { thinkingLevel: null } }',
      },
      {
        id: 'thinking-minimal',
        models: ['gemini-3.8-flash'],
        count: 1,
        firstRow: 2,
        message: 'thinkingLevel of "minimal" is refused: these models take low, medium or high',
        patch: 'models:\n  gemini-3.8-flash:\n    generationConfig: { thinkingConfig: { thinkingLevel: low } }',
      },
    ]);
  });

  test('names patches that mend it', () => {
    const models = ['gemini-3.8-flash'];
    const hazards = hazardsOf(models, [...rows, '{"contents":[{}],"serviceTier":"FLEX"}']);
    expect(hazards).toHaveLength(4);
    for (const { id, patch = '' } of hazards) {
      const parsed = parsePatch(patch, models);
      const shared = 'value' in parsed ? parsed.value.shared : undefined;
      const left = hazardsOf(models, [...rows, '{"contents":[{}],"serviceTier":"FLEX"}'], { patch: shared });
      expect(left.map((hazard) => hazard.id)).toEqual(
        hazards.map((hazard) => hazard.id).filter((other) => other !== id),
      );
    }
  });

  test('names patches for the models that it concerns, which leave the others as they are', () => {
    const [concerned, other] = ['gemini-3.8-flash', 'gemini-2.5-pro'];
    const models = [concerned!, other!];
    const requests = [withConfig('{"temperature":1}'), '{"contents":[{}],"serviceTier":"FLEX"}'];
    const [sampling, tier] = hazardsOf(models, requests);
    const parsed = parsePatch(sampling?.patch ?? '', models);
    expect('value' in parsed && [parsed.value.shared, [...parsed.value.perModel]]).toEqual([
      undefined,
      [[concerned, { generationConfig: { temperature: null } }]],
    ]);
    expect(tier).toMatchObject({ id: 'service-tier', models, patch: 'serviceTier: null' });
    // The models of one request file, in a run with two.
    expect(hazardsOf([concerned!], requests, {}, models).map(({ patch }) => patch?.split('\n')[1])).toEqual([
      `  ${concerned}:`,
      `  ${concerned}:`,
    ]);
  });

  test('names no patch where there is none', () => {
    const mixed = [
      '{"contents":[{}],"generationConfig":{"topP":1}}',
      '{"contents":[{}],"generation_config":{"topP":1}}',
    ];
    expect(hazardsOf(['gemini-3.8-flash'], mixed)).toMatchObject([{ id: 'sampling', count: 2, patch: undefined }]);
    expect(hazardsOf(['gemini-3.8-flash'], ['{"contents":[{"role":"model"}]}'])).toEqual([
      {
        id: 'last-turn',
        models: ['gemini-3.8-flash'],
        count: 1,
        firstRow: 0,
        message:
          'the last turn is by the model, which is refused: end the rows with a turn by the user, or leave them out',
        patch: undefined,
      },
    ]);
  });

  test('keeps the spelling of the rows', () => {
    const [hazard] = hazardsOf(['gemini-3.8-flash'], ['{"contents":[{}],"generation_config":{"top_p":1}}']);
    expect(hazard?.patch).toBe('generation_config: { top_p: null }');
  });

  test('is of requests as they will be sent', () => {
    const patch = { generationConfig: { temperature: null, topP: null, frequencyPenalty: null, topK: 3 } };
    expect(hazardsOf(['gemini-3.6-flash'], rows, { patch })).toMatchObject([
      { id: 'sampling', count: 3, firstRow: 0, patch: 'generationConfig: { topK: null }' },
    ]);
  });
});

test('the last turn is found in any list as JSON.parse finds it', () => {
  const roleText = fc.constantFrom('"model"', '"user"', '"mo\\"del"', '{"role":"model"}', '"\\\\"');
  const member = fc.oneof(
    roleText.map((text) => `"role" : ${text}`),
    jsonText.map((text) => `"parts":${text}`),
  );
  const turn = fc.oneof(
    fc.array(member, { maxLength: 3 }).map((members) => `{${members.join(' , ')}}`),
    jsonText,
  );
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 3 }), (turns) => {
      const request = `{"contents":[${turns.join(',')}]}`;
      const expected = JSON.parse(request).contents.at(-1)?.role === 'model' ? ['last-turn'] : [];
      expect(idsOf('gemini-3.8-flash', request)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
