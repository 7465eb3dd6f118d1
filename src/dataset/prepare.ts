import type { Volume } from '../cost/volume.ts';
import type { RequestEdit } from './edit.ts';
import type { ScoredParts } from './fingerprint.ts';
import type { ReplayHazard } from './hazards.ts';
import { KeyAssigner } from './keys.ts';
import type { LabelTable } from './labels.ts';
import { Pass, type RowChoice } from './pass.ts';
import type { ByteSink } from './request-writer.ts';
import type { RowDigests } from './row-digests.ts';
import type { UnknownField } from './row-shape.ts';
import type { RowTable, Spans } from './rows.ts';
import { chooseSample } from './sample.ts';
import type { ShardLimits } from './shard-limits.ts';
import type { Shard } from './shards.ts';

/** A file of rows that can be read from its start as often as needed. */
export interface RowSource {
  /** What messages call it. */
  readonly display: string;
  chunks(): AsyncIterable<Uint8Array>;
}

/** One request file to be made: the rows under one edit. */
export interface VariantPlan {
  /** The models that get it. */
  readonly models: readonly string[];
  readonly edit: RequestEdit;
  /** Called once a pass; the sink of the last pass holds the file. */
  openSink(): Promise<ByteSink>;
}

/** A request file that was made. */
export interface Variant {
  /** Tells request files apart: equal exactly when keys, requests, edit and cuts are equal, in order. 64 hex digits. */
  readonly requestsDigest: string;
  readonly requestBytes: number;
  /** What of it each job answers, in order. */
  readonly shards: readonly Shard[];
  /** Where each row's (first) request line stands in the file. */
  readonly lines: Spans;
  /** What all its requests hold and allow, repeats counted; and those of them that each alone have a long prompt. */
  readonly volume: Volume;
  readonly longVolume: Volume;
  /** Rows whose request in this file asks for answers of a schema. */
  readonly rowsWithSchema: number;
}

/** The dataset as the rest of the run knows it; the text stays on disk. */
export interface Dataset {
  readonly rows: RowTable;
  /** The files' names, by the index that a row's place has. */
  readonly sources: readonly string[];
  /** `sha256:…` over all requests as they stand in the files, in order. */
  readonly fingerprint: string;
  /** In the order of the plans. */
  readonly variants: readonly Variant[];
  readonly labels: LabelTable;
  /** The rows of the files, drawn or not. */
  readonly allRows: Pick<RowTable, 'has'>;
  readonly scoredParts: ScoredParts;
  /** Of logged answers, where they are scored parts. */
  readonly loggedDigests: RowDigests;
  /** Rows in the files; more than rows.size when a sample was drawn. */
  readonly totalRows: number;
  /** Rows with a member `expected` of their own. */
  readonly rowsWithExpected: number;
  /** Rows with a logged answer, as far as an object `response` is one. */
  readonly rowsWithLogged: number;
  /** Rows whose request as sent asks for answers of a schema: in the request file that has the fewest. */
  readonly rowsWithSchema: number;
  /** Rows whose own key was not unique and that got one from their request. */
  readonly repeatedKeyRows: number;
  /** Fields that may make the service refuse the file. */
  readonly unknownFields: readonly UnknownField[];
  /** What is likely to go wrong on other models than the logged one. */
  readonly hazards: readonly ReplayHazard[];
}

export interface PrepareOptions {
  readonly variants: readonly VariantPlan[];
  /** Answers per row; above 1 the uploaded keys are `<key>#1`, `<key>#2`, … */
  readonly repeat: number;
  /** How many rows to draw; undefined for all. */
  readonly sample: number | undefined;
  /** What of a row beside its request decides its score; nothing unless given. */
  readonly scoredParts?: ScoredParts;
  /** Where request files are cut, if lower than the service's own limits. */
  readonly limits?: Partial<ShardLimits> | undefined;
}

/**
 * Streams the rows of all sources into request lines `{key, request}`: the row's bytes with `request.model` left out, the edit
 * put in, and nothing else changed. A second pass is needed when own keys turn out not to be unique, and for a sample. Throws
 * one DatasetError for all rows that cannot be sent, InputError when there is no row.
 */
export async function prepareRequests(sources: readonly RowSource[], options: PrepareOptions): Promise<Dataset> {
  const keys = new KeyAssigner();
  for (;;) {
    const choice: RowChoice = { keys, isWriting: options.sample === undefined };
    const dataset = await new Pass(sources, options, choice).run();
    if (!keys.isSettled) continue;
    if (options.sample === undefined) return dataset;
    const chosen = chooseSample(dataset.rows, options.sample);
    return new Pass(sources, options, { keys: dataset.rows, chosen, isWriting: true }).run();
  }
}
