import { describeAnswer, excerpt } from './excerpt.ts';
import { defineTextCheck, readText } from './text-check.ts';

/** Unicode's lower case, the same everywhere. Without the final sigma, which depends on the letters around it. */
const fold = (text: string) => text.toLowerCase().replaceAll('ς', 'σ');

/** The text holds this text, whatever the case of its letters. */
export const icontains = defineTextCheck({
  name: 'icontains',
  read: readText,
  findFault: (answer, wanted) =>
    fold(answer.text).includes(fold(wanted))
      ? undefined
      : `does not contain ${excerpt(wanted)} in any case: ${describeAnswer(answer)}`,
});
