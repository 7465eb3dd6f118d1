import type { ArtifactStore, GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { attempt } from '../best-effort.ts';

/** A pending run, as claims and marks name it. */
export interface PendingRun {
  readonly name: string;
  readonly runId: string;
  readonly attempt: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** Where something of this name may be believed: elsewhere than on the default branch everybody's workflow can upload it. */
export function isBelieved({ context }: World, artifact: RemoteArtifact, ownBranch?: string): boolean {
  const branches = [context.defaultBranch, context.ref.replace(/^refs\/heads\//, ''), ownBranch];
  return artifact.isOwn && !artifact.isExpired && branches.includes(artifact.headBranch);
}

const claimPrefix = 'gemini-batch-eval-claim-';
const collectedPrefix = 'gemini-batch-eval-collected-';
const retentionDays = 7;
const maxPages = 10;
/** A runner's clock may be wrong. */
export const clockSkewMs = 3600_000;

function nameOf({ name, runId, attempt }: PendingRun): string {
  return `${runId}-${attempt}-${name}`;
}

/**
 * Keeps two collectors from working on one pending run. GitHub has no lock, but its list of artifacts shows what was uploaded
 * before: whoever uploaded first goes on, the other gives way (L. Lamport's bakery). A claim whose workflow run has ended holds
 * nobody up. Gives a function that lets go of the claim, or undefined where another collector is at work.
 */
export async function claim(
  world: World,
  github: GitHub,
  pending: PendingRun,
): Promise<(() => Promise<void>) | undefined> {
  if (world.artifacts === undefined) return async () => undefined;
  // A collector that may put up nothing still collects: what it publishes twice is the same.
  const { id, release } = (await attempt(world, () => putUpClaim(world, pending))) ?? unclaimed;
  // Nobody claims a run before it began.
  const listed = await github.listArtifacts({ maxPages, since: Date.parse(pending.startedAt) - clockSkewMs });
  const mine = listed.find((one) => one.id === id);
  const isOfSubmitter = (one: RemoteArtifact) => one.isOwn && !one.isExpired && String(one.runId) === pending.runId;
  const counts = (one: RemoteArtifact) => isBelieved(world, one, mine?.headBranch) || isOfSubmitter(one);
  const rivals = listed.filter((one) => isClaimOn(one, pending) && one.id !== id && counts(one));
  for (const rival of rivals) {
    if (mine !== undefined && !isBefore(rival, mine)) continue;
    const run = await github.getRun(rival.runId);
    if (run === undefined || run.status === 'completed') continue;
    await release();
    return undefined;
  }
  return release;
}

const unclaimed = { id: undefined, release: async () => undefined };

/** Notes that this process works on a pending run: a collector, or the run itself as long as it submits. */
export async function putUpClaim(
  world: World,
  pending: PendingRun,
): Promise<{ readonly id: number | undefined; release(): Promise<void> }> {
  const { artifacts, uniqueId } = world;
  if (artifacts === undefined) return unclaimed;
  const name = `${claimPrefix}${uniqueId.slice(0, 8)}-${nameOf(pending)}`;
  return { id: await putUp(world, artifacts, name), release: () => artifacts.delete(name) };
}

/** Puts up an artifact that says all by its name: an empty one cannot be uploaded. Gives its id. */
async function putUp(
  { files, outputDirectory, context }: World,
  artifacts: ArtifactStore,
  name: string,
): Promise<number> {
  const folder = files.join(outputDirectory, `.${name}`);
  const path = files.join(folder, 'run.txt');
  try {
    await files.writeText(path, `${context.runId}\n`);
    return (await artifacts.upload({ name, root: folder, files: [path], retentionDays })).id;
  } finally {
    await files.remove(folder);
  }
}

function isClaimOn({ name }: RemoteArtifact, pending: PendingRun): boolean {
  return name.startsWith(claimPrefix) && name.slice(claimPrefix.length + 9) === nameOf(pending);
}

function isBefore(one: RemoteArtifact, other: RemoteArtifact): boolean {
  return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
}

/** Notes that a pending run was collected, for collectors that may not delete what it left. */
export async function markCollected(world: World, pending: PendingRun): Promise<void> {
  if (world.artifacts !== undefined) await putUp(world, world.artifacts, `${collectedPrefix}${nameOf(pending)}`);
}

/** Whether somebody has noted that. */
export async function isCollected(world: World, github: GitHub, pending: PendingRun): Promise<boolean> {
  const found = await github.listArtifacts({ name: `${collectedPrefix}${nameOf(pending)}`, maxPages: 1 });
  return found.some((one) => isBelieved(world, one));
}
