import type { JobResult } from '../../batch/download.ts';
import type { Ledger } from '../../batch/ledger.ts';
import { type BatchTools, isPutOff } from '../../batch/tools.ts';
import { ServiceError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import { findUnanswered } from '../../scoring/unanswered.ts';
import { cancelJobs } from '../clean-up/jobs-and-files.ts';
import { judgesOf } from '../judge/requests.ts';
import { goesOn, hasTime } from '../patience.ts';
import type { Run } from '../run.ts';
import { addRound } from './answers.ts';
import { obtainResults } from './obtain.ts';
import { retryPaths } from './retry-paths.ts';
import { type RetryFile, writeRetryFile } from './retry-requests.ts';

/**
 * Step 5a: rows that are missing or have an error that may pass are asked again, in small jobs of their own and up to
 * `retry-errors` rounds, as long as there is time. What fails here takes nothing from what there is: those rows stay without an
 * answer. A round that has not ended in time is cancelled and left out. Says whether a round is still at work that somebody will
 * come back for.
 */
export async function answerAgain(run: Run): Promise<{ readonly isOpen: boolean }> {
  const { inputs, world, tools, progress, patience } = run;
  const deadline = deadlineOf(inputs, tools);
  const refused = new Set<string>();
  for (let round = 1; round <= inputs.retryErrors; round++) {
    const isTooLate = !hasTime(patience, world, deadline);
    // What a visit finds too late may have been bought in time; without a collector there is nobody who could have.
    if (isTooLate && patience.kind !== 'visit') break;
    const files = await planRound(run, { round, refused, isTooLate });
    if (files.length === 0) break;
    // An outage must not eat the judge's share of the time.
    const patientUntil = patience.kind === 'wait' ? deadline : tools.patientUntil;
    const hurried = { ...run, tools: { ...tools, deadline, isTooLate, ...(patientUntil && { patientUntil }) } };
    const { results, isLast, isOpen } = await buyRound(hurried, { round, files });
    if (isOpen) return { isOpen };
    if (isTooLate && results.every(({ jobs }) => jobs.length === 0)) break;
    progress.answers = progress.answers.map((known) => {
      const file = files.find(({ model }) => model === known.model);
      const result = results.find(({ model }) => model === known.model);
      return file === undefined || result === undefined ? known : addRound(known, file.path, result);
    });
    if (isLast) break;
  }
  return { isOpen: false };
}

/** What is judged after the last round must not be late for its sake: the share of the remaining time that the rounds get then. */
const shareBeforeJudges = 0.5;

function deadlineOf(inputs: Inputs, { clock, deadline }: BatchTools): number {
  const share = judgesOf(inputs).length === 0 ? 1 : shareBeforeJudges;
  return clock.now() + (deadline - clock.now()) * share;
}

/** Writes what each model is asked in this round, and says why. Models that may not be asked for their cost join `refused`. */
async function planRound(
  { inputs, world, dataset, budget, progress }: Run,
  { round, refused, isTooLate }: { round: number; refused: Set<string>; isTooLate: boolean },
): Promise<RetryFile[]> {
  const files: RetryFile[] = [];
  const all = { rows: dataset.rows, repeat: inputs.repeat };
  for (const { model, first, paths } of progress.answers) {
    // Without the whole first round a model is not judged, so its rows are no use.
    if (first.path === undefined || first.failure !== undefined || refused.has(model)) continue;
    const chunks = paths.map((path) => world.files.readChunks(path, world.signal));
    const { slots, reasons } = await findUnanswered(chunks, all);
    if (slots.length === 0) continue;
    const file = await writeRetryFile(inputs, world, dataset, { model, round, slots });
    const asked = `${slots.length} of ${all.rows.size * all.repeat} answers`;
    const why = [...reasons].map(([reason, times]) => `${times} ${reason}`).join(', ');
    if (budget.admits(file)) {
      const line = isTooLate ? `looks whether ${asked} were asked for again in time` : `asks for ${asked} again`;
      world.log.info(`${model}: ${line} (${why})`);
      files.push(file);
    } else {
      world.log.notice(`${model} is not asked for ${asked} again (${why}): that would exceed max-cost.`);
      refused.add(model);
      await world.files.remove(file.path);
    }
  }
  return files;
}

async function buyRound(
  run: Run,
  { round, files }: { round: number; files: readonly RetryFile[] },
): Promise<{ results: readonly JobResult[]; isLast: boolean; isOpen: boolean }> {
  const { inputs, world, tools, ledger, cleaner, patience } = run;
  const { log } = world;
  const earlier = new Set(ledger.openJobs);
  const cancelRest = async () => {
    const rest = ledger.openJobs.filter((name) => !earlier.has(name));
    await cancelJobs(cleaner, log, rest, (name) => ledger.cancelledJob(name));
  };
  const jobs = files.map((file) => ({
    model: file.model,
    file,
    resultPath: retryPaths(world, file.model, round).results,
  }));
  try {
    const obtained = await obtainResults(run, { name: `retry-${round}`, jobs });
    const { results, isTimedOut } = obtained;
    const isOpen = patience.kind !== 'wait' && goesOn(patience, inputs, world, obtained);
    if (isOpen) return { results, isLast: true, isOpen };
    for (const { failure } of results) if (failure !== undefined) log.info(`Not answered again: ${failure.message}`);
    if (!isTimedOut) return { results, isLast: false, isOpen: false };
    log.info(`Round ${round} of asking again did not come to an end in time; the run is judged on what there is`);
    await cancelRest();
    return { results: results.map((result) => withStateOf(ledger, result)), isLast: true, isOpen: false };
  } catch (error) {
    if (!(error instanceof ServiceError) || world.signal.aborted || isPutOff(tools, error)) throw error;
    log.info(`Not answered again: ${error.message}`);
    await cancelRest();
    return { results: [], isLast: true, isOpen: false };
  }
}

function withStateOf({ manifest }: Ledger, result: JobResult): JobResult {
  const stateOf = new Map(manifest.jobs.map(({ name, state }) => [name, state]));
  const jobs = result.jobs.map(({ job, isTakenOver }) => ({
    job: { ...job, state: stateOf.get(job.name) ?? job.state },
    isTakenOver,
  }));
  return { ...result, jobs };
}
