import type { SentRequest } from './edit-sent.ts';
import { closeArray, comma, openArray, openObject, skipSpace } from './json-tokens.ts';
import { ValueWalker } from './json-values.ts';
import { PartChecker } from './part-spellings.ts';
import { configFields, FieldList, requestFields, snakeCase } from './row-fields.ts';
import type { RowScanner } from './scan.ts';

/** A field that the service is not known to have. It refuses the whole file for one, but it also learns new ones. */
export interface UnknownField {
  /** `topX`, or `generationConfig.topX`. */
  readonly field: string;
  /** How many rows have it. */
  readonly count: number;
  /** The first such row, by the number that the caller gave it. */
  readonly firstRow: number;
}

const maxUnknownFields = 100;
const interactionsMembers = [
  'interaction',
  'interactions',
  'input',
  'previous_interaction_id',
  'previousInteractionId',
];
const interactionsRow =
  'looks like a log of the Interactions API; a batch takes generateContent requests, with "contents", only';
const contentsNames = ['contents'];
const instructionNames = ['systemInstruction', 'system_instruction'];
/** Fields with what their values begin with. */
const shapes = [
  { field: 'systemInstruction', opens: openObject, shape: 'an object with "parts"' },
  { field: 'generationConfig', opens: openObject, shape: 'an object' },
  { field: 'toolConfig', opens: openObject, shape: 'an object' },
  { field: 'tools', opens: openArray, shape: 'a list' },
  { field: 'safetySettings', opens: openArray, shape: 'a list' },
];
const cacheNames = ['cachedContent', 'cached_content'];
const besideCache = [...instructionNames, 'tools', 'toolConfig', 'tool_config'];

/**
 * What keeps a row of valid JSON from holding a request, whatever is done to the request, or undefined. The service reads
 * the whole file when a job is created and refuses all of it for one row of a wrong shape, so such rows are found here.
 */
export function checkRow({ isObject, row, requestIsObject }: RowScanner): string | undefined {
  if (!isObject) return 'the row is not a JSON object';
  const index = row.find('request');
  if (index < 0) {
    if (interactionsMembers.some((name) => row.find(name) >= 0)) return interactionsRow;
    return 'has no member "request"; rows are {"request": …} as exported, or {"key": …, "request": …}';
  }
  for (const name of ['request', 'key']) {
    if (row.findFrom(name, 0) !== row.find(name)) return `has two members "${name}"; which one is meant?`;
  }
  return requestIsObject ? undefined : '"request" is not an object';
}

/** Checks requests as they will be sent, row after row, and remembers the fields that it does not know. */
export class RequestChecker {
  readonly #request = new FieldList(requestFields);
  readonly #config = new FieldList(configFields);
  readonly #parts = new PartChecker();
  readonly #walker = new ValueWalker();
  readonly #unknown = new Map<string, { field: string; count: number; firstRow: number; lastRow: number }>();
  #row = 0;

  /** What keeps the request from being sent, or undefined. `row` numbers the row; variants of one row come one by one. */
  check(sent: SentRequest, row: number): string | undefined {
    this.#row = row;
    return this.#checkContents(sent) ?? this.#checkFields(sent) ?? this.#checkParts(sent);
  }

  /** The fields met that the service is not known to have, in the order met; at most 100 different ones. */
  unknownFields(): UnknownField[] {
    return [...this.#unknown.values()].map(({ field, count, firstRow }) => ({ field, count, firstRow }));
  }

  #checkContents(sent: SentRequest): string | undefined {
    const index = sent.find(contentsNames);
    if (index < 0) return sent.find(interactionsMembers) < 0 ? 'the request has no "contents"' : interactionsRow;
    const value = sent.value(index);
    if (value[0] !== openArray) return '"contents" is not a list';
    if (value[skipSpace(value, 1, value.length)] === closeArray) return '"contents" is empty';
    // Strings are what SDKs make contents of; the API itself takes them not.
    return this.#holdsObjectsOnly(value) ? undefined : '"contents" holds something that is no object with "parts"';
  }

  #holdsObjectsOnly(list: Uint8Array): boolean {
    let p = skipSpace(list, 1, list.length);
    while (list[p] !== closeArray) {
      if (list[p] !== openObject) return false;
      p = skipSpace(list, this.#walker.endOfValue(list, p, list.length), list.length);
      if (list[p] === comma) p = skipSpace(list, p + 1, list.length);
    }
    return true;
  }

  #checkFields(sent: SentRequest): string | undefined {
    const inTwo = this.#request.check(sent, this.#noteField);
    if (inTwo) return `has both "${inTwo.camel}" and "${inTwo.snake}"; which one is meant?`;
    for (const { field, opens, shape } of shapes) {
      if (!this.#request.has(field)) continue;
      const index = sent.find([field, snakeCase(field)]);
      if (index >= 0 && sent.value(index)[0] !== opens && sent.isSet(index))
        return `"${sent.name(index)}" is not ${shape}`;
    }
    const beside = this.#request.has('cachedContent') ? findBesideCache(sent) : undefined;
    if (beside) return `"cachedContent" may not stand beside "${beside}"; the cache holds its own`;
    const config = sent.config();
    const inTwoInside = config && this.#config.check(config, this.#noteConfigField);
    if (inTwoInside) {
      return `has both "${inTwoInside.camel}" and "${inTwoInside.snake}" in its generationConfig; which one is meant?`;
    }
    return undefined;
  }

  #checkParts(sent: SentRequest): string | undefined {
    for (const names of [contentsNames, instructionNames]) {
      const index = sent.find(names);
      const inTwo = index < 0 ? undefined : this.#parts.find(sent.value(index), sent.scanner);
      if (!inTwo) continue;
      const place = `${sent.name(index)}${inTwo.path}`;
      return `has both "${inTwo.camel}" and "${inTwo.snake}" in ${place}; which one is meant?`;
    }
    return undefined;
  }

  readonly #noteField = (name: string) => this.#note(name);
  readonly #noteConfigField = (name: string) => this.#note(`generationConfig.${name}`);

  #note(field: string): void {
    const known = this.#unknown.get(field);
    if (known === undefined) {
      if (this.#unknown.size === maxUnknownFields) return;
      this.#unknown.set(field, { field, count: 1, firstRow: this.#row, lastRow: this.#row });
    } else if (known.lastRow !== this.#row) {
      known.count++;
      known.lastRow = this.#row;
    }
  }
}

function findBesideCache(sent: SentRequest): string | undefined {
  const isSet = (names: readonly string[]) => {
    const index = sent.find(names);
    return index >= 0 && sent.isSet(index);
  };
  return isSet(cacheNames) ? besideCache.find((name) => isSet([name])) : undefined;
}
