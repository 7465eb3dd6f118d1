import { findJobs } from '../../batch/find-jobs.ts';
import { recallUploads } from '../../batch/upload.ts';
import type { Inputs } from '../../inputs.ts';
import type { GeminiService } from '../../ports/gemini.ts';
import type { World } from '../../ports.ts';
import { batchTools, stageOfAnswers } from '../answers/stages.ts';
import { openLedger, planJobs } from '../answers/submit.ts';
import { cancelRun } from '../clean-up.ts';
import type { Patience } from '../patience.ts';
import { prepare } from '../prepare.ts';
import { setCancelledStatus } from '../publish/status.ts';

/**
 * Does for a run that was cancelled what it could not do itself, its runner being gone: cancels its jobs, deletes its uploads,
 * and ends its status. Jobs that other runs may share go on.
 */
export async function windUp(inputs: Inputs, world: World, cleaner: GeminiService, patience: Patience): Promise<void> {
  const dataset = await prepare(inputs, world);
  const ledger = openLedger(inputs, world, dataset.files);
  const tools = batchTools(inputs, world, patience);
  const plans = planJobs(inputs, world, tools, ledger, stageOfAnswers(inputs, world, dataset));
  ledger.plan(plans);
  const names = new Set(plans.map(({ displayName }) => displayName));
  for (const job of await findJobs(world.gemini, names))
    ledger.obtained(job.displayName, job, inputs.reuse !== 'always');
  await recallUploads(tools, [...new Set(plans.map(({ upload }) => upload))]);
  await cancelRun(cleaner, world.clock, world.log, ledger);
  await setCancelledStatus(inputs, world);
}
