import { formatApart, formatPoints, formatShare } from '../gate/shares.ts';
import { describeBaselineName } from './baseline-name.ts';
import { inlineCode } from './escape.ts';
import { describeGate } from './gate-cell.ts';
import { formatDollars } from './money.ts';
import type { ModelReport, Report } from './report.ts';
import { formatCount, table } from './table.ts';

/** The first table: every model with its score, how it compares with the baseline, and what the gate says. */
export function modelTable(report: Report, decimals: number): string {
  const isCompared = report.baseline.kind !== 'none';
  const columns = [
    'Model',
    'Score (95% CI)',
    ...(isCompared ? [`vs ${describeBaselineName(report.baseline)}`, 'Broke / fixed'] : ['Passed']),
    'Errors',
    'Cost (batch)',
    'Gate',
  ];
  const alignments = columns.map((_, index) => (index === 0 || index === columns.length - 1 ? ':--' : '--:'));
  const rows = report.models.map((model) => {
    const figures = isRunning(report, model)
      ? columns.slice(2).map(() => '–')
      : [
          describeScore(model, decimals),
          ...(isCompared ? describeComparison(model, report, decimals) : [describePassed(model, report)]),
          describeUnanswered(model),
          describeCost(model),
        ];
    const running = model.jobs.length === 0 ? '⏳ no job yet' : '⏳ running';
    return [inlineCode(model.model), ...figures, isRunning(report, model) ? running : describeGate(model, report)];
  });
  return table(columns, alignments, [...rows, ...describeLogged(report, columns.length, decimals)]);
}

/** The logged answers' own score, where they are not the baseline anyway. */
function describeLogged({ logged, baseline }: Report, columns: number, decimals: number): string[][] {
  if (logged === null || baseline.kind === 'logged') return [];
  const empty = Array.from({ length: columns - 3 }, () => '');
  return [['_as logged_', describeScore({ ...logged, threshold: null }, decimals), ...empty, 'reference']];
}

function isRunning({ verdict, reasons }: Report, { model, answered }: ModelReport): boolean {
  const own = reasons.filter((reason) => reason.model === model);
  // Where nobody meant to wait there is no reason at all.
  const isLate = own.length === 0 || own.some(({ kind }) => kind === 'incomplete');
  return verdict === 'pending' && answered === 0 && isLate;
}

const tolerance = 1e-9;

type Scored = Pick<ModelReport, 'score' | 'interval' | 'threshold'>;

function describeScore({ score, interval, threshold }: Scored, decimals: number): string {
  if (score === null) return '–';
  const isUnder = threshold !== null && score < threshold - tolerance;
  const shown = isUnder ? formatApart(score, threshold, decimals)[0] : formatShare(score, decimals);
  const range = interval === null ? '' : ` (${Math.floor(interval[0] * 100)}–${Math.ceil(interval[1] * 100)})`;
  return `${shown}${range}`;
}

/** The difference, and how many rows changed each way. */
function describeComparison({ baseline }: ModelReport, { settings }: Report, decimals: number): string[] {
  if (baseline === null) return ['–', '–'];
  const { difference, broke, fixed } = baseline;
  const { maxDrop } = settings;
  const isBeyond = maxDrop !== null && -difference > maxDrop + tolerance;
  // With as many decimals as it takes to see that it is more than accepted.
  const points = isBeyond
    ? `−${formatApart(-difference, maxDrop, decimals)[0].replace('%', ' pts')}`
    : formatPoints(difference, decimals);
  return [points, `${formatCount(broke)} / ${formatCount(fixed)}`];
}

function describePassed({ passed, rows }: ModelReport, { settings }: Report): string {
  return `${passed} / ${rows / settings.repeat}`;
}

function describeUnanswered({ errors, missing }: ModelReport): string {
  return missing === 0 ? String(errors) : `${errors} + ${missing} missing`;
}

/** Dollars with their change against the baseline's; where they are not known the tokens, as far as there are any. */
function describeCost({ cost, tokens, baseline }: ModelReport): string {
  if (cost === null) return tokens.total === 0 ? '–' : `${formatCount(tokens.total)} tokens`;
  const before = baseline?.cost ?? 0;
  return before > 0 ? `${formatDollars(cost)} (${formatChange(cost / before - 1)})` : formatDollars(cost);
}

function formatChange(change: number): string {
  const percent = Math.round(Math.abs(change) * 100);
  const sign = percent === 0 ? '±' : change > 0 ? '+' : '−';
  return `${sign}${formatCount(percent)}%`;
}
