import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type GeminiEmulator, startGeminiEmulator } from '../local/gemini/server.ts';
import type { RunFigures, ShardRun } from './shard-run.ts';

/** Models whose quota holds the whole dataset in one shard, to compare with. */
export const shardModels = ['gemini-3.5-flash-lite', 'gemini-3.1-flash-lite'] as const;

export interface ShardSetting {
  readonly shards: number;
  readonly rowsPerShard: number;
  readonly rowBytes: number;
  readonly concurrentJobs: number;
}

/** What came of it. */
export interface ShardFigures {
  readonly jobs: number;
  /** Creates that were refused for want of quota. */
  readonly refused: number;
  readonly mostLive: number;
  /** Whether each model's shards were submitted one after the other, and joined so. */
  readonly isInOrder: boolean;
  /** Whether report.json and run.json have each job, in order, and the latter its end. */
  readonly isAccounted: boolean;
  readonly merged: number;
  readonly missing: number;
  readonly duplicates: number;
  readonly unknown: number;
  readonly failures: readonly string[];
  readonly waitedMinutes: number;
}

/** Rows of the same length, so that they make as many shards as wanted. */
export async function writeShardRows(path: string, { shards, rowsPerShard, rowBytes }: ShardSetting): Promise<void> {
  const file = createWriteStream(path);
  for (let row = 0; row < shards * rowsPerShard; row++) {
    if (!file.write(lineOf(row, rowBytes))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

const keyDigits = 8;

function lineOf(row: number, bytes: number): string {
  const key = `row-${String(row).padStart(keyDigits, '0')}`;
  const line = (text: string) => `${JSON.stringify({ key, request: { contents: [{ parts: [{ text }] }] } })}\n`;
  return line('x'.repeat(Math.max(0, bytes - line('').length)));
}

/** Has a dataset in shards answered by the emulator, and looks at what it saw and at what the run says of itself. */
export async function simulateShards(
  setting: ShardSetting,
  folder: string,
  run: (run: ShardRun) => Promise<RunFigures>,
): Promise<ShardFigures> {
  const emulator = await startGeminiEmulator({ limits: { maxConcurrentJobs: setting.concurrentJobs } });
  let mostLive = 0;
  emulator.configure({
    afterEffect: (operation) => {
      if (operation !== 'batches.create') return;
      const live = [...emulator.jobs.values()].filter(({ isFinished }) => !isFinished).length;
      mostLive = Math.max(mostLive, live);
    },
  });
  try {
    const dataset = join(folder, 'shards.jsonl');
    await writeShardRows(dataset, setting);
    const shardBytes = setting.rowsPerShard * setting.rowBytes;
    const figures = await run({
      url: emulator.url,
      dataset,
      folder: join(folder, 'run'),
      models: shardModels,
      shardBytes,
    });
    const paths = shardModels.map((model) => join(folder, 'run', 'results', `${model}.jsonl`));
    const joined = await Promise.all(paths.map((path) => isJoinedInOrder(path, setting.rowsPerShard)));
    return {
      ...countJobs(emulator),
      mostLive,
      isInOrder: shardModels.every((model) => isSubmittedInOrder(emulator, model)) && joined.every((one) => one),
      isAccounted: isAccounted(emulator, figures),
      merged: sum(figures, 'answered'),
      missing: sum(figures, 'missing'),
      duplicates: sum(figures, 'duplicates'),
      unknown: sum(figures, 'unknown'),
      failures: figures.failures,
      waitedMinutes: figures.waitedMinutes,
    };
  } finally {
    await emulator.close();
  }
}

function countJobs({ jobs, count }: GeminiEmulator): Pick<ShardFigures, 'jobs' | 'refused'> {
  return { jobs: jobs.size, refused: count('batches.create') - jobs.size };
}

function sum({ models }: RunFigures, figure: 'answered' | 'missing' | 'duplicates' | 'unknown'): number {
  return models.reduce((total, model) => total + model[figure], 0);
}

const shardOf = (displayName: string) => Number(displayName.split('/')[4]);

function isSubmittedInOrder(emulator: GeminiEmulator, model: string): boolean {
  const own = [...emulator.jobs.values()].filter((job) => job.model === model);
  return own.every(({ displayName }, index) => shardOf(displayName) === index + 1);
}

/** Within a shard the service shuffles. */
async function isJoinedInOrder(path: string, rowsPerShard: number): Promise<boolean> {
  let last = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const shard = Math.floor(Number(/"row-(\d+)"/.exec(line)?.[1]) / rowsPerShard);
    if (!(shard >= last)) return false;
    last = shard;
  }
  return true;
}

function isAccounted({ jobs }: GeminiEmulator, { models, ledger }: RunFigures): boolean {
  const namesOf = (model: string) => [...jobs.values()].filter((job) => job.model === model).map(({ name }) => name);
  const expected = shardModels.map(namesOf);
  return (
    models.every(({ jobs: own }, index) => own.join() === expected[index]?.join()) &&
    ledger.jobs.join() === expected.flat().join() &&
    ledger.succeeded === jobs.size
  );
}
