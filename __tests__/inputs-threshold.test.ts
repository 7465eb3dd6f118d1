import { describe, expect, test } from '@jest/globals';
import { messageOf, read } from './inputs-reader.ts';

const models = 'flash, pro, lite';

describe('a threshold of', () => {
  test.each([
    ['', {}],
    ['0.9', { flash: 0.9, pro: 0.9, lite: 0.9 }],
    ['90%', { flash: 0.9, pro: 0.9, lite: 0.9 }],
    ['0', { flash: 0, pro: 0, lite: 0 }],
    ['0%', { flash: 0, pro: 0, lite: 0 }],
    ['1', { flash: 1, pro: 1, lite: 1 }],
    ['.5', { flash: 0.5, pro: 0.5, lite: 0.5 }],
    ['99.5 %', { flash: 0.995, pro: 0.995, lite: 0.995 }],
    ['pro: 95%', { pro: 0.95 }],
    ['0.8\nmodels/pro : 0.95\r\n', { flash: 0.8, pro: 0.95, lite: 0.8 }],
    ['flash: 0\n\npro: 100%', { flash: 0, pro: 1 }],
  ])('%j gives %j', async (threshold, expected) => {
    const inputs = await read({ models, threshold });
    expect(Object.fromEntries(inputs.threshold)).toEqual(expected);
  });
});

describe('a wrong threshold is told as', () => {
  const share = 'must be a share such as 0.9 or 90%';
  test.each([
    ['90', '90', `${share}; for 90 percent write 90%`],
    ['1.5', '1.5', `${share}; for 1.5 percent write 1.5%`],
    ['900', '900', `${share}, at most 1 or 100%`],
    ['120%', '120%', `${share}, at most 100%`],
    ['-0.5', '-0.5', share],
    ['0,9', '0,9', share],
    ['NaN', 'NaN', share],
    ['flash:', 'flash:', share],
    ['flash: high', 'flash: high', share],
    ['other: 0.9', 'other: 0.9', 'names a model that is not in models (flash, pro, lite)'],
    [': 0.9', ': 0.9', 'names a model that is not in models (flash, pro, lite)'],
    ['0.9\n0.8', '0.8', 'a second line without a model; one stands for all the rest'],
    ['flash: 0.9\nmodels/flash: 0.8', 'models/flash: 0.8', 'is the second floor of this model'],
  ])('%j', async (threshold, shown, message) => {
    expect(await messageOf({ models, threshold })).toBe(`threshold is ${JSON.stringify(shown)}: ${message}`);
  });
});
