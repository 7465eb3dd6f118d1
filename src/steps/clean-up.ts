import { findJobs } from '../batch/find-jobs.ts';
import { readsUpload } from '../batch/identity.ts';
import type { Ledger } from '../batch/ledger.ts';
import { pagesOfFiles, pagesOfJobs } from '../batch/pages.ts';
import { hasEnded } from '../batch/states.ts';
import type { GeminiService, RemoteJob } from '../ports/gemini.ts';
import type { Clock, Log, SavedState, World } from '../ports.ts';
import { dropPending } from './pending/leave.ts';
import { finishCancelledComment } from './publish/comment.ts';
import { setCancelledStatus } from './publish/status.ts';
import type { Run } from './run.ts';

/** Cleaning up is best effort: what fails is said, and nothing else suffers. */
async function succeeds(log: Log, action: () => Promise<void>): Promise<boolean> {
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
  await succeeds(log, async () => {
    const live = await listLiveJobs(gemini);
    for (const file of files) {
      const reader = live.find((job) => readsUpload(job, file));
      if (reader !== undefined) log.info(`${file.name} stays: ${reader.name} reads it`);
      else if (await succeeds(log, () => gemini.deleteFile(file.name))) onDeleted(file.name);
    }
  });
}

/** Every job of the project that has not ended. */
export async function listLiveJobs(gemini: GeminiService): Promise<RemoteJob[]> {
  const live: RemoteJob[] = [];
  for await (const jobs of pagesOfJobs(gemini)) live.push(...jobs.filter((job) => !hasEnded(job)));
  return live;
}

/** Cancels jobs; says whether none is at work any more. One that has ended meanwhile is no failure. */
export async function cancelJobs(
  gemini: GeminiService,
  log: Log,
  names: readonly string[],
  onCancelled: (name: string) => void = () => undefined,
): Promise<boolean> {
  const cancel = async (name: string) => {
    try {
      await gemini.cancelJob(name);
      log.info(`Cancelled ${name}`);
    } catch (error) {
      if (!hasEnded(await gemini.getJob(name))) throw error;
    }
    onCancelled(name);
  };
  const done = await Promise.all(names.map((name) => succeeds(log, () => cancel(name))));
  return done.every((isDone) => isDone);
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
    const isNew = ({ displayName, createTime }: RemoteJob) =>
      Date.parse(createTime ?? '') >= (sought.get(displayName) ?? Number.POSITIVE_INFINITY) - clockSkewMs;
    // Under a shared name an older job is somebody else's.
    const ours = found.filter((job) => !hasEnded(job) && (!isShared || isNew(job)));
    await cancelJobs(
      gemini,
      log,
      ours.map((job) => job.name),
    );
    // A job of an earlier attempt is not the one that is sought, even if clocks differ: it had ended, or been seen, before.
    const isIt = (job: RemoteJob) => isNew(job) && (!hasEnded(job) || hasEndedSince(job, sought.get(job.displayName)));
    for (const job of found.filter(isIt)) sought.delete(job.displayName);
    if (sought.size === 0) return;
  }
}

function hasEndedSince({ endTime, createTime }: RemoteJob, since = Number.POSITIVE_INFINITY): boolean {
  return Date.parse(endTime ?? createTime ?? '') >= since;
}

/** Files whose uploads were never answered, as far as they show. Under a shared name a file may be somebody else's. */
async function findBegun(
  gemini: GeminiService,
  log: Log,
  { uploads, isShared }: Pick<SavedState, 'uploads' | 'isShared'>,
): Promise<UploadedFile[]> {
  const found: UploadedFile[] = [];
  if (uploads.length === 0 || isShared) return found;
  await succeeds(log, async () => {
    for await (const files of pagesOfFiles(gemini))
      found.push(...files.filter(({ displayName }) => uploads.includes(displayName)));
  });
  return found;
}

/**
 * After a cancel: no paid work stays behind. A create or an upload may have been under way, so its job or file is also looked for
 * by its display name. Uploads go when nothing live reads them; what is still in use is left to the post step.
 */
export async function cancelRun(
  gemini: GeminiService,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
  ledger: Ledger,
): Promise<void> {
  log.info('Cancelling what this run has bought.');
  const { isShared, files } = ledger.manifest;
  await Promise.all([
    cancelJobs(gemini, log, ledger.openJobs, (name) => ledger.cancelledJob(name)),
    succeeds(log, () => cancelLost(gemini, clock, log, { creates: ledger.lostCreates, isShared })),
  ]);
  const begun = await findBegun(gemini, log, { uploads: ledger.begunUploads, isShared });
  await deleteUploads(gemini, log, unite(files, begun), (file) => ledger.deleted(file));
}

function unite(known: readonly UploadedFile[], found: readonly UploadedFile[]): UploadedFile[] {
  return [...known, ...found.filter(({ name }) => known.every((file) => file.name !== name))];
}

/** At the end of a run: what is still at work has come too late, and nothing reads the uploads any more. */
export async function cleanUp(run: Run): Promise<void> {
  const { cleaner, world, ledger } = run;
  const { log } = world;
  await cancelJobs(cleaner, log, ledger.openJobs, (name) => ledger.cancelledJob(name));
  await succeeds(log, () => cancelStrays(run));
  await deleteOwnUploads(run);
}

/** A job whose create was not answered may have shown too late to be found, and a second one was bought: nothing reads the first. */
async function cancelStrays({ cleaner, world, ledger }: Run): Promise<void> {
  const { isShared, jobs } = ledger.manifest;
  if (isShared || jobs.length === 0) return;
  const own = new Set(jobs.map(({ displayName }) => displayName));
  const known = new Set(jobs.map(({ name }) => name));
  const live = await listLiveJobs(cleaner);
  const strays = live.filter(
    ({ name, displayName, state }) => own.has(displayName) && !known.has(name) && state !== 'CANCELLING',
  );
  await cancelJobs(
    cleaner,
    world.log,
    strays.map(({ name }) => name),
  );
}

/** Deletes what a run has uploaded. */
export function deleteOwnUploads({ cleaner, world, ledger }: Run): Promise<void> {
  return deleteUploads(cleaner, world.log, ledger.manifest.files, (file) => ledger.deleted(file));
}

/**
 * Tells GitHub of a cancelled run: its status, its comment if an earlier attempt had said there that the jobs go on, and that there is
 * nothing to collect. Says whether something could not be told for now: then what was left for a collector stays, which winds the
 * run up.
 */
export async function tellOfCancel(
  { name }: Pick<SavedState, 'name'>,
  world: Pick<World, 'context' | 'github' | 'artifacts' | 'log'>,
  pullRequest: number | undefined,
): Promise<{ readonly isLost: boolean }> {
  const status = await setCancelledStatus({ name }, world);
  const comment = await finishCancelledComment({ name }, world, pullRequest);
  const isLost = status.isLost || comment.isLost;
  if (!isLost) await dropPending({ name }, world);
  return { isLost };
}

/** The post step: finishes what the main step could not. The service is only made when there is something to do. */
export async function cleanUpAfter(
  state: SavedState,
  openGemini: () => Promise<GeminiService>,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
): Promise<void> {
  const { files, jobs, creates, uploads, phase } = state;
  if (phase === 'left' || [files, jobs, creates, uploads].every(({ length }) => length === 0)) {
    log.info('Nothing to clean up.');
    return;
  }
  const gemini = await openGemini();
  if (phase !== 'working') {
    await cancelJobs(gemini, log, jobs);
    await succeeds(log, () => cancelLost(gemini, clock, log, state));
  } else if (jobs.length + creates.length > 0) {
    const which = [...jobs, ...(creates.length > 0 ? [`${creates.length} of which nothing is known`] : [])].join(', ');
    log.info(
      `The run ended early. Its jobs go on: re-run the workflow to take them over, or let collect/ finish it (${which}).`,
    );
    // A job that does not show yet may read any of the files.
    if (creates.length > 0) return;
  }
  const all = unite(files, await findBegun(gemini, log, state));
  await deleteUploads(gemini, log, all, (file) => log.info(`Deleted ${file}`));
}
