import type { IncomingHttpHeaders } from 'node:http';

/** What a request asks for, whatever the version and form of its address. */
export type Operation =
  | 'upload.start'
  | 'upload.piece'
  | 'upload.query'
  | 'files.get'
  | 'files.list'
  | 'files.delete'
  | 'batches.create'
  | 'batches.get'
  | 'batches.list'
  | 'batches.cancel'
  | 'batches.delete'
  | 'download'
  | 'unknown';

/** A request as it came in. `status` is 0 until an answer went out, and stays 0 when none did. */
export interface RecordedRequest {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** The body, if there is one; pieces of an upload are not kept here. */
  readonly bodyText?: string;
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A file of the service, uploaded or made by a job; its bytes stay readable until the emulator closes. */
export interface StoredFile {
  readonly name: string;
  readonly displayName?: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly source: 'UPLOADED' | 'GENERATED';
  readonly owner: string;
  readonly createTime: number;
  readonly expirationTime: number;
  /** Where the bytes lie on this disk. */
  readonly path: string;
  bytes(): Buffer;
}

/** A job, also after its deletion; `state` is as last shown, without prefix. */
export interface EmulatedJob {
  readonly name: string;
  readonly model: string;
  readonly displayName: string;
  readonly owner: string;
  readonly index: number;
  readonly inputFile?: string;
  readonly requestCount: number;
  readonly state: string;
  readonly isFinished: boolean;
  readonly isDeleted: boolean;
  readonly cancelRequests: number;
  readonly looks: number;
  readonly responsesFile?: string;
  readonly successfulCount: number;
  readonly failedCount: number;
}

/** A row about to be answered. */
export interface AskedRow {
  readonly model: string;
  /** The model that answers, another one when the name is routed. */
  readonly servedBy: string;
  readonly key: string | undefined;
  readonly index: number;
  readonly request: Readonly<Record<string, unknown>>;
  readonly jobName: string;
  readonly displayName: string;
}

/** A `google.rpc.Status`, as lenient as the result files are. */
export interface RowError {
  readonly code?: number | string;
  readonly message?: string;
  readonly status?: string;
  readonly details?: readonly unknown[];
}

/** A row's line in the result file: `raw` is written as it is, `missing` writes none. */
export type Reply =
  | { readonly response: object }
  | { readonly error: RowError }
  | { readonly status: RowError }
  | { readonly raw: string }
  | 'missing';

/** Several replies make several lines with one key. */
export type AnswerRow = (row: AskedRow) => Reply | readonly Reply[];

/** A state (known or not, without prefix) that a look at the job finds. */
export type Step =
  | string
  | {
      readonly state: string;
      readonly error?: RowError;
      /** So many looks find SUCCEEDED without a result file, before one finds it. */
      readonly withoutFile?: number;
    };

/** One step for each get or list that sees the job; the last one stays. */
export type JobLife = (job: {
  readonly model: string;
  readonly displayName: string;
  readonly index: number;
}) => readonly Step[];
