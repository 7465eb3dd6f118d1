import { describe, expect, test } from '@jest/globals';
import { configFields } from '../../../src/dataset/row-fields.ts';
import { parseScorers } from '../../../src/scoring/config.ts';
import { subjectOf } from '../subject.ts';
import { buildOne, problemOf } from './checks.ts';

const files = { 'evals/rubric.txt': 'It is kind.\n', Kind: 'from a file', 'empty.md': ' \n' };

test.each([
  ['evals/rubric.txt', 'It is kind.'],
  ['file://evals/rubric.txt', 'It is kind.'],
  ['Kind', 'from a file'],
  ['It is kind.', 'It is kind.'],
  ['Either/or.', 'Either/or.'],
  ['It names the file\nREADME.md', 'It names the file\nREADME.md'],
  [`${'long '.repeat(60)}text`, `${'long '.repeat(60)}text`],
])('the rubric %j is %j', async (value, text) => {
  expect((await buildOne({ 'llm-rubric': value }, files)).rubric?.text).toBe(text);
});

describe('a rubric is refused that', () => {
  const asText = 'if this is the rubric itself, end it with a full stop';
  test.each([
    ['evals/rubrc.txt', `there is no file evals/rubrc.txt; ${asText}`],
    ['rubric.MD', `there is no file rubric.MD; ${asText}`],
    ['./rubric', `there is no file ./rubric; ${asText}`],
    ['file://gone', `there is no file gone; ${asText}`],
    ['evals/', `there is no file evals/; ${asText}`],
    ['empty.md', 'the rubric is empty'],
  ])('is %j', async (value, problem) => {
    expect(await problemOf({ 'llm-rubric': value }, files)).toBe(`llm-rubric: ${problem}`);
  });

  test('is a directory', async () => {
    const readText = async () => {
      throw new Error('is a directory');
    };
    const parsed = await parseScorers({ 'llm-rubric': 'evals' }, { readText, openModule: async () => undefined });
    expect(parsed).toEqual({ problems: ['entry 1: llm-rubric: evals: is a directory'] });
  });
});

describe('config', () => {
  test('takes members of GenerationConfig in either spelling', async () => {
    const config = { temperature: 0, max_output_tokens: 100, thinkingConfig: { thinking_level: 'low' } };
    const { rubric } = await buildOne({ 'llm-rubric': { value: 'Kind.', config } });
    expect(rubric?.config).toEqual({ temperature: 0, maxOutputTokens: 100, thinkingConfig: { thinking_level: 'low' } });
  });

  test.each<[unknown, string]>([
    [{ temprature: 0 }, `config has temprature; members are ${configFields.join(', ')}`],
    [{ temperature: 0, tools: [], x_y: 1 }, `config has tools, x_y; members are ${configFields.join(', ')}`],
    [{ topP: 1, top_p: 1 }, 'config has both topP and top_p'],
    ['low', 'config must be an object with members of GenerationConfig'],
  ])('%j is refused before anything is paid for', async (config, problem) => {
    expect(await problemOf({ 'llm-rubric': { value: 'Kind.', config } })).toBe(`llm-rubric: ${problem}`);
  });
});

test('an answer that no judge could be shown says so', async () => {
  const args = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
  const scorer = await buildOne({ 'llm-rubric': 'Kind.' });
  expect(await scorer.evaluate(subjectOf({ calls: [{ name: 'f', args }] }))).toEqual({
    score: null,
    reason: "the answer's calls are nested too deeply to be shown to a judge",
  });
});
