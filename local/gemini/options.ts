import { textReply } from './replies.ts';
import type { AnswerRow, JobLife, Operation } from './types.ts';

/** Beyond these the service refuses. */
export interface Limits {
  readonly maxFileBytes: number;
  readonly maxStorageBytes: number;
  readonly maxInlineBytes: number;
  readonly maxFileNameIdLength: number;
  readonly maxFileDisplayNameChars: number;
  readonly maxConcurrentJobs: number;
  /** Tokens (4 bytes each) waiting in live jobs, for each model or for those named. */
  readonly enqueuedTokens: number | Readonly<Record<string, number>>;
}

/** How the emulator behaves; every member may be changed while it runs. */
export interface Behaviour {
  /** The keys that are accepted; unset, any that is not empty. */
  readonly apiKey?: string | readonly string[];
  readonly answer: AnswerRow;
  readonly life: JobLife;
  readonly order: 'shuffled' | 'input';
  readonly mimeTypes: readonly string[];
  /** Where another MIME type is refused; `no-file` answers the upload with 200 and nothing. */
  readonly mimeRefusal: 'upload' | 'create' | 'no-file';
  readonly limits: Limits;
  /** Ids that exist; unset, everything that begins with `gemini-`. */
  readonly models?: readonly string[];
  /** Ids that answer 404 with a hint at their successor. */
  readonly retired: Readonly<Record<string, string>>;
  /** Ids that another model serves. */
  readonly routed: Readonly<Record<string, string>>;
  readonly rejectDuplicateKeys: boolean;
  readonly listPageSizeMax: number;
  readonly emptyListWithoutPageSize: boolean;
  /** What a file answers that does not exist or belongs to another key. */
  readonly missingFileStatus: 403 | 404;
  readonly downloadForms: { readonly plain: boolean; readonly prefixed: boolean };
  readonly responsesFileIn: 'both' | 'response' | 'metadata';
  readonly uploadedFileTtlMs: number;
  readonly resultFileTtlMs: number;
  /** Pieces that do not end an upload must be multiples of it. */
  readonly chunkGranularityBytes: number;
  /** Whether a query of a finished upload tells the file. */
  readonly queryTellsFile: boolean;
  /** Whether a cancel takes effect; the service promises best effort only. */
  readonly cancelWorks: boolean;
  readonly now: () => number;
  /** Awaited when a request has come in, before anything happens. */
  readonly onRequest?: (operation: Operation, n: number) => unknown;
  /** Awaited when the state has changed, before the answer goes out. */
  readonly afterEffect?: (operation: Operation, n: number) => unknown;
  /** Called when a fault leaves a request without an answer. */
  readonly onHang?: () => void;
}

/** Every member may be left out; `seed` decides ids and the order of result lines. */
export type GeminiEmulatorOptions = Partial<Omit<Behaviour, 'limits'>> & {
  readonly limits?: Partial<Limits>;
  readonly seed?: number;
};

const gibibyte = 2 ** 30;
const hourMs = 3_600_000;

const defaultLimits: Limits = {
  maxFileBytes: 2 * gibibyte,
  maxStorageBytes: 20 * gibibyte,
  maxInlineBytes: 20_000_000,
  maxFileNameIdLength: 40,
  maxFileDisplayNameChars: 512,
  maxConcurrentJobs: 100,
  enqueuedTokens: Number.POSITIVE_INFINITY,
};

const defaults: Behaviour = {
  answer: (row) => textReply(row, 'canned'),
  life: () => ['PENDING', 'RUNNING', 'SUCCEEDED'],
  order: 'shuffled',
  mimeTypes: ['jsonl', 'application/jsonl', 'application/json', 'text/plain'],
  mimeRefusal: 'upload',
  limits: defaultLimits,
  retired: {},
  routed: {},
  rejectDuplicateKeys: false,
  listPageSizeMax: 100,
  emptyListWithoutPageSize: true,
  missingFileStatus: 404,
  downloadForms: { plain: true, prefixed: true },
  responsesFileIn: 'both',
  uploadedFileTtlMs: 48 * hourMs,
  resultFileTtlMs: 42 * 24 * hourMs,
  chunkGranularityBytes: 8 * 2 ** 20,
  queryTellsFile: true,
  cancelWorks: true,
  now: Date.now,
};

/** The defaults, or the behaviour so far, with changes on top. */
export function withOptions(changes: GeminiEmulatorOptions, base: Behaviour = defaults): Behaviour {
  const { limits, seed: _seed, ...rest } = changes;
  return { ...base, ...rest, limits: { ...base.limits, ...limits } };
}
