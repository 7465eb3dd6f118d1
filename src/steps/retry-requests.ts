import { createHash } from 'node:crypto';
import { RequestWriter } from '../dataset/request-writer.ts';
import { RowScanner } from '../dataset/scan.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { keyOfSlot } from '../scoring/join.ts';
import { fileOfModel, type Prepared } from './prepare.ts';
import { retryPaths } from './retry-paths.ts';
import type { StageFile } from './submit.ts';

/** What one model is asked again in one round. */
export interface RetryFile extends StageFile {
  readonly model: string;
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
  const digest = createHash('sha256');
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
      for (const piece of pieces) digest.update(piece);
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
  const requestsDigest = digest.digest('hex');
  return { path, requestBytes: writer.bytesWritten, requestsDigest, model, requests: slots.length };
}
