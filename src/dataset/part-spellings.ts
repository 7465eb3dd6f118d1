import { isName, MemberTable } from './json-members.ts';
import { closeArray, comma, openArray, openObject, quote, skipSpace } from './json-tokens.ts';
import { ValueWalker } from './json-values.ts';
import { FieldList, partFields, snakeCase } from './row-fields.ts';
import type { RowScanner } from './scan.ts';

const underscore = 0x5f;
/** Fields that are spelled in two ways. */
const twofold = partFields
  .map((camel) => ({ snake: snakeCase(camel), camel: Buffer.from(`"${camel}"`) }))
  .filter(({ snake }) => snake.includes('_'))
  .map((names) => ({ ...names, offset: names.snake.indexOf('_') }));
/** By byte: the fields, as bits, that have it before and behind the first underscore of their name. */
const fieldsBefore = bitsOf(-1);
const fieldsBehind = bitsOf(1);

function bitsOf(distance: number): Uint32Array {
  const bits = new Uint32Array(256);
  for (const [field, { snake, offset }] of twofold.entries()) {
    const byte = snake.charCodeAt(offset + distance);
    bits[byte] = (bits[byte] ?? 0) | (1 << field);
  }
  return bits;
}

/** A field of a part that is there in both spellings. */
export interface PartInTwo {
  readonly camel: string;
  readonly snake: string;
  /** `[0].parts[1]` in a list of contents, `.parts[1]` in one. */
  readonly path: string;
}

/** Looks for fields in both spellings in the parts of contents. Names with escapes in them are not seen. */
export class PartChecker {
  readonly #fields = new FieldList(partFields);
  readonly #walker = new ValueWalker();
  readonly #content = new MemberTable();
  readonly #part = new MemberTable();

  /** The first such field in a value of valid JSON: a list of contents, or one content. */
  find(value: Uint8Array, scanner: RowScanner): PartInTwo | undefined {
    if (!mayHoldBoth(value)) return undefined;
    if (value[0] !== openArray) return this.#findInContent(value, scanner);
    return this.#findInElements(value, (content) => this.#findInContent(content, scanner));
  }

  #findInContent(content: Uint8Array, scanner: RowScanner): PartInTwo | undefined {
    if (content[0] !== openObject) return undefined;
    scanner.scanObject(content, 0, content.length, this.#content);
    const index = this.#content.find('parts');
    const parts = index < 0 ? content : this.#content.value(index);
    if (parts[0] !== openArray) return undefined;
    const found = this.#findInElements(parts, (part) => this.#findInPart(part, scanner));
    return found && { ...found, path: `.parts${found.path}` };
  }

  #findInPart(part: Uint8Array, scanner: RowScanner): PartInTwo | undefined {
    if (part[0] !== openObject) return undefined;
    scanner.scanObject(part, 0, part.length, this.#part);
    const both = this.#fields.check(this.#part, () => undefined);
    return both && { ...both, path: '' };
  }

  #findInElements(list: Uint8Array, find: (element: Uint8Array) => PartInTwo | undefined): PartInTwo | undefined {
    let p = skipSpace(list, 1, list.length);
    for (let index = 0; list[p] !== closeArray; index++) {
      const end = this.#walker.endOfValue(list, p, list.length);
      const found = find(list.subarray(p, end));
      if (found) return { ...found, path: `[${index}]${found.path}` };
      p = skipSpace(list, end, list.length);
      if (list[p] === comma) p = skipSpace(list, p + 1, list.length);
    }
    return undefined;
  }
}

/** Most rows hold no underscore, and few both names of a field: searching for them costs far less than walking over all parts. */
function mayHoldBoth(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const seen = new Set<Buffer>();
  for (let at = buffer.indexOf(underscore); at >= 0; at = buffer.indexOf(underscore, at + 1)) {
    const camel = fieldAround(buffer, at);
    if (camel === undefined || seen.has(camel)) continue;
    if (buffer.includes(camel)) return true;
    seen.add(camel);
  }
  return false;
}

/** The camelCase name, in quotes, of the field whose snake_case name has its first underscore here. */
function fieldAround(bytes: Buffer, at: number): Buffer | undefined {
  // Code is full of underscores: two bytes tell nearly all of them from the names of fields.
  const before = fieldsBefore[bytes[at - 1] ?? 0] ?? 0;
  if ((before & (fieldsBehind[bytes[at + 1] ?? 0] ?? 0)) === 0) return undefined;
  for (const { snake, camel, offset } of twofold) {
    const start = at - offset;
    if (bytes[start - 1] === quote && isName(bytes, start, start + snake.length, snake)) return camel;
  }
  return undefined;
}
