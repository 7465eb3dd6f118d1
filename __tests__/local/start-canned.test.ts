import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { findViolation } from '../../local/gemini/strict.ts';
import type { AskedRow, Reply } from '../../local/gemini/types.ts';
import { cannedAnswer, cannedRows } from '../../local/start/canned.ts';
import { fittingValue } from '../../local/start/fitting-value.ts';

const folder = new URL('../../examples/support-router/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const lines = read('dataset.jsonl').split('\n').slice(0, -1);

/** The request of a line as it stands there: up to the next member, which is `response` in this file. */
function requestText(line: string): string {
  return /^\{"request": ?(.*?\}), ?"response": ?\{/.exec(line)?.[1] ?? '';
}

function keyOf(line: string): string {
  return `r-${createHash('sha256').update(requestText(line)).digest('hex').slice(0, 16)}`;
}

function ask(changes: Partial<AskedRow>): AskedRow {
  const model = changes.model ?? 'gemini-3.8-flash';
  return {
    model,
    servedBy: model,
    key: 'k',
    index: 0,
    request: {},
    jobName: 'batches/abc',
    displayName: 'd',
    ...changes,
  };
}

function partsOf(reply: Reply | readonly Reply[]): { text?: string; functionCall?: { name: string; args: object } }[] {
  const { response } = reply as { response: { candidates: { content: { parts: [] } }[] } };
  return response.candidates[0]!.content.parts;
}

function askExample(line: string, model: string, prompt?: string): AskedRow {
  const { model: _logged, ...request } = JSON.parse(line).request;
  const systemInstruction = prompt === undefined ? request.systemInstruction : { parts: [{ text: prompt }] };
  return ask({ model, key: keyOf(line), request: { ...request, systemInstruction } });
}

describe('the example dataset', () => {
  test('has 15 rows that the service takes, with a request and a response and no key', () => {
    const rows = lines.map((line) => JSON.parse(line));
    expect(rows).toHaveLength(15);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['request', 'response', 'createTime']);
      expect(row.request.tools[0].functionDeclarations[0].name).toBe('route_ticket');
      const { model, ...request } = row.request;
      expect(model).toMatch(/^(models\/)?gemini-2\.5-flash$/);
      expect(findViolation(request, 'GenerateContentRequest')).toBeUndefined();
    }
  });

  test('has logged answers of mixed quality', () => {
    const responses = lines.map((line) => JSON.stringify(JSON.parse(line).response));
    const count = (text: string) => responses.filter((response) => response.includes(text)).length;
    expect([count('"functionCall"'), count('"blockReason"'), count('"MAX_TOKENS"')]).toEqual([11, 1, 1]);
    expect([count('"thought":true'), count('{"text":"","thoughtSignature"')]).toEqual([1, 1]);
  });

  test('has two pictures that are PNG files', () => {
    const images = [...lines.join().matchAll(/"data":"([^"]+)"/g)].map(([, data]) => Buffer.from(data!, 'base64'));
    expect(images.map((bytes) => bytes.toString('latin1', 1, 4))).toEqual(['PNG', 'PNG']);
  });

  test('every row has its canned answer under the key that its request gives it', () => {
    expect(lines.map(keyOf)).toEqual(Object.keys(cannedRows));
    expect(Object.values(cannedRows).map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
  });
});

test('the example labels every row, with a queue that the function takes', () => {
  const labels = read('labels.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(labels.map(({ key }) => key)).toEqual(lines.map(keyOf));
  const { parameters } = JSON.parse(lines[0]!).request.tools[0].functionDeclarations[0];
  const queues: string[] = parameters.properties.queue.enum;
  expect(labels.filter(({ expected }) => !queues.includes(expected.queue))).toEqual([]);
  expect(labels.filter(({ mustPass }) => mustPass === true)).toHaveLength(2);
  const pictures = lines.map((line) => line.includes('"inlineData"'));
  expect(labels.map(({ tags }) => tags.includes('kind:image'))).toEqual(pictures);
});

describe('canned answers to the example', () => {
  test.each([
    ['gemini-3.5-flash-lite', 'the logged prompt', undefined, 8],
    ['gemini-3.8-flash', 'the logged prompt', undefined, 14],
    ['gemini-3.5-flash-lite', 'the better prompt', 'system-instruction.txt', 8],
    ['gemini-3.8-flash', 'the better prompt', 'system-instruction.txt', 14],
    ['gemini-3.5-flash-lite', 'the worse prompt', 'system-instruction-worse.txt', 6],
    ['gemini-3.8-flash', 'the worse prompt', 'system-instruction-worse.txt', 9],
  ])('%s under %s', (model, _, file, expected) => {
    const prompt = file === undefined ? undefined : read(file).replace(/\n$/, '');
    const answers = lines.map((line) => partsOf(cannedAnswer(askExample(line, model, prompt))));
    expect(answers.filter((parts) => parts.some((part) => part.functionCall))).toHaveLength(expected);
  });

  test('a call has the arguments of the table, also when the row is repeated', () => {
    const row = askExample(lines[1]!, 'gemini-3.8-flash');
    const [part] = partsOf(cannedAnswer({ ...row, key: `${row.key}#2` }));
    expect(part?.functionCall).toEqual({ name: 'route_ticket', args: cannedRows[row.key!]!.args });
  });
});

describe('canned answers to any other dataset', () => {
  const declaration = {
    name: 'f',
    parameters: { type: 'OBJECT', properties: { a: { type: 'INTEGER' } }, required: ['a'] },
  };
  const keys = Array.from({ length: 500 }, (_, index) => `k${index}`);

  test.each([
    [
      'a function',
      { tools: [{ googleSearch: {} }, { functionDeclarations: [declaration] }] },
      { functionCall: { name: 'f', args: { a: 0 } } },
    ],
    [
      'a function in the other spelling',
      { tools: [{ function_declarations: [declaration] }] },
      { functionCall: { name: 'f', args: { a: 0 } } },
    ],
    [
      'JSON',
      { generationConfig: { responseMimeType: 'application/json', responseSchema: declaration.parameters } },
      { text: '{"a":0}' },
    ],
    ['text', { contents: [] }, { text: 'canned answer' }],
  ])('are what is asked for, %s, in about four of five rows, and always the same', (_, request, good) => {
    const answers = keys.map((key) => partsOf(cannedAnswer(ask({ key, request }))));
    const isGood = (parts: unknown) => JSON.stringify(parts) === JSON.stringify([good]);
    expect(answers.filter(isGood).length / keys.length).toBeCloseTo(0.8, 1);
    expect(answers.every((parts) => isGood(parts) || parts[0]?.text === 'another canned answer')).toBe(true);
    expect(keys.map((key) => partsOf(cannedAnswer(ask({ key, request }))))).toEqual(answers);
  });
});

test('canned verdicts are content in about four of five cases, as pass and as score', () => {
  const displayName = 'gemini-batch-eval/n/m/judge/1/a/b';
  const keys = Array.from({ length: 500 }, (_, index) => `m/k${index}/1`);
  const verdicts = keys.map((key) => JSON.parse(partsOf(cannedAnswer(ask({ key, displayName })))[0]!.text!));
  expect(verdicts.filter(({ pass, score }) => score === (pass ? 1 : 0))).toHaveLength(500);
  expect(verdicts.filter(({ pass }) => pass).length / keys.length).toBeCloseTo(0.8, 1);
});

describe('a value that fits a schema', () => {
  const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' } }, required: ['next'] };
  test.each<[string, unknown, unknown]>([
    [
      'required members only',
      { type: 'OBJECT', properties: { a: { type: 'STRING' }, b: {} }, required: ['a'] },
      { a: 'canned' },
    ],
    ['the first of an enum', { type: 'STRING', enum: ['x', 'y'] }, 'x'],
    ['a list no longer than it must be', { type: 'array', items: { type: 'boolean' }, minItems: 2 }, [true, true]],
    ['a number within its bounds', { type: 'integer', minimum: 2.5 }, 3],
    ['a negative number', { type: 'number', maximum: -4 }, -4],
    ['text of the length asked for', { type: 'string', minLength: 8, maxLength: 9 }, 'canned..'],
    ['the first alternative', { anyOf: [{ type: 'null' }, { type: 'string' }] }, null],
    ['a type beside null', { type: ['null', 'string'] }, 'canned'],
    ['a reference', { $ref: '#/$defs/a', $defs: { a: { const: 7 } } }, 7],
    ['anything', {}, {}],
  ])('%s', (_, schema, expected) => {
    expect(fittingValue(schema)).toEqual(expected);
  });

  test('of a schema that never ends is cut off', () => {
    expect(JSON.stringify(fittingValue({ $ref: '#/$defs/node', $defs: { node } }))).toMatch(/^(\{"next":)+null\}+$/);
  });
});
