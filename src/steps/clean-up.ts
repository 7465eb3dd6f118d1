import { findJobs } from '../batch/find-jobs.ts';
import type { Ledger } from '../batch/ledger.ts';
import { hasEnded } from '../batch/states.ts';
import type { GeminiService, Log, SavedState } from '../ports.ts';

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

/** Deletes the uploaded files that no live job reads. The service deletes the rest by itself after 48 hours. */
export async function deleteUploads(
  gemini: GeminiService,
  log: Log,
  files: readonly string[],
  onDeleted: (file: string) => void,
): Promise<void> {
  if (files.length === 0) return;
  await attempt(log, async () => {
    const read = await filesInUse(gemini);
    for (const file of files) {
      if (read.has(file)) log.info(`${file} stays: a live job reads it`);
      else if (await attempt(log, () => gemini.deleteFile(file))) onDeleted(file);
    }
  });
}

async function filesInUse(gemini: GeminiService): Promise<Set<string>> {
  const files = new Set<string>();
  for (let pageToken: string | undefined; ; ) {
    const page = await gemini.listJobs(pageToken === undefined ? {} : { pageToken });
    for (const job of page.jobs) if (!hasEnded(job) && job.inputFile !== undefined) files.add(job.inputFile);
    if (page.nextPageToken === undefined) return files;
    pageToken = page.nextPageToken;
  }
}

/** Cancels jobs. One that has ended meanwhile is no failure. */
export async function cancelJobs(gemini: GeminiService, log: Log, names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map((name) =>
      attempt(log, async () => {
        try {
          await gemini.cancelJob(name);
          log.info(`Cancelled ${name}`);
        } catch (error) {
          if (!hasEnded(await gemini.getJob(name))) throw error;
        }
      }),
    ),
  );
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
  const cancelled = cancelJobs(gemini, log, named);
  if (unnamed.size > 0) {
    await attempt(log, async () => {
      const found = await findJobs(gemini, unnamed);
      await cancelJobs(
        gemini,
        log,
        found.filter((job) => !hasEnded(job)).map((job) => job.name),
      );
    });
  }
  await cancelled;
  await Promise.all(
    files.map(({ name }) => attempt(log, () => gemini.deleteFile(name).then(() => ledger.deleted(name)))),
  );
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
