import { spawn } from 'node:child_process';

/** What the system says of one finished process. */
export interface Sample {
  readonly seconds: number;
  readonly peakMb: number;
  /** What it printed. */
  readonly out: string;
}

/** Runs a task as a process of its own and reads its time and peak memory from its last line. */
export function runTask(task: string, args: readonly string[]): Promise<Sample> {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', `bench/tasks/${task}.ts`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code !== 0) reject(new Error(`${task} ended with ${code}`));
      else resolve({ seconds, peakMb: Number(/peak (\d+)/.exec(out)?.[1] ?? 0) / 1024, out });
    });
  });
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Runs two tasks in turn and gives the ratio of each pair: machines drift, pairs drift together. */
export async function compare(
  ours: readonly [string, ...string[]],
  peer: readonly [string, ...string[]],
  pairs: number,
) {
  const samples: { ours: Sample; peer: Sample }[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const sample = { ours: await runTask(ours[0], ours.slice(1)), peer: await runTask(peer[0], peer.slice(1)) };
    // The first pair warms the file cache.
    if (pair > 0) samples.push(sample);
  }
  return {
    time: median(samples.map((sample) => sample.ours.seconds / sample.peer.seconds)),
    memory: median(samples.map((sample) => sample.ours.peakMb / sample.peer.peakMb)),
    peakMb: median(samples.map((sample) => sample.ours.peakMb)),
  };
}
