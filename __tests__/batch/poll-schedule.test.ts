import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pauseMs } from '../../src/batch/poll-schedule.ts';
import { awaitJobs } from '../../src/batch/wait.ts';
import type { GeminiService, RemoteJob } from '../../src/ports/gemini.ts';
import { FakeClock, hold, keepLines } from './open-batch.ts';

const minuteMs = 60_000;
const loopPauseMs = 30_000;
const runs = 100;

test('a pause is at most the longest, at least half of it less the jitter, and grows with the time waited', () => {
  const waited = fc.integer({ min: 0, max: 48 * 60 * minuteMs });
  const random = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(waited, waited, fc.integer({ min: 1, max: minuteMs }), random, (one, other, longest, jitter) => {
      const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
      const pause = pauseMs(shorter, longest, jitter);
      expect(pause).toBeLessThanOrEqual(longest);
      expect(pause).toBeGreaterThanOrEqual(longest * 0.45 - 1e-9);
      expect(pauseMs(longer, longest, jitter)).toBeGreaterThanOrEqual(pause);
    }),
  );
});

/** Numbers from 0 to 1, the same every time. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const durations: Readonly<Record<string, (random: () => number) => number>> = {
  'log-normal, median 20 minutes': (random) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(24 * 60, Math.max(5, 20 * Math.exp(normal))) * minuteMs;
  },
  'uniform from 5 to 60 minutes': (random) => (5 + 55 * random()) * minuteMs,
  'uniform from 5 minutes to 24 hours': (random) => (5 + (24 * 60 - 5) * random()) * minuteMs,
};

interface Watched {
  /** From the end of the last job to the end of the waiting. */
  readonly lateMs: number;
  readonly calls: number;
}

/** The way to compare with: asks for each pending job in turn, and sleeps 30 s after each. */
function watchInTurn(ends: readonly number[]): Watched {
  let now = 0;
  let calls = 0;
  for (let pending = [...ends]; pending.length > 0; ) {
    const open: number[] = [];
    for (const end of pending) {
      calls += 1;
      if (now < end) open.push(end);
      now += loopPauseMs;
    }
    pending = open;
  }
  return { lateMs: now - Math.max(...ends), calls };
}

/** Our way, with a service that knows when each job ends. */
async function watchTogether(ends: readonly number[], random: () => number): Promise<Watched> {
  const clock = new FakeClock();
  clock.random = random;
  const start = clock.now();
  let calls = 0;
  const show = (index: number, end: number): RemoteJob => {
    const isOver = clock.now() - start >= end;
    const state = isOver ? 'SUCCEEDED' : 'RUNNING';
    const job = { name: `batches/${index}`, displayName: '', model: 'm', state };
    return isOver ? { ...job, resultFile: 'files/r' } : job;
  };
  const listJobs = async () => {
    calls += 1;
    return { jobs: ends.map((end, index) => show(index, end)) };
  };
  const tools = {
    gemini: { listJobs } as unknown as GeminiService,
    clock,
    log: keepLines().log,
    signal: new AbortController().signal,
    longestPauseMs: minuteMs,
    deadline: Number.MAX_SAFE_INTEGER / 2,
  };
  tools.deadline = start + 48 * 60 * minuteMs;
  await awaitJobs(
    tools,
    ends.map((end, index) => hold(show(index, end))),
    () => undefined,
  );
  return { lateMs: clock.now() - start - Math.max(...ends), calls };
}

async function compare(models: number, duration: (random: () => number) => number) {
  const random = seededRandom(models);
  const sum = { ours: { lateMs: 0, calls: 0 }, inTurn: { lateMs: 0, calls: 0 } };
  for (let run = 0; run < runs; run += 1) {
    const ends = Array.from({ length: models }, () => duration(random));
    const ours = await watchTogether(ends, random);
    const inTurn = watchInTurn(ends);
    sum.ours = { lateMs: sum.ours.lateMs + ours.lateMs, calls: sum.ours.calls + ours.calls };
    sum.inTurn = { lateMs: sum.inTurn.lateMs + inTurn.lateMs, calls: sum.inTurn.calls + inTurn.calls };
  }
  return { late: sum.ours.lateMs / sum.inTurn.lateMs, calls: sum.ours.calls / sum.inTurn.calls };
}

describe.each(Object.entries(durations))('jobs of %s', (_name, duration) => {
  test.each([1, 2, 5])(
    'of %i models are seen to end sooner, with fewer calls, than when asked in turn',
    async (models) => {
      const { late, calls } = await compare(models, duration);
      expect(late).toBeLessThanOrEqual(0.75);
      expect(calls).toBeLessThanOrEqual(1);
    },
  );
});
