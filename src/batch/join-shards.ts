import type { Files } from '../ports.ts';
import { describeFailure } from './describe-failure.ts';
import type { JobResult, ShardResult } from './download.ts';

type Disk = Pick<Files, 'readChunks' | 'createSink'>;

/** Puts together what each model's shards came to, in their order. What a shard lacks, the model's result file lacks. */
export function joinShards(files: Disk, results: readonly ShardResult[]): Promise<JobResult[]> {
  const models = Map.groupBy(results, ({ plan }) => plan.resultPath);
  return Promise.all(
    [...models].map(async ([resultPath, shards]): Promise<JobResult> => {
      const paths = shards.flatMap(({ path }) => path ?? []);
      const isWhole = paths.length === 0 || paths.includes(resultPath);
      if (!isWhole) await joinFiles(files, paths, resultPath);
      return {
        model: shards[0]?.plan.model ?? '',
        jobs: shards.flatMap(({ held }) => (held ? [{ job: held.job, isTakenOver: held.isTakenOver }] : [])),
        path: paths.length === 0 ? undefined : resultPath,
        failure: describeFailure(shards),
      };
    }),
  );
}

const newline = 0x0a;

/** Byte for byte: a line end is put between two files only where the first lacks one. */
async function joinFiles(files: Disk, paths: readonly string[], target: string): Promise<void> {
  const sink = await files.createSink(target);
  let last = newline;
  try {
    for (const path of paths) {
      let isStart = true;
      for await (const chunk of files.readChunks(path)) {
        if (isStart && last !== newline) await sink.write(Buffer.of(newline));
        isStart = false;
        await sink.write(chunk);
        last = chunk.at(-1) ?? last;
      }
    }
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
