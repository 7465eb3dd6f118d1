import { SealError, ServiceError } from '../../errors.ts';
import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import {
  type PendingManifest,
  parseManifest,
  pendingArtifactName,
  pendingPrefix,
  plainPendingName,
  sparePendingName,
  subjectOfPending,
} from './manifest.ts';

/** A pending run that was opened and is what it says it is. */
export interface OpenedPending {
  readonly manifest: PendingManifest;
  /** Paths of the files that were sealed with it. */
  readonly unpacked: ReadonlyMap<string, string>;
  readonly folder: string;
}

/** All that seven days leave in most repositories; each page is a request. */
const maxPages = 50;
const pageSize = 100;
const maxSealedBytes = 20 * 1024 ** 3;
const sealedName = 'pending.bin';

/** What pending runs left, the oldest first: of one evaluation, or of all. Those of forks are told and left out. */
export async function listPending(
  { log }: World,
  github: GitHub,
  name: string | undefined,
): Promise<readonly RemoteArtifact[]> {
  const wanted =
    name === undefined ? [{}] : [pendingArtifactName(name), sparePendingName(name)].map((one) => ({ name: one }));
  const lists = await Promise.all(wanted.map((one) => github.listArtifacts({ ...one, maxPages })));
  const listed = lists.flat();
  if (listed.length > (maxPages - 1) * pageSize)
    log.warning(`Only the newest ${listed.length} artifacts were looked through for pending runs; set name.`);
  const pending = listed.filter((one) => one.name.startsWith(pendingPrefix) && !one.isExpired);
  for (const { name: artifact, runId } of pending.filter(({ isOwn }) => !isOwn))
    log.notice(`${artifact} of run ${runId} comes from a fork and is left alone.`);
  return pending.filter(({ isOwn }) => isOwn).reverse();
}

/**
 * Opens what a run left; undefined, with a notice, for what was not sealed with our key for this very run. Says nothing of the
 * content before all of it was authenticated.
 */
export async function openPending(
  world: World,
  github: GitHub,
  artifact: RemoteArtifact,
): Promise<OpenedPending | undefined> {
  const { files, log, vault, context } = world;
  const folder = files.join(world.outputDirectory, `pending-${artifact.id}`);
  const refuse = async (why: string) => {
    log.notice(`${artifact.name} of run ${artifact.runId} is left alone: ${why}`);
    await files.remove(folder);
    return undefined;
  };
  await files.makeDirectory(folder);
  const entries = [{ name: sealedName, maxBytes: maxSealedBytes }];
  const found = await fetch(github, { id: artifact.id, folder, entries });
  if (!found.has(sealedName) || vault === undefined) return refuse('it is no pending run.');
  const path = files.join(folder, sealedName);
  const name = plainPendingName(artifact.name);
  const subject = subjectOfPending(context.repository, String(artifact.runId), name);
  try {
    const unpacked = await vault.open({ path, subject, folder, maxBytes: maxSealedBytes });
    await files.remove(path);
    const manifest = parseManifest((await files.readText(unpacked.get('manifest.json') ?? '')) ?? '{}');
    if (manifest === undefined) return refuse('another version of this action made it; re-run its workflow.');
    const isItself = pendingArtifactName(manifest.name) === name && manifest.context.runId === String(artifact.runId);
    return isItself ? { manifest, unpacked, folder } : refuse('it belongs to another run.');
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return refuse(`${error.reason}.`);
  }
}

/** The files of an archive; none where it came and is no archive. */
async function fetch(
  github: GitHub,
  request: Parameters<GitHub['fetchArtifact']>[0],
): ReturnType<GitHub['fetchArtifact']> {
  try {
    return await github.fetchArtifact(request);
  } catch (error) {
    if (error instanceof ServiceError && error.status === 200) return new Set();
    throw error;
  }
}

/** Why a pending run is not to be collected now; undefined when it is. */
export function reasonToWait(
  { isAttended, context }: PendingManifest,
  run: NonNullable<Awaited<ReturnType<GitHub['getRun']>>>,
): 'at work' | 'cancelled' | undefined {
  const isOver = run.status === 'completed';
  // A later attempt takes the jobs over itself, and leaves its own word.
  if (run.attempt > context.attempt && !isOver) return 'at work';
  if (!isAttended) return undefined;
  if (!isOver) return 'at work';
  return run.conclusion === 'cancelled' ? 'cancelled' : undefined;
}
