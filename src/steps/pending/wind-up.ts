import { isOfRun } from '../../batch/identity.ts';
import type { Inputs } from '../../inputs.ts';
import type { GeminiService } from '../../ports/gemini.ts';
import type { World } from '../../ports.ts';
import { scopeOf } from '../answers/submit.ts';
import { tellOfCancel } from '../clean-up/cancel.ts';
import { cancelJobsOf, deleteUploads, findUploads } from '../clean-up/jobs-and-files.ts';

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
    const owner = { name: inputs.name, scope: scopeOf(inputs, world) };
    if (!(await cancelJobsOf(owner, { gemini, cleaner, log })))
      throw new Error('not all of its jobs could be cancelled');
    const uploads = await findUploads(gemini, (displayName) => isOfRun(displayName, owner));
    await deleteUploads(cleaner, log, uploads);
  }
  const isShared = inputs.reuse === 'always';
  return tellOfCancel({ name: inputs.name, isShared }, world, inputs.prNumber ?? world.context.pullRequestNumber);
}
