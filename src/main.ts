import type { RecordedInputs } from './inputs/recorder.ts';
import type { Inputs } from './inputs.ts';
import type { GeminiService } from './ports/gemini.ts';
import type { World } from './ports.ts';
import { refuseEvent, refuseSpending } from './steps/admit.ts';
import { answersOf } from './steps/answers/answers.ts';
import { obtainResults } from './steps/answers/obtain.ts';
import { annotateRefusals } from './steps/answers/refusal.ts';
import { answerAgain } from './steps/answers/retry.ts';
import { batchTools, stageOfAnswers } from './steps/answers/stages.ts';
import { noteSharing, openLedger } from './steps/answers/submit.ts';
import { checkBaseline, findBaseline, nothingFound } from './steps/baseline/find.ts';
import { attempt } from './steps/best-effort.ts';
import { breakOff, noteCancel } from './steps/break-off.ts';
import { cleanUp } from './steps/clean-up/end.ts';
import { conclude, type Outcome, type Result } from './steps/conclude.ts';
import { decide } from './steps/decide.ts';
import { atEvaluatedCommit } from './steps/evaluated-commit.ts';
import { judgeAnswers, noteJudges } from './steps/judge/judge.ts';
import { openBudget } from './steps/money/budget.ts';
import { goesOn, type Patience } from './steps/patience.ts';
import { describePending } from './steps/pending/describe.ts';
import { checkWait, dropPending, leavePending } from './steps/pending/leave.ts';
import { type Memory, recallEarlierAttempts } from './steps/pending/memory.ts';
import { showPlan } from './steps/plan.ts';
import { type Prepared, prepare } from './steps/prepare/prepare.ts';
import { announce } from './steps/publish/status.ts';
import type { Run } from './steps/run.ts';
import { score } from './steps/scoring/score.ts';

/** How a run goes about its jobs. */
export interface Manner {
  readonly patience: Patience;
  /** What the inputs were made from, for a collector; undefined when this is one. */
  readonly recorded?: RecordedInputs;
  /** What earlier visits have bought; undefined when this is none. */
  readonly memory?: Memory;
  /** Called when the requests are there, and nothing has been sent. */
  readonly onPrepared?: (dataset: Prepared) => void;
}

/**
 * One evaluation, from the dataset to the verdict. Throws InputError and DatasetError before anything was sent, CancelledError
 * after cancelling what was bought, and whatever else broke the run off after publishing how far it came. A visit to a run that
 * goes on publishes nothing. `cleaner` is the service for calls that must still go through after the run was aborted.
 */
export async function run(inputs: Inputs, given: World, cleaner: GeminiService, manner: Manner): Promise<Outcome> {
  const { patience } = manner;
  const world = patience.kind === 'visit' ? given : await atEvaluatedCommit(inputs, given);
  const startedAt = world.clock.now();
  refuseEvent(world);
  const refusal = inputs.dryRun ? undefined : await refuseSpending(inputs, world);
  // What a visit finds was checked when it was left.
  if (patience.kind !== 'visit') checkWait(inputs, world);
  if (patience.kind !== 'visit' && refusal === undefined) await checkBaseline(inputs, world);
  const dataset = await world.log.group('Prepare the dataset', () => prepare(inputs, world));
  const budget = openBudget(inputs, world, dataset, { isAdmitted: patience.kind === 'visit' });
  const finish = (result: Omit<Result, 'budget'>) => conclude(inputs, world, dataset, startedAt, { ...result, budget });
  noteJudges(inputs, world);
  noteSharing(inputs, world);
  if (inputs.dryRun) return finish({ verdict: 'skipped', reasons: [], note: showPlan(inputs, world, dataset, budget) });
  if (refusal !== undefined) {
    world.log.notice(refusal);
    return finish({ verdict: 'skipped', reasons: [], note: refusal });
  }
  const { recorded } = manner;
  const memory = manner.memory ?? (await recallEarlierAttempts(inputs, world));
  const left = recorded && (await leavePending(inputs, world, dataset, recorded, patience));
  const ledger = openLedger(inputs, world, dataset.files, { isLeft: left?.isLeft === true });
  const tools = batchTools(inputs, world, patience);
  const progress = { answers: [], isTold: false };
  const lack = left?.lack;
  const { bought } = memory;
  const started: Run = { inputs, world, cleaner, dataset, ledger, budget, patience, tools, progress, lack, bought };
  const onAbort = () => noteCancel(started);
  world.signal.addEventListener('abort', onAbort, { once: true });
  let isOpen = patience.kind !== 'wait';
  try {
    manner.onPrepared?.(dataset);
    const result = await evaluate(started);
    isOpen = result.verdict === 'pending';
    if (isOpen && patience.kind === 'visit') return { verdict: 'pending', redReasons: [] };
    progress.isTold = true;
    const outcome = await finish({ ...result, jobs: ledger.manifest.jobs });
    // What was cancelled while it published that its jobs go on has nobody to read them.
    if (isOpen) world.signal.throwIfAborted();
    ledger.enter(isOpen ? 'left' : 'over');
    // What nobody could be told of now, a collector tells.
    const isTold = outcome.isLost !== true && !world.signal.aborted;
    if (!isOpen && isTold) await dropPending(ledger.savedState, world);
    return outcome;
  } catch (error) {
    return await breakOff(started, error, finish);
  } finally {
    world.signal.removeEventListener('abort', onAbort);
    if (isOpen) await attempt(world, () => memory.keep(ledger.bought), 'quiet');
    await attempt(world, async () => left?.letGo(), 'quiet');
  }
}

/** The steps that cost money, in the order of the guide. */
async function evaluate(run: Run): Promise<Omit<Result, 'budget'>> {
  const { inputs, world, dataset, patience, progress } = run;
  const { log } = world;
  if (patience.kind !== 'visit') await announce(inputs, world);

  const first = await obtainResults(run, stageOfAnswers(run), (submissions) =>
    annotateRefusals(submissions, world, dataset, inputs.repeat),
  );
  progress.answers = first.results.map(answersOf);
  let isPending = goesOn(patience, inputs, world, first);
  if (!isPending) isPending = (await answerAgain(run)).isOpen;
  const { answers } = progress;
  const judging = await judgeAnswers(run, { isTimedOut: first.isTimedOut || isPending });
  isPending ||= goesOn(patience, inputs, world, judging);
  if (isPending && patience.kind === 'visit') return { verdict: 'pending', reasons: [] };

  const found = isPending
    ? nothingFound
    : await log.group('Find the baseline', () => findBaseline(inputs, world, dataset));
  const scored = await log.group('Score the answers', () =>
    score(inputs, world, dataset, { answers, judging, baseline: found.baseline }),
  );
  await judging.close();
  const decision = await decide(inputs, world, dataset, { scored, found, judging, isPending });

  if (!isPending) await cleanUp(run);
  const { verdict, reasons } = decision;
  const result = { verdict, decision, reasons, listed: scored.listed, judging, answers };
  return isPending ? { ...result, ...describePending(run, decision) } : result;
}
