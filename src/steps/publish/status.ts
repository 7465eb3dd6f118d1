import { ServiceError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { CommitStatus, GitHub } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import type { Report } from '../../report/report.ts';
import { attempt, ifTold } from '../best-effort.ts';
import { isLaterRun } from './run-mark.ts';

const maxStatusChars = 140;

type Teller = Pick<World, 'context' | 'github'>;
type Word = Pick<Parameters<GitHub['setStatus']>[0], 'state' | 'description'>;

/** Says that a run is at work, unless a later run has spoken of the commit. What somebody has started again has the newest word. */
export async function announce(inputs: Inputs, world: World): Promise<void> {
  const set = world.context.attempt > 1 ? setStatus : setUnlessLater;
  await attempt(
    world,
    async () => void (await set(inputs, world, { state: 'pending', description: 'pending' })),
    'quiet',
  );
}

/**
 * The commit status of this evaluation, unless a later run has spoken of the commit. Most workflows do not allow it, so a refusal is
 * no warning. Says whether it could not be set for a reason that may pass.
 */
export async function reportStatus(
  inputs: Inputs,
  world: World,
  report: Pick<Report, 'verdict' | 'models'>,
  isRed: boolean,
): Promise<{ readonly isLost: boolean }> {
  const scores = report.models
    .map(({ model, score }) => `${model} ${score === null ? '–' : `${(score * 100).toFixed(1)}%`}`)
    .join(', ');
  const text = `${report.verdict}${scores === '' ? '' : `: ${scores}`}`;
  const description = text.length > maxStatusChars ? `${text.slice(0, maxStatusChars - 1)}…` : text;
  const state = report.verdict === 'pending' ? 'pending' : isRed ? 'failure' : 'success';
  let isLost = false;
  const set = async () => {
    try {
      if (!(await setUnlessLater(inputs, world, { state, description })))
        world.log.info('The commit status is that of a later run and stays as it is');
    } catch (error) {
      isLost = isPassing(error);
      throw error;
    }
  };
  await attempt(world, set, 'quiet');
  return { isLost };
}

/** A run that was cancelled must not leave a status that waits for ever. Says whether it could not be set for a reason that may pass. */
export async function setCancelledStatus(
  inputs: Pick<Inputs, 'name'>,
  teller: Teller,
): Promise<{ readonly isLost: boolean }> {
  try {
    await setUnlessLater(inputs, teller, { state: 'error', description: 'cancelled' });
    return { isLost: false };
  } catch (error) {
    return { isLost: isPassing(error) };
  }
}

/** Sets the status unless a later run has spoken; says whether it did. */
async function setUnlessLater(inputs: Pick<Inputs, 'name'>, teller: Teller, word: Word): Promise<boolean> {
  const { context, github } = teller;
  if (github === undefined || context.sha === '' || context.repository === '') return true;
  const status = { sha: context.sha, context: statusOf(inputs) };
  // Whoever may set a status may read it.
  const said = (await ifTold(github.listStatuses(status))) ?? [];
  if (isLaterRun(lastToSpeak(said), context.runId)) return false;
  await setStatus(inputs, teller, word);
  return true;
}

async function setStatus(inputs: Pick<Inputs, 'name'>, { context, github }: Teller, word: Word): Promise<void> {
  if (github === undefined || context.sha === '' || context.repository === '') return;
  const targetUrl = `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`;
  await github.setStatus({ sha: context.sha, context: statusOf(inputs), ...word, targetUrl });
}

function statusOf({ name }: Pick<Inputs, 'name'>): string {
  return `gemini-batch-eval/${name}`;
}

/** The run that has said something last, of those that were not cancelled; undefined when there is none. */
function lastToSpeak(statuses: readonly CommitStatus[]): number | undefined {
  const lastWords = new Map<string, CommitStatus>();
  for (const status of statuses) if (!lastWords.has(status.targetUrl)) lastWords.set(status.targetUrl, status);
  const last = [...lastWords.values()].find(({ state }) => state !== 'error');
  const [, runId] = /\/actions\/runs\/(\d{1,15})$/.exec(last?.targetUrl ?? '') ?? [];
  return runId === undefined ? undefined : Number(runId);
}

function isPassing(error: unknown): boolean {
  return error instanceof ServiceError && error.isTransient;
}
