import type { JsonValue } from './edit-json.ts';
import { isAtLeast, isBefore, isWithoutSampling } from './model-generation.ts';

/** A field that some models do not take as the log's model did. */
export interface Hazard {
  readonly id: string;
  /** Whether the model has it. */
  readonly isOf: (model: string) => boolean;
  /** What happens, behind the names of the members. */
  readonly message: string;
  /** The value that a patch gives the members to mend it; null removes them. */
  readonly mend: JsonValue;
}

/** Pages on Gemini 3.6 Flash at docs.cloud.google.com (Agent Platform) and ai.google.dev (whats-new-gemini-3.6). */
export const samplingHazard: Hazard = {
  id: 'sampling',
  isOf: isWithoutSampling,
  message: 'is ignored, and may be refused by later models',
  mend: null,
};

/** The same pages: these are an error, not a silent loss. */
export const penaltyHazard: Hazard = {
  id: 'penalties',
  isOf: isWithoutSampling,
  message: 'is refused',
  mend: null,
};

/** Reported by users of Gemini 3.x; one answer is the default, so nothing is lost without it. */
export const candidateHazard: Hazard = {
  id: 'candidate-count',
  isOf: (model) => isAtLeast(model, 3, 0),
  message: 'is not supported',
  mend: null,
};

/** Third-party help pages (apiyi): models before Gemini 3 answer 400. */
export const levelHazard: Hazard = {
  id: 'thinking-level',
  isOf: (model) => isBefore(model, 3, 0),
  message: 'is refused: these models take thinkingBudget',
  mend: null,
};

/** The same pages: both together are answered 400. Models before Gemini 3 fall under thinking-level already. */
export const bothThinkingHazard: Hazard = {
  id: 'thinking-both',
  isOf: (model) => !isBefore(model, 3, 0),
  message: 'is refused beside thinkingLevel',
  mend: null,
};

/** The same pages: 3.7 and 3.8 know low, medium and high only. */
export const minimalHazard: Hazard = {
  id: 'thinking-minimal',
  isOf: (model) => isAtLeast(model, 3, 7),
  message: 'of "minimal" is refused: these models take low, medium or high',
  mend: 'low',
};

/** A batch has a price and a pace of its own, whatever tier a row asks for. */
export const tierHazard: Hazard = {
  id: 'service-tier',
  isOf: () => true,
  message: 'means nothing in a batch and may be refused',
  mend: null,
};

/** The pages on Gemini 3.6 Flash again. No patch takes a turn away. */
export const modelTurnHazard: Hazard = {
  id: 'last-turn',
  isOf: isWithoutSampling,
  message: 'is by the model, which is refused: end the rows with a turn by the user, or leave them out',
  mend: null,
};
