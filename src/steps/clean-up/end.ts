import type { Run } from '../run.ts';
import { cancelJobs, deleteUploads, listLiveJobs, succeeds } from './jobs-and-files.ts';

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
