import { describeAnswer, excerpt, shorten } from './excerpt.ts';
import { defineTextCheck, readText, type Wanted } from './text-check.ts';

/** A JavaScript regular expression without flags. */
export function compileRegex(value: unknown): Wanted<RegExp> {
  const source = readText(value);
  if ('problem' in source) return source;
  try {
    return { value: new RegExp(source.value) };
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
