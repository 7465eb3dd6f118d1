import { ServiceError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { CommitStatus, GitHub, RunContext } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import type { Report } from '../../report/report.ts';
import { attempt, ifTold } from '../best-effort.ts';
import { isLater, speakerOf } from './run-mark.ts';

const maxStatusChars = 140;

type Teller = Pick<World, 'context' | 'github'>;
type Word = Pick<Parameters<GitHub['setStatus']>[0], 'state' | 'description'>;

/** Says that a run is at work, unless a later run has spoken of the commit. */
export async function announce(inputs: Inputs, world: World): Promise<void> {
  await attempt(world, () => setUnlessLater(inputs, world, { state: 'pending', description: 'pending' }), 'quiet');
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
  const targetUrl = addressOf(context);
  if (isOvertaken(said, targetUrl, context)) return false;
  await github.setStatus({ ...status, ...word, targetUrl });
  return true;
}

function statusOf({ name }: Pick<Inputs, 'name'>): string {
  return `gemini-batch-eval/${name}`;
}

/** Where GitHub shows an attempt of a run. */
function addressOf({ serverUrl, repository, runId, attempt }: RunContext): string {
  return `${serverUrl}/${repository}/actions/runs/${runId}${attempt > 1 ? `/attempts/${attempt}` : ''}`;
}

/** Whether the last to say something, of those that were not cancelled, came later than a run. Newest words first. */
function isOvertaken(said: readonly CommitStatus[], own: string, context: RunContext): boolean {
  const wordsOf = new Map<string, CommitStatus[]>();
  for (const status of said) wordsOf.set(status.targetUrl, [...(wordsOf.get(status.targetUrl) ?? []), status]);
  const words = [...wordsOf.values()].find(([last]) => last?.state !== 'error');
  const first = words?.at(-1);
  const [, runId, attempt = '1'] =
    /\/actions\/runs\/(\d{1,15})(?:\/attempts\/(\d{1,5}))?$/.exec(first?.targetUrl ?? '') ?? [];
  const speaker = speakerOf(context);
  if (first === undefined || runId === undefined || speaker === undefined) return false;
  // Who began first has spoken first: the order is surer than the clocks.
  const ownFirst = wordsOf.get(own)?.at(-1);
  const [theirs, ours] =
    ownFirst === undefined
      ? [Date.parse(first.createdAt), speaker.startedAt]
      : [-said.indexOf(first), -said.indexOf(ownFirst)];
  return isLater(
    { runId: Number(runId), attempt: Number(attempt), startedAt: theirs },
    { ...speaker, startedAt: ours },
  );
}

function isPassing(error: unknown): boolean {
  return error instanceof ServiceError && error.isTransient;
}
