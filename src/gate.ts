import type { Metrics } from './scoring/metrics.ts';

export const reasonKinds = ['threshold', 'regression', 'error', 'incomplete'] as const;
export type ReasonKind = (typeof reasonKinds)[number];
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'pending' | 'skipped';

/** Why a run is not a plain pass, in a sentence that a reviewer understands. */
export interface Reason {
  readonly kind: ReasonKind;
  /** Left out when it concerns the whole run. */
  readonly model?: string;
  readonly message: string;
}

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
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

/** Comparisons that only differ by floating point are equal. */
const tolerance = 1e-9;

/** Turns figures into a verdict. Errors are not wrong answers: too many of them leave a model unjudged. */
export function judge(
  candidates: readonly Candidate[],
  options: { maxErrorRate: number; isPending: boolean },
): Judgement {
  const reasons = candidates.flatMap((candidate) => judgeModel(candidate, options));
  return { verdict: verdictOf(reasons, options.isPending), reasons };
}

/** `pending` is decided first; then a quality reason fails, and any other leaves the run inconclusive. */
export function verdictOf(reasons: readonly Reason[], isPending: boolean): Verdict {
  if (isPending) return 'pending';
  if (reasons.some(({ kind }) => kind === 'threshold' || kind === 'regression')) return 'fail';
  return reasons.length > 0 ? 'inconclusive' : 'pass';
}

/** Whether a verdict's reasons turn the check red. */
export function isRed(reasons: readonly Reason[], failOn: ReadonlySet<ReasonKind>): boolean {
  return reasons.some((reason) => failOn.has(reason.kind));
}

function judgeModel(
  candidate: Candidate,
  { maxErrorRate, isPending }: { maxErrorRate: number; isPending: boolean },
): Reason[] {
  const { model, metrics, floor, failure, unscored = 0 } = candidate;
  if (failure !== undefined) return [{ ...failure, model }];
  // Checks that wait for a judge are no errors.
  if (isPending && unscored > 0) return [];
  const unanswered = metrics.errors + metrics.missing;
  const share = metrics.rows === 0 ? 0 : unanswered / metrics.rows;
  if (unscored > 0 && unscored === metrics.errors && unscored / metrics.rows > maxErrorRate + tolerance) {
    const message = `${model} has ${unscored} of ${metrics.rows} answers on which no check could run, so its score is not judged.`;
    return [{ kind: 'error', model, message }];
  }
  if (metrics.answered === 0 || metrics.score === null) {
    return [
      {
        kind: 'error',
        model,
        message: `${model} answered none of ${metrics.rows} rows (${countUnanswered(metrics)}).`,
      },
    ];
  }
  if (share > maxErrorRate + tolerance) {
    const [shown, limit] = formatApart(share, maxErrorRate);
    const message = `${model} left ${shown} of its rows without an answer (${countUnanswered(metrics)}); ${limit} are accepted, so its score is not judged.`;
    return [{ kind: 'error', model, message }];
  }
  const erred = describeErredChecks(candidate, maxErrorRate);
  if (erred !== undefined) return [{ kind: 'error', model, message: erred }];
  if (floor === undefined || metrics.score >= floor - tolerance) return [];
  const [shown, limit] = formatApart(metrics.score, floor);
  return [
    {
      kind: 'threshold',
      model,
      message: `${model} scored ${shown}, under its floor of ${limit}${describeDoubt(metrics, floor)}.`,
    },
  ];
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

/** A share as a percentage with fixed decimals. */
export function formatShare(share: number, decimals: number): string {
  return `${(share * 100).toFixed(decimals)}%`;
}

const maxDecimals = 7;

/** A share and the limit it broke, with as many decimals as it takes to see that they differ and to show the limit as it was set. */
export function formatApart(share: number, limit: number, fewestDecimals = 1): [string, string] {
  let decimals = fewestDecimals;
  const isRounded = () => Math.abs(Number((limit * 100).toFixed(decimals)) - limit * 100) > 1e-7;
  const isSame = () => formatShare(share, decimals) === formatShare(limit, decimals);
  while (decimals < maxDecimals && (isSame() || isRounded())) decimals++;
  return [formatShare(share, decimals), formatShare(limit, decimals)];
}
