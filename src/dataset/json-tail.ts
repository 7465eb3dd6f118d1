import { isName } from './json-members.ts';
import {
  backslash,
  closeArray,
  closeObject,
  colon,
  comma,
  openArray,
  openObject,
  quote,
  skipSpace,
} from './json-tokens.ts';

/**
 * The offset of the value that the last element of an array, when it is an object, has under `name`; or -1. Of copies it
 * is the last one's. bytes[start, end) must be one valid array. Walks backwards, so that a long list costs no more than its
 * last element.
 */
export function findInLastElement(bytes: Uint8Array, start: number, end: number, name: string): number {
  let p = end - 2;
  let depth = 0;
  while (p > start) {
    const byte = bytes[p] as number;
    if (byte === quote) {
      const opening = startOfString(bytes, p);
      if (depth === 1) {
        const behind = skipSpace(bytes, p + 1, end);
        if (bytes[behind] === colon && isName(bytes, opening + 1, p, name)) return skipSpace(bytes, behind + 1, end);
      }
      p = opening;
    } else if (byte === closeObject || byte === closeArray) depth++;
    else if (byte === openObject || byte === openArray) {
      depth--;
      if (depth === 0) return -1;
    } else if (byte === comma && depth === 0) return -1;
    p--;
  }
  return -1;
}

/** The opening quote of the string that is closed at `at`: the nearest one before it that no backslash escapes. */
function startOfString(bytes: Uint8Array, at: number): number {
  let p = at;
  for (;;) {
    p = bytes.lastIndexOf(quote, p - 1);
    let before = p - 1;
    while (bytes[before] === backslash) before--;
    if ((p - before) % 2 === 1) return p;
  }
}
