import {
  costOfRound,
  type Estimate,
  type EstimatedPart,
  estimateRun,
  modelsWithoutPrice,
  type Round,
} from '../../cost/estimate.ts';
import { InputError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { describePart } from '../../report/estimate.ts';
import { formatDollarsApart } from '../../report/money.ts';
import type { Answer } from '../../scoring/answer.ts';
import { judgeRequest, type Rubric } from '../../scoring/judge.ts';
import { judgesOf } from '../judge/requests.ts';
import { fileOfModel, type Prepared } from '../prepare/prepare.ts';

/** What the run may cost, and what it has come to so far. */
export interface Budget {
  /** Of everything but further rounds. */
  readonly estimate: Estimate;
  /** US dollars: the estimate with all rounds admitted since; null when a part has no price. */
  readonly total: number | null;
  /** Whether a further round of a model, or of a judge, still fits under `max-cost`; what fits is added to the total. */
  admits(round: Round & { readonly model: string }): boolean;
}

/** Sums of the same parts in another order differ by less. */
const toleranceDollars = 1e-9;

/**
 * Estimates what the run costs at today's prices. Throws InputError when that is above `max-cost`, or can't be said for want of
 * a price; nothing has been sent. A run that was admitted before (`isAdmitted`) is only held to the limit in later
 * rounds.
 */
export function openBudget(
  inputs: Inputs,
  world: Pick<World, 'clock'>,
  dataset: Prepared,
  { isAdmitted = false }: { readonly isAdmitted?: boolean } = {},
): Budget {
  const estimate = estimatePrepared(inputs, world, dataset);
  const limit = inputs.maxCost;
  if (limit !== undefined && !isAdmitted) refuseAbove(limit, estimate);
  const parts = [...estimate.models, ...estimate.judges];
  let total = estimate.total;
  return {
    estimate,
    get total() {
      return total;
    },
    admits(round) {
      const cost = costOf(parts, round);
      const sum = total === null || cost === null ? null : total + cost;
      if (limit !== undefined && sum !== null && sum > limit + toleranceDollars) return false;
      total = sum;
      return true;
    },
  };
}

function estimatePrepared(inputs: Inputs, { clock }: Pick<World, 'clock'>, dataset: Prepared): Estimate {
  const models = inputs.models.map((model) => ({ ...fileOfModel(dataset, model), model }));
  const judges = judgesOf(inputs).map(({ model, rubrics }) => ({
    model,
    rubrics: rubrics.map(({ rubric }) => ({ frameBytes: frameBytesOf(rubric), maxOutputTokens: limitOf(rubric) })),
  }));
  return estimateRun(models, judges, { date: new Date(clock.now()).toISOString(), overrides: inputs.prices });
}

const saysNothing: Answer = { text: '', calls: [], media: [], finishReason: null, blockReason: null };

function frameBytesOf(rubric: Rubric): number {
  return Buffer.byteLength(JSON.stringify(judgeRequest(rubric, { request: undefined, answer: saysNothing })));
}

function limitOf({ config }: Rubric): number | undefined {
  const limit = Number(config.maxOutputTokens);
  return limit > 0 && limit < Number.POSITIVE_INFINITY ? limit : undefined;
}

function refuseAbove(limit: number, estimate: Estimate): void {
  const { models, judges, total } = estimate;
  if (total === null) {
    const unknown = modelsWithoutPrice(estimate);
    const entries = unknown.map((model) => `${model}: { input: …, output: … }`).join(', ');
    const message = `needs a price for ${unknown.join(', ')}; add it to prices, in US dollars per million tokens at batch price: { ${entries} }`;
    throw new InputError([{ input: 'max-cost', message }]);
  }
  if (total <= limit + toleranceDollars) return;
  const [cost, most] = formatDollarsApart(total, limit);
  const shares = [...models.map(describePart), ...judges.map((part) => `the judge ${describePart(part)}`)];
  const message = `the run is estimated at about ${cost}, above ${most}: ${shares.join('; ')}. Use sample, fewer models, or a lower maxOutputTokens (request-patch), or raise max-cost`;
  throw new InputError([{ input: 'max-cost', received: String(limit), message }]);
}

/** The dearest that the round can be: a judge may be one of the models too. */
function costOf(parts: readonly EstimatedPart[], round: Round & { readonly model: string }): number | null {
  const costs = parts.filter(({ model }) => model === round.model).map((part) => costOfRound(part, round));
  if (costs.length === 0) throw new Error(`Nothing was estimated for ${round.model}`);
  return costs.reduce((most, cost) => (most === null || cost === null ? null : Math.max(most, cost)));
}
