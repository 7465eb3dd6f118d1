import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTask } from './measure.ts';
import type { RunFigures } from './shard-run.ts';
import { type ShardSetting, shardModels, simulateShards } from './shard-simulation.ts';

const setting: ShardSetting = { shards: 100, rowsPerShard: 180, rowBytes: 2_000, concurrentJobs: 10 };
const memoryBar = 1.2;

/** One run in a process of its own, so that its memory is its own. */
async function simulate(shape: ShardSetting) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-shards-'));
  let peakMb = 0;
  try {
    const figures = await simulateShards(shape, folder, async ({ url, dataset, folder: out, models, shardBytes }) => {
      const sample = await runTask('shards', [url, dataset, out, models.join(), String(shardBytes)]);
      peakMb = sample.peakMb;
      return JSON.parse(sample.out.split('\n')[0] ?? '') as RunFigures;
    });
    return { ...figures, peakMb };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a dataset of a hundred shards on the emulator, for two models under a limit of concurrent jobs, and the same data in one
 * shard: prints what came of it, and the ratio of their peak memory. Usage: node bench/simulate-shards.ts
 */
export async function printShardSimulation(): Promise<void> {
  const { shards, rowsPerShard, rowBytes, concurrentJobs } = setting;
  const rows = shards * rowsPerShard;
  const many = await simulate(setting);
  const one = await simulate({ ...setting, shards: 1, rowsPerShard: rows });
  const ratio = many.peakMb / one.peakMb;
  const megabytes = Math.round((rows * rowBytes) / 1_000_000);
  console.log(
    [
      `${shards} shards of ${rowsPerShard} rows (${megabytes} MB), ${shardModels.length} models, at most ${concurrentJobs} jobs at a time:`,
      `  ${many.jobs} jobs created, ${many.refused} creates refused, ${many.mostLive} jobs live at once at most, ${many.waitedMinutes.toFixed(0)} minutes of (simulated) waiting`,
      `  submitted and joined in order: ${many.isInOrder}; every job in report.json and run.json: ${many.isAccounted}`,
      `  ${many.merged} rows merged of ${rows * shardModels.length}, ${many.missing} missing, ${many.duplicates} duplicates, ${many.unknown} unknown`,
      `  peak memory against one shard: ${ratio.toFixed(2)} (bar ${memoryBar})${ratio > memoryBar ? '  OVER' : ''}`,
      ...many.failures.map((failure) => `  FAILED: ${failure}`),
    ].join('\n'),
  );
}

if (import.meta.main) {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  await printShardSimulation();
}
