/** What a Gemini model's id tells of its generation. */
interface Generation {
  /** Grows with the version: 205 for 2.5, 310 for 3.10. */
  readonly order: number;
  readonly isFlashLite: boolean;
}

// Retired on 2026-10-08 and answered by their successors since (deprecations page of the Gemini API).
const successors: ReadonlyMap<string, string> = new Map([
  ['gemini-3.7-flash', 'gemini-3.8-flash'],
  ['gemini-3.5-flash', 'gemini-3.6-flash'],
]);

/** Gemini 3.6 and later, and 3.5 Flash-Lite: they have given up what tunes sampling, and a last turn by the model. */
export function isWithoutSampling(model: string): boolean {
  const generation = generationOf(model);
  if (generation === undefined) return false;
  return generation.order >= orderOf(3, 6) || (generation.order === orderOf(3, 5) && generation.isFlashLite);
}

/** Whether the model's generation is known and at least this one. */
export function isAtLeast(model: string, major: number, minor: number): boolean {
  const generation = generationOf(model);
  return generation !== undefined && generation.order >= orderOf(major, minor);
}

/** Whether the model's generation is known and before this one. */
export function isBefore(model: string, major: number, minor: number): boolean {
  const generation = generationOf(model);
  return generation !== undefined && generation.order < orderOf(major, minor);
}

/** Undefined where the id does not tell: tuned models, `gemini-flash-latest`. */
function generationOf(model: string): Generation | undefined {
  const id = successors.get(model) ?? model;
  const digits = /^gemini-(\d+)(?:\.(\d+))?-/.exec(id);
  if (digits === null) return undefined;
  return { order: orderOf(Number(digits[1]), Number(digits[2] ?? 0)), isFlashLite: id.includes('-flash-lite') };
}

function orderOf(major: number, minor: number): number {
  return major * 100 + minor;
}
