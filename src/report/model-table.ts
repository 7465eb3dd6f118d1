import { formatApart, formatShare, type Reason } from '../gate.ts';
import { inlineCode } from './escape.ts';
import type { ModelReport, Report } from './report.ts';
import { formatCount, table } from './table.ts';

/** The first table: every model with its score and what the gate says. */
export function modelTable(report: Report, decimals: number): string {
  const rows = report.models.map((model) => {
    const name = inlineCode(model.model);
    if (isRunning(report, model)) return [name, '–', '–', '–', '–', '⏳ running'];
    return [
      name,
      describeScore(model, decimals),
      `${model.passed} / ${model.rows / report.settings.repeat}`,
      describeUnanswered(model),
      formatCount(model.tokens.total),
      describeGate(model, report.reasons),
    ];
  });
  return table(
    ['Model', 'Score (95% CI)', 'Passed', 'Errors', 'Tokens', 'Gate'],
    [':--', '--:', '--:', '--:', '--:', ':--'],
    rows,
  );
}

function isRunning({ verdict, reasons }: Report, { model, answered }: ModelReport): boolean {
  const isLate = reasons.some((reason) => reason.model === model && reason.kind === 'incomplete');
  return verdict === 'pending' && answered === 0 && isLate;
}

const tolerance = 1e-9;

function describeScore({ score, interval, threshold }: ModelReport, decimals: number): string {
  if (score === null) return '–';
  const isUnder = threshold !== null && score < threshold - tolerance;
  const shown = isUnder ? formatApart(score, threshold, decimals)[0] : formatShare(score, decimals);
  const range = interval === null ? '' : ` (${Math.floor(interval[0] * 100)}–${Math.ceil(interval[1] * 100)})`;
  return `${shown}${range}`;
}

function describeUnanswered({ errors, missing }: ModelReport): string {
  return missing === 0 ? String(errors) : `${errors} + ${missing} missing`;
}

function describeGate(model: ModelReport, reasons: readonly Reason[]): string {
  const own = reasons.filter((reason) => reason.model === model.model);
  const floor = model.threshold === null ? '' : ` floor ${Number((model.threshold * 100).toFixed(7))}%`;
  if (own.some(({ kind }) => kind === 'threshold' || kind === 'regression')) return `❌${floor}`;
  if (own.length > 0) return '⚠️ not judged';
  return model.threshold === null ? 'no floor' : `✅${floor}`;
}
