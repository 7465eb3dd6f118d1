import { significanceLevel } from '../baseline/compare.ts';
import { formatPoints, formatPValue } from '../gate/shares.ts';
import { maxGroupedModels } from '../statistics/model-groups.ts';
import { escapeHtml, inlineCode } from './escape.ts';
import { formatDollars } from './money.ts';
import type { Report } from './report.ts';
import { table } from './table.ts';

type Separation = NonNullable<Report['separation']>;
type Pair = Separation['pairs'][number];

/** Who leads, whether that can be told apart from the next, and the cheapest of those that cannot; undefined for fewer than two. */
export function leaderSentence({ separation, models }: Report, decimals: number): string | undefined {
  // The pairs begin with the best model and the second best.
  const [pair] = separation?.pairs ?? [];
  if (separation === null || pair === undefined) return undefined;
  return `${describeLead(pair, decimals)}${describeCheapest(separation.groups[0] ?? [], models)}`;
}

function describeLead({ better, worse, difference, pValue }: Pair, decimals: number): string {
  const [leader, next] = [inlineCode(better), inlineCode(worse)];
  if (difference === null || pValue === null) return `${leader} scored highest, on other rows than ${next}`;
  const points = (Math.abs(difference) * 100).toFixed(decimals);
  const chance = `${pValue < significanceLevel ? '' : ', not separable'} (${escapeHtml(formatPValue(pValue))})`;
  if (Number(points) === 0) return `${leader} and ${next} are level${chance}`;
  if (difference < 0)
    return `${leader} scored highest, ${points} points behind ${next} on the rows that both answered${chance}`;
  return `${leader} leads by ${points} points over ${next}${chance}`;
}

/** Of models that cannot be told apart the price may decide. */
function describeCheapest(group: readonly string[], models: Report['models']): string {
  const costs = group.map((name) => ({ name, cost: models.find(({ model }) => model === name)?.cost ?? null }));
  const [first, ...others] = costs;
  if (first === undefined || others.length === 0 || costs.some(({ cost }) => cost === null)) return '';
  const cheapest = others.reduce((best, one) => ((one.cost ?? 0) < (best.cost ?? 0) ? one : best), first);
  return `; cheapest of the leading group: ${inlineCode(cheapest.name)} (${formatDollars(cheapest.cost)})`;
}

/** Every two models of the run against each other, and which of them cannot be told apart. */
export function separationTable(report: Report, decimals: number): string[] {
  const { separation, models } = report;
  if (models.length > maxGroupedModels)
    return [
      '#### Differences between models',
      `More than ${maxGroupedModels} models are not tested against each other.`,
    ];
  if (separation === null || separation.pairs.length === 0) return [];
  const { pairs, groups } = separation;
  const rows = pairs.map(({ better, worse, difference, pValue }) => [
    inlineCode(better),
    inlineCode(worse),
    difference === null ? '–' : formatPoints(difference, decimals),
    pValue === null ? '–' : describePValue(pValue),
  ]);
  const ranks = groups.map((group, index) => `${index + 1}. ${group.map((model) => inlineCode(model)).join(', ')}`);
  return [
    '#### Differences between models',
    `${leaderSentence(report, decimals)}.`,
    table(['Model', 'Model', 'Difference', 'p'], [':--', ':--', '--:', '--:'], rows),
    `Groups, best first; chance may explain how far a model is behind the first of its group:\n\n${ranks.join('\n')}`,
  ];
}

/** As a cell of a column that is called p. */
export function describePValue(pValue: number): string {
  return escapeHtml(formatPValue(pValue).replace(/^p (= )?/, ''));
}
