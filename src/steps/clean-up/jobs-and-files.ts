import { isOfRun, type JobIdentity, readsUpload } from '../../batch/identity.ts';
import { pagesOfFiles, pagesOfJobs } from '../../batch/pages.ts';
import { hasEnded } from '../../batch/states.ts';
import type { GeminiService, RemoteJob } from '../../ports/gemini.ts';
import type { Log, SavedState } from '../../ports.ts';

/** Cleaning up is best effort: what fails is said, and nothing else suffers. */
export async function succeeds(log: Log, action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    log.warning(`Cleaning up: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

export type UploadedFile = SavedState['files'][number];

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

/** Whose jobs and uploads: of one evaluation, and of all who share them. */
export type Owner = Pick<JobIdentity, 'name' | 'scope'>;

/** Cancels all that is at work for a run, whatever the stage; says whether nothing is any more. */
export async function cancelJobsOf(
  owner: Owner,
  { gemini, cleaner, log }: { gemini: GeminiService; cleaner: GeminiService; log: Log },
): Promise<boolean> {
  const live = await listLiveJobs(gemini);
  const own = live.filter(({ displayName }) => isOfRun(displayName, owner));
  return cancelJobs(
    cleaner,
    log,
    own.map(({ name }) => name),
  );
}

/** The uploads of which a predicate is true of their display names. */
export async function findUploads(
  gemini: GeminiService,
  isWanted: (displayName: string) => boolean,
): Promise<UploadedFile[]> {
  const found: UploadedFile[] = [];
  for await (const files of pagesOfFiles(gemini))
    found.push(...files.filter(({ displayName }) => isWanted(displayName)));
  return found;
}
