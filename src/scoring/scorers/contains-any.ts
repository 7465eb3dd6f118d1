import { shorten } from '../../shorten.ts';
import { describeAnswer } from './excerpt.ts';
import { defineTextCheck, readTexts } from './text-check.ts';

/** The text holds at least one of these texts. */
export const containsAny = defineTextCheck({
  name: 'contains-any',
  read: readTexts,
  findFault: (answer, wanted) =>
    wanted.some((text) => answer.text.includes(text))
      ? undefined
      : `contains none of ${shorten(JSON.stringify(wanted))}: ${describeAnswer(answer)}`,
});
