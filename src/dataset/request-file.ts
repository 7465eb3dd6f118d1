import { applyEdit } from './edit.ts';
import { SentRequest } from './edit-sent.ts';
import { hashOfEdit } from './edit-summary.ts';
import type { HazardCounter } from './hazards.ts';
import type { Variant, VariantPlan } from './prepare.ts';
import type { RequestWriter } from './request-writer.ts';
import { Spans } from './rows.ts';
import type { RowScanner } from './scan.ts';
import type { ShardLimits } from './shard-limits.ts';
import { ShardCutter } from './shards.ts';
import { VolumeCounter } from './volume.ts';

/** Changes with the way requests are cut, so that a request file of another making is never taken for this one's. */
const formatVersion = 'requests-2';
const lineStart: Uint8Array = Buffer.from('{"key":');
const lineMiddle = Buffer.from(',"request":');
const lineEnd = Buffer.from('}\n');

/** One variant's request file while it is written. */
export class RequestFile {
  readonly #plan: VariantPlan;
  readonly #repeat: number;
  readonly #writer: RequestWriter;
  readonly #scanner: RowScanner;
  readonly #sent: SentRequest;
  readonly #lines = new Spans();
  readonly #volume = new VolumeCounter();
  readonly hazards: HazardCounter;
  readonly #cutter: ShardCutter;
  #rowsWithSchema = 0;

  constructor(
    plan: VariantPlan,
    { repeat, hazards, limits }: { repeat: number; hazards: HazardCounter; limits: ShardLimits },
    writer: RequestWriter,
    scanner: RowScanner,
  ) {
    this.#plan = plan;
    this.#repeat = repeat;
    this.#writer = writer;
    this.#scanner = scanner;
    this.#sent = new SentRequest(scanner);
    this.hazards = hazards;
    this.#cutter = new ShardCutter(limits, `${formatVersion}/${repeat}/${hashOfEdit(plan.edit)}`);
  }

  /** Puts the edit into the row just scanned. */
  prepare(row: number): SentRequest {
    applyEdit(this.#plan.edit, this.#scanner, this.#sent);
    this.hazards.add(this.#sent, row);
    return this.#sent;
  }

  /** Writes the row's lines, one per repeat; there is something to wait for only when the buffer is full. */
  write(key: string, digest: Buffer): Promise<void> | undefined {
    const start = this.#writer.bytesWritten;
    const pieces: Uint8Array[] = [];
    let firstLine = 0;
    for (let round = 1; round <= this.#repeat; round++) {
      const roundKey = this.#repeat === 1 ? key : `${key}#${round}`;
      pieces.push(lineStart, Buffer.from(JSON.stringify(roundKey)), lineMiddle, ...this.#sent.pieces, lineEnd);
      if (round === 1) firstLine = pieces.reduce((bytes, piece) => bytes + piece.length, 0);
    }
    const writing = this.#writer.write(pieces);
    this.#lines.add(start, firstLine);
    const bytes = this.#writer.bytesWritten - start;
    const tokens = this.#volume.add(this.#sent, this.#repeat, bytes);
    this.#cutter.add({ bytes, tokens }, digest, JSON.stringify(key));
    if (this.#sent.asksForSchema()) this.#rowsWithSchema++;
    return writing;
  }

  /** Ends the file and says what is in it. */
  async finish(): Promise<Variant> {
    await this.#writer.flush();
    return {
      ...this.#cutter.finish(),
      requestBytes: this.#writer.bytesWritten,
      lines: this.#lines,
      volume: this.#volume.all,
      longVolume: this.#volume.long,
      rowsWithSchema: this.#rowsWithSchema,
    };
  }
}
