import { describe, expect, test } from '@jest/globals';
import { costOfAnswer, type Price, sumCosts } from '../../src/cost/price.ts';
import { parsePrices } from '../../src/cost/price-overrides.ts';
import { priceOf } from '../../src/cost/price-table.ts';

const tokens = (prompt: number, cached = 0, candidates = 0, thoughts = 0) => ({
  prompt,
  cached,
  candidates,
  thoughts,
  total: prompt + candidates + thoughts,
});

describe('the price of a model', () => {
  test.each([
    ['gemini-3.8-flash', '2026-12-31', 0.375, 1.875],
    ['gemini-3.8-flash', '2027-01-01', 0.75, 3.75],
    ['models/gemini-3.6-flash', '2026-12-31T23:59:59.999Z', 0.375, 1.875],
    ['gemini-3.6-flash', '2027-01-01T00:00:00.000Z', 0.75, 3.75],
    ['gemini-3.7-flash', '2026-11-22', 0.375, 1.875],
    ['gemini-3.7-flash', '2027-06-01', 0.75, 3.75],
    ['gemini-3.5-flash', '2026-10-07', 0.75, 4.5],
    ['gemini-3.5-flash-lite', '2026-11-22', 0.15, 1.25],
    ['gemini-3.1-pro-preview', '2026-11-22', 1, 6],
    ['gemini-3.1-flash-lite', '2026-11-22', 0.125, 0.75],
    ['gemini-2.5-pro', '2026-11-30', 0.625, 5],
    ['gemini-2.5-pro', '2026-12-01', 0.375, 1.875],
    ['gemini-2.5-pro', '2027-01-01', 0.75, 3.75],
    ['gemini-2.5-flash', '2026-12-01', 0.15, 1.25],
    ['gemini-2.5-flash-lite', '2027-06-01', 0.05, 0.2],
  ])('%s on %s: %f and %f', (model, date, input, output) => {
    expect(priceOf(model, date)).toMatchObject({ input, output });
  });

  test.each(['gemini-4-flash', 'gemini-3.8-flash-001', 'gemini-3.8-fla', 'tunedModels/mine', 'constructor', ''])(
    '%j has none',
    (model) => {
      expect(priceOf(model, '2026-11-22')).toBeNull();
    },
  );

  test('is unknown when another model answers and nobody says at what price', () => {
    expect(priceOf('gemini-3.5-flash', '2026-10-08')).toBeNull();
  });

  test('is what the user says, on any day', () => {
    const overrides = new Map([['gemini-3.8-flash', { input: 1, output: 2 }]]);
    expect(priceOf('gemini-3.8-flash', '2030-01-01', overrides)).toEqual({ input: 1, output: 2 });
    expect(priceOf('models/gemini-3.8-flash', '2026-01-01', overrides)).toEqual({ input: 1, output: 2 });
    expect(priceOf('gemini-2.5-pro', '2026-12-01', overrides)).toEqual({ input: 1, output: 2 });
  });

  test('a date that is none is refused', () => {
    expect(() => priceOf('gemini-3.8-flash', '22.11.2026')).toThrow(RangeError);
  });
});

describe('the cost of an answer', () => {
  const flash = priceOf('gemini-3.8-flash', '2026-11-22')!;
  const pro = priceOf('gemini-3.1-pro-preview', '2026-11-22')!;

  test.each<[string, ReturnType<typeof tokens>, Price, number]>([
    ['a million in', tokens(1_000_000), flash, 0.375],
    ['a million out', tokens(0, 0, 400_000, 600_000), flash, 1.875],
    ['cached tokens are part of the prompt, at the higher known rate', tokens(1_000_000, 400_000), flash, 0.255],
    ['without a known rate cached tokens cost what others do', tokens(100_000, 40_000), pro, 0.1],
    ['more cached than sent counts as all cached', tokens(1_000_000, 2_000_000), flash, 0.075],
    ['200,000 is not yet a long prompt', tokens(200_000, 0, 1_000), pro, 0.206],
    ['a longer one costs more as a whole', tokens(200_001, 0, 1_000), pro, 0.409002],
    ['nothing', tokens(0), pro, 0],
  ])('%s', (_, used, price, dollars) => {
    expect(costOfAnswer(used, price)).toBeCloseTo(dollars, 12);
  });

  test('a sum with an unknown part is unknown', () => {
    expect(sumCosts([0.5, null, 1])).toBeNull();
    expect(sumCosts([0.5, 1])).toBe(1.5);
    expect(sumCosts([])).toBe(0);
  });
});

describe('prices of the user', () => {
  test('map models to input and output', () => {
    expect(parsePrices({ 'gemini-4-flash': { input: 0.2, output: 1 }, 'models/x': { input: 0, output: 0 } })).toEqual({
      prices: new Map([
        ['gemini-4-flash', { input: 0.2, output: 1 }],
        ['x', { input: 0, output: 0 }],
      ]),
    });
  });

  const shape = 'must be { input, output }, US dollars per million tokens at batch price';
  test.each<[unknown, string[]]>([
    ['cheap', ['must map model ids to { input, output }']],
    [null, ['must map model ids to { input, output }']],
    [[], ['must map model ids to { input, output }']],
    [{ m: 1 }, [`"m" ${shape}`]],
    [{ m: { input: 1 } }, [`"m" has no output; it ${shape}`]],
    [{ m: { input: 1, output: 2, cache: 1 } }, [`"m" has the unknown field "cache"; it ${shape}`]],
    [{ m: { input: '1', output: 2 } }, ['"m" has "1" as input, which must be a number from 0 to 10000']],
    [{ m: { input: 1, output: -2 } }, ['"m" has "-2" as output, which must be a number from 0 to 10000']],
    [{ m: { input: Number.NaN, output: 1 } }, ['"m" has "NaN" as input, which must be a number from 0 to 10000']],
    [
      { m: { input: 1, output: 1 }, 'models/m': { input: 2, output: 2 } },
      ['"models/m" is the second price of this model'],
    ],
    [{ a: null, b: { output: 1 } }, [`"a" ${shape}`, `"b" has no input; it ${shape}`]],
  ])('%j is refused', (value, problems) => {
    expect(parsePrices(value)).toEqual({ problems });
  });
});
