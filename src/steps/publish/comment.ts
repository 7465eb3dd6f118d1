import { ServiceError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { SavedState, World } from '../../ports.ts';
import { markdownText } from '../../report/escape.ts';
import { commentMarker, type RenderOptions, renderComment } from '../../report/markdown.ts';
import type { Report } from '../../report/report.ts';
import { attempt } from '../best-effort.ts';
import { isOfLaterRun, isOfThisRun, markOfRun, saysPending } from './run-mark.ts';

/** GitHub refuses comments above 65,536 characters; the steps down are for bodies that it counts longer than we do. */
const commentBudgets = [60_000, 30_000, 10_000];

/** What became of the comment: its address, '' without one, and whether it could not be written for a reason that may pass. */
export interface WrittenComment {
  readonly url: string;
  readonly isLost: boolean;
}

export const noComment: WrittenComment = { url: '', isLost: false };

/** Writes the comment or brings it up to date, as `comment` asks. */
export async function writeComment(
  inputs: Inputs,
  world: World,
  report: Report,
  options: RenderOptions,
  isRed: boolean,
): Promise<WrittenComment> {
  const { github } = world;
  const pullRequest = inputs.prNumber ?? world.context.pullRequestNumber;
  if (inputs.comment === 'off' || pullRequest === undefined) return noComment;
  if (github === undefined) {
    world.log.warning('There is no github-token, so no comment was written.');
    return noComment;
  }
  const marker = commentMarker(report.name);
  const mayWrite = (existing: string | undefined) => {
    if (existing === undefined) return deservesComment(inputs, report, isRed);
    // A comment that is there is kept true, whatever the mode; but not one that others have written since.
    const isKept = inputs.comment !== 'kept' || isOfThisRun(existing, world.context);
    if (isKept && !isOfLaterRun(existing, world.context)) return true;
    world.log.info(`The comment on pull request ${pullRequest} speaks of another run and stays as it is`);
    return false;
  };
  let isLost = false;
  const write = async (): Promise<string> => {
    for (const budget of commentBudgets) {
      try {
        const body = `${renderComment(report, options, budget)}\n${markOfRun(world.context, report.verdict === 'pending')}\n`;
        return (await github.upsertComment({ pullRequest, marker, body, mayWrite }))?.url ?? '';
      } catch (error) {
        const isTooLong = error instanceof ServiceError && error.status === 422;
        if (!isTooLong || budget === commentBudgets.at(-1)) throw error;
      }
    }
    return '';
  };
  const url = await attempt(world, () =>
    write().catch((error: unknown) => {
      isLost = error instanceof ServiceError && error.isTransient;
      throw error;
    }),
  );
  return { url: url ?? '', isLost };
}

/**
 * Finishes the comment of a run that had said that its jobs go on and was cancelled then. Says whether that could not be done for a
 * reason that may pass.
 */
export async function finishCancelledComment(
  { name, isShared }: Pick<SavedState, 'name' | 'isShared'>,
  { context, github, log }: Pick<World, 'context' | 'github' | 'log'>,
  pullRequest: number | undefined,
): Promise<{ readonly isLost: boolean }> {
  if (github === undefined || pullRequest === undefined) return { isLost: false };
  const marker = commentMarker(name);
  const what = isShared
    ? 'The run was cancelled. Jobs that other runs may share (`reuse: always`) go on.'
    : 'The run was cancelled, and its jobs with it.';
  const body = `${marker}\n### 🚫 ${markdownText(name)}: cancelled\n\n${what}\n${markOfRun(context)}\n`;
  const mayWrite = (existing: string | undefined) =>
    existing !== undefined && saysPending(existing, context) && !isOfLaterRun(existing, context);
  try {
    await github.upsertComment({ pullRequest, marker, body, mayWrite });
    return { isLost: false };
  } catch (error) {
    log.info(error instanceof Error ? error.message : String(error));
    return { isLost: !(error instanceof ServiceError) || error.isTransient };
  }
}

function deservesComment(inputs: Inputs, report: Report, isRed: boolean): boolean {
  if (inputs.comment === 'always') return true;
  if (inputs.comment === 'failures') return isRed;
  return inputs.comment === 'changes' && report.verdict !== 'pass';
}
