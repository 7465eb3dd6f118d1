import { findJobs } from '../../batch/find-jobs.ts';
import { isOfRun } from '../../batch/identity.ts';
import { pagesOfJobs } from '../../batch/pages.ts';
import { hasEnded } from '../../batch/states.ts';
import type { GeminiService, RemoteJob } from '../../ports/gemini.ts';
import type { Clock, Log, SavedState, World } from '../../ports.ts';
import { finishCancelledComment } from '../publish/comment.ts';
import { setCancelledStatus } from '../publish/status.ts';
import type { Run } from '../run.ts';
import {
  cancelJobs,
  cancelJobsOf,
  deleteUploads,
  findUploads,
  type Owner,
  succeeds,
  type UploadedFile,
} from './jobs-and-files.ts';

/** The list may lag behind a create: how often lost ones are looked for, and the pauses before, in milliseconds. */
const looksForLost = [0, 1000, 1500];
/** Clocks differ a little. */
const clockSkewMs = 60_000;

/** Cancels jobs whose creates were never answered, as far as they show; says whether all did, and none is at work any more. */
async function cancelLost(
  gemini: GeminiService,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
  { creates, isShared }: Pick<SavedState, 'creates' | 'isShared'>,
): Promise<boolean> {
  const sought = new Map(creates.map(({ displayName, since }) => [displayName, Date.parse(since)]));
  let isDone = true;
  for (const pauseMs of sought.size === 0 ? [] : looksForLost) {
    await clock.sleep(pauseMs);
    const found = await findJobs(gemini, new Set(sought.keys()));
    const isNew = ({ displayName, createTime }: RemoteJob) =>
      Date.parse(createTime ?? '') >= (sought.get(displayName) ?? Number.POSITIVE_INFINITY) - clockSkewMs;
    // Under a shared name an older job is somebody else's.
    const ours = found.filter((job) => !hasEnded(job) && (!isShared || isNew(job)));
    isDone = await cancelJobs(
      gemini,
      log,
      ours.map((job) => job.name),
    );
    // A job of an earlier attempt is not the one that is sought, even if clocks differ: it had ended, or been seen, before.
    const isIt = (job: RemoteJob) => isNew(job) && (!hasEnded(job) || hasEndedSince(job, sought.get(job.displayName)));
    for (const job of found.filter(isIt)) sought.delete(job.displayName);
    if (sought.size === 0) break;
  }
  if (sought.size > 0) log.info(`A create was never answered, and no job shows: ${[...sought.keys()].join(', ')}`);
  return isDone && sought.size === 0;
}

function hasEndedSince({ endTime, createTime }: RemoteJob, since = Number.POSITIVE_INFINITY): boolean {
  return Date.parse(endTime ?? createTime ?? '') >= since;
}

/** The run whose earlier attempts may have left jobs and uploads that nobody wants any more. */
export function earlierOwner({ name, earlierScope, phase }: SavedState): Owner | undefined {
  return phase === 'cancelled' && earlierScope !== null ? { name, scope: earlierScope } : undefined;
}

/** What of this run's uploads the main step does not know. Under a shared name a file may be somebody else's. */
export async function findLostUploads(gemini: GeminiService, log: Log, state: SavedState): Promise<UploadedFile[]> {
  const { uploads, isShared } = state;
  const owner = earlierOwner(state);
  if ((uploads.length === 0 && owner === undefined) || isShared) return [];
  const isOwn = (displayName: string) =>
    uploads.includes(displayName) || (owner !== undefined && isOfRun(displayName, owner));
  let found: UploadedFile[] = [];
  await succeeds(log, async () => {
    found = await findUploads(gemini, isOwn);
  });
  return found;
}

/** Told of what is gone. */
interface Watch {
  onCancelled?(job: string): void;
  onDeleted?(file: string): void;
}

/**
 * Leaves no paid work behind: cancels a run's jobs and deletes its uploads. A create or an upload may have been under way, so its
 * job or file is also looked for by its display name; after a cancel, so are those of earlier attempts. Uploads go when nothing
 * live reads them. Says whether no job is at work any more.
 */
export async function cancelAll(
  gemini: GeminiService,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
  state: SavedState,
  watch: Watch = {},
): Promise<boolean> {
  const owner = earlierOwner(state);
  if (state.phase === 'cancelled') log.info('Cancelling what this run has bought.');
  const isTrue = async (action: () => Promise<boolean>) => {
    let result = false;
    await succeeds(log, async () => {
      result = await action();
    });
    return result;
  };
  const done = await Promise.all([
    cancelJobs(gemini, log, state.jobs, watch.onCancelled),
    isTrue(() => cancelLost(gemini, clock, log, state)),
    isTrue(async () => owner === undefined || cancelJobsOf(owner, { gemini, cleaner: gemini, log })),
  ]);
  const found = await findLostUploads(gemini, log, state);
  await deleteUploads(gemini, log, unite(state.files, found), watch.onDeleted);
  return done.every((isDone) => isDone);
}

/** After a cancel; what could not be done is left to the post step. Says whether no job is at work any more. */
export function cancelRun({ cleaner, world, ledger }: Run): Promise<boolean> {
  const { clock, log } = world;
  return cancelAll(cleaner, clock, log, ledger.savedState, {
    onCancelled: (name) => ledger.cancelledJob(name),
    onDeleted: (file) => ledger.deleted(file),
  });
}

/** Whether jobs of this run may exist that it does not know yet: those of an earlier attempt. */
export async function mayHaveEarlierJobs({ cleaner, ledger }: Run): Promise<boolean> {
  const { name, earlierScope } = ledger.savedState;
  if (earlierScope === null) return false;
  try {
    for await (const jobs of pagesOfJobs(cleaner))
      if (jobs.some(({ displayName }) => isOfRun(displayName, { name, scope: earlierScope }))) return true;
    return false;
  } catch {
    return true;
  }
}

export function unite(known: readonly UploadedFile[], found: readonly UploadedFile[]): UploadedFile[] {
  return [...known, ...found.filter(({ name }) => known.every((file) => file.name !== name))];
}

/**
 * Tells GitHub of a cancelled run: its status, and its comment if it had said there that its jobs go on. Says whether something could
 * not be told for now.
 */
export async function tellOfCancel(
  run: Pick<SavedState, 'name' | 'isShared'>,
  world: Pick<World, 'context' | 'github' | 'log'>,
  pullRequest: number | undefined,
): Promise<{ readonly isLost: boolean }> {
  const status = await setCancelledStatus(run, world);
  const comment = await finishCancelledComment(run, world, pullRequest);
  return { isLost: status.isLost || comment.isLost };
}
