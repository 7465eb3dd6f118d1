import { doubled } from './json-members.ts';

/** The longest row that is read, in bytes. */
const maxRowBytes = 256 * 1024 * 1024;

const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf] as const;
const initialRows = 256;
const initialPartBytes = 64 * 1024;
const keptPartBytes = 1024 * 1024;
const noBytes = Buffer.alloc(0);

/** Rows that stand in one buffer: row i, i < count, is bytes[starts[i], ends[i]). */
export interface LineBatch {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The row's line in the file, from 1, blank lines counted. */
  readonly lineNumbers: Int32Array;
  /** Where in the file bytes[0] stands. */
  readonly fileOffset: number;
}

/** Thrown for a row that is longer than rows may be. */
export class RowTooLongError extends Error {
  override readonly name = 'RowTooLongError';
  readonly lineNumber: number;

  constructor(lineNumber: number, limitBytes: number) {
    super(`line ${lineNumber} is longer than ${limitBytes} bytes`);
    this.lineNumber = lineNumber;
  }
}

/**
 * Splits a file that arrives in chunks into its non-blank lines. Only \n ends a line; the \r before it, a byte order mark
 * at the start of the file and lines of nothing but spaces, tabs and \r are left out. A row within one chunk is not copied.
 * Batches, and the chunk they point into, must stay untouched until the next call and are void from then on.
 */
export class LineSplitter {
  readonly #limitBytes: number;
  readonly #joined = new Rows();
  readonly #direct = new Rows();
  /** The start of a row whose end has not arrived, in #part[0, #partLength). */
  #part = noBytes;
  #spare = noBytes;
  #partLength = 0;
  #partOffset = 0;
  #fileOffset = 0;
  #lineNumber = 1;

  constructor(limitBytes: number = maxRowBytes) {
    this.#limitBytes = limitBytes;
  }

  /** The rows that this chunk completes, in order, in up to two batches. Throws RowTooLongError. */
  push(chunk: Uint8Array): readonly LineBatch[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const batches: LineBatch[] = [];
    let start = 0;
    if (this.#partLength > 0) {
      const end = bytes.indexOf(newline);
      start = end < 0 ? bytes.length : end + 1;
      this.#append(bytes, 0, end < 0 ? start : end);
      if (end >= 0) this.#takePart(batches);
    }
    this.#direct.begin(bytes, this.#fileOffset);
    for (let end = bytes.indexOf(newline, start); end >= 0; end = bytes.indexOf(newline, start)) {
      this.#takeLine(this.#direct, start, end);
      start = end + 1;
    }
    if (this.#direct.count > 0) batches.push(this.#direct);
    if (start < bytes.length) {
      if (this.#partLength === 0) this.#partOffset = this.#fileOffset + start;
      this.#append(bytes, start, bytes.length);
    }
    this.#fileOffset += bytes.length;
    return batches;
  }

  /** The last row, when no \n ends it. */
  finish(): readonly LineBatch[] {
    const batches: LineBatch[] = [];
    if (this.#partLength > 0) this.#takePart(batches);
    return batches;
  }

  #takePart(batches: LineBatch[]): void {
    this.#joined.begin(this.#part, this.#partOffset);
    this.#takeLine(this.#joined, 0, this.#partLength);
    if (this.#joined.count > 0) batches.push(this.#joined);
    this.#partLength = 0;
    // The batch points into the old buffer until the next call; the spare one is no longer pointed into.
    const used = this.#part;
    this.#part = this.#spare;
    this.#spare = used.length <= keptPartBytes ? used : noBytes;
  }

  #takeLine(rows: Rows, lineStart: number, lineEnd: number): void {
    const lineNumber = this.#lineNumber++;
    const { bytes } = rows;
    let start = lineStart;
    const isFirst = rows.fileOffset + start === 0;
    if (isFirst && byteOrderMark.every((byte, index) => index < lineEnd && bytes[index] === byte)) start = 3;
    const end = lineEnd > start && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
    if (isBlank(bytes, start, end)) return;
    if (end - start > this.#limitBytes) throw new RowTooLongError(lineNumber, this.#limitBytes);
    rows.add(start, end, lineNumber);
  }

  #append(bytes: Uint8Array, start: number, end: number): void {
    const length = this.#partLength + end - start;
    if (length > this.#limitBytes + byteOrderMark.length + 1)
      throw new RowTooLongError(this.#lineNumber, this.#limitBytes);
    if (length > this.#part.length) {
      const longer = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#part.length, initialPartBytes));
      longer.set(this.#part.subarray(0, this.#partLength));
      this.#part = longer;
    }
    this.#part.set(bytes.subarray(start, end), this.#partLength);
    this.#partLength = length;
  }
}

class Rows {
  bytes: Uint8Array = new Uint8Array(0);
  fileOffset = 0;
  count = 0;
  starts = new Int32Array(initialRows);
  ends = new Int32Array(initialRows);
  lineNumbers = new Int32Array(initialRows);

  begin(bytes: Uint8Array, fileOffset: number): void {
    this.bytes = bytes;
    this.fileOffset = fileOffset;
    this.count = 0;
  }

  add(start: number, end: number, lineNumber: number): void {
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
      this.lineNumbers = doubled(this.lineNumbers);
    }
    const index = this.count++;
    this.starts[index] = start;
    this.ends[index] = end;
    this.lineNumbers[index] = lineNumber;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p++) {
    const byte = bytes[p];
    if (byte !== 0x20 && byte !== 0x09 && byte !== carriageReturn) return false;
  }
  return true;
}
