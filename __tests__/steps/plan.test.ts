import { describe, expect, test } from '@jest/globals';
import type { Log } from '../../src/ports.ts';
import { openBudget } from '../../src/steps/money/budget.ts';
import { showPlan } from '../../src/steps/plan.ts';
import { read } from '../inputs-reader.ts';
import { clockAt, prepareHundred } from './prepared.ts';

async function planOf(over: Readonly<Record<string, string>>): Promise<{ text: string; printed: string[] }> {
  const inputs = await read({ models: 'gemini-3.8-flash', ...over });
  const dataset = await prepareHundred(inputs.models);
  const printed: string[] = [];
  const ignore = () => undefined;
  const log: Log = {
    info: (line) => void printed.push(line),
    notice: ignore,
    warning: ignore,
    error: ignore,
    debug: ignore,
    group: (_title, body) => body(),
  };
  const budget = openBudget(inputs, { clock: clockAt('2026-11-22') }, dataset);
  return { text: showPlan(inputs, { log }, dataset, budget), printed };
}

async function estimateOf(over: Readonly<Record<string, string>>): Promise<string[]> {
  return (await planOf(over)).text.split('\n').filter((line) => line.startsWith('Estimate'));
}

describe('the plan of a dry run', () => {
  test('is printed as it is returned', async () => {
    const { text, printed } = await planOf({});
    expect(printed.join('\n')).toBe(text);
    expect(text).toContain(
      'Upload for gemini-3.8-flash: 40,000 bytes, about 10,000 prompt tokens for each model (out/requests.jsonl)',
    );
  });

  test('tells what each model would cost, and all together', async () => {
    expect(await estimateOf({ models: 'gemini-3.8-flash, gemini-3.1-flash-lite' })).toEqual([
      'Estimate for gemini-3.8-flash: about $0.19 (10,000 prompt tokens and 100,000 of answers)',
      'Estimate for gemini-3.1-flash-lite: about $0.08 (10,000 prompt tokens and 100,000 of answers)',
      'Estimate: about $0.27 at batch price (prices of 2026-10-07), answers at maxOutputTokens or 2,048 tokens',
    ]);
  });

  test('tells what the judge would cost', async () => {
    const lines = await estimateOf({ scorers: '- llm-rubric: { value: Kind., model: gemini-3.5-flash-lite }' });
    expect(lines[1]).toMatch(
      /^Estimate for the judge gemini-3\.5-flash-lite: about \$0\.08 \(1\d\d,\d{3} prompt tokens and 51,200 of answers\)$/,
    );
    expect(lines[2]).toBe(
      'Estimate: about $0.27 at batch price (prices of 2026-10-07), answers at maxOutputTokens or 2,048 tokens, verdicts at theirs or 512',
    );
  });

  test('guesses no price: where one is unknown it gives tokens', async () => {
    expect(await estimateOf({ models: 'gemini-3.8-flash, gemini-9' })).toEqual([
      'Estimate for gemini-3.8-flash: about $0.19 (10,000 prompt tokens and 100,000 of answers)',
      'Estimate for gemini-9: 10,000 prompt tokens and 100,000 of answers',
      'Estimate: no total, since no price is known for gemini-9 (the input prices can give one); answers at maxOutputTokens or 2,048 tokens',
    ]);
  });

  test.each([
    ['{ gemini-3.8-flash: { input: 1, output: 2 } }', 'the input prices, else prices of 2026-10-07'],
    [
      '{ gemini-3.8-flash: { input: 1, output: 2 }, gemini-3.1-flash-lite: { input: 1, output: 2 } }',
      'the input prices',
    ],
    ['{ gemini-9: { input: 1, output: 2 } }', 'prices of 2026-10-07'],
  ])('says where prices are from: %s', async (prices, source) => {
    const lines = await estimateOf({ models: 'gemini-3.8-flash, gemini-3.1-flash-lite', prices });
    expect(lines.at(-1)).toContain(` at batch price (${source}), `);
  });
});
