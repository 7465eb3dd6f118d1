import { inlineCode } from './escape.ts';
import type { BaselineSection } from './report.ts';
import { countRows, formatCount } from './table.ts';

const maxNameChars = 40;

/** What the run was compared with, as a table's column calls it: a branch, ref or path as code, or the log. */
export function describeBaselineName({ kind, name }: BaselineSection): string {
  if (kind === 'logged') return 'log';
  return name === null ? 'baseline' : inlineCode(name, maxNameChars);
}

/** The same in a sentence, with the commit where it is known. */
export function describeBaseline(baseline: BaselineSection): string {
  if (baseline.kind === 'logged') return 'the logged answers';
  const commit = baseline.sha === null || baseline.sha === '' ? '' : `@${inlineCode(baseline.sha.slice(0, 7))}`;
  return `${describeBaselineName(baseline)}${commit}`;
}

/** How many rows came, went and changed since: `12 rows added, 3 removed`; undefined when none did. */
export function describeDataset({ added, removed, changed }: BaselineSection): string | undefined {
  const parts = Object.entries({ added, removed, changed }).filter(([, { count }]) => count > 0);
  if (parts.length === 0) return undefined;
  const texts = parts.map(
    ([what, { count }], index) => `${index === 0 ? countRows(count) : formatCount(count)} ${what}`,
  );
  return texts.join(', ');
}
