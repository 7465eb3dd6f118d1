import { ServiceError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import type { Report } from '../../report/report.ts';
import { attempt } from '../best-effort.ts';

const maxStatusChars = 140;

/**
 * The commit status of this evaluation. Most workflows do not allow it, so a refusal is no warning. Says whether it could not be
 * set for a reason that may pass.
 */
export async function setStatus(
  inputs: Inputs,
  world: World,
  report: Pick<Report, 'verdict' | 'models'>,
  isRed: boolean,
): Promise<{ readonly isLost: boolean }> {
  const { context, github } = world;
  if (github === undefined || context.sha === '' || context.repository === '') return { isLost: false };
  const scores = report.models
    .map(({ model, score }) => `${model} ${score === null ? '–' : `${(score * 100).toFixed(1)}%`}`)
    .join(', ');
  const description = `${report.verdict}${scores === '' ? '' : `: ${scores}`}`;
  const request = {
    sha: context.sha,
    context: `gemini-batch-eval/${inputs.name}`,
    state: report.verdict === 'pending' ? ('pending' as const) : isRed ? ('failure' as const) : ('success' as const),
    description: description.length > maxStatusChars ? `${description.slice(0, maxStatusChars - 1)}…` : description,
    targetUrl: `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`,
  };
  let isLost = false;
  const set = async () => {
    try {
      await github.setStatus(request);
    } catch (error) {
      isLost = error instanceof ServiceError && error.isTransient;
      throw error;
    }
  };
  await attempt(world, set, 'quiet');
  return { isLost };
}

/** A run that was cancelled must not leave a status that waits for ever. Says whether it could not be set for a reason that may pass. */
export async function setCancelledStatus(
  inputs: Pick<Inputs, 'name'>,
  { context, github }: Pick<World, 'context' | 'github'>,
): Promise<{ readonly isLost: boolean }> {
  if (github === undefined || context.sha === '' || context.repository === '') return { isLost: false };
  const targetUrl = `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`;
  const status = `gemini-batch-eval/${inputs.name}`;
  try {
    await github.setStatus({ sha: context.sha, context: status, state: 'error', description: 'cancelled', targetUrl });
    return { isLost: false };
  } catch (error) {
    return { isLost: error instanceof ServiceError && error.isTransient };
  }
}
