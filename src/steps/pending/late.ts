import { ServiceError } from '../../errors.ts';
import type { CollectInputs } from '../../inputs/collect.ts';
import type { Inputs } from '../../inputs.ts';
import type { GitHub } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { listReports } from '../baseline/artifacts.ts';
import { mayFileIssue } from '../publish/issue.ts';
import type { PendingManifest } from './manifest.ts';
import { readSaid } from './reports.ts';

/**
 * What the collector says comes first. What is late speaks of the past: on a pull request that has moved on only the comment that
 * the run itself has written is finished, and no issue is changed after a later run has been judged. That a comment or a status
 * is of a later run is seen where they are written.
 */
export async function adjust(
  read: Inputs,
  asked: CollectInputs,
  own: World,
  github: GitHub,
  manifest: PendingManifest,
): Promise<Inputs> {
  const { failOn = read.failOn } = asked;
  const comment = asked.comment ?? read.comment;
  // What the run itself has said, if only that it is still at work, must not stay the last word.
  const isKept = comment === 'off' ? read.comment !== 'off' : await hasMovedOn(read, own, github, manifest);
  const given: Inputs = { ...read, failOn, comment: isKept ? 'kept' : comment };
  return (await isJudgedSince(given, own, github)) ? { ...given, issue: 'off' } : given;
}

/** More would be nights, and runs of the same name. */
const maxReports = 10;

/** Whether a later run of the same branch has come to a verdict, which has had its say on the issue. */
async function isJudgedSince(inputs: Inputs, world: World, github: GitHub): Promise<boolean> {
  const { context, log } = world;
  if (!mayFileIssue(inputs, world)) return false;
  const branch = context.ref.replace(/^refs\/(heads|tags)\//, '');
  const { artifacts } = await listReports(world, github, inputs.artifactName);
  const later = artifacts.filter(
    ({ isOwn, isExpired, headBranch, runId }) =>
      isOwn && !isExpired && headBranch === branch && runId > Number(context.runId),
  );
  for (const artifact of later.slice(0, maxReports)) {
    const { verdict } = (await readSaid(world, github, artifact, inputs.name)) ?? { verdict: 'skipped' };
    if (verdict === 'pending' || verdict === 'skipped') continue;
    log.info(`Run ${artifact.runId} came later and has its verdict: the issue is left to it.`);
    return true;
  }
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
  const now = await github.getPullRequest(number).catch((error: unknown) => {
    // A later visit may be told.
    if (!(error instanceof ServiceError) || error.isTransient) throw error;
    log.warning(error.message);
    return undefined;
  });
  if (now?.headSha === known) return false;
  log.info(
    now === undefined
      ? `Pull request ${number} could not be looked up; there will be no new comment on it.`
      : `Pull request ${number} has a newer commit; there will be no new comment on this one.`,
  );
  return true;
}
