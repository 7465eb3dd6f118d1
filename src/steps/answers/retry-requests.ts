import { bytesPerToken } from '../../cost/volume.ts';
import { RequestWriter } from '../../dataset/request-writer.ts';
import { RowScanner } from '../../dataset/scan.ts';
import { limitsOf } from '../../dataset/shard-limits.ts';
import { ShardCutter } from '../../dataset/shards.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { keyOfSlot } from '../../scoring/join.ts';
import { fileOfModel, type Prepared } from '../prepare/prepare.ts';
import { retryPaths } from './retry-paths.ts';
import type { StageFile } from './submit.ts';

/** What one model is asked again in one round. */
export interface RetryFile extends StageFile {
  readonly model: string;
  readonly requestBytes: number;
  readonly requests: number;
}

/** Writes the requests of these slots once more: each request byte for byte as it was sent, under its slot's own key. */
export async function writeRetryFile(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  { model, round, slots }: { model: string; round: number; slots: readonly number[] },
): Promise<RetryFile> {
  const sent = fileOfModel(dataset, model);
  const path = retryPaths(world, model, round).requests;
  const sink = await world.files.createSink(path);
  const reader = world.files.openReader(sent.path);
  const writer = new RequestWriter(sink);
  // Models that failed on the same rows share the file.
  const cutter = new ShardCutter(limitsOf(inputs.models, world.limits));
  const scanner = new RowScanner();
  try {
    for (const slot of slots) {
      const { offset, length } = sent.lines.get(Math.floor(slot / inputs.repeat));
      const line = reader.read(offset, length);
      scanner.scan(line, 0, line.length);
      const key = JSON.stringify(keyOfSlot({ rows: dataset.rows, repeat: inputs.repeat }, slot));
      const pieces = [
        Buffer.from(`{"key":${key},"request":`),
        scanner.row.value(scanner.row.find('request')),
        Buffer.from('}\n'),
      ];
      const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
      cutter.add({ bytes, tokens: bytes / bytesPerToken }, ...pieces);
      await writer.write(pieces);
    }
    await writer.flush();
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  } finally {
    reader.close();
  }
  return { path, ...cutter.finish(), model, requestBytes: writer.bytesWritten, requests: slots.length };
}
