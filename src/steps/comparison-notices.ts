import type { Baseline, BaselineModel } from '../baseline/baseline.ts';
import { foreignVersions, hasDrifted } from '../baseline/model-versions.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { countRows } from '../report/table.ts';
import type { ScoredModel } from './scoring/score.ts';

/** What a reviewer should know of the comparison although it decides nothing: what is in no pair, and what else is another one. */
export function noteComparison(
  { repeat }: Inputs,
  { log }: World,
  models: readonly ScoredModel[],
  baseline: Baseline | undefined,
): string[] {
  const notices = models.flatMap((scored) => {
    const { model, modelVersions } = scored.report;
    const foreign = foreignVersions(model, modelVersions);
    const stranger = `${model} was asked for, but ${foreign.slice(0, 3).join(', ')} answered.`;
    if (foreign.length > 0) log.warning(stranger);
    return [...(foreign.length > 0 ? [stranger] : []), ...(baseline ? noteModel(scored, baseline, models.length) : [])];
  });
  // Of the log every model has the same rows.
  return [...new Set([...notices, ...(baseline ? [...noteChecks(baseline), ...noteRepeat(repeat, baseline)] : [])])];
}

function noteChecks({ areChecksKnown, name }: Baseline): string[] {
  return areChecksKnown
    ? []
    : [`The baseline (${name}) does not say by which checks it was scored; they may be others.`];
}

function noteModel(scored: ScoredModel, baseline: Baseline, models: number): string[] {
  const { model, modelVersions, answered } = scored.report;
  const before = baseline.models.get(model);
  if (before === undefined) {
    const why = baseline.unused.get(model) ?? `is not in the baseline (${baseline.name}), so it is not compared.`;
    return answered > 0 ? [`${model} ${why}`] : [];
  }
  const notices = [...noteUnscored(scored, before, baseline, models), ...notePartial(scored, before, baseline)];
  if (!hasDrifted(modelVersions, before.modelVersions)) return notices;
  const [now, then] = [modelVersions, before.modelVersions].map((versions) =>
    Object.keys(versions).slice(0, 3).join(', '),
  );
  return [...notices, `${model} answered as ${now}, in the baseline as ${then}: what changed may be the model.`];
}

/** Rows that both datasets have and this run answered, and the baseline has no score for. */
function noteUnscored(
  { report, scores }: ScoredModel,
  before: BaselineModel,
  { kind, name, has }: Baseline,
  models: number,
): string[] {
  let shared = 0;
  let unscored = 0;
  scores.own.forEach((score, row) => {
    if (Number.isNaN(score) || !has(row)) return;
    shared++;
    if (Number.isNaN(before.scores.own[row])) unscored++;
  });
  if (unscored === 0) return [];
  const whose = models > 1 && kind !== 'logged' ? ` for ${report.model}` : '';
  const [have, they] = unscored === 1 ? ['has', 'it is'] : ['have', 'they are'];
  return [
    `${unscored} of ${countRows(shared)} ${have} no score${whose} in the baseline (${name}), so ${they} not compared.`,
  ];
}

/** A score without one of its checks is another score. */
function notePartial({ report, scores }: ScoredModel, before: BaselineModel, { name }: Baseline): string[] {
  let here = 0;
  let there = 0;
  scores.own.forEach((score, row) => {
    if (Number.isNaN(score) || Number.isNaN(before.scores.own[row])) return;
    if (Number.isNaN(scores.whole[row])) here++;
    else if (Number.isNaN(before.scores.whole[row])) there++;
  });
  if (here + there === 0) return [];
  const where = [...(here > 0 ? [`${here} in this run`] : []), ...(there > 0 ? [`${there} in ${name}`] : [])];
  return [
    `${report.model} is not compared on ${countRows(here + there)}, for which a check failed to run (${where.join(', ')}).`,
  ];
}

function noteRepeat(repeat: number, baseline: Baseline): string[] {
  if (repeat === baseline.repeat) return [];
  const theirs = `${baseline.repeat} ${baseline.repeat === 1 ? 'answer' : 'answers'} a row`;
  const where = repeat > baseline.repeat ? 'passes here' : 'passed there';
  return [
    `The baseline (${baseline.name}) has ${theirs}, this run ${repeat}: a row ${where} only when all of them do.`,
  ];
}
