import { describe, expect, test } from '@jest/globals';
import { costOfRound, estimateRun, type JudgeVolume, modelsWithoutPrice } from '../../src/cost/estimate.ts';
import type { Volume } from '../../src/cost/volume.ts';

const pricing = { date: '2026-11-22', overrides: new Map() };

/** A hundred requests of 4,000 bytes, 1,000 prompt tokens each, that allow 1,000 output tokens each. */
function volumeOf(over: Partial<Volume> = {}): Volume {
  const usual = { requests: 100, bytes: 400_000, images: 0, imageBytes: 0, limitTokens: 100_000, openAnswers: 0 };
  return { ...usual, ...over };
}

const none = volumeOf({ requests: 0, bytes: 0, limitTokens: 0 });

function modelOf(model: string, volume: Partial<Volume> = {}, longVolume: Volume = none) {
  return { model, volume: volumeOf(volume), longVolume };
}

describe('a model is estimated', () => {
  test.each<[string, string, Partial<Volume>, string, number]>([
    // 0.1 × 0.375 + 0.1 × 1.875
    ['by bytes and the answers’ limits', 'gemini-3.8-flash', {}, '2026-11-22', 0.225],
    ['at the price of the day', 'gemini-3.8-flash', {}, '2027-01-01', 0.45],
    ['at 2,048 tokens an answer without a limit', 'gemini-3.8-flash', { limitTokens: 0, openAnswers: 100 }, '', 0.4215],
    // 50,000 + 50 × 2,048 tokens
    ['with some limits', 'gemini-3.8-flash', { limitTokens: 50_000, openAnswers: 50 }, '', 0.32325],
    // 10,000 tokens of text and 2 × 2,240
    ['with images at what they cost at most', 'gemini-3.8-flash', { images: 2, imageBytes: 360_000 }, '', 0.19293],
    ['as the model that answers for it', 'gemini-2.5-pro', {}, '2026-12-01', 0.225],
    ['for nothing when nothing is sent', 'gemini-3.8-flash', none, '', 0],
  ])('%s', (_what, model, volume, date, dollars) => {
    const { models, total } = estimateRun([modelOf(model, volume)], [], { ...pricing, date: date || pricing.date });
    expect(models[0]?.dollars).toBeCloseTo(dollars, 12);
    expect(total).toBeCloseTo(dollars, 12);
  });

  test('at the rates for long prompts only for requests that are long, on models that have them', () => {
    const volume = { requests: 10, bytes: 8_000_000, limitTokens: 10_000 };
    const long = volumeOf({ requests: 2, bytes: 6_000_000, limitTokens: 2_000 });
    const { models } = estimateRun(
      [modelOf('gemini-3.1-pro-preview', volume, long), modelOf('gemini-3.8-flash', volume, long)],
      [],
      pricing,
    );
    // 0.5 × 1 + 0.008 × 6 + 1.5 × 2 + 0.002 × 9, and 2 × 0.375 + 0.01 × 1.875
    expect(models[0]?.dollars).toBeCloseTo(3.566, 12);
    expect(models[1]?.dollars).toBeCloseTo(0.76875, 12);
  });

  test('at the user’s price whatever the table says', () => {
    const overrides = new Map([['gemini-3.8-flash', { input: 10, output: 100 }]]);
    expect(estimateRun([modelOf('gemini-3.8-flash')], [], { ...pricing, overrides }).total).toBeCloseTo(11, 12);
  });

  test('in tokens too, which need no price', () => {
    const { models } = estimateRun([modelOf('gemini-9', { images: 1, imageBytes: 200_000 })], [], pricing);
    expect(models[0]).toEqual({
      model: 'gemini-9',
      requests: 100,
      promptBytes: 400_000,
      promptTokens: 52_240,
      answerTokens: 100_000,
      dollars: null,
      promptDollars: null,
    });
  });
});

describe('a judge is estimated', () => {
  const plain = { frameBytes: 1_200, maxOutputTokens: undefined };
  const short = { frameBytes: 800, maxOutputTokens: 100 };
  const models = [modelOf('gemini-3.8-flash'), modelOf('gemini-3.1-flash-lite')];

  test.each<[string, JudgeVolume['rubrics'], number, number, number]>([
    // For each of two models 100,000 tokens asked, 100,000 answered, 100 × 300 of the frame; 512 a verdict.
    ['once for each answer of each model', [plain], 200, 460_000, 102_400],
    ['with each of its rubrics', [plain, short], 400, 900_000, 122_400],
  ])('%s', (_what, rubrics, requests, promptTokens, answerTokens) => {
    const { judges, total } = estimateRun(models, [{ model: 'gemini-3.5-flash-lite', rubrics }], pricing);
    expect(judges).toHaveLength(1);
    expect(judges[0]).toMatchObject({ requests, promptTokens, answerTokens });
    const dollars = (promptTokens * 0.15 + answerTokens * 1.25) / 1e6;
    expect(judges[0]?.dollars).toBeCloseTo(dollars, 12);
    expect(total).toBeCloseTo(0.225 + (0.1 * 0.125 + 0.1 * 0.75) + dollars, 12);
  });

  test('without the images, which it is not sent', () => {
    const volume = { images: 3, imageBytes: 300_000 };
    const { judges } = estimateRun(
      [modelOf('gemini-3.8-flash', volume)],
      [{ model: 'gemini-3.8-flash', rubrics: [plain] }],
      pricing,
    );
    expect(judges[0]?.promptTokens).toBe(25_000 + 100_000 + 30_000);
  });

  test('at the rates for long prompts where it reads long conversations', () => {
    const volume = { requests: 10, bytes: 8_000_000, limitTokens: 10_000 };
    const long = volumeOf({ requests: 2, bytes: 6_000_000, limitTokens: 2_000 });
    const { judges } = estimateRun(
      [modelOf('gemini-3.8-flash', volume, long)],
      [{ model: 'gemini-3.1-pro-preview', rubrics: [{ frameBytes: 4_000, maxOutputTokens: 1_000 }] }],
      pricing,
    );
    // Short: 500,000 + 8,000 + 8,000 in, 8,000 out; long: 1,500,000 + 2,000 + 2,000 in, 2,000 out.
    expect(judges[0]?.dollars).toBeCloseTo(0.516 + 0.048 + 3.008 + 0.018, 12);
  });
});

test('one model or judge without a price leaves the whole without a sum, and is named once', () => {
  const judges = [{ model: 'gemini-9', rubrics: [{ frameBytes: 0, maxOutputTokens: undefined }] }];
  const estimate = estimateRun([modelOf('gemini-9'), modelOf('gemini-3.8-flash')], judges, pricing);
  expect(estimate.total).toBeNull();
  expect(modelsWithoutPrice(estimate)).toEqual(['gemini-9']);
});

describe('a further round costs its share', () => {
  const [part] = estimateRun([modelOf('gemini-3.8-flash')], [], pricing).models;

  test.each([
    ['a tenth', { requestBytes: 40_000, requests: 10 }, 0.0225],
    ['long rows pay for their bytes', { requestBytes: 200_000, requests: 10 }, 0.0375],
    [
      'answers by their own limits, when these are known',
      { requestBytes: 40_000, requests: 10, outputTokens: 5_000 },
      0.013125,
    ],
    ['all of it again', { requestBytes: 400_000, requests: 100 }, 0.225],
  ])('%s', (_what, round, dollars) => {
    expect(costOfRound(part!, round)).toBeCloseTo(dollars, 12);
  });

  test('which is unknown without a price', () => {
    const [unknown] = estimateRun([modelOf('gemini-9')], [], pricing).models;
    expect(costOfRound(unknown!, { requestBytes: 1, requests: 1 })).toBeNull();
  });
});
