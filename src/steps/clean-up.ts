import { findJobs } from '../batch/find-jobs.ts';
import { readsUpload } from '../batch/identity.ts';
import type { Ledger } from '../batch/ledger.ts';
import { hasEnded } from '../batch/states.ts';
import type { GeminiService, Log, RemoteJob, SavedState } from '../ports.ts';

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
  onDeleted: (file: string) => void,
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

async function listLiveJobs(gemini: GeminiService): Promise<RemoteJob[]> {
  const live: RemoteJob[] = [];
  for (let pageToken: string | undefined; ; ) {
    const page = await gemini.listJobs(pageToken === undefined ? {} : { pageToken });
    live.push(...page.jobs.filter((job) => !hasEnded(job)));
    if (page.nextPageToken === undefined) return live;
    pageToken = page.nextPageToken;
  }
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

/**
 * After a cancel: no paid work stays behind. A create may have been under way, so jobs of this run are also looked for by
 * their display names.
 */
export async function cancelRun(gemini: GeminiService, log: Log, ledger: Ledger): Promise<void> {
  const { jobs, files } = ledger.manifest;
  const named = jobs.flatMap((job) =>
    job.isOurs && job.name !== null && !hasEnded({ state: job.state ?? '' }) ? [job.name] : [],
  );
  const unnamed = new Set(jobs.flatMap((job) => (job.name === null ? [job.displayName] : [])));
  const cancelNamed = cancelJobs(gemini, log, named, (name) => ledger.cancelledJob(name));
  const cancelUnnamed = attempt(log, async () => {
    if (unnamed.size === 0) return;
    const found = await findJobs(gemini, unnamed);
    await cancelJobs(
      gemini,
      log,
      found.filter((job) => !hasEnded(job)).map((job) => job.name),
    );
  });
  const deleteFiles = files.map(({ name }) =>
    attempt(log, async () => {
      await gemini.deleteFile(name);
      ledger.deleted(name);
    }),
  );
  await Promise.all([cancelNamed, cancelUnnamed, ...deleteFiles]);
}

/** The post step: finishes what the main step could not. The service is only made when there is something to do. */
export async function cleanUpAfter(
  state: SavedState,
  openGemini: () => Promise<GeminiService>,
  log: Log,
): Promise<void> {
  if (state.isFinished || (state.files.length === 0 && state.jobs.length === 0)) {
    log.info('Nothing to clean up.');
    return;
  }
  const gemini = await openGemini();
  if (state.isCancelled) await cancelJobs(gemini, log, state.jobs);
  else if (state.jobs.length > 0) {
    log.info(`The run ended early. Its jobs go on: re-run the workflow to take them over (${state.jobs.join(', ')}).`);
  }
  await deleteUploads(gemini, log, state.files, (file) => log.info(`Deleted ${file}`));
}
