import type { ManifestJob } from '../../batch/ledger.ts';
import { hasEnded } from '../../batch/states.ts';
import type { Result } from '../conclude.ts';
import type { Decision } from '../decide.ts';
import type { Run } from '../run.ts';

/** What a run says whose jobs go on: which they are, and who will finish it. */
export function describePending(run: Run, decision: Decision): Pick<Result, 'reasons' | 'decision' | 'note'> {
  if (run.patience.kind === 'leave') return describeLeft(run, decision);
  const notices = [describeRest(run), ...decision.notices];
  return { reasons: decision.reasons, decision: { ...decision, notices } };
}

/** Who finishes a run that has not ended in time. */
function describeRest({ inputs, lack }: Run): string {
  const isTakenUp = inputs.reuse !== 'never';
  if (lack === undefined && isTakenUp)
    return 'The jobs go on: collect/ finishes this evaluation, and so does re-running this job; neither buys anything again.';
  if (lack === undefined) return 'The jobs go on: collect/ finishes this evaluation, and buys nothing again.';
  return isTakenUp
    ? `The jobs go on. Only re-running this job can finish this evaluation, and buys nothing again: ${lack}.`
    : `The jobs go on, and nothing will read their answers: reuse is never, and ${lack}.`;
}

/** That jobs run on is no fault where nobody meant to wait for them: it is said, and no reason. */
function describeLeft({ ledger }: Run, decision: Decision): Pick<Result, 'reasons' | 'decision' | 'note'> {
  const refusals = decision.reasons.filter(({ kind }) => kind === 'error');
  const isRefused = ({ model, name }: ManifestJob) =>
    name === null && refusals.some((refusal) => 'model' in refusal && refusal.model === model);
  const running = ledger.manifest.jobs
    .filter((job) => !hasEnded({ state: job.state ?? '' }) && !isRefused(job))
    .map(({ model, name, state }) => `${model} runs as ${name ?? 'a job to come'}, last seen ${state ?? 'waiting'}.`);
  const note = 'The jobs were submitted and not waited for. A later run of collect/ will finish this evaluation.';
  return {
    reasons: [],
    decision: {
      ...decision,
      reasons: [],
      notices: [...decision.notices, ...refusals.map(({ message }) => message), ...running],
    },
    note,
  };
}
