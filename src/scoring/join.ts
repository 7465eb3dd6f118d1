import { type LineBatch, LineSplitter } from '../dataset/lines.ts';
import type { RowTable } from '../dataset/rows.ts';
import { asObject, type Reply, readReply } from './answer.ts';

/** Which slot each uploaded key stands for: slots are numbered row by row, repeats within a row. */
export interface Slots {
  readonly rows: RowTable;
  readonly repeat: number;
}

/** The slot of an uploaded key; undefined for a key that was never sent. */
export function slotOfKey({ rows, repeat }: Slots, key: string): number | undefined {
  if (repeat === 1) return rows.find(key);
  const parts = /^(.*)#([1-9]\d*)$/s.exec(key);
  const row = rows.find(parts?.[1] ?? '');
  const round = Number(parts?.[2]);
  return row === undefined || !(round <= repeat) ? undefined : row * repeat + round - 1;
}

/** The key under which a slot was uploaded. */
export function keyOfSlot({ rows, repeat }: Slots, slot: number): string {
  const key = rows.key(Math.floor(slot / repeat));
  return repeat === 1 ? key : `${key}#${(slot % repeat) + 1}`;
}

/** Lines that stood for nothing. */
export interface Surplus {
  /** Further lines, within one file, for a key that had one. */
  readonly duplicates: number;
  /** Lines whose key was never sent, without a key, or not JSON. */
  readonly unknown: number;
}

export interface JoinVisitor {
  /** A slot's reply: at most one answer, and at most one error, which an answer may follow. May give a promise. */
  onReply(slot: number, reply: Reply): Promise<void> | undefined;
  /** Called, and awaited, after each batch of lines. */
  onBatch?(): Promise<void> | undefined;
}

/** Streams result files, in the order of their rounds, and joins each line to its row by key: never by position. */
export async function joinReplies(
  files: readonly AsyncIterable<Uint8Array>[],
  slots: Slots,
  visitor: JoinVisitor,
): Promise<Surplus> {
  const join = new Join(slots, visitor);
  for (const chunks of files) {
    const lines = new LineSplitter();
    join.beginFile();
    for await (const chunk of chunks) {
      for (const batch of lines.push(chunk)) await join.takeBatch(batch);
    }
    for (const batch of lines.finish()) await join.takeBatch(batch);
  }
  return { duplicates: join.duplicates, unknown: join.unknown };
}

const seenError = 1;
const seenAnswer = 2;

class Join {
  readonly #slots: Slots;
  readonly #visitor: JoinVisitor;
  /** What a slot has had so far. */
  readonly #taken: Uint8Array;
  #seenInFile: Uint8Array;
  duplicates = 0;
  unknown = 0;

  constructor(slots: Slots, visitor: JoinVisitor) {
    this.#slots = slots;
    this.#visitor = visitor;
    this.#taken = new Uint8Array(slots.rows.size * slots.repeat);
    this.#seenInFile = new Uint8Array(this.#taken.length);
  }

  beginFile(): void {
    this.#seenInFile = new Uint8Array(this.#taken.length);
  }

  /** Visits a batch of lines; visits that take their time run side by side. */
  async takeBatch(batch: LineBatch): Promise<void> {
    const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
    const running: Promise<void>[] = [];
    for (let index = 0; index < batch.count; index++) {
      const visit = this.#takeLine(bytes.toString('utf8', batch.starts[index], batch.ends[index]));
      if (visit !== undefined) running.push(visit);
    }
    if (running.length > 0) await Promise.all(running);
    const waiting = this.#visitor.onBatch?.();
    if (waiting !== undefined) await waiting;
  }

  #takeLine(text: string): Promise<void> | undefined {
    const line = parseLine(text);
    const slot = typeof line?.key === 'string' ? slotOfKey(this.#slots, line.key) : undefined;
    if (line === undefined || slot === undefined) {
      this.unknown++;
      return undefined;
    }
    if (this.#seenInFile[slot] === 1) this.duplicates++;
    this.#seenInFile[slot] = 1;
    if (this.#taken[slot] === seenAnswer) return undefined;
    const reply = readReply(line);
    // An answer beats an error; of two errors the first stays.
    if (reply.kind === 'error' && this.#taken[slot] === seenError) return undefined;
    this.#taken[slot] = reply.kind === 'error' ? seenError : seenAnswer;
    return this.#visitor.onReply(slot, reply);
  }
}

function parseLine(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
