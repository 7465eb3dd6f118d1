import { type Price, sumCosts, tokensPerRate } from './price.ts';
import { priceOf } from './price-table.ts';
import { bytesPerToken, promptTokensOf, textTokensOf, type Volume } from './volume.ts';

/** Output tokens of an answer whose request sets no limit: several times a usual answer, since thoughts are paid for too. */
export const defaultAnswerTokens = 2_048;

/** The same for a judge's verdict, which is a line of JSON with a reason of one or two sentences. */
export const defaultVerdictTokens = 512;

/** The requests of one model. */
export interface ModelVolume {
  readonly model: string;
  readonly volume: Volume;
  /** The part of it that each alone has a long prompt: dearer on some models. */
  readonly longVolume: Volume;
}

/** A judge model: it is asked by each of its rubrics about each answer of each model. */
export interface JudgeVolume {
  readonly model: string;
  readonly rubrics: readonly {
    /** What such a request has beside conversation and answer: the rubric, and our own words. */
    readonly frameBytes: number;
    /** Its limit of output tokens; undefined without one. */
    readonly maxOutputTokens: number | undefined;
  }[];
}

/** What one model is asked, and about what that costs. */
export interface EstimatedPart {
  readonly model: string;
  readonly requests: number;
  /** What the prompts were estimated from. */
  readonly promptBytes: number;
  readonly promptTokens: number;
  /** Output tokens when every answer is as long as it may be. */
  readonly answerTokens: number;
  /** US dollars, and those of them that pay for the prompts; null for a model without a price. */
  readonly dollars: number | null;
  readonly promptDollars: number | null;
}

/** What a run would cost at batch price. */
export interface Estimate {
  readonly models: readonly EstimatedPart[];
  readonly judges: readonly EstimatedPart[];
  /** US dollars; null when a part has no price. */
  readonly total: number | null;
}

/** What decides on rates: the day of the run (ISO 8601, UTC), and the prices that the user gave. */
export interface Pricing {
  readonly date: string;
  readonly overrides: ReadonlyMap<string, Price>;
}

/**
 * Estimates a run before anything is sent, as if every row were answered at full length: dearer than most runs will be. Further
 * rounds are not in it. Counts of tokens are fractions: they are made from bytes.
 */
export function estimateRun(
  models: readonly ModelVolume[],
  judges: readonly JudgeVolume[],
  { date, overrides }: Pricing,
): Estimate {
  const price = (model: string) => priceOf(model, date, overrides);
  const modelParts = models.map(({ model, volume, longVolume }) =>
    estimatePart(model, volume.bytes, countModel(volume), countModel(longVolume), price(model)),
  );
  const judgeParts = judges.map(({ model, rubrics }) => {
    const all = sumCounts(models.map(({ volume }) => countJudge(rubrics, volume)));
    const long = sumCounts(models.map(({ longVolume }) => countJudge(rubrics, longVolume)));
    return estimatePart(model, all.prompt * bytesPerToken, all, long, price(model));
  });
  const total = sumCosts([...modelParts, ...judgeParts].map(({ dollars }) => dollars));
  return { models: modelParts, judges: judgeParts, total };
}

/** The models and judges for which no price is known, each once. */
export function modelsWithoutPrice({ models, judges }: Estimate): string[] {
  const parts = [...models, ...judges].filter(({ dollars }) => dollars === null);
  return [...new Set(parts.map(({ model }) => model))];
}

/** A further round of some of a part's requests. */
export interface Round {
  readonly requestBytes: number;
  readonly requests: number;
  /** The most that all its answers together may have; without it, as much for each as the part has on average. */
  readonly outputTokens?: number;
}

/** What a further round costs in US dollars: its share of what the part was estimated at. Null when that has no price. */
export function costOfRound(part: EstimatedPart, { requestBytes, requests, outputTokens }: Round): number | null {
  const { dollars, promptDollars } = part;
  if (dollars === null || promptDollars === null) return null;
  const ofAnswers = outputTokens === undefined ? requests / part.requests : outputTokens / part.answerTokens;
  return (requestBytes / part.promptBytes) * promptDollars + ofAnswers * (dollars - promptDollars);
}

interface Counts {
  readonly requests: number;
  readonly prompt: number;
  readonly answer: number;
}

function countModel(volume: Volume): Counts {
  return { requests: volume.requests, prompt: promptTokensOf(volume), answer: answerTokensOf(volume) };
}

/** A judge reads conversation and answer, which may be as long as it may, but no image. */
function countJudge(rubrics: JudgeVolume['rubrics'], volume: Volume): Counts {
  const read = textTokensOf(volume) + answerTokensOf(volume);
  const counts = rubrics.map(({ frameBytes, maxOutputTokens = defaultVerdictTokens }) => ({
    requests: volume.requests,
    prompt: read + (volume.requests * frameBytes) / bytesPerToken,
    answer: volume.requests * maxOutputTokens,
  }));
  return sumCounts(counts);
}

function answerTokensOf({ limitTokens, openAnswers }: Volume): number {
  return limitTokens + openAnswers * defaultAnswerTokens;
}

function sumCounts(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (sum, { requests, prompt, answer }) => ({
      requests: sum.requests + requests,
      prompt: sum.prompt + prompt,
      answer: sum.answer + answer,
    }),
    { requests: 0, prompt: 0, answer: 0 },
  );
}

function estimatePart(
  model: string,
  promptBytes: number,
  all: Counts,
  long: Counts,
  price: Price | null,
): EstimatedPart {
  const part = { model, requests: all.requests, promptBytes, promptTokens: all.prompt, answerTokens: all.answer };
  if (price === null) return { ...part, dollars: null, promptDollars: null };
  const longRates = price.longPrompt ?? price;
  const pay = (count: 'prompt' | 'answer', rate: 'input' | 'output') =>
    ((all[count] - long[count]) * price[rate] + long[count] * longRates[rate]) / tokensPerRate;
  const promptDollars = pay('prompt', 'input');
  return { ...part, dollars: promptDollars + pay('answer', 'output'), promptDollars };
}
