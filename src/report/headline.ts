import type { Reason } from '../gate.ts';
import { inlineCode, markdownText } from './escape.ts';
import type { Report } from './report.ts';

const marks = { pass: '✅', fail: '❌', inconclusive: '⚠️', pending: '⏳', skipped: '⏭️' } as const;

/** The first line: it is what the notification mail shows. */
export function title({ verdict, name, models, reasons }: Report): string {
  const start = `${marks[verdict]} ${markdownText(name)}:`;
  const failing = new Set(
    reasons.filter(({ kind }) => kind === 'threshold' || kind === 'regression').map(({ model }) => model),
  ).size;
  const all = `${models.length} model${models.length === 1 ? '' : 's'}`;
  if (verdict === 'fail' && models.length === 1) return `${start} the model fails the gate`;
  if (verdict === 'fail') return `${start} ${failing} of ${all} ${failing === 1 ? 'fails' : 'fail'} the gate`;
  if (verdict === 'inconclusive') return `${start} inconclusive`;
  if (verdict === 'pending') return `${start} still running`;
  if (verdict === 'skipped') return `${start} validated, not run`;
  const hasFloor = models.some((model) => model.threshold !== null);
  if (models.length === 1)
    return `${start} ${hasFloor ? 'the model passes' : 'the model was evaluated; no floor is set'}`;
  return `${start} ${hasFloor ? `all ${all} pass` : `${all} evaluated; no floor is set`}`;
}

const alertKinds = { fail: 'CAUTION', inconclusive: 'WARNING', pending: 'NOTE', skipped: 'NOTE' } as const;

/** What the reviewer must know, when there is something to do. */
export function alertBox({ verdict, reasons }: Report, maxLines: number, maxChars: number): string | undefined {
  if (verdict === 'pass' || reasons.length === 0) return undefined;
  const lines = reasons.slice(0, maxLines).map((reason) => describeReason(reason, maxChars));
  if (reasons.length > maxLines) lines.push(`… and ${reasons.length - maxLines} more.`);
  const body = lines.length === 1 ? lines : lines.map((line) => `- ${line}`);
  return [`[!${alertKinds[verdict]}]`, ...body].map((line) => `> ${line}`).join('\n');
}

/** The model's name as code at the front, the rest as plain text. */
function describeReason({ model, message }: Reason, maxChars: number): string {
  const isNamed = model !== undefined && message.startsWith(`${model} `);
  return isNamed
    ? `${inlineCode(model)} ${markdownText(message.slice(model.length + 1), maxChars)}`
    : markdownText(message, maxChars);
}
