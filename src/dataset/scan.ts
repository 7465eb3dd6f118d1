import { isUtf8 } from 'node:buffer';
import type { ScanFault } from './json-faults.ts';
import { isName, MemberTable } from './json-members.ts';
import { closeObject, comma, openObject, skipSpace } from './json-tokens.ts';
import { ValueWalker } from './json-values.ts';

/**
 * Scans the bytes of one row after the other: checks that each is exactly one JSON text and notes where its members stand.
 * Accepts what JSON.parse accepts, and nothing else. What it notes is valid until the next scan.
 */
export class RowScanner {
  /** Whether the row's value is an object. */
  isObject = false;
  /** Whether the row's last member named "request" is an object. */
  requestIsObject = false;
  /** The members of the row, when it is an object. */
  readonly row = new MemberTable();
  /** The members of the row's last member named "request", when that is an object. */
  readonly request = new MemberTable();
  readonly #walker = new ValueWalker();

  /** Scans bytes[start, end) as one row and returns what is wrong with it, if anything. */
  scan(bytes: Uint8Array, start: number, end: number): ScanFault | undefined {
    this.#forget(bytes, start);
    const at = skipSpace(bytes, start, end);
    const isObject = at < end && bytes[at] === openObject;
    const valueEnd = isObject
      ? this.#endOfObject(bytes, at, end, this.row, true)
      : this.#walker.endOfValue(bytes, at, end);
    const fault = this.#faultBehind(bytes, start, valueEnd, end);
    if (fault) this.#forget(bytes, start);
    else this.isObject = isObject;
    return fault;
  }

  /** Scans bytes[start, end) as one object, of which it notes the members in `table`, or returns what is wrong with it. */
  scanObject(bytes: Uint8Array, start: number, end: number, table: MemberTable): ScanFault | undefined {
    const at = skipSpace(bytes, start, end);
    table.reset(bytes, at);
    if (at >= end || bytes[at] !== openObject) return { offset: at, message: 'an object is expected' };
    const fault = this.#faultBehind(bytes, start, this.#endOfObject(bytes, at, end, table, false), end);
    if (fault) table.reset(bytes, at);
    return fault;
  }

  #forget(bytes: Uint8Array, start: number): void {
    this.isObject = false;
    this.requestIsObject = false;
    this.row.reset(bytes, start);
    this.request.reset(bytes, start);
  }

  #faultBehind(bytes: Uint8Array, start: number, valueEnd: number, end: number): ScanFault | undefined {
    if (!isUtf8(bytes.subarray(start, end))) return { offset: firstNotUtf8(bytes, start, end), message: 'not UTF-8' };
    if (valueEnd < 0) return this.#walker.fault;
    const rest = skipSpace(bytes, valueEnd, end);
    return rest < end ? { offset: rest, message: "text after the end of the row's value" } : undefined;
  }

  #endOfObject(bytes: Uint8Array, at: number, end: number, table: MemberTable, isRow: boolean): number {
    const walker = this.#walker;
    table.reset(bytes, at);
    let p = skipSpace(bytes, at + 1, end);
    if (p < end && bytes[p] === closeObject) {
      table.objectEnd = p + 1;
      return p + 1;
    }
    for (;;) {
      const nameStart = p + 1;
      p = walker.endOfName(bytes, p, end);
      if (p < 0) return p;
      const nameEnd = p - 1;
      const valueStart = walker.valueAfterName(bytes, p, end);
      if (valueStart < 0) return valueStart;
      const isRequest = isRow && isName(bytes, nameStart, nameEnd, 'request');
      const valueEnd = isRequest
        ? this.#endOfRequest(bytes, valueStart, end)
        : walker.endOfValue(bytes, valueStart, end);
      if (valueEnd < 0) return valueEnd;
      table.add(nameStart, nameEnd, valueStart, valueEnd);
      p = skipSpace(bytes, valueEnd, end);
      if (p < end && bytes[p] === comma) p = skipSpace(bytes, p + 1, end);
      else if (p < end && bytes[p] === closeObject) break;
      else return walker.failAfterValue(p, end, closeObject);
    }
    table.objectEnd = p + 1;
    return p + 1;
  }

  #endOfRequest(bytes: Uint8Array, at: number, end: number): number {
    this.requestIsObject = at < end && bytes[at] === openObject;
    if (this.requestIsObject) return this.#endOfObject(bytes, at, end, this.request, false);
    this.request.reset(bytes, at);
    return this.#walker.endOfValue(bytes, at, end);
  }
}

function firstNotUtf8(bytes: Uint8Array, start: number, end: number): number {
  let p = start;
  while (p < end) {
    const byte = bytes[p] as number;
    const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (byte >= 0x80 && !isUtf8(bytes.subarray(p, Math.min(p + length, end)))) return p;
    p += length;
  }
  return p;
}
