import { CancelledError, ChangedRequestsError, ServiceError } from '../errors.ts';
import { cancelRun, mayHaveEarlierJobs } from './clean-up/cancel.ts';
import { deleteOwnUploads } from './clean-up/end.ts';
import type { Outcome, Result } from './conclude.ts';
import { comesAgain } from './patience.ts';
import { dropPending } from './pending/leave.ts';
import { setCancelledStatus } from './publish/status.ts';
import type { Run } from './run.ts';

/**
 * What becomes of a run that an error or a cancel has broken off. After a cancel nothing is published; otherwise how far it came.
 * Throws the error, so that the check is red; only a visit that gives its run up comes to an outcome.
 */
export async function breakOff(
  run: Run,
  error: unknown,
  finish: (result: Omit<Result, 'budget'>) => Promise<Outcome>,
): Promise<Outcome> {
  const { world, ledger, patience, progress } = run;
  if (world.signal.aborted) {
    await cancel(run);
    throw new CancelledError();
  }
  // What a collector could not do today says nothing of the answers.
  if (patience.kind === 'visit' && comesAgain(patience, world) && !(error instanceof ChangedRequestsError)) throw error;
  // A job that does not show yet may read any of them.
  if (ledger.lostCreates.length === 0) await deleteOwnUploads(run);
  const hint = error instanceof ServiceError && error.hint !== undefined ? ` ${error.hint}` : '';
  const message = `${error instanceof Error ? error.message : String(error)}${hint}`;
  const reasons = [{ kind: 'error' as const, message }];
  const { jobs } = ledger.manifest;
  const outcome = await finish({ ...progress, verdict: 'inconclusive', reasons, isBroken: true, jobs });
  if (patience.kind === 'visit') return outcome;
  // Where nothing is at work, there is nothing to come back for.
  if (!hasBought(run)) await dropPending(ledger.savedState, world);
  throw error;
}

/** The runner may lose its patience before a step takes note of a cancel: the post step then knows what to do. */
export function noteCancel({ patience, ledger }: Run): void {
  // Who is over has said so.
  if (patience.kind === 'wait' && ledger.savedState.phase === 'working') ledger.enter('cancelled');
}

/** Jobs that a collector will come for are left alone; without one nobody would read what they answer. */
async function isInVain(run: Run): Promise<boolean> {
  const { kind } = run.patience;
  return kind === 'wait' || (kind === 'leave' && !hasBought(run) && !(await mayHaveEarlierJobs(run)));
}

async function cancel(run: Run): Promise<void> {
  const { world, ledger } = run;
  if (!(await isInVain(run))) return;
  ledger.enter('cancelled');
  const cleaning = Promise.all([tellAtOnce(run), cancelRun(run)]).then(async ([{ isLost }, isDone]) => {
    // Otherwise the post step tries again, and then a collector.
    if (isLost || !isDone) return;
    await dropPending(ledger.savedState, world);
    ledger.enter('over');
  });
  // A service that does not answer must not keep the runner waiting; what is not done then is left to the post step.
  const inTime = new AbortController();
  await Promise.race([cleaning, world.clock.sleep(longestCleaningMs, inTime.signal).catch(() => undefined)]);
  inTime.abort();
}

/** A comment that says that jobs go on is finished by the post step: here, what reads GitHub has been aborted. */
async function tellAtOnce({ inputs, world, progress }: Run): Promise<{ readonly isLost: boolean }> {
  const { isLost } = await setCancelledStatus(inputs, world);
  return { isLost: isLost || world.context.attempt > 1 || progress.isTold };
}

/** The runner sends SIGTERM 7.5 s after SIGINT. */
const longestCleaningMs = 6500;

function hasBought({ ledger }: Run): boolean {
  return ledger.openJobs.length + ledger.lostCreates.length > 0;
}
