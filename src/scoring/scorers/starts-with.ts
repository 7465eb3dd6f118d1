import { describeAnswer, excerpt } from './excerpt.ts';
import { defineTextCheck, readText } from './text-check.ts';

/** The text starts with this text, letter for letter. */
export const startsWith = defineTextCheck({
  name: 'starts-with',
  read: readText,
  findFault: (answer, wanted) =>
    answer.text.startsWith(wanted) ? undefined : `does not start with ${excerpt(wanted)}: ${describeAnswer(answer)}`,
});
