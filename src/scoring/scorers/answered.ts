import { shorten } from '../../shorten.ts';
import type { Answer } from '../answer.ts';
import type { ScorerDefinition } from './definition.ts';
import { describeAnswer } from './excerpt.ts';

const isReason = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Not blocked, with a text that is not blank, a call or media, and ended by an accepted finish reason (STOP alone, unless `finishReasons` says more). */
export const answered: ScorerDefinition = {
  name: 'answered',
  options: ['finishReasons'],
  build({ value, options: { finishReasons = ['STOP'] } }) {
    if (value !== undefined) return { problem: 'takes no value' };
    if (!Array.isArray(finishReasons) || finishReasons.length === 0 || !finishReasons.every(isReason))
      return { problem: 'finishReasons must be a list of finish reasons, such as [STOP, MAX_TOKENS]' };
    return {
      evaluate({ answer }) {
        const reason = findFault(answer, finishReasons);
        return reason === undefined ? { score: 1, reason: '' } : { score: 0, reason };
      },
    };
  },
};

function findFault(answer: Answer, accepted: readonly string[]): string | undefined {
  const { text, calls, media, blockReason, finishReason } = answer;
  if (blockReason !== null) return describeAnswer({ ...answer, text: '' });
  if (text.trim() === '' && calls.length === 0 && media.length === 0) return describeAnswer({ ...answer, text: '' });
  // With content and without a reason nothing speaks against the answer.
  if (finishReason === null || accepted.includes(finishReason)) return undefined;
  return `ended with ${shorten(finishReason)}`;
}
