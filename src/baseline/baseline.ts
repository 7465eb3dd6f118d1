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
  readonly models: ReadonlyMap<string, BaselineModel>;
  readonly dataset: DatasetDifference;
}

/** One model's part of a baseline. */
export interface BaselineModel {
  /** By row of the present dataset, repeats averaged; NaN where the baseline has no score that can be compared. */
  readonly scores: Float64Array;
  /** Its own score, over all its rows. */
  readonly score: number | null;
  /** US dollars; null when unknown. */
  readonly cost: number | null;
  /** How many answers came from each version that the service named. */
  readonly modelVersions: { readonly [version: string]: number };
}

/** How the rows of a baseline differ from those of the present dataset; such rows are in no pair. */
export interface DatasetDifference {
  readonly added: RowList;
  readonly removed: RowList;
  /** Rows of the same key whose request or `expected` is another one now. */
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
}
