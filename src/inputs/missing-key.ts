import type { InputProblem } from '../errors.ts';
import type { RunContext } from '../ports/github.ts';

/** It gets no secrets. */
export const dependabot = 'dependabot[bot]';

/** What is said where there is no key and should be one. */
export const missingKey: InputProblem = {
  input: 'gemini-api-key',
  message:
    'is not set, and neither is GEMINI_API_KEY nor GOOGLE_API_KEY in the environment; pass the secret of your repository here',
};

/** Whether a run without a key is surely a mistake, for all that its event says. */
export function needsKey({ actor, repository, headRepository, pullRequestNumber }: RunContext): boolean {
  const isOwn = headRepository?.toLowerCase() === repository.toLowerCase();
  return actor !== dependabot && (isOwn || (headRepository === undefined && pullRequestNumber === undefined));
}
