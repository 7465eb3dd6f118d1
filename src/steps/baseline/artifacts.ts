import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { ifTold } from '../best-effort.ts';

const maxPages = 10;
const pageSize = 100;
const maxPagesOfAll = 10;
const maxCollected = 20;
const maxAttempts = 3;

/** Artifacts, newest runs first. */
export interface ListedReports {
  readonly artifacts: readonly RemoteArtifact[];
  /** There may be more. */
  readonly isCut: boolean;
}

/**
 * The artifacts that may hold an evaluation's report, those of the newest runs first: those of runs themselves, and those that a collector put up
 * for a run, which bear its number and are shown here with that run's commit and branch. What GitHub says of the run counts;
 * only a collector on the default branch is believed.
 */
export async function listReports({ context }: World, github: GitHub, artifactName: string): Promise<ListedReports> {
  const direct = await github.listArtifacts({ name: artifactName, maxPages });
  const collected: RemoteArtifact[] = [];
  // The list may hold less than the pages did: what GitHub shows twice, or not whole, is in it once or not at all.
  let isCut = direct.length > (maxPages - 1) * pageSize;
  for (const artifact of (await ifTold(github.listArtifacts({ maxPages: maxPagesOfAll }))) ?? []) {
    const runId = sourceOf(artifact, artifactName);
    if (runId === undefined || artifact.headBranch !== context.defaultBranch || !artifact.isOwn) continue;
    if (collected.length === maxCollected) {
      isCut = true;
      break;
    }
    const run = await ifTold(github.getRun(runId));
    if (run === undefined || !run.isOwn) continue;
    collected.push({ ...artifact, runId, headSha: run.headSha, headBranch: run.headBranch });
  }
  // A run that is re-run uploads late what is old.
  const newestFirst = (a: RemoteArtifact, b: RemoteArtifact) =>
    b.runId - a.runId || Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id;
  return { artifacts: [...direct, ...collected].sort(newestFirst), isCut };
}

/**
 * What a collector put up for a run whose own report says that it was at work: looked for by name, however much lies in between.
 */
export async function findCollected(
  { context }: World,
  github: GitHub,
  artifactName: string,
  { runId, headSha, headBranch }: RemoteArtifact,
): Promise<RemoteArtifact | undefined> {
  const attempts = (await github.getRun(runId))?.attempt ?? 0;
  for (let attempt = attempts; attempt > Math.max(0, attempts - maxAttempts); attempt--) {
    const listed = await github.listArtifacts({ name: `${artifactName}-${runId}-${attempt}`, maxPages: 1 });
    const found = listed.find((one) => one.isOwn && !one.isExpired && one.headBranch === context.defaultBranch);
    if (found !== undefined) return { ...found, runId, headSha, headBranch };
  }
  return undefined;
}

/** The workflow run whose report a collector put up under this name. */
function sourceOf({ name, isExpired }: RemoteArtifact, artifactName: string): number | undefined {
  if (isExpired || !name.startsWith(`${artifactName}-`)) return undefined;
  const [, runId] = /^(\d{1,15})-\d{1,9}$/.exec(name.slice(artifactName.length + 1)) ?? [];
  return runId === undefined ? undefined : Number(runId);
}
