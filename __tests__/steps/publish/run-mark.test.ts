import { describe, expect, test } from '@jest/globals';
import {
  isLater,
  isOfLaterRun,
  isOfThisRun,
  markOfRun,
  saysPending,
  speakerOf,
} from '../../../src/steps/publish/run-mark.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString();
const run = (id: number, attempt = 1, minutes = id) => ({ runId: String(id), attempt, startedAt: at(minutes) });

describe('of two runs, later is', () => {
  test.each([
    ['the one of the greater id', run(2), run(1), true],
    ['not the one of the smaller id, whenever there was a runner for it', run(1, 1, 9), run(2), false],
    ['one that was started again after the other', run(1, 2, 9), run(2), true],
    ['not one that was started again before the other', run(1, 2, 3), run(4), false],
    ['of one run the later attempt', run(1, 3), run(1, 2), true],
    ['not the same attempt', run(1, 2), run(1, 2), false],
    ['none outside of workflows', run(5), { ...run(1), runId: '' }, false],
  ])('%s', (_what, one, other, expected) => {
    expect(isLater(speakerOf(one), speakerOf(other))).toBe(expected);
    expect(isOfLaterRun(`Text\n${markOfRun(one)}\n`, other)).toBe(expected);
  });
});

describe('a mark', () => {
  test('is that of its run, and says whether it is at work', () => {
    const body = `Text\n${markOfRun(run(7), true)}`;
    expect([isOfThisRun(body, run(7)), saysPending(body, run(7))]).toEqual([true, true]);
    expect(saysPending(`Text\n${markOfRun(run(7))}`, run(7))).toBe(false);
    expect([isOfThisRun(body, run(8)), saysPending(body, run(8))]).toEqual([false, false]);
  });

  test.each(['', 'Text', '<!-- run x 1 2026 -->', `${markOfRun(run(7))} and more`])('is not in %j', (body) => {
    expect([isOfThisRun(body, run(7)), isOfLaterRun(body, run(1))]).toEqual([false, false]);
  });
});
