import type { Reason, Verdict } from '../gate.ts';
import type { Tokens } from '../scoring/answer.ts';
import type { Metrics } from '../scoring/metrics.ts';

export const schemaVersion = 1;

/** A batch job as the report names it. */
export interface JobReport {
  readonly name: string;
  readonly state: string;
  /** Taken over from an earlier run instead of bought. */
  readonly isTakenOver: boolean;
}

/** Figures of the rows that bear a tag. */
export interface SliceReport extends Metrics {
  readonly tag: string;
}

/** Figures of several answers per row; index k - 1 is about k answers. */
export interface RepeatReport {
  readonly passAtK: readonly (number | null)[];
  readonly passHatK: readonly (number | null)[];
  readonly flaky: number;
  /** Keys of rows of which some answers passed and others did not; the first 1,000. */
  readonly flakyKeys: readonly string[];
}

/** What was put into the requests of these models. */
export interface PromptReport {
  readonly models: readonly string[];
  /** Path of the file; null when the logged instruction stayed. */
  readonly systemInstruction: string | null;
  readonly isPatched: boolean;
  /** Of instruction and patch; null when requests went out as they were logged. */
  readonly hash: string | null;
  /** What changed, in words. */
  readonly changes: readonly string[];
}

/** A judge model's part. */
export interface JudgeReport {
  readonly model: string;
  readonly requests: number;
  readonly verdicts: number;
  readonly errors: number;
  readonly missing: number;
  readonly tokens: Tokens;
  readonly jobs: readonly JobReport[];
}

/** One model's part of report.json. Shares are 0 to 1, unknown is null, nothing is rounded. */
export interface ModelReport extends Metrics {
  readonly model: string;
  readonly threshold: number | null;
  readonly duplicates: number;
  readonly unknown: number;
  readonly baseline: null;
  readonly tokens: Tokens;
  /** US dollars; null when unknown. */
  readonly cost: number | null;
  readonly jobs: readonly JobReport[];
  /** How many answers came from each version that the service named. */
  readonly modelVersions: { readonly [version: string]: number };
  /** How often each error came, as `code: message`. */
  readonly errorKinds: { readonly [error: string]: number };
  /** On how many answers each check failed to run. */
  readonly erredChecks: { readonly [check: string]: number };
  /** Null with one answer per row. */
  readonly repeats: RepeatReport | null;
  readonly slices: readonly SliceReport[];
}

/** report.json: the whole result. Its schema is schema/report.v1.json. */
export interface Report {
  readonly schemaVersion: typeof schemaVersion;
  readonly name: string;
  readonly verdict: Verdict;
  readonly passed: boolean;
  readonly reasons: readonly Reason[];
  readonly dataset: {
    readonly rows: number;
    /** Rows in the files; more than `rows` when a sample was drawn. */
    readonly totalRows: number;
    readonly fingerprint: string | null;
    readonly files: readonly string[];
    readonly repeatedKeyRows: number;
  };
  readonly baseline: { readonly kind: 'branch' | 'file' | 'logged' | 'none'; readonly sha: string | null };
  readonly models: readonly ModelReport[];
  readonly prompts: readonly PromptReport[];
  readonly judges: readonly JudgeReport[];
  readonly run: {
    readonly repository: string;
    readonly id: string;
    readonly attempt: number;
    readonly event: string;
    readonly sha: string;
    readonly pullRequest: number | null;
    readonly startedAt: string;
    readonly finishedAt: string;
  };
  readonly settings: {
    readonly scorers: readonly { readonly scorer: string; readonly weight: number }[];
    readonly repeat: number;
    readonly maxErrorRate: number;
    readonly failOn: readonly string[];
  };
}

/** A row that did not pass, as lists of rows show it. */
export interface FailedRow {
  readonly model: string;
  readonly key: string;
  readonly repeat: number;
  readonly file: string;
  readonly line: number;
  readonly outcome: 'answered' | 'error' | 'missing';
  readonly score: number | null;
  /** The names of the checks that failed, or the error's code: nothing that could quote a row. */
  readonly brief: string;
  /** What the checks or the service said; may quote the answer. */
  readonly reason: string;
}

/** Lowest score of all models; null when a model has none. */
export function lowestScore(models: readonly { score: number | null }[]): number | null {
  return models.reduce<number | null>(
    (lowest, { score }, index) =>
      score === null || (index > 0 && lowest === null) ? null : Math.min(score, lowest ?? 1),
    null,
  );
}
