import { createRandom } from '../src/statistics/random.ts';

const runs = 10_000;
const seed = 20_261_127;
const minutesPerDay = 24 * 60;
/** `timeout-minutes` of the action, below the six hours of a hosted job. */
const waitLimitMinutes = 330;

/** What one way of waiting costs on average. */
export interface RunnerMinutes {
  /** Billed: hosted runners round every job up to a minute. */
  readonly billed: number;
  /** From the end of the batch job to the comment. */
  readonly delay: number;
  /** Share of runs that end before their batch job does. */
  readonly unfinished: number;
}

type Draw = (random: () => number) => number;

/** Minutes that a batch job takes. Which of them is yours only your own jobs can tell. */
export const durations: Readonly<Record<string, Draw>> = {
  'typical: median 20 minutes': (random) => 20 * Math.exp(normal(random)),
  'anything from 2 minutes to a day': (random) => 2 + random() * (minutesPerDay - 2),
};

/** Waiting in the job: the runner is paid for as long as the batch job takes. */
export function simulateWaiting(draw: Draw): RunnerMinutes {
  return average(
    (duration) => ({
      billed: Math.ceil(Math.min(duration, waitLimitMinutes)),
      delay: 0,
      unfinished: duration > waitLimitMinutes ? 1 : 0,
    }),
    draw,
  );
}

/** One minute to submit, and one for each visit of a collector that comes every so many minutes, until the job has ended. */
export function simulateCollecting(draw: Draw, everyMinutes: number): RunnerMinutes {
  return average((duration, random) => {
    const first = random() * everyMinutes;
    const visits = 1 + Math.max(0, Math.ceil((duration - first) / everyMinutes));
    return { billed: 1 + visits, delay: first + (visits - 1) * everyMinutes - duration, unfinished: 0 };
  }, draw);
}

function average(cost: (duration: number, random: () => number) => RunnerMinutes, draw: Draw): RunnerMinutes {
  const next = createRandom(seed);
  const random = () => (next() + 0.5) / 2 ** 32;
  const sum = { billed: 0, delay: 0, unfinished: 0 };
  for (let run = 0; run < runs; run++) {
    const one = cost(draw(random), random);
    for (const figure of ['billed', 'delay', 'unfinished'] as const) sum[figure] += one[figure] / runs;
  }
  return sum;
}

/** G. E. P. Box and M. E. Muller, 1958. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** Prints what waiting and collecting cost. The same every time. Usage: node bench/simulate-minutes.ts */
export function printRunnerMinutes(): void {
  console.log(
    `${'batch jobs'.padEnd(34)}${'way'.padEnd(24)}${'billed'.padStart(10)}${'delay'.padStart(10)}${'unfinished'.padStart(12)}`,
  );
  for (const [name, draw] of Object.entries(durations)) {
    const ways = [
      ['waiting in the job', simulateWaiting(draw)],
      ['collect every 15 min', simulateCollecting(draw, 15)],
      ['collect every 30 min', simulateCollecting(draw, 30)],
      ['collect every hour', simulateCollecting(draw, 60)],
    ] as const;
    for (const [way, { billed, delay, unfinished }] of ways) {
      const figures = [`${billed.toFixed(0)} min`, `${delay.toFixed(0)} min`].map((text) => text.padStart(10)).join('');
      console.log(`${name.padEnd(34)}${way.padEnd(24)}${figures}${`${(100 * unfinished).toFixed(0)}%`.padStart(12)}`);
    }
  }
}

if (import.meta.main) printRunnerMinutes();
