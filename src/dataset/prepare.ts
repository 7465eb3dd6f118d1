import { createHash, hash } from 'node:crypto';
import { DatasetError, InputError, maxListedFaults, type RowFault } from '../errors.ts';
import { ByteRanges, cutMembers, keepOthers } from './json-cut.ts';
import { KeyAssigner } from './keys.ts';
import { type LineBatch, LineSplitter, RowTooLongError } from './lines.ts';
import { type ByteSink, RequestWriter } from './request-writer.ts';
import { checkShape } from './row-shape.ts';
import { RowTable } from './rows.ts';
import { RowScanner } from './scan.ts';

/** A file of rows that can be read from its start as often as needed. */
export interface RowSource {
  /** What messages call it. */
  readonly display: string;
  chunks(): AsyncIterable<Uint8Array>;
}

/** The dataset as the rest of the run knows it; the text stays on disk. */
export interface Dataset {
  readonly rows: RowTable;
  /** The files' names, by the index that a row's place has. */
  readonly sources: readonly string[];
  /** `sha256:…` over all requests as they stand in the files, in order. */
  readonly fingerprint: string;
  /** Tells request files apart: equal exactly when keys and requests are equal, in order. 64 hex digits. */
  readonly requestsDigest: string;
  readonly requestBytes: number;
  /** Rows whose own key was not unique and that got one from their request. */
  readonly repeatedKeyRows: number;
  /** Rows that ask for a service tier, which means nothing in a batch. */
  readonly serviceTierRows: number;
}

/** Changes with the way requests are cut, so that a request file of another making is never taken for this one's. */
const formatVersion = 'requests-1';
const lineStart: Uint8Array = Buffer.from('{"key":');
const lineMiddle = Buffer.from(',"request":');
const lineEnd = Buffer.from('}\n');

/**
 * Streams the rows of all sources into request lines `{key, request}`: the row's bytes with `request.model` left out and
 * nothing else changed. `openSink` is called once a pass; a second pass is needed only when own keys turn out not to be
 * unique. Throws one DatasetError for all rows that cannot be sent, or when there is no row.
 */
export async function prepareRequests(
  sources: readonly RowSource[],
  openSink: () => Promise<ByteSink>,
): Promise<Dataset> {
  const keys = new KeyAssigner();
  for (;;) {
    const pass = new Pass(sources, keys, new RequestWriter(await openSink()));
    const dataset = await pass.run();
    if (keys.isSettled) return dataset;
  }
}

class Pass {
  readonly #sources: readonly RowSource[];
  readonly #keys: KeyAssigner;
  readonly #writer: RequestWriter;
  readonly #scanner = new RowScanner();
  readonly #cuts = new ByteRanges();
  readonly #kept = new ByteRanges();
  readonly #rows = new RowTable();
  readonly #fingerprint = createHash('sha256');
  readonly #requestsDigest = createHash('sha256').update(formatVersion);
  readonly #faults: RowFault[] = [];
  #faultCount = 0;
  #serviceTierRows = 0;

  constructor(sources: readonly RowSource[], keys: KeyAssigner, writer: RequestWriter) {
    this.#sources = sources;
    this.#keys = keys;
    this.#writer = writer;
  }

  async run(): Promise<Dataset> {
    this.#keys.begin(this.#rows);
    for (let index = 0; index < this.#sources.length; index++) await this.#readSource(index);
    if (this.#faultCount > 0) throw new DatasetError(this.#faults, this.#faultCount);
    const sources = this.#sources.map((source) => source.display);
    if (this.#rows.size === 0)
      throw new InputError([{ input: 'dataset', message: `holds no row (${sources.join(', ')})` }]);
    await this.#writer.flush();
    return {
      rows: this.#rows,
      sources,
      fingerprint: `sha256:${this.#fingerprint.digest('hex')}`,
      requestsDigest: this.#requestsDigest.digest('hex'),
      requestBytes: this.#writer.bytesWritten,
      repeatedKeyRows: this.#keys.repeatedRows,
      serviceTierRows: this.#serviceTierRows,
    };
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
      this.#refuse(source.display, error.lineNumber, error.message.replace(/^line \d+ /, ''));
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
        : checkShape(this.#scanner);
      if (message !== undefined) this.#refuse(this.#sources[source]?.display ?? '', line, message);
      else if (this.#faultCount === 0) {
        const key = this.#takeRow(source, line, batch.fileOffset + start, end - start);
        const writing = this.#writeRequest(key, batch.bytes);
        if (writing !== undefined) await writing;
      }
    }
  }

  #refuse(file: string, line: number, message: string): void {
    this.#faultCount++;
    if (this.#faults.length < maxListedFaults) this.#faults.push({ file, line, message });
  }

  #takeRow(source: number, line: number, offset: number, length: number): string {
    const { row, request } = this.#scanner;
    const digest = hash('sha256', row.value(row.find('request')), 'buffer');
    const key = this.#keys.assign(ownKey(this.#scanner), digest.toString('hex', 0, 8));
    this.#rows.add(key, { source, line, offset, length });
    this.#fingerprint.update(digest);
    this.#requestsDigest.update(digest).update(JSON.stringify(key));
    if (request.find('serviceTier') >= 0 || request.find('service_tier') >= 0) this.#serviceTierRows++;
    return key;
  }

  /** Returns a promise only when the buffer is full: one for each row would cost more than the row. */
  #writeRequest(key: string, bytes: Uint8Array): Promise<void> | undefined {
    const { request } = this.#scanner;
    this.#cuts.clear();
    cutMembers(request, modelMember, this.#cuts);
    keepOthers(this.#cuts, request.objectStart, request.objectEnd, this.#kept);
    const pieces = [lineStart, Buffer.from(JSON.stringify(key)), lineMiddle];
    for (let index = 0; index < this.#kept.count; index++) {
      pieces.push(bytes.subarray(this.#kept.starts[index], this.#kept.ends[index]));
    }
    pieces.push(lineEnd);
    return this.#writer.write(pieces);
  }
}

const modelMember = ['model'];

function ownKey(scanner: RowScanner): string | undefined {
  const index = scanner.row.find('key');
  if (index < 0) return undefined;
  const key = scanner.row.parse(index);
  return typeof key === 'string' && key !== '' ? key : undefined;
}
