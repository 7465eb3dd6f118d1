import { describe, expect, test } from '@jest/globals';
import type { JobResult } from '../../src/batch/download.ts';
import type { Inputs } from '../../src/inputs.ts';
import type { RemoteJob } from '../../src/ports/gemini.ts';
import type { World } from '../../src/ports.ts';
import { goesOn, hasTime, jobLifeMs, type Patience } from '../../src/steps/patience.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const world = { clock: { now: () => now } } as unknown as Pick<World, 'clock'>;
const hours = (count: number) => new Date(now - count * 3600_000).toISOString();

function resultOf(state: string, isTakenOver: boolean, createTime = hours(1)): JobResult {
  const job: RemoteJob = { name: 'batches/1', displayName: '', model: 'flash', state, createTime };
  return { model: 'flash', jobs: [{ job, isTakenOver }], path: undefined, failure: undefined };
}

const visit = (createdHoursAgo: number): Patience => ({
  kind: 'visit',
  giveUpAt: now - createdHoursAgo * 3600_000 + jobLifeMs,
});

describe('a run goes on later', () => {
  test.each<[string, Patience, 'keep' | 'cancel', JobResult, boolean, boolean]>([
    ['when it waited in vain and keeps its jobs', { kind: 'wait' }, 'keep', resultOf('RUNNING', false), true, true],
    ['but not when it cancels them', { kind: 'wait' }, 'cancel', resultOf('RUNNING', false), true, false],
    ['but not when all have ended', { kind: 'wait' }, 'keep', resultOf('SUCCEEDED', false), false, false],
    [
      'when it left them just now, whatever they look like',
      { kind: 'leave' },
      'keep',
      resultOf('SUCCEEDED', false),
      false,
      true,
    ],
    ['when a re-run finds them at work', { kind: 'leave' }, 'cancel', resultOf('RUNNING', true), true, true],
    ['but not when a re-run finds them ended', { kind: 'leave' }, 'keep', resultOf('SUCCEEDED', true), false, false],
    ['when a visit finds them at work', visit(20), 'cancel', resultOf('RUNNING', true), true, true],
    ['but not after 48 hours', visit(49), 'keep', resultOf('RUNNING', true, hours(49)), true, false],
    ['after 48 hours, for a job of a later stage', visit(49), 'keep', resultOf('RUNNING', true, hours(3)), true, true],
    ['but not when a visit finds them ended', visit(20), 'keep', resultOf('EXPIRED', true), false, false],
  ])('%s', (_, patience, onTimeout, result, isTimedOut, expected) => {
    const inputs = { onTimeout } as Inputs;
    expect(goesOn(patience, inputs, world, { results: [result], isTimedOut })).toBe(expected);
  });
});

test('rows are asked again while there is time: up to the deadline, or until jobs are given up', () => {
  expect(hasTime({ kind: 'wait' }, world, now + 1)).toBe(true);
  expect(hasTime({ kind: 'wait' }, world, now)).toBe(false);
  expect(hasTime({ kind: 'leave' }, world, now)).toBe(true);
  expect(hasTime(visit(47), world, now)).toBe(true);
  expect(hasTime(visit(48), world, now)).toBe(false);
});
