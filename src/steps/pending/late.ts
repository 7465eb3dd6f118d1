import type { CollectInputs } from '../../inputs/collect.ts';
import type { Inputs } from '../../inputs.ts';
import type { GitHub } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { attempt, ifTold } from '../best-effort.ts';
import type { PendingManifest } from './manifest.ts';

/**
 * What the collector says comes first. What is late speaks of the past: a comment on a pull request that has moved on, and
 * whatever a later run of the same kind has said of the same commit.
 */
export async function adjust(
  read: Inputs,
  { comment, failOn }: CollectInputs,
  own: World,
  github: GitHub,
  manifest: PendingManifest,
): Promise<{ readonly inputs: Inputs; readonly world: World }> {
  // What the run itself has said, if only that it is still at work, must not stay the last word.
  const mode: Inputs['comment'] | undefined = comment === 'off' && read.comment !== 'off' ? 'kept' : comment;
  const given = { ...read, ...(mode && { comment: mode }), ...(failOn && { failOn }) };
  if (await isOutdated(read, own, github)) {
    own.log.info('A later run has evaluated this commit; what this one came to is in its artifacts only.');
    const silent: GitHub = { ...github, setStatus: async () => undefined };
    return { inputs: { ...given, comment: 'off', issue: 'off' }, world: { ...own, github: silent } };
  }
  const hasMoved = given.comment !== 'off' && (await hasMovedOn(read, own, github, manifest));
  return { inputs: hasMoved ? { ...given, comment: 'off' } : given, world: own };
}

/** Whether a later run of the same kind has published a report on the same commit, if only that its jobs are at work. */
export async function isOutdated({ artifactName }: Inputs, { context }: World, github: GitHub): Promise<boolean> {
  const listed = (await ifTold(github.listArtifacts({ name: artifactName, maxPages: 1 }))) ?? [];
  const later = listed.filter(
    ({ isOwn, headSha, runId }) => isOwn && headSha === context.sha && runId > Number(context.runId),
  );
  for (const runId of new Set(later.map((one) => one.runId)))
    if ((await ifTold(github.getRun(runId)))?.event === context.eventName) return true;
  return false;
}

async function hasMovedOn(
  { prNumber }: Inputs,
  world: World,
  github: GitHub,
  { headSha }: PendingManifest,
): Promise<boolean> {
  const { context, log } = world;
  const number = prNumber ?? context.pullRequestNumber;
  const known = headSha ?? (number === context.pullRequest?.number ? context.sha : undefined);
  if (number === undefined || known === undefined) return false;
  const now = await attempt(world, () => github.getPullRequest(number));
  if (now?.headSha === known) return false;
  log.info(
    now === undefined
      ? `Pull request ${number} could not be looked up, so there will be no comment on it.`
      : `Pull request ${number} has a newer commit; there will be no comment on this one.`,
  );
  return true;
}
