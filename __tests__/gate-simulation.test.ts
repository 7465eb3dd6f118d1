import { expect, test } from '@jest/globals';
import { computePassFail, setting, simulatePassFail } from '../bench/gate-simulation.ts';

test.each([0, 0.05, 0.1])('a true drop of %f: the simulation agrees with the sum over all outcomes', (drop) => {
  const simulated = simulatePassFail(drop);
  const exact = computePassFail(drop);
  for (const gate of ['bare', 'guarded'] as const) {
    const standardError = Math.sqrt((exact[gate] * (1 - exact[gate])) / setting.runs);
    expect(Math.abs(simulated[gate] - exact[gate])).toBeLessThan(4 * standardError);
  }
});

test('the guards keep unchanged pull requests green', () => {
  expect(computePassFail(0).bare).toBeGreaterThan(0.3);
  expect(computePassFail(0).guarded).toBeLessThan(0.025);
});
