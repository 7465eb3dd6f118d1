import type { Tokens } from '../scoring/answer.ts';

/** US dollars per million tokens at batch price. */
export interface Rates {
  readonly input: number;
  /** Candidates and thoughts. */
  readonly output: number;
  /** The part of the prompt that came from a cache; the input rate when left out. */
  readonly cached?: number;
}

/** What a model costs. */
export interface Price extends Rates {
  /** What a whole request costs whose prompt is longer than that. */
  readonly longPrompt?: Rates & { readonly abovePromptTokens: number };
}

/** What rates are for. */
export const tokensPerRate = 1_000_000;

/** What one answer cost in US dollars: its own prompt decides which rates hold. Prompt tokens include cached ones. */
export function costOfAnswer(tokens: Tokens, price: Price): number {
  const { longPrompt } = price;
  const rates = longPrompt !== undefined && tokens.prompt > longPrompt.abovePromptTokens ? longPrompt : price;
  const cached = Math.min(tokens.cached, tokens.prompt);
  const input = (tokens.prompt - cached) * rates.input + cached * (rates.cached ?? rates.input);
  return (input + (tokens.candidates + tokens.thoughts) * rates.output) / tokensPerRate;
}

/** What a result line cost; null when that cannot be told: without a price, or for an answer whose tokens the service did not count. */
export function costOfReply(reply: MeteredReply, price: Price | null): number | null {
  if (price === null || reply.isMetered === false) return null;
  return costOfAnswer(reply.tokens, price);
}

/** What of a result line decides on its cost; an error has no `isMetered`, and costs what its tokens cost. */
export interface MeteredReply {
  readonly tokens: Tokens;
  readonly isMetered?: boolean;
}

/** Two costs together; null when one of them is unknown. */
export function addCosts(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

/** The sum of the parts; null when one of them is unknown. */
export function sumCosts(costs: readonly (number | null)[]): number | null {
  return costs.reduce(addCosts, 0);
}
