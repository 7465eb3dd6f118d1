import type { Answer } from '../answer.ts';
import { describeAnswer, excerpt } from './excerpt.ts';
import { findDifference } from './json-match.ts';
import { defineTextCheck } from './text-check.ts';

/** The text is this text, letter for letter; or, for any other value, it is JSON with this value. */
export const equals = defineTextCheck<unknown>({
  name: 'equals',
  takesObjects: true,
  read: (value) => ({ value }),
  findFault(answer, wanted) {
    if (typeof wanted !== 'string') return findJsonFault(answer, wanted);
    return answer.text === wanted ? undefined : `is not ${excerpt(wanted)}: ${describeAnswer(answer)}`;
  },
});

function findJsonFault(answer: Answer, wanted: unknown): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(answer.text);
  } catch {
    return `is not JSON: ${describeAnswer(answer)}`;
  }
  return findDifference([wanted, value, 'answer'], 'equal');
}
