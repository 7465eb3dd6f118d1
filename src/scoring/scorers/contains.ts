import { describeAnswer, excerpt } from './excerpt.ts';
import { defineTextCheck, readText } from './text-check.ts';

/** The text holds this text, letter for letter. */
export const contains = defineTextCheck({
  name: 'contains',
  read: readText,
  findFault: (answer, wanted) =>
    answer.text.includes(wanted) ? undefined : `does not contain ${excerpt(wanted)}: ${describeAnswer(answer)}`,
});
