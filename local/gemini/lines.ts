import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 2 ** 20;
const newline = 0x0a;

/** A line of a file, without its end, and where its bytes lie. */
export interface Line {
  readonly number: number;
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Every line of a file, split at LF bytes only; what follows a last LF counts only when it is not empty. */
export function* readLines(path: string): Generator<Line> {
  const file = openSync(path, 'r');
  try {
    let number = 0;
    let offset = 0;
    let parts: Buffer[] = [];
    for (let chunk = readChunk(file); chunk.length > 0; chunk = readChunk(file)) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        const bytes = Buffer.concat([...parts, chunk.subarray(start, end)]);
        parts = [];
        number += 1;
        yield { number, offset, bytes };
        offset += bytes.length + 1;
        start = end + 1;
      }
      if (start < chunk.length) parts.push(chunk.subarray(start));
    }
    if (parts.length > 0) yield { number: number + 1, offset, bytes: Buffer.concat(parts) };
  } finally {
    closeSync(file);
  }
}

function readChunk(file: number): Buffer {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  return chunk.subarray(0, readSync(file, chunk, 0, chunkBytes, null));
}
