import type { Comparison } from './baseline/compare.ts';
import type { Reason, Verdict } from './gate/reason.ts';
import { verdictOf } from './gate/reason.ts';
import { judgeFall, judgeMustPass, type MustPassRows } from './gate/regression.ts';
import { formatApart, formatShare } from './gate/shares.ts';
import type { Metrics } from './scoring/metrics.ts';

/** What the gate needs to know of one model. */
export interface Candidate {
  readonly model: string;
  readonly metrics: Metrics;
  /** Floor as a share; undefined when it has none. */
  readonly floor: number | undefined;
  /** Why the job gave no or not all results, when it did not. */
  readonly failure: Pick<Reason, 'kind' | 'message'> | undefined;
  /** On how many answers each check failed to run. */
  readonly erredChecks?: ReadonlyMap<string, number>;
  /** Answers on which no check that counts could run. */
  readonly unscored?: number;
  /** Against the baseline, where it has this model. */
  readonly comparison?: Comparison | undefined;
  readonly mustPass?: MustPassRows;
}

export interface GateOptions {
  readonly maxErrorRate: number;
  /** Largest accepted fall against the baseline, as a share; undefined when falls are only reported. */
  readonly maxDrop?: number | undefined;
  /** How sentences call the baseline. */
  readonly baselineName?: string;
  readonly isPending: boolean;
  /** Checks wait for a judge: the scores so far are not the models'. */
  readonly isUnjudged?: boolean;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** What a reviewer should know although it decides nothing. */
  readonly notices: readonly string[];
}

/** Comparisons that only differ by floating point are equal. */
const tolerance = 1e-9;

/** Turns figures into a verdict. Errors are not wrong answers: too many of them leave a model unjudged. */
export function judge(candidates: readonly Candidate[], options: GateOptions): Judgement {
  const judged = candidates.map((candidate) => judgeModel(candidate, options));
  const reasons = judged.flatMap((one) => one.reasons);
  return { verdict: verdictOf(reasons, options.isPending), reasons, notices: judged.flatMap((one) => one.notices) };
}

/** Whether a model's score says enough to be judged; if not, it is no part of what is compared either. */
export function isJudged(candidate: Omit<Candidate, 'comparison'>, maxErrorRate: number): boolean {
  return candidate.failure === undefined && judgeErrors(candidate, maxErrorRate) === undefined;
}

const noMustPass: MustPassRows = { broke: [], unanswered: [], failing: [], failingBefore: [] };

/** A row that must pass is looked at even where too few answers came to judge the score, as long as the jobs left all that there is. */
function judgeModel(candidate: Candidate, options: GateOptions): Omit<Judgement, 'verdict'> {
  const { model, failure, metrics, mustPass = noMustPass, comparison } = candidate;
  const { baselineName = 'the baseline', maxDrop } = options;
  if (failure !== undefined) return { reasons: [{ ...failure, model }], notices: [] };
  if (options.isUnjudged) return { reasons: [], notices: [] };
  const gap = judgeErrors(candidate, options.maxErrorRate);
  if (gap !== undefined) {
    const must = judgeMustPass(model, { ...mustPass, unanswered: [] }, baselineName);
    return { reasons: [{ kind: 'error', model, message: gap }, ...must.reasons], notices: must.notices };
  }
  // Nothing is compared before all is there.
  const fall = options.isPending ? {} : judgeFall({ model, comparison, baselineName, maxDrop });
  const must = judgeMustPass(model, mustPass, baselineName);
  return {
    reasons: [...judgeFloor(model, metrics, candidate.floor), ...(fall.reason ? [fall.reason] : []), ...must.reasons],
    notices: [...(fall.notice ? [fall.notice] : []), ...must.notices],
  };
}

/** Why the score says too little to be judged, if it does. */
function judgeErrors(candidate: Candidate, maxErrorRate: number): string | undefined {
  const { model, metrics, unscored = 0 } = candidate;
  const unanswered = metrics.errors + metrics.missing;
  const share = metrics.rows === 0 ? 0 : unanswered / metrics.rows;
  if (unscored > 0 && unscored === metrics.errors && unscored / metrics.rows > maxErrorRate + tolerance)
    return `${model} has ${unscored} of ${metrics.rows} answers on which no check could run, so its score is not judged.`;
  if (metrics.answered === 0 || metrics.score === null)
    return `${model} answered none of ${metrics.rows} rows (${countUnanswered(metrics)}).`;
  if (share > maxErrorRate + tolerance) {
    const [shown, limit] = formatApart(share, maxErrorRate);
    return `${model} left ${shown} of its rows without an answer (${countUnanswered(metrics)}); ${limit} are accepted, so its score is not judged.`;
  }
  return describeErredChecks(candidate, maxErrorRate);
}

function judgeFloor(model: string, metrics: Metrics, floor: number | undefined): Reason[] {
  if (floor === undefined || metrics.score === null || metrics.score >= floor - tolerance) return [];
  const [shown, limit] = formatApart(metrics.score, floor);
  const message = `${model} scored ${shown}, under its floor of ${limit}${describeDoubt(metrics, floor)}.`;
  return [{ kind: 'threshold', model, message }];
}

/** A score without one of its checks is another score: it is not judged when a check failed to run too often. */
function describeErredChecks(
  { model, metrics, erredChecks = new Map() }: Candidate,
  maxErrorRate: number,
): string | undefined {
  const [worst] = [...erredChecks].sort(([, a], [, b]) => b - a);
  if (worst === undefined || worst[1] / metrics.rows <= maxErrorRate + tolerance) return undefined;
  const [shown, limit] = formatApart(worst[1] / metrics.rows, maxErrorRate);
  return `${model} has ${shown} of its rows on which the check ${worst[0]} failed to run (${worst[1]} rows); ${limit} are accepted, so its score is not judged.`;
}

function describeDoubt({ interval }: Metrics, floor: number): string {
  if (interval === null || interval[1] < floor) return '';
  return ` (the 95% interval reaches up to ${formatShare(interval[1], 1)}, so chance may explain it)`;
}

function countUnanswered({ errors, missing }: Metrics): string {
  return [errors > 0 ? `${errors} failed` : '', missing > 0 ? `${missing} missing` : '']
    .filter((text) => text !== '')
    .join(', ');
}
