import type { GeminiService } from '../../ports/gemini.ts';
import type { Clock, Log, SavedState } from '../../ports.ts';
import { cancelAll, earlierOwner, findLostUploads, unite } from './cancel.ts';
import { deleteUploads } from './jobs-and-files.ts';

/**
 * The post step: finishes what the main step could not, and says whether no job is at work that nobody waits for. The service is
 * only made when there is something to do.
 */
export async function cleanUpAfter(
  state: SavedState,
  openGemini: () => Promise<GeminiService>,
  clock: Pick<Clock, 'sleep'>,
  log: Log,
): Promise<boolean> {
  const { files, jobs, creates, uploads, phase } = state;
  const isKnown = [files, jobs, creates, uploads].some(({ length }) => length > 0);
  if (phase === 'left' || (!isKnown && earlierOwner(state) === undefined)) {
    log.info('Nothing to clean up.');
    return true;
  }
  const gemini = await openGemini();
  if (phase !== 'working') return cancelAll(gemini, clock, log, state);
  if (jobs.length + creates.length > 0) {
    const which = [...jobs, ...(creates.length > 0 ? [`${creates.length} of which nothing is known`] : [])].join(', ');
    log.info(
      `The run ended early. Its jobs go on: re-run the workflow to take them over, or let collect/ finish it (${which}).`,
    );
    // A job that does not show yet may read any of the files.
    if (creates.length > 0) return true;
  }
  await deleteUploads(gemini, log, unite(files, await findLostUploads(gemini, log, state)));
  return true;
}
