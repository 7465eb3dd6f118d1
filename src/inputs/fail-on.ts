import { type ReasonKind, reasonKinds } from '../gate/reason.ts';
import { type Parsed, type ProblemList, parseChoice, splitList } from './values.ts';

/** The reasons that turn the check red, `none` for none of them; all when nothing is said. */
export function readFailOn(text: string, problems: ProblemList): ReadonlySet<ReasonKind> {
  if (text === '') return new Set(reasonKinds);
  const words = splitList(text);
  if (words.length === 1 && words[0] === 'none') return new Set();
  if (words.length === 0)
    problems.add('fail-on', `names nothing; write none or some of ${reasonKinds.join(', ')}`, text);
  return new Set(words.flatMap((word) => problems.take('fail-on', text, parseReasonKind(word)) ?? []));
}

function parseReasonKind(word: string): Parsed<ReasonKind> {
  if (word === 'none') return { problem: 'none stands alone' };
  const parsed = parseChoice(word, reasonKinds);
  return 'value' in parsed ? parsed : { problem: `${word} is not one of ${reasonKinds.join(', ')}, or none alone` };
}
