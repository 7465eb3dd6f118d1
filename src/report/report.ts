import type { DatasetDifference } from '../baseline/baseline.ts';
import type { Change, Comparison } from '../baseline/compare.ts';
import type { Reason, Verdict } from '../gate/reason.ts';
import type { Tokens } from '../scoring/answer.ts';
import type { Metrics } from '../scoring/metrics.ts';
import type { ModelGroups } from '../statistics/model-groups.ts';

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
  /** US dollars; null when unknown. */
  readonly cost: number | null;
  readonly jobs: readonly JobReport[];
}

/** A model against its baseline, on the rows that both have a score for. */
export interface ComparisonReport extends Comparison {
  /** The baseline's own score, over all its rows. */
  readonly score: number | null;
  /** US dollars; null when unknown. */
  readonly cost: number | null;
  readonly modelVersions: { readonly [version: string]: number };
  /** Keys of the rows that passed there and do not pass now; the first 1,000. */
  readonly brokeKeys: readonly string[];
  readonly fixedKeys: readonly string[];
}

/** One model's part of report.json. Shares are 0 to 1, unknown is null, nothing is rounded. */
export interface ModelReport extends Metrics {
  readonly model: string;
  readonly threshold: number | null;
  readonly duplicates: number;
  readonly unknown: number;
  /** Null without a baseline, and when the baseline lacks the model. */
  readonly baseline: ComparisonReport | null;
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

/** What the run was compared with. */
export interface BaselineSection extends DatasetDifference {
  readonly kind: 'branch' | 'file' | 'logged' | 'none';
  /** How sentences call it: a branch or ref, a path, `the log`; null for none. */
  readonly name: string | null;
  readonly sha: string | null;
  readonly runId: string | null;
  /** When its run ended. ISO 8601; null when unknown. */
  readonly createdAt: string | null;
}

/** Who accepted a fall beyond `max-drop`, by a label on the pull request. */
export interface Acceptance {
  readonly label: string;
  readonly login: string;
  /** ISO 8601. */
  readonly at: string;
  /** The commit that it was accepted for. */
  readonly sha: string;
  /** What would have failed the gate. */
  readonly reasons: readonly Reason[];
}

/** The answers in the log, scored by the same checks: a reference that costs nothing. */
export interface LoggedReport {
  readonly score: number | null;
  readonly interval: readonly [number, number] | null;
  /** Rows with a logged answer that got a score. */
  readonly rows: number;
}

/** US dollars at batch price; null when a part is unknown. */
export interface CostReport {
  /** Of all models and judges. */
  readonly total: number | null;
  /** What was expected before anything was sent. */
  readonly estimate: number | null;
  /** The same with the later rounds that were bought. */
  readonly estimateWithRounds: number | null;
  /** `max-cost`; null when it was not set. */
  readonly limit: number | null;
  /** The day on which the built-in prices were read. */
  readonly pricesReadOn: string;
}

/** report.json: the whole result. Its schema is schema/report.v1.json. */
export interface Report {
  readonly schemaVersion: typeof schemaVersion;
  readonly name: string;
  readonly verdict: Verdict;
  readonly passed: boolean;
  readonly reasons: readonly Reason[];
  /** What a reviewer should know although it decides nothing. */
  readonly notices: readonly string[];
  /** Null when nothing was accepted. */
  readonly acceptance: Acceptance | null;
  readonly dataset: {
    readonly rows: number;
    /** Rows in the files; more than `rows` when a sample was drawn. */
    readonly totalRows: number;
    readonly fingerprint: string | null;
    readonly files: readonly string[];
    readonly repeatedKeyRows: number;
  };
  readonly baseline: BaselineSection;
  /** Null when the log holds no answer that these checks can score, or nobody asked. */
  readonly logged: LoggedReport | null;
  readonly cost: CostReport;
  /** Which models of this run can be told apart; null for fewer than two, and for more than 12. */
  readonly separation: ModelGroups | null;
  readonly models: readonly ModelReport[];
  readonly prompts: readonly PromptReport[];
  readonly judges: readonly JudgeReport[];
  readonly run: {
    readonly repository: string;
    readonly id: string;
    readonly attempt: number;
    readonly event: string;
    readonly sha: string;
    /** `refs/heads/…`, `refs/pull/…`; '' outside a workflow. */
    readonly ref: string;
    readonly pullRequest: number | null;
    readonly startedAt: string;
    readonly finishedAt: string;
  };
  readonly settings: {
    readonly scorers: readonly { readonly scorer: string; readonly weight: number }[];
    /** Of the checks: reports of other checks are not compared. */
    readonly fingerprint: string;
    /** Null when falls are only reported. */
    readonly maxDrop: number | null;
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

/** A row that passes now and did not in the baseline, or the other way round; scores are means over repeats. */
export interface ChangedRow extends FailedRow {
  readonly change: Exclude<Change, 'same'>;
  readonly baselineScore: number;
}

/** Lowest score of all models; null when a model has none. */
export function lowestScore(models: readonly { score: number | null }[]): number | null {
  return models.reduce<number | null>(
    (lowest, { score }, index) =>
      score === null || (index > 0 && lowest === null) ? null : Math.min(score, lowest ?? 1),
    null,
  );
}
