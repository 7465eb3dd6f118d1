import { type LineBatch, LineSplitter } from '../dataset/lines.ts';
import { RowScanner } from '../dataset/scan.ts';
import { asObject, readReply } from './answer.ts';
import { errorCodes, findErrorCode } from './error-codes.ts';
import { type Slots, slotOfKey } from './join.ts';
import type { JsonObject } from './json-object.ts';

/** What has no answer yet, and may get one when it is asked again. */
export interface Unanswered {
  /** In their order. */
  readonly slots: readonly number[];
  /** Why: how many are missing, and how many had an error of each code; the most frequent first. */
  readonly reasons: ReadonlyMap<string, number>;
}

/**
 * Streams one model's result files and tells what may be asked again. An answer beats an error, and an error that will last one
 * that passes, in whatever file and order they stand; lines that stand for nothing are left out, as in scoring. Holds a byte
 * for each slot.
 */
export async function findUnanswered(files: readonly AsyncIterable<Uint8Array>[], slots: Slots): Promise<Unanswered> {
  const survey = new Survey(slots);
  for (const chunks of files) {
    const lines = new LineSplitter();
    for await (const chunk of chunks) for (const batch of lines.push(chunk)) survey.takeBatch(batch);
    for (const batch of lines.finish()) survey.takeBatch(batch);
  }
  return survey.result();
}

/** Why a slot may be asked again; its state is its number here. An error of a code that nobody knows may pass. */
const passing: readonly string[] = [
  'missing',
  'no response',
  'unknown code',
  ...errorCodes.flatMap(({ word, passes }) => (passes ? [word] : [])),
];
const lasting = 254;
const answered = 255;

const quote = 0x22;
const openObject = 0x7b;
const anyResponse: JsonObject = {};

class Survey {
  readonly #slots: Slots;
  readonly #states: Uint8Array;
  readonly #scanner = new RowScanner();

  constructor(slots: Slots) {
    this.#slots = slots;
    this.#states = new Uint8Array(slots.rows.size * slots.repeat);
  }

  takeBatch({ bytes, count, starts, ends }: LineBatch): void {
    for (let index = 0; index < count; index++) this.#takeLine(bytes, starts[index] ?? 0, ends[index] ?? 0);
  }

  result(): Unanswered {
    const slots: number[] = [];
    const counts = new Map<string, number>();
    for (const [slot, state] of this.#states.entries()) {
      const reason = passing[state];
      if (reason === undefined) continue;
      slots.push(slot);
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return {
      slots,
      reasons: new Map([...counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))),
    };
  }

  /** Most lines are answers, and most of a line is its answer: that is passed over, not parsed. */
  #takeLine(bytes: Uint8Array, start: number, end: number): void {
    const line = this.#scanner.scan(bytes, start, end) === undefined ? this.#readFrame() : parse(bytes, start, end);
    const slot = typeof line?.key === 'string' ? slotOfKey(this.#slots, line.key) : undefined;
    if (line === undefined || slot === undefined) return;
    const before = this.#states[slot] ?? answered;
    const state = stateOf(line);
    if (before < lasting || state > before) this.#states[slot] = state;
  }

  /** Of the scanned line what decides over it; of its response only that there is one. */
  #readFrame(): JsonObject | undefined {
    const { row, isObject } = this.#scanner;
    const key = isObject ? row.find('key') : -1;
    if (key < 0 || row.value(key)[0] !== quote) return undefined;
    const response = row.find('response');
    const [error, status] = [row.find('error'), row.find('status')];
    return {
      key: row.parse(key),
      response: response >= 0 && row.value(response)[0] === openObject ? anyResponse : undefined,
      error: error < 0 ? undefined : row.parse(error),
      status: status < 0 ? undefined : row.parse(status),
    };
  }
}

function stateOf(line: JsonObject): number {
  const reply = readReply(line);
  if (reply.kind === 'answered') return answered;
  if (reply.code === 'NO_RESPONSE') return passing.indexOf('no response');
  const code = findErrorCode(reply.code);
  if (code === undefined) return passing.indexOf('unknown code');
  return code.passes ? passing.indexOf(code.word) : lasting;
}

/** What the scanner refuses may be read all the same: a line with bytes in its strings that are not UTF-8. */
function parse(bytes: Uint8Array, start: number, end: number): JsonObject | undefined {
  try {
    return asObject(JSON.parse(Buffer.from(bytes.subarray(start, end)).toString('utf8')));
  } catch {
    return undefined;
  }
}
