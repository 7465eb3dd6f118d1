import { createHash, hash } from 'node:crypto';
import { DatasetError, InputError, maxListedFaults, type RowFault } from '../errors.ts';
import { requestsOnly } from './fingerprint.ts';
import { HazardCounter } from './hazards.ts';
import type { MemberTable } from './json-members.ts';
import { openObject } from './json-tokens.ts';
import type { KeyAssigner } from './keys.ts';
import { LabelTable, readLabel } from './labels.ts';
import { type LineBatch, LineSplitter, RowTooLongError } from './lines.ts';
import type { Dataset, PrepareOptions, RowSource, VariantPlan } from './prepare.ts';
import { RequestFile } from './request-file.ts';
import { RequestWriter } from './request-writer.ts';
import { RowDigests } from './row-digests.ts';
import { checkRow, RequestChecker } from './row-shape.ts';
import { RowTable } from './rows.ts';
import { RowScanner } from './scan.ts';
import { limitsOf } from './shard-limits.ts';

/** Which rows a pass takes, and the keys it gives them. */
export type RowChoice =
  | { readonly keys: KeyAssigner; readonly isWriting: boolean }
  | { readonly keys: RowTable; readonly chosen: Uint8Array; readonly isWriting: true };

/** One reading of all sources from start to end. */
export class Pass {
  readonly #sources: readonly RowSource[];
  readonly #options: PrepareOptions;
  readonly #choice: RowChoice;
  readonly #scanner = new RowScanner();
  readonly #rows = new RowTable();
  readonly #labels: LabelTable;
  readonly #loggedDigests = new RowDigests();
  readonly #checker = new RequestChecker();
  readonly #fingerprint = createHash('sha256');
  readonly #faults: RowFault[] = [];
  #files: RequestFile[] = [];
  #faultCount = 0;
  #totalRows = 0;
  #rowsWithExpected = 0;
  #rowsWithLogged = 0;

  constructor(sources: readonly RowSource[], options: PrepareOptions, choice: RowChoice) {
    this.#sources = sources;
    this.#options = options;
    this.#choice = choice;
    this.#labels = new LabelTable({ hashesExpected: this.#scoredParts.expected });
  }

  get #scoredParts() {
    return this.#options.scoredParts ?? requestsOnly;
  }

  async run(): Promise<Dataset> {
    if (!('chosen' in this.#choice)) this.#choice.keys.begin(this.#rows);
    this.#files = await Promise.all(this.#options.variants.map((plan) => this.#openFile(plan)));
    for (let index = 0; index < this.#sources.length; index++) await this.#readSource(index);
    if (this.#faultCount > 0) throw new DatasetError(this.#faults, this.#faultCount);
    const sources = this.#sources.map((source) => source.display);
    if (this.#rows.size === 0)
      throw new InputError([{ input: 'dataset', message: `holds no row (${sources.join(', ')})` }]);
    const variants = await Promise.all(this.#files.map((file) => file.finish()));
    return {
      rows: this.#rows,
      sources,
      fingerprint: `sha256:${this.#fingerprint.digest('hex')}`,
      variants,
      labels: this.#labels,
      allRows: 'chosen' in this.#choice ? this.#choice.keys : this.#rows,
      scoredParts: this.#scoredParts,
      loggedDigests: this.#loggedDigests,
      totalRows: this.#totalRows,
      rowsWithExpected: this.#rowsWithExpected,
      rowsWithLogged: this.#rowsWithLogged,
      rowsWithSchema: Math.min(...variants.map(({ rowsWithSchema }) => rowsWithSchema)),
      repeatedKeyRows: 'chosen' in this.#choice ? 0 : this.#choice.keys.repeatedRows,
      unknownFields: this.#checker.unknownFields(),
      hazards: this.#files.flatMap((file) => file.hazards.hazards()),
    };
  }

  async #openFile(plan: VariantPlan): Promise<RequestFile> {
    const sink = this.#choice.isWriting ? await plan.openSink() : { write: async () => undefined };
    const allModels = this.#options.variants.flatMap(({ models }) => models);
    const hazards = new HazardCounter(plan.models, allModels);
    const limits = limitsOf(plan.models, this.#options.limits);
    const options = { repeat: this.#options.repeat, hazards, limits };
    return new RequestFile(plan, options, new RequestWriter(sink), this.#scanner);
  }

  async #readSource(index: number): Promise<void> {
    const source = this.#sources[index];
    if (source === undefined) return;
    const lines = new LineSplitter();
    try {
      for await (const chunk of source.chunks()) {
        for (const batch of lines.push(chunk)) await this.#readBatch(index, batch);
      }
      for (const batch of lines.finish()) await this.#readBatch(index, batch);
    } catch (error) {
      if (!(error instanceof RowTooLongError)) throw error;
      // Nothing behind such a row can be found in bounded memory, so the file ends here.
      this.#refuse(index, error.lineNumber, error.message.replace(/^line \d+ /, ''));
    }
  }

  async #readBatch(source: number, batch: LineBatch): Promise<void> {
    for (let index = 0; index < batch.count; index++) {
      const start = batch.starts[index] as number;
      const end = batch.ends[index] as number;
      const line = batch.lineNumbers[index] as number;
      const fault = this.#scanner.scan(batch.bytes, start, end);
      const message = fault
        ? `not valid JSON: ${fault.message} (byte ${fault.offset - start + 1} of the line)`
        : checkRow(this.#scanner);
      if (message !== undefined) this.#refuse(source, line, message);
      else await this.#readRow({ source, line, offset: batch.fileOffset + start, length: end - start });
    }
  }

  #refuse(source: number, line: number, message: string): void {
    const file = this.#sources[source]?.display ?? '';
    if (this.#faultCount++ < maxListedFaults) this.#faults.push({ file, line, message });
  }

  /** Returns a promise only when a buffer is full: one for each row would cost more than the row. */
  #readRow(place: { source: number; line: number; offset: number; length: number }): Promise<unknown> | undefined {
    const ordinal = this.#totalRows++;
    if ('chosen' in this.#choice && this.#choice.chosen[ordinal] !== 1) return undefined;
    const label = readLabel(this.#scanner.row, this.#labels);
    const problem = 'problem' in label ? label.problem : this.#prepareRequests();
    if (problem !== undefined || 'problem' in label) {
      this.#refuse(place.source, place.line, problem ?? '');
      return undefined;
    }
    if (this.#faultCount > 0) return undefined;
    const digest = hashOf(this.#scanner.row, 'request');
    const key = this.#keyOf(ordinal, digest);
    this.#fingerprint.update(digest);
    this.#labels.set(this.#rows.size, label);
    if (label.hasExpected) this.#rowsWithExpected++;
    if (hasObject(this.#scanner.row, 'response')) {
      this.#rowsWithLogged++;
      if (this.#scoredParts.logged) this.#loggedDigests.set(this.#rows.size, hashOf(this.#scanner.row, 'response'));
    }
    this.#rows.add(key, place, digest);
    const pending = this.#files.map((file) => file.write(key, digest)).filter((writing) => writing !== undefined);
    return pending.length === 0 ? undefined : Promise.all(pending);
  }

  /** Makes the row's requests ready to be written, or says why the service would refuse one of them. */
  #prepareRequests(): string | undefined {
    for (const file of this.#files) {
      const problem = this.#checker.check(file.prepare(this.#rows.size), this.#rows.size);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #keyOf(ordinal: number, digest: Buffer): string {
    if ('chosen' in this.#choice) return this.#choice.keys.key(ordinal);
    return this.#choice.keys.assign(ownKey(this.#scanner), digest.toString('hex', 0, 8));
  }
}

function hashOf(members: MemberTable, name: string): Buffer {
  return hash('sha256', members.value(members.find(name)), 'buffer');
}

function hasObject(members: MemberTable, name: string): boolean {
  const index = members.find(name);
  return index >= 0 && members.bytes[members.valueStart[index] as number] === openObject;
}

function ownKey(scanner: RowScanner): string | undefined {
  const index = scanner.row.find('key');
  if (index < 0) return undefined;
  const key = scanner.row.parse(index);
  return typeof key === 'string' && key !== '' ? key : undefined;
}
