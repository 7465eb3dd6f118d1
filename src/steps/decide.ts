import { compareModels } from '../baseline/compare.ts';
import { type Reason, type Verdict, verdictOf } from '../gate/reason.ts';
import { isAcceptable } from '../gate/regression.ts';
import { type Candidate, isJudged, judge } from '../gate.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import type { BaselineSection, ModelReport, Report } from '../report/report.ts';
import { groupModels, maxGroupedModels } from '../statistics/model-groups.ts';
import { findAcceptance } from './acceptance/accept.ts';
import type { FoundBaseline } from './baseline/find.ts';
import { noteComparison } from './comparison-notices.ts';
import type { Judging } from './judge/judge.ts';
import { judgesOf } from './judge/requests.ts';
import { judgedRows } from './must-pass.ts';
import type { Prepared } from './prepare/prepare.ts';
import type { Scored, ScoredModel } from './scoring/score.ts';

/** The verdict, with everything that it rests on. */
export interface Decision
  extends Pick<Report, 'reasons' | 'notices' | 'acceptance' | 'baseline' | 'logged' | 'separation' | 'models'> {
  readonly verdict: Verdict;
}

/** What is decided on. */
export interface Evidence {
  readonly scored: Scored;
  readonly found: FoundBaseline;
  readonly judging: Pick<Judging, 'results'>;
  readonly isPending: boolean;
}

/** Step 7: compares every model with its baseline, row by row, and turns figures into a verdict. */
export async function decide(inputs: Inputs, world: World, dataset: Prepared, evidence: Evidence): Promise<Decision> {
  const { scored, found, isPending } = evidence;
  const candidates = scored.models.map((model) => candidateOf(dataset, found, model));
  const judged = new Set(candidates.filter((one) => isJudged(one, inputs.maxErrorRate)).map(({ model }) => model));
  const isUnjudged = isPending && judgesOf(inputs).length > 0;
  const models = compareScored(scored, found, judged).map((model) => (isUnjudged ? withoutScore(model) : model));
  const options = {
    maxErrorRate: inputs.maxErrorRate,
    maxDrop: inputs.maxDrop,
    baselineName: found.baseline?.name ?? 'the baseline',
    isPending,
    isUnjudged,
  };
  const compared = candidates.map((one, index) => ({ ...one, comparison: models[index]?.baseline ?? undefined }));
  const judgement = judge(compared, options);
  const reasons = [...judgement.reasons, ...judgeFailures(evidence.judging.results), ...found.reasons];
  const accepted = isPending ? undefined : await findAcceptance(inputs, world, reasons);
  const standing = accepted?.acceptance === undefined ? reasons : reasons.filter((one) => !isAcceptable(one));
  return {
    verdict: verdictOf(standing, isPending),
    reasons: standing,
    notices: [
      ...judgement.notices,
      ...(accepted?.notices ?? []),
      ...found.notices,
      ...noteComparison(inputs, world, scored.models, found.baseline),
    ],
    acceptance: accepted?.acceptance ?? null,
    baseline: sectionOf(found),
    logged: found.logged?.report ?? null,
    separation: isUnjudged ? null : separate(scored.models),
    models,
  };
}

/** A judge without results is nobody's wrong answer, but the run cannot be called good. */
function judgeFailures(results: Judging['results']): Reason[] {
  return results.flatMap(({ failure }) =>
    failure === undefined ? [] : [{ kind: failure.kind, message: `The judge ${failure.message}` }],
  );
}

const maxListedKeys = 1000;

/** The models' reports, each with what it was compared with. A model that is not judged takes nothing from the others' level. */
function compareScored(
  { models, listed }: Scored,
  { baseline }: FoundBaseline,
  judged: ReadonlySet<string>,
): ModelReport[] {
  const pairs = models.flatMap(({ report, scores }) => {
    const before = baseline?.models.get(report.model)?.scores;
    return before === undefined ? [] : [{ model: report.model, present: scores.whole, before: before.whole }];
  });
  const comparisons = new Map([
    ...compareModels(pairs.filter(({ model }) => judged.has(model))),
    ...pairs.filter(({ model }) => !judged.has(model)).flatMap((pair) => [...compareModels([pair])]),
  ]);
  return models.map(({ report }) => {
    const before = baseline?.models.get(report.model);
    const comparison = comparisons.get(report.model);
    if (before === undefined || comparison === undefined) return report;
    const { score, cost, modelVersions } = before;
    const changed = listed.changed.filter(({ model }) => model === report.model);
    const keys = (change: 'broke' | 'fixed') =>
      changed
        .filter((row) => row.change === change)
        .slice(0, maxListedKeys)
        .map(({ key }) => key);
    const both = { brokeKeys: keys('broke'), fixedKeys: keys('fixed') };
    return { ...report, baseline: { ...comparison, score, cost, modelVersions, ...both } };
  });
}

/** A score that lacks a check is another score. */
function withoutScore(report: ModelReport): ModelReport {
  const slices = report.slices.map((slice) => ({ ...slice, score: null, interval: null }));
  return { ...report, score: null, interval: null, slices, repeats: null };
}

function candidateOf(dataset: Prepared, found: FoundBaseline, scored: ScoredModel): Omit<Candidate, 'comparison'> {
  const { report } = scored;
  const { model, threshold } = report;
  const before = found.baseline?.models.get(model)?.scores;
  return {
    model,
    metrics: report,
    floor: threshold ?? undefined,
    // A later round that failed leaves its rows without an answer: they are counted.
    failure: scored.answers.first.failure,
    erredChecks: scored.erredChecks,
    unscored: scored.unscored,
    mustPass: judgedRows(dataset, scored.scores.own, before?.own),
  };
}

function sectionOf({ baseline }: FoundBaseline): BaselineSection {
  if (baseline === undefined) return noBaseline;
  const { kind, name, sha, runId, createdAt, dataset } = baseline;
  return { kind, name, sha, runId, createdAt, ...dataset };
}

const none = { count: 0, keys: [] };

/** The section of a run that is compared with nothing. */
export const noBaseline: BaselineSection = {
  kind: 'none',
  name: null,
  sha: null,
  runId: null,
  createdAt: null,
  added: none,
  removed: none,
  changed: none,
};

function separate(models: readonly ScoredModel[]): Report['separation'] {
  if (models.length < 2 || models.length > maxGroupedModels) return null;
  return groupModels(models.map(({ report, scores }) => ({ model: report.model, scores: scores.own })));
}
