import {
  defaultAnswerTokens,
  defaultVerdictTokens,
  type Estimate,
  type EstimatedPart,
  modelsWithoutPrice,
} from '../cost/estimate.ts';
import type { Price } from '../cost/price.ts';
import { pricesReadOn } from '../cost/price-table.ts';
import { formatDollars } from './money.ts';
import { formatCount } from './table.ts';

/** An estimate in words, a line for each model and judge and one for all; where a price is unknown only tokens are given. */
export function describeEstimate(estimate: Estimate, ownPrices: ReadonlyMap<string, Price>): string[] {
  const { models, judges, total } = estimate;
  const parts = [...models, ...judges];
  const verdicts = judges.length > 0 ? `, verdicts at theirs or ${formatCount(defaultVerdictTokens)}` : '';
  const lengths = `answers at maxOutputTokens or ${formatCount(defaultAnswerTokens)} tokens${verdicts}`;
  return [
    ...models.map((part) => `Estimate for ${describePart(part)}`),
    ...judges.map((part) => `Estimate for the judge ${describePart(part)}`),
    total === null
      ? `Estimate: no total, since no price is known for ${modelsWithoutPrice(estimate).join(', ')} (the input prices can give one); ${lengths}`
      : `Estimate: about ${formatDollars(total)} at batch price (${sourceOfPrices(parts, ownPrices)}), ${lengths}`,
  ];
}

/** A part of an estimate: the model, dollars as far as known, and tokens. */
export function describePart({ model, dollars, promptTokens, answerTokens }: EstimatedPart): string {
  const tokens = `${formatCount(promptTokens)} prompt tokens and ${formatCount(answerTokens)} of answers`;
  return dollars === null ? `${model}: ${tokens}` : `${model}: about ${formatDollars(dollars)} (${tokens})`;
}

function sourceOfPrices(parts: readonly EstimatedPart[], ownPrices: ReadonlyMap<string, Price>): string {
  const own = parts.filter(({ model }) => ownPrices.has(model)).length;
  const table = `prices of ${pricesReadOn}`;
  if (own === 0) return table;
  return own === parts.length ? 'the input prices' : `the input prices, else ${table}`;
}
