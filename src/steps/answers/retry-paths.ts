import { fileStemOfModel } from '../../inputs/models.ts';
import { maxRetryRounds } from '../../inputs.ts';
import type { World } from '../../ports.ts';

/** Where a round's requests stand, and where its results go. */
export function retryPaths(
  { files, outputDirectory }: Pick<World, 'files' | 'outputDirectory'>,
  model: string,
  round: number,
): { readonly requests: string; readonly results: string } {
  const stem = `${fileStemOfModel(model)}.retry-${round}.jsonl`;
  return {
    requests: files.join(outputDirectory, `requests.${stem}`),
    results: files.join(outputDirectory, 'results', stem),
  };
}

/** Every file that rounds of any run may have left in the output directory. */
export function allRetryPaths(world: Pick<World, 'files' | 'outputDirectory'>, models: readonly string[]): string[] {
  const rounds = Array.from({ length: maxRetryRounds }, (_, index) => index + 1);
  return models.flatMap((model) => rounds.flatMap((round) => Object.values(retryPaths(world, model, round))));
}
