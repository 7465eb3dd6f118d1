import { type Baseline, UnusableBaselineError } from '../../baseline/baseline.ts';
import { InputError, ServiceError } from '../../errors.ts';
import type { Reason } from '../../gate/reason.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { loadBaseline } from './load.ts';
import { baselineOfLog, isCheap, type LoggedAnswers, problemOfLog, scoreLog } from './logged.ts';
import { searchBaseline } from './search.ts';
import { findTarget } from './target.ts';

/** What the run is compared with, if anything. */
export interface FoundBaseline {
  readonly baseline: Baseline | undefined;
  /** The log's own scores, where they cost nothing. */
  readonly logged: LoggedAnswers | undefined;
  readonly notices: readonly string[];
  readonly reasons: readonly Reason[];
}

/** Nothing is compared while jobs still run. */
export const nothingFound: FoundBaseline = { baseline: undefined, logged: undefined, notices: [], reasons: [] };

/** What one source of baselines came to. */
type LookUp =
  | { readonly baseline: Baseline | undefined; readonly notices: readonly string[] }
  /** It could not be looked into, or what was asked for cannot be used. */
  | { readonly problem: string; readonly notices: readonly string[] };

/** Refuses a ref that is none before anything is paid for. A failing look-up says nothing; it is tried again when judging. */
export async function checkBaseline({ baseline }: Inputs, { github, log }: World): Promise<void> {
  if (baseline.kind !== 'ref' || github === undefined) return;
  try {
    if ((await github.resolveCommit(baseline.ref)) !== undefined) return;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.warning(`${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`);
    return;
  }
  const message = 'there is neither such a file nor such a branch, tag or commit';
  throw new InputError([{ input: 'baseline', received: baseline.ref, message }]);
}

/**
 * Step 7a: finds what the run is compared with. `auto` takes the base branch's latest results, else the logged answers, else
 * nothing; only a search that succeeded and found nothing lets it fall back. What was asked for by name and cannot be used
 * leaves the run incomplete.
 */
export async function findBaseline(inputs: Inputs, world: World, dataset: Prepared): Promise<FoundBaseline> {
  const { baseline: source, scorers, maxDrop } = inputs;
  const isLogUsable = source.kind !== 'none' && problemOfLog(inputs, dataset) === undefined;
  let logged = isLogUsable && scorers.every(isCheap) ? await scoreLog(inputs, world, dataset) : undefined;
  const found = source.kind === 'logged' ? await lookIntoLog() : await lookUp(inputs, world, dataset);
  if ('problem' in found) {
    world.log.warning(found.problem);
    const isMissed = source.kind !== 'auto' || maxDrop !== undefined;
    const reasons: Reason[] = isMissed ? [{ kind: 'incomplete', message: found.problem }] : [];
    return { baseline: undefined, logged, notices: [...found.notices, ...(isMissed ? [] : [found.problem])], reasons };
  }
  if (found.baseline !== undefined || source.kind !== 'auto') return { ...found, logged, reasons: [] };
  const fallback = await lookIntoLog();
  const log = 'problem' in fallback ? undefined : fallback.baseline;
  const why = 'problem' in fallback && dataset.rowsWithLogged > 0 ? [fallback.problem] : [];
  return { baseline: log, logged, notices: [...found.notices, ...why], reasons: [] };

  async function lookIntoLog(): Promise<LookUp> {
    const problem = problemOfLog(inputs, dataset);
    if (problem !== undefined) return { problem: `The logged answers are no baseline: ${problem}.`, notices: [] };
    logged ??= await scoreLog(inputs, world, dataset);
    if (logged.report.rows === 0)
      return { problem: 'No logged answer got a score, so the log is no baseline.', notices: [] };
    return { baseline: baselineOfLog(inputs.models, logged), notices: [] };
  }
}

/** Looks into a file, or into the artifacts of the repository. */
async function lookUp(inputs: Inputs, world: World, dataset: Prepared): Promise<LookUp> {
  const { baseline: source } = inputs;
  if (source.kind === 'none') return { baseline: undefined, notices: [] };
  try {
    if (source.kind === 'file') {
      const { display: name, report, rows } = source;
      const baseline = await loadBaseline(inputs, world, dataset, { kind: 'file', name, report, rows });
      return { baseline, notices: [] };
    }
    return await lookIntoArtifacts(inputs, world, dataset);
  } catch (error) {
    if (error instanceof UnusableBaselineError && source.kind === 'file')
      return { problem: `The baseline ${source.display} cannot be used: it ${error.message}.`, notices: [] };
    if (world.signal.aborted) throw error;
    // Whatever it is, the answers are paid for.
    const words = error instanceof Error ? error.message : String(error);
    const hint = error instanceof ServiceError && error.hint !== undefined ? `\n${error.hint}` : '';
    return { problem: `The baseline could not be looked up. ${words}${hint}`, notices: [] };
  }
}

async function lookIntoArtifacts(inputs: Inputs, world: World, dataset: Prepared): Promise<LookUp> {
  const { context, github } = world;
  const isNamed = inputs.baseline.kind === 'ref';
  // Outside a workflow there is no base branch.
  if (context.repository === '' && !isNamed) return { baseline: undefined, notices: [] };
  if (github === undefined)
    return { problem: 'The baseline could not be looked up: there is no github-token.', notices: [] };
  const target = await findTarget(inputs, world, github);
  if (target === undefined) return { baseline: undefined, notices: [] };
  const found = await searchBaseline(inputs, world, dataset, github, target);
  if (found.cutOff !== undefined)
    return {
      problem: `The baseline could not be looked up: the search was cut off after ${found.cutOff}.`,
      notices: found.notices,
    };
  if (found.baseline !== undefined || !isNamed) return found;
  const why = found.notices.length > 0 ? '' : `: no results named ${inputs.artifactName} were found for it`;
  return { problem: `The baseline ${target.name} cannot be used${why}.`, notices: found.notices };
}
