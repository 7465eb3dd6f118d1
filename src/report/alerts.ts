import { inlineCode, markdownText } from './escape.ts';
import type { Acceptance, Report } from './report.ts';

/** How much of a list of sentences is shown. */
export interface SentenceLimits {
  readonly maxLines: number;
  readonly maxChars: number;
}

const alertKinds = { fail: 'CAUTION', inconclusive: 'WARNING', pending: 'NOTE', skipped: 'NOTE' } as const;

/** What the reviewer must know, when there is something to do; '' when there is not. */
export function alertBox({ verdict, reasons }: Report, limits: SentenceLimits): string {
  if (verdict === 'pass' || reasons.length === 0) return '';
  const lines = limitLines(reasons, limits, ({ message, model }) =>
    describeSentence(message, model === undefined ? [] : [model], limits.maxChars),
  );
  return box(alertKinds[verdict], lines.length === 1 ? lines : lines.map((line) => `- ${line}`));
}

/** Who let a fall pass, when, for which commit, and what it was; '' when nobody did. */
export function acceptanceBox({ acceptance, models }: Report, limits: SentenceLimits): string {
  if (acceptance === null) return '';
  const names = models.map(({ model }) => model);
  const lines = limitLines(acceptance.reasons, limits, ({ message }) =>
    describeSentence(message, names, limits.maxChars),
  );
  return box('NOTE', [`${describeAcceptance(acceptance)}:`, ...lines.map((line) => `- ${line}`)]);
}

function describeAcceptance({ login, label, at, sha }: Acceptance): string {
  const time = Date.parse(at);
  const when = Number.isNaN(time) ? '' : ` on ${new Date(time).toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
  return `Accepted by ${inlineCode(login)}${when} for ${inlineCode(sha.slice(0, 7))}, by the label ${inlineCode(label)}`;
}

/** What a reviewer should know although it decides nothing, as a list; '' when there is nothing. */
export function noticeList({ notices, models }: Report, limits: SentenceLimits, more: string): string {
  const names = models.map(({ model }) => model);
  const lines = notices.slice(0, limits.maxLines).map((notice) => describeSentence(notice, names, limits.maxChars));
  if (notices.length > lines.length) lines.push(`… and ${notices.length - lines.length} more ${more}`);
  return lines.map((line) => `- ${line}`).join('\n');
}

function limitLines<T>(items: readonly T[], { maxLines }: SentenceLimits, print: (item: T) => string): string[] {
  const lines = items.slice(0, maxLines).map(print);
  return items.length > maxLines ? [...lines, `… and ${items.length - maxLines} more.`] : lines;
}

/** A sentence as plain text; where it begins with the name of a model, that is shown as code. */
function describeSentence(sentence: string, models: readonly string[], maxChars: number): string {
  const model = models.find((name) => sentence.startsWith(`${name} `));
  return model === undefined
    ? markdownText(sentence, maxChars)
    : `${inlineCode(model)} ${markdownText(sentence.slice(model.length + 1), maxChars)}`;
}

function box(kind: string, lines: readonly string[]): string {
  return [`[!${kind}]`, ...lines].map((line) => `> ${line}`).join('\n');
}
