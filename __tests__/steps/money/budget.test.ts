import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../src/errors.ts';
import { type Budget, openBudget } from '../../../src/steps/money/budget.ts';
import { read } from '../../inputs-reader.ts';
import { clockAt, prepareHundred } from '../prepared.ts';

async function open(over: Readonly<Record<string, string>>, day = '2026-11-22'): Promise<Budget> {
  const inputs = await read({ models: 'gemini-3.8-flash', ...over });
  return openBudget(inputs, { clock: clockAt(day) }, await prepareHundred(inputs.models));
}

async function refusalOf(over: Readonly<Record<string, string>>): Promise<string> {
  return open(over).then(
    ({ total }) => `accepted at ${total}`,
    (error: Error) => (error instanceof InputError ? error.message : `no InputError: ${error.message}`),
  );
}

describe('the estimate of a run', () => {
  test.each<[string, Record<string, string>, string, number]>([
    // 0.01 × 0.375 + 0.1 × 1.875
    ['one model', {}, '2026-11-22', 0.19125],
    ['another day', {}, '2027-01-01', 0.3825],
    // and 0.01 × 0.125 + 0.1 × 0.75
    ['two models', { models: 'gemini-3.8-flash, gemini-3.1-flash-lite' }, '2026-11-22', 0.2675],
    ['a price of the user', { prices: '{ gemini-3.8-flash: { input: 1, output: 2 } }' }, '2026-11-22', 0.21],
  ])('%s', async (_what, over, day, dollars) => {
    expect((await open(over, day)).total).toBeCloseTo(dollars, 12);
  });

  test('is unknown with a model that has no price, which is no error without max-cost', async () => {
    const budget = await open({ models: 'gemini-3.8-flash, gemini-9' });
    expect(budget.estimate.models.map(({ dollars }) => dollars === null)).toEqual([false, true]);
    expect(budget.total).toBeNull();
    expect(budget.admits({ model: 'gemini-9', requestBytes: 4_000_000, requests: 10_000 })).toBe(true);
    expect(budget.total).toBeNull();
  });

  test('has the judge in it, its rubric and what it is told', async () => {
    const scorers = (rubric: string) => `- llm-rubric: { value: '${rubric}', model: gemini-3.5-flash-lite }`;
    const [judge] = (await open({ scorers: scorers('Kind.') })).estimate.judges;
    const [longer] = (await open({ scorers: scorers(`Kind.${'!'.repeat(400)}`) })).estimate.judges;
    // 100 tokens asked and 1,000 answered for each of 100 rows, and the frame: some hundreds of bytes.
    const frameTokens = (judge?.promptTokens ?? 0) / 100 - 1_100;
    expect(frameTokens).toBeGreaterThan(100);
    expect(frameTokens).toBeLessThan(400);
    expect((longer?.promptTokens ?? 0) - (judge?.promptTokens ?? 0)).toBeCloseTo(100 * 100, 6);
    expect(judge?.answerTokens).toBe(51_200);
  });

  test('takes a judge’s limit from its rubric, and the first model as the judge when none is named', async () => {
    const { estimate } = await open({ scorers: '- llm-rubric: { value: Kind., config: { max_output_tokens: 50 } }' });
    expect(estimate.judges).toMatchObject([{ model: 'gemini-3.8-flash', requests: 100, answerTokens: 5_000 }]);
  });
});

describe('max-cost stops a run before anything is sent', () => {
  test('when the estimate is above it, with what it is made up of and what to do', async () => {
    expect(await refusalOf({ models: 'gemini-3.8-flash, gemini-3.1-flash-lite', 'max-cost': '0.25' })).toBe(
      'max-cost is "0.25": the run is estimated at about $0.27, above $0.25: ' +
        'gemini-3.8-flash: about $0.19 (10,000 prompt tokens and 100,000 of answers); ' +
        'gemini-3.1-flash-lite: about $0.08 (10,000 prompt tokens and 100,000 of answers). ' +
        'Use sample, fewer models, or a lower maxOutputTokens (request-patch), or raise max-cost',
    );
  });

  test('with the judge among the parts', async () => {
    const scorers = '- llm-rubric: { value: Kind., model: gemini-3.5-flash-lite }';
    expect(await refusalOf({ scorers, 'max-cost': '0.2' })).toContain(
      '; the judge gemini-3.5-flash-lite: about $0.08 (',
    );
  });

  test('by so little that cents would not show it', async () => {
    expect(await refusalOf({ 'max-cost': '0.191' })).toContain('at about $0.1913, above $0.1910: ');
  });

  test('when nothing may be spent', async () => {
    expect(await refusalOf({ 'max-cost': '0' })).toContain('at about $0.19, above $0: ');
  });

  test('when prices are missing, all named at once', async () => {
    const scorers = '- llm-rubric: { value: Kind., model: judge-1 }';
    const models = 'gemini-9, gemini-3.8-flash, gemini-8';
    expect(await refusalOf({ models, scorers, 'max-cost': '1000' })).toBe(
      'max-cost: needs a price for gemini-9, gemini-8, judge-1; add it to prices, in US dollars per million tokens at batch price: ' +
        '{ gemini-9: { input: …, output: … }, gemini-8: { input: …, output: … }, judge-1: { input: …, output: … } }',
    );
  });

  test.each([
    ['not when the estimate is just that', { 'max-cost': '0.19125' }],
    ['not with a free model', { 'max-cost': '0', prices: '{ gemini-3.8-flash: { input: 0, output: 0 } }' }],
  ])('%s', async (_what, over) => {
    expect(await refusalOf(over)).toMatch(/^accepted/);
  });
});

describe('a further round', () => {
  const tenth = { model: 'gemini-3.8-flash', requestBytes: 4_000, requests: 10 };

  test('is bought as long as the sum stays within max-cost', async () => {
    const budget = await open({ 'max-cost': '0.23' });
    // 0.19125 and a tenth of it twice.
    expect(budget.admits(tenth)).toBe(true);
    expect(budget.admits(tenth)).toBe(true);
    expect(budget.total).toBeCloseTo(0.2295, 12);
    expect(budget.admits(tenth)).toBe(false);
    expect(budget.total).toBeCloseTo(0.2295, 12);
    expect(budget.admits({ ...tenth, outputTokens: 10 })).toBe(true);
    expect(budget.estimate.total).toBeCloseTo(0.19125, 12);
  });

  test('is always bought without max-cost, and counted', async () => {
    const budget = await open({});
    expect(budget.admits({ ...tenth, requests: 1000, requestBytes: 400_000 })).toBe(true);
    expect(budget.total).toBeCloseTo(11 * 0.19125, 12);
  });

  test('of a judge that is one of the models too costs what the dearer of the two does', async () => {
    const scorers = '- llm-rubric: { value: Kind., config: { maxOutputTokens: 50 } }';
    const budget = await open({ scorers });
    const before = budget.total ?? 0;
    budget.admits({ ...tenth, requestBytes: 0 });
    expect((budget.total ?? 0) - before).toBeCloseTo(0.1 * 0.1875, 12);
  });
});
