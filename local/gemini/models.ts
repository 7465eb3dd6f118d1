import type { Behaviour } from './options.ts';
import { Refusal } from './refusal.ts';

/** The model that serves an id; refuses ids that are unknown or retired. */
export function serveModel(id: string, version: string, { models, retired, routed }: Behaviour): string {
  const successor = retired[id];
  if (successor !== undefined) {
    throw new Refusal(
      404,
      `This model models/${id} is no longer available. Please update your code to use models/${successor}.`,
    );
  }
  const isKnown = models ? models.includes(id) || routed[id] !== undefined : id.startsWith('gemini-');
  if (isKnown) return routed[id] ?? id;
  throw new Refusal(
    404,
    `models/${id} is not found for API version ${version}, or is not supported for batchGenerateContent. ` +
      'Call ListModels to see the list of available models and their supported methods.',
  );
}
