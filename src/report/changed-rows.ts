import { isPass } from '../scoring/metrics.ts';
import type { Extent } from './budget.ts';
import type { RenderOptions } from './markdown.ts';
import type { ChangedRow, ModelReport, Report } from './report.ts';
import { describeWhy, formatRowScore, linkRow } from './row-cells.ts';
import { fold } from './row-lists.ts';
import { table } from './table.ts';

/** About a screen: what is open is read before it is scrolled past. */
const maxOpenRows = 20;

/**
 * For each model the rows that broke, then those that got fixed, folded. Broken ones are open as long as they fill no more than
 * a screen, and where there is something to decide: a green run is short.
 */
export function changedLists(report: Report, options: RenderOptions, extent: Extent): string[] {
  const mayBeOpen = report.verdict !== 'pass' || report.acceptance !== null;
  let openRows = 0;
  const broken = report.models.flatMap((model) => {
    const rows = rowsOf(model, 'broke', options);
    const shown = rows.slice(0, extent.brokenRows);
    if (shown.length === 0) return [];
    const isOpen = mayBeOpen && openRows + shown.length <= maxOpenRows;
    if (isOpen) openRows += shown.length;
    const total = Math.max(rows.length, model.baseline?.broke ?? 0);
    const body = brokenTable(report, options, extent, rows);
    return [fold({ what: 'Rows that broke', model: model.model, total, shown: shown.length, body, isOpen })];
  });
  return [...broken, ...report.models.flatMap((model) => fixedList(report, options, extent, model))];
}

function rowsOf({ model }: ModelReport, change: ChangedRow['change'], { changedRows }: RenderOptions): ChangedRow[] {
  return changedRows.filter((row) => row.model === model && row.change === change);
}

function brokenTable(report: Report, options: RenderOptions, extent: Extent, rows: readonly ChangedRow[]): string {
  const isPassOrFail = rows.every(({ score, baselineScore }) => [score, baselineScore].every(isZeroOrOne));
  const show = (score: number | null) => {
    if (score === null) return '–';
    if (isPassOrFail) return isPass(score) ? 'passed' : 'failed';
    return formatRowScore(score, extent.decimals);
  };
  const lines = rows
    .slice(0, extent.brokenRows)
    .map((row) => [
      linkRow(report, options, { ...row, name: row.key }),
      show(row.baselineScore),
      show(row.score),
      describeWhy(row, options, extent),
    ]);
  const alignment = isPassOrFail ? ':--' : '--:';
  return table(['Row', 'Before', 'Now', 'Why'], [':--', alignment, alignment, ':--'], lines);
}

const tolerance = 1e-9;

function isZeroOrOne(score: number | null): boolean {
  return score !== null && (isPass(score) || score < tolerance);
}

function fixedList(report: Report, options: RenderOptions, extent: Extent, model: ModelReport): string[] {
  const rows = rowsOf(model, 'fixed', options);
  const shown = rows.slice(0, extent.otherRows);
  if (shown.length === 0) return [];
  const body = shown.map((row) => linkRow(report, options, { ...row, name: row.key })).join(', ');
  const total = Math.max(rows.length, model.baseline?.fixed ?? 0);
  return [fold({ what: 'Rows that got fixed', model: model.model, total, shown: shown.length, body })];
}
