import { hash } from 'node:crypto';
import { DatasetError, maxListedFaults, type RowFault } from '../errors.ts';
import { canonicalText } from './canonical-text.ts';
import type { MemberTable } from './json-members.ts';
import { type LineBatch, LineSplitter, RowTooLongError } from './lines.ts';
import { RowDigests } from './row-digests.ts';
import type { RowTable } from './rows.ts';
import { RowScanner } from './scan.ts';

/** What a label may hold beside its key. `expected` stays on disk. */
export interface Label {
  readonly tags?: readonly string[];
  readonly mustPass?: boolean;
  readonly hasExpected: boolean;
  /** Hash of what `expected` says, however it is written; left out without one, and where nobody asked. */
  readonly expectedDigest?: Buffer;
}

const maxTagChars = 100;
const noTags: readonly string[] = [];

/** Reads `tags` and `mustPass` out of an object's members, or says what is wrong with them. */
export function readLabel(
  members: MemberTable,
  { hashesExpected }: { readonly hashesExpected: boolean },
): Label | { readonly problem: string } {
  const tags = parseMember(members, 'tags');
  const mustPass = parseMember(members, 'mustPass');
  if (tags !== undefined && !isTagList(tags)) {
    return { problem: `"tags" is not a list of texts of 1 to ${maxTagChars} characters` };
  }
  if (mustPass !== undefined && typeof mustPass !== 'boolean')
    return { problem: '"mustPass" is neither true nor false' };
  const expected = members.find('expected');
  return {
    ...(tags === undefined ? {} : { tags }),
    ...(mustPass === undefined ? {} : { mustPass }),
    hasExpected: expected >= 0,
    ...(expected >= 0 && hashesExpected
      ? { expectedDigest: hash('sha256', canonicalText(members.parse(expected)), 'buffer') }
      : {}),
  };
}

function parseMember(members: MemberTable, name: string): unknown {
  const index = members.find(name);
  const value = index < 0 ? undefined : members.parse(index);
  return value === null ? undefined : value;
}

function isTagList(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.every((tag) => typeof tag === 'string' && tag !== '' && tag.length <= maxTagChars)
  );
}

/** Where a label stands in the side file. */
export interface LabelPlace {
  readonly offset: number;
  readonly length: number;
}

/** The labels of all rows. Rows without one cost nothing; equal tag lists are kept once. */
export class LabelTable {
  readonly #tags = new Map<number, readonly string[]>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #mustPass = new Set<number>();
  readonly #expected = new Map<number, LabelPlace>();
  readonly #expectedDigests = new RowDigests();
  /** Whether labels come with digests of `expected`. */
  readonly hashesExpected: boolean;

  constructor({ hashesExpected = false }: { readonly hashesExpected?: boolean } = {}) {
    this.hashesExpected = hashesExpected;
  }

  tags(row: number): readonly string[] {
    return this.#tags.get(row) ?? noTags;
  }

  mustPass(row: number): boolean {
    return this.#mustPass.has(row);
  }

  /** The rows that must pass, in the order of the dataset. */
  mustPassRows(): number[] {
    return [...this.#mustPass].sort((a, b) => a - b);
  }

  /** 8 hex digits of the hash of what the row's `expected` says; '' without one. */
  expectedDigest(row: number): string {
    return this.#expectedDigests.get(row);
  }

  /** Where the side file has the row's `expected`; undefined when it is the row's own, if any. */
  expectedPlace(row: number): LabelPlace | undefined {
    return this.#expected.get(row);
  }

  /** How many rows have their `expected` in the side file. */
  get expectedCount(): number {
    return this.#expected.size;
  }

  /** The rows of each tag, tags in alphabetical order. */
  slices(): { readonly tag: string; readonly rows: readonly number[] }[] {
    const rowsOf = new Map<string, number[]>();
    for (const [row, tags] of this.#tags) {
      for (const tag of new Set(tags)) {
        const rows = rowsOf.get(tag) ?? [];
        if (rows.push(row) === 1) rowsOf.set(tag, rows);
      }
    }
    return [...rowsOf].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tag, rows]) => ({ tag, rows }));
  }

  /** Takes in a label; what it says replaces what an earlier one of the row said. */
  set(row: number, label: Label, place?: LabelPlace): void {
    if (label.tags !== undefined) this.#tags.set(row, this.#intern(label.tags));
    if (label.mustPass === true) this.#mustPass.add(row);
    else if (label.mustPass === false) this.#mustPass.delete(row);
    if (label.hasExpected && place !== undefined) this.#expected.set(row, place);
    if (label.expectedDigest !== undefined) this.#expectedDigests.set(row, label.expectedDigest);
  }

  #intern(tags: readonly string[]): readonly string[] {
    const text = JSON.stringify(tags);
    const known = this.#lists.get(text) ?? tags;
    this.#lists.set(text, known);
    return known;
  }
}

/** What the side file did not fit the dataset in. */
export interface LabelMismatch {
  /** Keys that no row has: the first few, and how many there are. */
  readonly unknownKeys: readonly string[];
  readonly unknown: number;
  /** Rows for which the file has no label. */
  readonly unlabelled: number;
}

const knownMembers = ['key', 'expected', 'mustPass', 'tags'];
const maxListedKeys = 5;

/** Joins the side file `{key, expected?, mustPass?, tags?}` to the rows by key. Throws DatasetError for lines it cannot use. */
export async function readLabels(
  display: string,
  chunks: AsyncIterable<Uint8Array>,
  rows: RowTable,
  labels: LabelTable,
): Promise<LabelMismatch> {
  const reader = new LabelReader(display, rows, labels);
  const lines = new LineSplitter();
  try {
    for await (const chunk of chunks) for (const batch of lines.push(chunk)) reader.take(batch);
    for (const batch of lines.finish()) reader.take(batch);
  } catch (error) {
    if (!(error instanceof RowTooLongError)) throw error;
    throw new DatasetError([{ file: display, line: error.lineNumber, message: error.message }], 1, 'labels');
  }
  return reader.finish();
}

class LabelReader {
  readonly #display: string;
  readonly #rows: RowTable;
  readonly #labels: LabelTable;
  readonly #scanner = new RowScanner();
  readonly #labelled = new Set<string>();
  readonly #faults: RowFault[] = [];
  readonly #unknownKeys: string[] = [];
  #faultCount = 0;
  #unknown = 0;

  constructor(display: string, rows: RowTable, labels: LabelTable) {
    this.#display = display;
    this.#rows = rows;
    this.#labels = labels;
  }

  take(batch: LineBatch): void {
    for (let index = 0; index < batch.count; index++) {
      const start = batch.starts[index] ?? 0;
      const end = batch.ends[index] ?? 0;
      const message = this.#takeLine(batch.bytes, start, end, {
        offset: batch.fileOffset + start,
        length: end - start,
      });
      if (message === undefined) continue;
      const fault = { file: this.#display, line: batch.lineNumbers[index] ?? 0, message };
      if (this.#faultCount++ < maxListedFaults) this.#faults.push(fault);
    }
  }

  finish(): LabelMismatch {
    if (this.#faultCount > 0) throw new DatasetError(this.#faults, this.#faultCount, 'labels');
    const unlabelled = this.#rows.size - (this.#labelled.size - this.#unknown);
    return { unknownKeys: this.#unknownKeys, unknown: this.#unknown, unlabelled };
  }

  #takeLine(bytes: Uint8Array, start: number, end: number, place: LabelPlace): string | undefined {
    const fault = this.#scanner.scan(bytes, start, end);
    if (fault !== undefined) return `not valid JSON: ${fault.message} (byte ${fault.offset - start + 1} of the line)`;
    if (!this.#scanner.isObject) return 'the line is not a JSON object';
    const members = this.#scanner.row;
    for (let index = 0; index < members.count; index++) {
      const name = members.name(index);
      if (!knownMembers.includes(name)) return `has a member "${name}"; a label has ${knownMembers.join(', ')}`;
    }
    const key = parseMember(members, 'key');
    if (typeof key !== 'string' || key === '') return 'has no "key"';
    if (this.#labelled.has(key)) return `is the second label of the key ${JSON.stringify(key)}`;
    this.#labelled.add(key);
    const label = readLabel(members, this.#labels);
    if ('problem' in label) return label.problem;
    const row = this.#rows.find(key);
    if (row !== undefined) this.#labels.set(row, label, place);
    else if (this.#unknown++ < maxListedKeys) this.#unknownKeys.push(key);
    return undefined;
  }
}
