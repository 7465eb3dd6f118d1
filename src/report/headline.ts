import { inlineCode, markdownText } from './escape.ts';
import type { Report } from './report.ts';

const marks = { pass: '✅', fail: '❌', inconclusive: '⚠️', pending: '⏳', skipped: '⏭️' } as const;
const maxLoginChars = 40;

/** The first line: it is what the notification mail shows. */
export function title(report: Report): string {
  return `${marks[report.verdict]} ${markdownText(report.name)}: ${describeVerdict(report)}`;
}

function describeVerdict(report: Report): string {
  const { verdict, models, reasons } = report;
  if (verdict === 'inconclusive') return 'inconclusive';
  if (verdict === 'pending') return 'still running';
  if (verdict === 'skipped') return 'validated, not run';
  if (verdict === 'pass') return describePass(report);
  const failing = new Set(
    reasons.filter(({ kind }) => kind === 'threshold' || kind === 'regression').map(({ model }) => model),
  ).size;
  if (models.length === 1) return 'the model fails the gate';
  return `${failing} of ${countModels(report)} ${failing === 1 ? 'fails' : 'fail'} the gate`;
}

/** A model passes only where there is something that it could have failed. */
function describePass(report: Report): string {
  const { models, acceptance, settings } = report;
  if (acceptance !== null) return `accepted by ${inlineCode(acceptance.login, maxLoginChars)}`;
  const isOne = models.length === 1;
  const hasDropGate = settings.maxDrop !== null;
  const isGated = models.some(({ threshold, baseline }) => threshold !== null || (hasDropGate && baseline !== null));
  if (isGated) return isOne ? 'the model passes' : `all ${countModels(report)} pass`;
  const evaluated = isOne ? 'the model was evaluated' : `${countModels(report)} evaluated`;
  return `${evaluated}; ${hasDropGate ? 'there was nothing to compare with' : 'no floor is set'}`;
}

function countModels({ models }: Report): string {
  return `${models.length} model${models.length === 1 ? '' : 's'}`;
}
