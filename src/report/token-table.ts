import type { Tokens } from '../scoring/answer.ts';
import { inlineCode, markdownText } from './escape.ts';
import { formatDollars } from './money.ts';
import type { Report } from './report.ts';
import { formatCount, table } from './table.ts';

interface Line {
  readonly name: string;
  readonly tokens: Tokens;
  readonly cost: number | null;
  /** Undefined where cost buys something else than rows that pass. */
  readonly passed?: number;
}

/** Tokens and dollars of every model, and of the judges. */
export function tokenTable({ models, judges, cost }: Report): string[] {
  if (models.length === 0) return [];
  const lines: Line[] = [
    ...models.map(({ model, tokens, cost: own, passed }) => ({ name: inlineCode(model), tokens, cost: own, passed })),
    ...judges.map(({ model, tokens, cost: own }) => ({ name: `${inlineCode(model)} as judge`, tokens, cost: own })),
  ];
  const total = { name: 'Total', tokens: sumTokens(lines.map(({ tokens }) => tokens)), cost: cost.total };
  const rows = [...lines, ...(lines.length > 1 ? [total] : [])].map(describeLine);
  return [
    '#### Tokens and cost',
    table(
      ['Model', 'Prompt', 'of it cached', 'Answer', 'Thoughts', 'Total', 'Cost', 'per passed row'],
      [':--', '--:', '--:', '--:', '--:', '--:', '--:', '--:'],
      rows,
    ),
    `${describeBudget(cost)}${lines.some((line) => line.cost === null) ? ' – stands for a cost that is not known.' : ''}`,
  ];
}

function describeLine({ name, tokens, cost, passed }: Line): string[] {
  const counts = [tokens.prompt, tokens.cached, tokens.candidates, tokens.thoughts, tokens.total].map(formatCount);
  const perRow = passed === undefined ? '' : formatDollars(cost === null || passed === 0 ? null : cost / passed);
  return [name, ...counts, formatDollars(cost), perRow];
}

/** What was expected and allowed, and where the prices come from. */
function describeBudget({ estimate, estimateWithRounds, limit, pricesReadOn }: Report['cost']): string {
  const hasRounds = estimateWithRounds !== null && estimateWithRounds !== estimate;
  const parts = [
    ...(estimate === null ? [] : [`estimate before sending ${formatDollars(estimate)}`]),
    ...(hasRounds ? [`with further rounds ${formatDollars(estimateWithRounds)}`] : []),
    ...(limit === null ? [] : [`limit ${formatDollars(limit)}`]),
  ];
  const prices = `prices of ${markdownText(pricesReadOn)}, or as given in \`prices\``;
  const text = parts.length === 0 ? prices : `${parts.join(', ')}; ${prices}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function sumTokens(all: readonly Tokens[]): Tokens {
  const sum = (kind: keyof Tokens) => all.reduce((total, tokens) => total + tokens[kind], 0);
  return {
    prompt: sum('prompt'),
    cached: sum('cached'),
    candidates: sum('candidates'),
    thoughts: sum('thoughts'),
    total: sum('total'),
  };
}
