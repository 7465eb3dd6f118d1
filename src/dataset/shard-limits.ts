/** What one job may be given: the limits at which request files are cut into shards. */
export interface ShardLimits {
  readonly maxBytes: number;
  /** Tokens of prompts, as far as bytes tell them. */
  readonly maxTokens: number;
}

/** Largest input file of a batch job: 2 GB (Batch API guide and rate limits page, 2026), whichever gigabyte is meant. */
export const maxFileBytes = 2_000_000_000;

/**
 * Tokens that may wait in all live jobs of a model together, by family: those of tier 1, the lowest with batch jobs (rate limits
 * page of 2026-07-03; for 3.8 Flash and 3.5 Flash-Lite a third party's note of 2026-09-30). A larger shard could never be
 * submitted there, and higher tiers only take more shards at a time.
 */
export const enqueuedTokens = { pro: 5_000_000, flash: 3_000_000, flashLite: 10_000_000 } as const;

/** The limits of a request file: the lowest among those of the models that read it. A change can only lower them. */
export function limitsOf(models: readonly string[], lowered: Partial<ShardLimits> = {}): ShardLimits {
  return {
    maxBytes: Math.min(maxFileBytes, lowered.maxBytes ?? maxFileBytes),
    maxTokens: Math.min(...models.map(tokensOf), lowered.maxTokens ?? Number.POSITIVE_INFINITY),
  };
}

/** A model of no known family gets the lowest limit. */
function tokensOf(model: string): number {
  const words = model.split('-');
  if (words.includes('flash')) return words.includes('lite') ? enqueuedTokens.flashLite : enqueuedTokens.flash;
  return words.includes('pro') ? enqueuedTokens.pro : Math.min(...Object.values(enqueuedTokens));
}
