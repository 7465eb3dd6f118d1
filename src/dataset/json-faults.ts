import { backslash, minus } from './json-tokens.ts';

/** Why bytes are not one JSON text: the offset into the scanned buffer, and the reason in words. */
export interface ScanFault {
  readonly offset: number;
  readonly message: string;
}

/** The fault at `offset`, saying so when it is that the text ends there. */
export function faultAt(offset: number, end: number, message: string): ScanFault {
  return { offset, message: offset >= end ? `the text ends where ${message}` : message };
}

/** The fault in the string whose opening quote is at `start` and which breaks at `offset`. */
export function stringFault(bytes: Uint8Array, start: number, offset: number, end: number): ScanFault {
  if (offset >= end) return { offset: start, message: 'the string is not closed' };
  const byte = bytes[offset] as number;
  if (byte !== backslash) {
    const asEscape = `\\u${byte.toString(16).padStart(4, '0')}`;
    return { offset, message: `control character in a string: write it as ${asEscape}` };
  }
  const isUnicode = bytes[offset + 1] === 0x75;
  const rule = isUnicode ? 'four hexadecimal digits are expected after \\u' : 'unknown escape in a string';
  return { offset, message: `${rule}: a backslash itself is written as \\\\` };
}

/** The fault in the number that begins at `start` and breaks at `offset`. */
export function numberFault(bytes: Uint8Array, start: number, offset: number, end: number): ScanFault {
  if (bytes[offset] === 0x30 && offset < end) return { offset, message: 'a number may not start with 0' };
  const before = bytes[offset - 1];
  if (before === 0x2e) return faultAt(offset, end, 'a digit is expected after the decimal point');
  if (before === minus && offset === start + 1) return faultAt(offset, end, 'a digit is expected after the minus sign');
  return faultAt(offset, end, 'a digit is expected in the exponent');
}

/** The fault where a value should begin. */
export function valueFault(bytes: Uint8Array, offset: number, end: number): ScanFault {
  const byte = offset < end ? bytes[offset] : undefined;
  if (byte === 0x27) return { offset, message: 'a string stands in double quotes, not in single ones' };
  if (byte === 0x2b) return { offset, message: 'a number may not start with +' };
  if (byte === 0x2e) return { offset, message: 'a number may not start with a decimal point' };
  if (byte === 0x5d || byte === 0x7d) return { offset, message: 'a value is expected before the closing bracket' };
  return faultAt(offset, end, 'a value is expected: an object, array, string, number, true, false or null');
}
