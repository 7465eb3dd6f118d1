import { backslash } from './json-tokens.ts';

const initialMembers = 32;
const noBytes = new Uint8Array(0);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The members of one JSON object as spans of the scanned bytes, in their order, duplicates included; member i is the one
 * with 0 <= i < count. Name spans leave out the quotes, value spans the whitespace around them. Valid until the next scan.
 */
export class MemberTable {
  bytes: Uint8Array = noBytes;
  count = 0;
  /** Offset of the object's { and the offset behind its }. */
  objectStart = 0;
  objectEnd = 0;
  nameStart = new Int32Array(initialMembers);
  nameEnd = new Int32Array(initialMembers);
  valueStart = new Int32Array(initialMembers);
  valueEnd = new Int32Array(initialMembers);

  /** Forgets all members and begins the object whose { is at `objectStart`. */
  reset(bytes: Uint8Array, objectStart: number): void {
    this.bytes = bytes;
    this.count = 0;
    this.objectStart = objectStart;
    this.objectEnd = objectStart;
  }

  /** Takes in the next member. */
  add(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    if (this.count === this.nameStart.length) this.#grow();
    const index = this.count++;
    this.nameStart[index] = nameStart;
    this.nameEnd[index] = nameEnd;
    this.valueStart[index] = valueStart;
    this.valueEnd[index] = valueEnd;
  }

  /** The index of the last member of that name, the one JSON.parse keeps; or -1. Names match however they are escaped. */
  find(name: string): number {
    for (let index = this.count - 1; index >= 0; index--) if (this.hasName(index, name)) return index;
    return -1;
  }

  /** The index of the first member of that name at or behind `from`, so that every copy can be visited; or -1. */
  findFrom(name: string, from: number): number {
    for (let index = from; index < this.count; index++) if (this.hasName(index, name)) return index;
    return -1;
  }

  /** Whether the member bears this name. */
  hasName(index: number, name: string): boolean {
    return isName(this.bytes, this.nameStart[index] as number, this.nameEnd[index] as number, name);
  }

  /** The member's name, unescaped. */
  name(index: number): string {
    return nameText(this.bytes, this.nameStart[index] as number, this.nameEnd[index] as number);
  }

  /** The member's value as its bytes, a view into the scanned buffer. */
  value(index: number): Uint8Array {
    return this.bytes.subarray(this.valueStart[index] as number, this.valueEnd[index] as number);
  }

  /** The member's value as JSON.parse gives it. */
  parse(index: number): unknown {
    return JSON.parse(decoder.decode(this.value(index)));
  }

  #grow(): void {
    this.nameStart = doubled(this.nameStart);
    this.nameEnd = doubled(this.nameEnd);
    this.valueStart = doubled(this.valueStart);
    this.valueEnd = doubled(this.valueEnd);
  }
}

/** The array's content in one of twice the length. */
export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(array.length * 2);
  longer.set(array);
  return longer;
}

/** Whether the valid name in bytes[start, end), without its quotes, spells `name`. */
export function isName(bytes: Uint8Array, start: number, end: number, name: string): boolean {
  const length = end - start;
  // Neither UTF-8 nor an escape spells a UTF-16 unit in less than one byte.
  if (length < name.length) return false;
  let p = 0;
  while (p < name.length) {
    const byte = bytes[start + p] as number;
    if (byte === backslash || byte >= 0x80) return nameText(bytes, start, end) === name;
    if (byte !== name.charCodeAt(p)) return false;
    p++;
  }
  return length === name.length;
}

function nameText(bytes: Uint8Array, start: number, end: number): string {
  const text = decoder.decode(bytes.subarray(start, end));
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
}
