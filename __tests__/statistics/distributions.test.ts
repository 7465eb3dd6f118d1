import { describe, expect, test } from '@jest/globals';
import { binomialChance, chanceOfAtLeast } from '../../src/statistics/binomial.ts';
import { normalPoint, normalTail } from '../../src/statistics/normal.ts';
import { createRandom } from '../../src/statistics/random.ts';

describe('normal', () => {
  // scipy.stats.norm.sf
  test.each([
    [-2, 0.9772498680518208],
    [0, 0.5],
    [1, 0.15865525393145707],
    [1.96, 0.024997895148220435],
    [3, 0.0013498980316300933],
    [6, 9.865876450376946e-10],
    [10, 7.61985302416047e-24],
  ])('above %f lies %f', (z, tail) => {
    expect(Math.abs(normalTail(z) / tail - 1)).toBeLessThan(1e-11);
  });

  test.each([
    [0.025, 1.959963984540054],
    [0.2, 0.8416212335729143],
    [0.975, -1.959963984540054],
  ])('%f lies above %f', (chance, z) => {
    expect(normalPoint(chance)).toBeCloseTo(z, 12);
  });

  test.each([0, 1, Number.NaN])('there is no point for %f', (chance) => {
    expect(() => normalPoint(chance)).toThrow(RangeError);
  });
});

describe('binomial', () => {
  // Exact fractions.
  test.each([
    [0, 4, 0.5, 1 / 16],
    [2, 4, 0.5, 6 / 16],
    [3, 10, 0.2, (120 * 4 ** 7) / 5 ** 10],
    [17, 17, 0.25, 0.25 ** 17],
    [5, 4, 0.5, 0],
    [0, 3, 0, 1],
    [3, 3, 1, 1],
  ])('exactly %i of %i at %f: %f', (hits, trials, chance, expected) => {
    expect(binomialChance(hits, trials, chance)).toBeCloseTo(expected, 14);
  });

  test.each([1, 15, 16, 17, 40, 1000])(
    'the chances of all counts of %i make 1, and each tail is their sum',
    (trials) => {
      let sum = 0;
      for (let hits = trials; hits >= 0; hits--) {
        sum += binomialChance(hits, trials, 0.3);
        expect(chanceOfAtLeast(hits, trials, 0.3)).toBeCloseTo(sum, 12);
      }
      expect(sum).toBeCloseTo(1, 12);
    },
  );
});

describe('random', () => {
  test('the sequence is the seed’s', () => {
    const [first, again, other] = [createRandom(1), createRandom(1), createRandom(2)];
    const take = (random: () => number) => Array.from({ length: 5 }, random);
    const numbers = take(first);
    expect(take(again)).toEqual(numbers);
    expect(take(other)).not.toEqual(numbers);
  });

  test('the sequence is xoshiro128**’s, written a second time in Python', () => {
    const expected = [2442144158, 3238099751, 3819917871, 2104621829, 2021136066];
    expect(Array.from({ length: 5 }, createRandom(1))).toEqual(expected);
  });

  test('all 32 bits are even coins', () => {
    const random = createRandom(0);
    const ones = new Array<number>(32).fill(0);
    for (let draw = 0; draw < 20_000; draw++) {
      const number = random();
      for (let bit = 0; bit < 32; bit++) ones[bit]! += (number >>> bit) & 1;
    }
    for (const count of ones) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(5_000));
  });
});
