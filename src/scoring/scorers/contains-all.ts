import { shorten } from '../../shorten.ts';
import { describeAnswer } from './excerpt.ts';
import { defineTextCheck, readTexts } from './text-check.ts';

/** The text holds every one of these texts. */
export const containsAll = defineTextCheck({
  name: 'contains-all',
  read: readTexts,
  findFault(answer, wanted) {
    const missing = wanted.filter((text) => !answer.text.includes(text));
    if (missing.length === 0) return undefined;
    return `does not contain ${shorten(JSON.stringify(missing))}: ${describeAnswer(answer)}`;
  },
});
