export const reasonKinds = ['threshold', 'regression', 'error', 'incomplete'] as const;
export type ReasonKind = (typeof reasonKinds)[number];
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'pending' | 'skipped';

/** Why a run is not a plain pass, in a sentence that a reviewer understands. */
export interface Reason {
  readonly kind: ReasonKind;
  /** Left out when it concerns the whole run. */
  readonly model?: string;
  /** What was broken, where one kind has several: only a fall beyond `max-drop` can be accepted by a label. */
  readonly rule?: 'max-drop' | 'must-pass';
  readonly message: string;
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
