import { shorten } from '../../shorten.ts';
import type { ScorerTools } from './definition.ts';
import { describeAnswer, excerpt } from './excerpt.ts';
import { defineTextCheck, readText, type Wanted } from './text-check.ts';
import { TextPattern } from './text-pattern.ts';

/** A JavaScript regular expression without flags. Testing it may throw PatternTimeout. */
export function compileRegex(value: unknown, { testRegExp }: Pick<ScorerTools, 'testRegExp'>): Wanted<TextPattern> {
  const source = readText(value);
  if ('problem' in source) return source;
  try {
    return { value: new TextPattern(new RegExp(source.value), testRegExp) };
  } catch (error) {
    const why = String(error instanceof Error ? error.message : error).replace(/^.*\/: /s, '');
    return { problem: `${excerpt(source.value)} is no regular expression: ${why}` };
  }
}

/** The pattern matches somewhere in the text. */
export const regex = defineTextCheck({
  name: 'regex',
  read: compileRegex,
  findFault: (answer, wanted) =>
    wanted.test(answer.text) ? undefined : `does not match ${shorten(wanted.source)}: ${describeAnswer(answer)}`,
});
