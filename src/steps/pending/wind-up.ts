import { isOfRun } from '../../batch/identity.ts';
import { pagesOfFiles } from '../../batch/pages.ts';
import type { Inputs } from '../../inputs.ts';
import type { GeminiService, RemoteFile } from '../../ports/gemini.ts';
import type { World } from '../../ports.ts';
import { scopeOf } from '../answers/submit.ts';
import { cancelJobs, deleteUploads, listLiveJobs } from '../clean-up.ts';
import { finishCancelledComment } from '../publish/comment.ts';
import { setCancelledStatus } from '../publish/status.ts';

/**
 * Does for a run that was cancelled what it could not do itself, its runner being gone: cancels its jobs of every stage, deletes
 * its uploads, and ends its status, unless a later run has spoken. What other runs may share goes on. Throws when a job could not
 * be cancelled, and says whether the status could not be set for now: then a later visit tries again.
 */
export async function windUp(
  inputs: Inputs,
  world: World,
  cleaner: GeminiService,
): Promise<{ readonly isLost: boolean }> {
  const { gemini, log } = world;
  if (inputs.reuse !== 'always') {
    const run = { name: inputs.name, scope: scopeOf(inputs, world) };
    const live = await listLiveJobs(gemini);
    const own = live.filter(({ displayName }) => isOfRun(displayName, run)).map(({ name }) => name);
    if (!(await cancelJobs(cleaner, log, own))) throw new Error('not all of its jobs could be cancelled');
    const uploads: RemoteFile[] = [];
    for await (const files of pagesOfFiles(gemini))
      uploads.push(...files.filter(({ displayName }) => isOfRun(displayName, run)));
    await deleteUploads(cleaner, log, uploads);
  }
  const status = await setCancelledStatus(inputs, world);
  const comment = await finishCancelledComment(inputs, world, inputs.prNumber ?? world.context.pullRequestNumber);
  return { isLost: status.isLost || comment.isLost };
}
