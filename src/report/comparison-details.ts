import { formatPoints, formatShare } from '../gate/shares.ts';
import { describeBaseline } from './baseline-name.ts';
import { inlineCode } from './escape.ts';
import type { RenderOptions } from './markdown.ts';
import type { ComparisonReport, ModelReport, Report } from './report.ts';
import { describePValue } from './separation.ts';
import { countRows, formatCount, table } from './table.ts';

/** Each model's comparison with its baseline, as exactly as it is known. */
export function comparisonTable(
  { baseline, models, run }: Report,
  { serverUrl }: RenderOptions,
  decimals: number,
): string[] {
  const compared = models.flatMap((model) => (model.baseline === null ? [] : [{ model, before: model.baseline }]));
  if (compared.length === 0) return [];
  const rows = compared.map(({ model, before }) => [
    inlineCode(model.model),
    before.score === null ? '–' : formatShare(before.score, decimals),
    describeDifference(before, decimals),
    describePValue(before.pValue),
    formatCount(before.rows),
    before.detectableDrop === null ? 'none' : `${(before.detectableDrop * 100).toFixed(decimals)} pts`,
    describeVersions(model, before),
  ]);
  const isLinked = /^\d+$/.test(baseline.runId ?? '') && run.repository !== '';
  const link = isLinked ? ` ([its run](${serverUrl}/${run.repository}/actions/runs/${baseline.runId}))` : '';
  return [
    '#### Comparison',
    `With ${describeBaseline(baseline)}${link}. Differences are over the rows that both have a score for. p is corrected for the number of models; a drop that can be seen is seen in 80% of runs.`,
    table(
      ['Model', 'Baseline', 'Difference (95% CI)', 'p', 'Rows', 'Sees drops of', 'Answered as'],
      [':--', '--:', '--:', '--:', '--:', '--:', ':--'],
      rows,
    ),
  ];
}

function describeDifference({ difference, interval }: ComparisonReport, decimals: number): string {
  const shown = formatPoints(difference, decimals);
  if (interval === null) return shown;
  const [low, high] = interval.map((bound) => formatPoints(bound, decimals).replace(' pts', ''));
  return `${shown} (${low} to ${high})`;
}

const maxVersions = 5;

function describeVersions({ modelVersions: now }: ModelReport, { modelVersions: before }: ComparisonReport): string {
  const [then, present] = [before, now].map((versions) => {
    const names = Object.keys(versions).sort();
    const more = names.length > maxVersions ? ', …' : '';
    return (
      names
        .slice(0, maxVersions)
        .map((name) => inlineCode(name))
        .join(', ') + more || '–'
    );
  });
  return then === present ? `${present}` : `${then} → ${present}`;
}

/** The rows that are in no pair since the dataset is another one now. */
export function datasetChanges({ baseline }: Report): string[] {
  const { added, removed, changed } = baseline;
  const lines = Object.entries({ added, removed, changed })
    .filter(([, { count }]) => count > 0)
    .map(([what, { count, keys }]) => {
      const more = count > keys.length ? ` and ${formatCount(count - keys.length)} more` : '';
      return `- ${countRows(count)} ${what}: ${keys.map((key) => inlineCode(key, 40)).join(', ')}${more}`;
    });
  return lines.length === 0 ? [] : ['#### Dataset changes', lines.join('\n')];
}
