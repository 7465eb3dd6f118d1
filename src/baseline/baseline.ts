/** What a run is compared with: one score per row of the present dataset, for every model that has some. */
export interface Baseline {
  readonly kind: 'branch' | 'file' | 'logged';
  /** How sentences call it: a branch or ref, a path, or `the log`. */
  readonly name: string;
  /** Null for logged answers, and where the report does not say. */
  readonly sha: string | null;
  readonly runId: string | null;
  /** When its run ended. ISO 8601; null where that is not known. */
  readonly createdAt: string | null;
  /** Answers per row. */
  readonly repeat: number;
  /** Whether it says by which checks it was scored. */
  readonly areChecksKnown: boolean;
  readonly models: ReadonlyMap<string, BaselineModel>;
  /** Models that it has and that are not compared with, and why, as the end of a sentence that begins with the model's name. */
  readonly unused: ReadonlyMap<string, string>;
  /** Whether a row of the present dataset is there as it is now. */
  has(row: number): boolean;
  readonly dataset: DatasetDifference;
}

/** One model's part of a baseline. */
export interface BaselineModel {
  readonly scores: RowScores;
  /** Its own score, over all its rows. */
  readonly score: number | null;
  /** US dollars; null when unknown. */
  readonly cost: number | null;
  /** How many answers came from each version that the service named. */
  readonly modelVersions: { readonly [version: string]: number };
}

/** One score for each row of the present dataset, repeats averaged; NaN where there is none. */
export interface RowScores {
  /** Of the checks that could run. */
  readonly own: Float64Array;
  /** NaN also where a check that counts failed to run: what is left is another score. */
  readonly whole: Float64Array;
}

/** How the rows of a baseline differ from those of the present dataset; such rows are in no pair. */
export interface DatasetDifference {
  readonly added: RowList;
  readonly removed: RowList;
  /** Rows of the same key of which the request, or what else the checks look at, is another one now. */
  readonly changed: RowList;
}

/** A number of rows, with the keys of the first ones. */
export interface RowList {
  readonly count: number;
  readonly keys: readonly string[];
}

export const maxListedKeys = 100;

export const sameDataset: DatasetDifference = {
  added: { count: 0, keys: [] },
  removed: { count: 0, keys: [] },
  changed: { count: 0, keys: [] },
};

/** A baseline that was found and cannot be used; the message says why, as the end of a sentence that begins with its name. */
export class UnusableBaselineError extends Error {
  override readonly name = 'UnusableBaselineError';
  /** Its run was still at work; a collector may have finished it since. */
  readonly isPending: boolean;
  /** It is whole, and of something else: other checks, models or rows. */
  readonly isOther: boolean;

  constructor(fault: string, { isPending = false, isOther = false } = {}) {
    super(fault);
    this.isPending = isPending;
    this.isOther = isOther;
  }
}
