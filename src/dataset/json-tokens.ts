export const quote = 0x22;
export const comma = 0x2c;
export const minus = 0x2d;
export const colon = 0x3a;
export const backslash = 0x5c;
export const openArray = 0x5b;
export const closeArray = 0x5d;
export const openObject = 0x7b;
export const closeObject = 0x7d;
const point = 0x2e;
const zero = 0x30;
const letterE = 0x65;
const letterU = 0x75;

const isSpace = classOf(' \t\n\r');
const isDigit = classOf('0123456789');
const isHexDigit = classOf('0123456789abcdefABCDEF');
const isEscape = classOf('"\\/bfnrtu');
const endsPlainText = classOf('"\\');
endsPlainText.fill(1, 0, 0x20);

function classOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** The first offset from `at` on that holds no JSON whitespace, or `end`. */
export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isSpace[bytes[p] as number] === 1) p++;
  return p;
}

/** The offset behind the string whose opening quote is at `at`; or `~offset` of the byte (or the end) that breaks it. */
export function endOfString(bytes: Uint8Array, at: number, end: number): number {
  let p = endOfPlainText(bytes, at + 1, end);
  while (p < end) {
    const byte = bytes[p] as number;
    if (byte === quote) return p + 1;
    if (byte !== backslash) return ~p;
    p = endOfEscape(bytes, p, end);
    if (p < 0) return p;
    p = endOfPlainText(bytes, p, end);
  }
  return ~end;
}

// Four bytes a turn: measured faster than one, and than whole words. Never reads at or past the end.
function endOfPlainText(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  for (const lastTurn = end - 4; p <= lastTurn; p += 4) {
    if (endsPlainText[bytes[p] as number] === 1) return p;
    if (endsPlainText[bytes[p + 1] as number] === 1) return p + 1;
    if (endsPlainText[bytes[p + 2] as number] === 1) return p + 2;
    if (endsPlainText[bytes[p + 3] as number] === 1) return p + 3;
  }
  while (p < end && endsPlainText[bytes[p] as number] === 0) p++;
  return p;
}

function endOfEscape(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return ~end;
  const letter = bytes[at + 1] as number;
  if (isEscape[letter] === 0) return ~at;
  if (letter !== letterU) return at + 2;
  for (let p = at + 2; p < at + 6; p++) {
    if (p >= end) return ~end;
    if (isHexDigit[bytes[p] as number] === 0) return ~at;
  }
  return at + 6;
}

/** The offset behind the number that begins at `at`; or `~offset` of the byte (or the end) that breaks it. */
export function endOfNumber(bytes: Uint8Array, at: number, end: number): number {
  let p = bytes[at] === minus ? at + 1 : at;
  const firstDigit = p;
  p = skipDigits(bytes, p, end);
  if (p === firstDigit) return ~p;
  if (bytes[firstDigit] === zero && p > firstDigit + 1) return ~firstDigit;
  if (p < end && bytes[p] === point) {
    const fraction = p + 1;
    p = skipDigits(bytes, fraction, end);
    if (p === fraction) return ~p;
  }
  if (p < end && ((bytes[p] as number) | 0x20) === letterE) {
    p++;
    if (p < end && (bytes[p] === 0x2b || bytes[p] === minus)) p++;
    const exponent = p;
    p = skipDigits(bytes, exponent, end);
    if (p === exponent) return ~p;
  }
  return p;
}

function skipDigits(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isDigit[bytes[p] as number] === 1) p++;
  return p;
}

const literals = ['true', 'false', 'null'].map((word) => Uint8Array.from(word, (letter) => letter.charCodeAt(0)));

/** The offset behind `true`, `false` or `null` at `at`; or `~at`. */
export function endOfLiteral(bytes: Uint8Array, at: number, end: number): number {
  for (const word of literals) {
    if (bytes[at] !== word[0] || at + word.length > end) continue;
    let matched = 1;
    while (matched < word.length && bytes[at + matched] === word[matched]) matched++;
    if (matched === word.length) return at + matched;
  }
  return ~at;
}

/** Whether a number may begin with this byte. */
export function startsNumber(byte: number): boolean {
  return byte === minus || isDigit[byte] === 1;
}
