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

/** The sum of the parts; null when one of them is unknown. */
export function sumCosts(costs: Iterable<number | null>): number | null {
  let sum = 0;
  for (const cost of costs) {
    if (cost === null) return null;
    sum += cost;
  }
  return sum;
}
