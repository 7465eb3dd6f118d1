import { findJobs } from '../batch/find-jobs.ts';
import { readsUpload } from '../batch/identity.ts';
import type { Ledger } from '../batch/ledger.ts';
import { pagesOfJobs } from '../batch/pages.ts';
import { hasEnded } from '../batch/states.ts';
import type { GeminiService, RemoteJob } from '../ports/gemini.ts';
import type { Clock, Log, SavedState } from '../ports.ts';
import type { Run } from './run.ts';

/** Cleaning up is best effort: what fails is said, and nothing else suffers. */
async function attempt(log: Log, action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    log.warning(`Cleaning up: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

type UploadedFile = SavedState['files'][number];

/** Deletes the uploaded files that no live job reads. The service deletes the rest by itself after 48 hours. */
export async function deleteUploads(
  gemini: GeminiService,
  log: Log,
  files: readonly UploadedFile[],
  onDeleted: (file: string) => void = () => undefined,
): Promise<void> {
  if (files.length === 0) return;
  await attempt(log, async () => {
    const live = await listLiveJobs(gemini);
    for (const file of files) {
      const reader = live.find((job) => readsUpload(job, file));
      if (reader !== undefined) log.info(`${file.name} stays: ${reader.name} reads it`);
      else if (await attempt(log, () => gemini.deleteFile(file.name))) onDeleted(file.name);
    }
  });
}

/** Every job of the project that has not ended. */
export async function listLiveJobs(gemini: GeminiService): Promise<RemoteJob[]> {
  const live: RemoteJob[] = [];
  for await (const jobs of pagesOfJobs(gemini)) live.push(...jobs.filter((job) => !hasEnded(job)));
  return live;
}

/** Cancels jobs. One that has ended meanwhile is no failure. */
export async function cancelJobs(
  gemini: GeminiService,
  log: Log,
  names: readonly string[],
  onCancelled: (name: string) => void = () => undefined,
): Promise<void> {
  const cancel = async (name: string) => {
    try {
      await gemini.cancelJob(name);
      log.info(`Cancelled ${name}`);
    } catch (error) {
      if (!hasEnded(await gemini.getJob(name))) throw error;
    }
    onCancelled(name);
  };
  await Promise.all(names.map((name) => attempt(log, () => cancel(name))));
}

/** The list may lag behind a create: how often lost ones are looked for, and the pauses before, in milliseconds. */
const looksForLost = [0, 1000, 1500];
/** Clocks differ a little. */
const clockSkewMs = 60_000;

/** Cancels jobs whose creates were never answered, as far as they show. */
async function cancelLost(
  gemini: GeminiService,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
  { creates, isShared }: Pick<SavedState, 'creates' | 'isShared'>,
): Promise<void> {
  const sought = new Map(creates.map(({ displayName, since }) => [displayName, Date.parse(since)]));
  for (const pauseMs of sought.size === 0 ? [] : looksForLost) {
    await clock.sleep(pauseMs);
    const found = await findJobs(gemini, new Set(sought.keys()));
    // Under a shared name an older job is somebody else's.
    const ours = found.filter(({ displayName, createTime }) => {
      const since = sought.get(displayName) ?? Number.POSITIVE_INFINITY;
      return !isShared || Date.parse(createTime ?? '') >= since - clockSkewMs;
    });
    await cancelJobs(
      gemini,
      log,
      ours.filter((job) => !hasEnded(job)).map((job) => job.name),
    );
    for (const { displayName } of ours) sought.delete(displayName);
    if (sought.size === 0) return;
  }
}

/**
 * After a cancel: no paid work stays behind. A create may have been under way, so its job is also looked for by its display
 * name. Uploads go when nothing live reads them; what is still in use is left to the post step.
 */
export async function cancelRun(
  gemini: GeminiService,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
  ledger: Ledger,
): Promise<void> {
  log.info('Cancelling what this run has bought.');
  const lost = { creates: ledger.lostCreates, isShared: ledger.manifest.isShared };
  await Promise.all([
    cancelJobs(gemini, log, ledger.openJobs, (name) => ledger.cancelledJob(name)),
    attempt(log, () => cancelLost(gemini, clock, log, lost)),
  ]);
  await deleteUploads(gemini, log, ledger.manifest.files, (file) => ledger.deleted(file));
}

/** At the end of a run: what is still at work has come too late, and nothing reads the uploads any more. */
export async function cleanUp(run: Run): Promise<void> {
  const { cleaner, world, ledger } = run;
  await cancelJobs(cleaner, world.log, ledger.openJobs, (name) => ledger.cancelledJob(name));
  await deleteOwnUploads(run);
}

/** Deletes what a run has uploaded. */
export function deleteOwnUploads({ cleaner, world, ledger }: Run): Promise<void> {
  return deleteUploads(cleaner, world.log, ledger.manifest.files, (file) => ledger.deleted(file));
}

/** The post step: finishes what the main step could not. The service is only made when there is something to do. */
export async function cleanUpAfter(
  state: SavedState,
  openGemini: () => Promise<GeminiService>,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
): Promise<void> {
  const isClean = state.files.length === 0 && state.jobs.length === 0 && state.creates.length === 0;
  if (state.isFinished || isClean) {
    log.info('Nothing to clean up.');
    return;
  }
  const gemini = await openGemini();
  if (state.isCancelled) {
    await cancelJobs(gemini, log, state.jobs);
    await attempt(log, () => cancelLost(gemini, clock, log, state));
  } else if (state.jobs.length > 0) {
    log.info(
      `The run ended early. Its jobs go on: re-run the workflow to take them over, or let collect/ finish it (${state.jobs.join(', ')}).`,
    );
  }
  await deleteUploads(gemini, log, state.files, (file) => log.info(`Deleted ${file}`));
}
