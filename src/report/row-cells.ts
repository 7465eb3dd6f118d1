import { formatApart, formatShare } from '../gate/shares.ts';
import { isPass } from '../scoring/metrics.ts';
import type { Extent } from './budget.ts';
import { inlineCode, markdownText, urlPath } from './escape.ts';
import type { RenderOptions } from './markdown.ts';
import type { FailedRow, Report } from './report.ts';

const maxKeyChars = 40;
const maxReasonChars = 300;

/** A row by its name, linked to its line where that stands in the repository. */
export function linkRow(
  { run }: Report,
  { serverUrl, linkRows }: RenderOptions,
  { name, file, line }: { readonly name: string; readonly file: string; readonly line: number },
): string {
  const label = inlineCode(name, maxKeyChars);
  const isInRepository = !/^([a-z]+:)?[\\/]|(^|[\\/])\.\.([\\/]|$)/i.test(file);
  return linkRows && isInRepository
    ? `[${label}](${serverUrl}/${run.repository}/blob/${run.sha}/${urlPath(file)}?plain=1#L${line})`
    : `${label} ${markdownText(`${file}:${line}`)}`;
}

/** A row's score; one that did not pass never reads as 100%. */
export function formatRowScore(score: number, decimals: number): string {
  return isPass(score) ? formatShare(score, decimals) : formatApart(score, 1, decimals)[0];
}

/** Why a row did not pass, in as many words as may be shown. */
export function describeWhy({ reason, brief }: FailedRow, options: RenderOptions, { showText }: Extent): string {
  return inlineCode(options.showText && showText ? reason : brief, maxReasonChars);
}
