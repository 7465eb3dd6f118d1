import { faultAt, numberFault, type ScanFault, stringFault, valueFault } from './json-faults.ts';
import {
  closeArray,
  closeObject,
  colon,
  comma,
  endOfLiteral,
  endOfNumber,
  endOfString,
  openArray,
  openObject,
  quote,
  skipSpace,
  startsNumber,
} from './json-tokens.ts';

const broken = -1;
const initialDepth = 256;

/**
 * Walks over JSON values in bytes and validates them, nested to any depth, without looking at or past `end`.
 * Every method returns the offset it arrived at, or -1 with the reason in `fault`.
 */
export class ValueWalker {
  fault: ScanFault | undefined = undefined;
  #closers = new Uint8Array(initialDepth);

  /** The offset behind the value that begins at `at`. */
  endOfValue(bytes: Uint8Array, at: number, end: number): number {
    let depth = 0;
    let p = at;
    for (;;) {
      const byte = p < end ? (bytes[p] as number) : broken;
      if (byte === openObject || byte === openArray) {
        const closer = byte + 2;
        p = skipSpace(bytes, p + 1, end);
        if (p < end && bytes[p] === closer) p++;
        else {
          if (depth === this.#closers.length) this.#deepen();
          this.#closers[depth++] = closer;
          if (closer === closeObject) p = this.valueOfMember(bytes, p, end);
          if (p < 0) return broken;
          continue;
        }
      } else {
        p = this.#endOfScalar(bytes, p, end, byte);
        if (p < 0) return broken;
      }
      while (depth > 0) {
        p = skipSpace(bytes, p, end);
        const closer = this.#closers[depth - 1] as number;
        if (p < end && bytes[p] === comma) {
          p = skipSpace(bytes, p + 1, end);
          if (closer === closeObject) p = this.valueOfMember(bytes, p, end);
          if (p < 0) return broken;
          break;
        }
        if (p >= end || bytes[p] !== closer) return this.failAfterValue(p, end, closer);
        p++;
        depth--;
      }
      if (depth === 0) return p;
    }
  }

  /** The offset behind the closing quote of the member name that should begin at `at`. */
  endOfName(bytes: Uint8Array, at: number, end: number): number {
    if (at >= end || bytes[at] !== quote) {
      const isSurplusComma = at < end && bytes[at] === closeObject;
      return this.fail(
        faultAt(
          at,
          end,
          isSurplusComma ? 'no comma may stand before }' : "a member's name in double quotes is expected",
        ),
      );
    }
    const p = endOfString(bytes, at, end);
    return p < 0 ? this.fail(stringFault(bytes, at, ~p, end)) : p;
  }

  /** The offset of the value that belongs to the name that ends at `at`. */
  valueAfterName(bytes: Uint8Array, at: number, end: number): number {
    const p = skipSpace(bytes, at, end);
    if (p >= end || bytes[p] !== colon) return this.fail(faultAt(p, end, "a colon is expected after a member's name"));
    return skipSpace(bytes, p + 1, end);
  }

  /** The offset of the value of the member whose name should begin at `at`. */
  valueOfMember(bytes: Uint8Array, at: number, end: number): number {
    const p = this.endOfName(bytes, at, end);
    return p < 0 ? broken : this.valueAfterName(bytes, p, end);
  }

  /** Notes that neither a comma nor the closing bracket stands at `offset`. */
  failAfterValue(offset: number, end: number, closer: number): number {
    const message =
      closer === closeArray ? 'a comma or ] is expected after an element' : 'a comma or } is expected after a member';
    return this.fail(faultAt(offset, end, message));
  }

  /** Notes the fault. */
  fail(fault: ScanFault): number {
    this.fault = fault;
    return broken;
  }

  #endOfScalar(bytes: Uint8Array, at: number, end: number, byte: number): number {
    if (byte === quote) {
      const p = endOfString(bytes, at, end);
      return p < 0 ? this.fail(stringFault(bytes, at, ~p, end)) : p;
    }
    if (startsNumber(byte)) {
      const p = endOfNumber(bytes, at, end);
      return p < 0 ? this.fail(numberFault(bytes, at, ~p, end)) : p;
    }
    const p = at < end ? endOfLiteral(bytes, at, end) : broken;
    return p < 0 ? this.fail(valueFault(bytes, at, end)) : p;
  }

  #deepen(): void {
    const deeper = new Uint8Array(this.#closers.length * 2);
    deeper.set(this.#closers);
    this.#closers = deeper;
  }
}
