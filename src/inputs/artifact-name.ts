import type { ProblemList } from './values.ts';

const refused = /[":<>|*?\r\n\\/]/;
/** Artifacts that the action keeps for itself: one of a report would take their place. */
const kept = /^gemini-batch-eval-(pending|claim|collected)-/i;
const keptWords = 'pending-, claim- or collected-';

/** The name of the report's artifact: as given, or made from the evaluation's. */
export function readArtifactName(given: string, name: string, problems: ProblemList): string {
  const artifactName = given || `gemini-batch-eval-${name}`;
  if (refused.test(given)) problems.add('artifact-name', 'may not hold any of " : < > | * ? \\ / or a line end', given);
  if (!kept.test(artifactName)) return artifactName;
  if (given === '') problems.add('name', `may not begin with ${keptWords}: so begin artifacts of pending runs`, name);
  else
    problems.add(
      'artifact-name',
      `may not go on with ${keptWords} after gemini-batch-eval-: so begin artifacts of pending runs`,
      given,
    );
  return artifactName;
}
