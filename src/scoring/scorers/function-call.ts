import type { Finding, Subject } from '../scorer.ts';
import type { ScorerDefinition } from './definition.ts';

const list = (names: readonly string[]) => [...new Set(names)].join(', ');

/** Called at all (bare), or called a function of this name. */
export const functionCall: ScorerDefinition = {
  name: 'function-call',
  options: [],
  build({ value }) {
    if (value === undefined) return { evaluate: calledAny };
    if (typeof value !== 'string' || value === '') return { problem: 'takes the name of a function' };
    return { evaluate: (subject) => calledBy(value, subject) };
  },
};

function calledAny({ answer }: Subject): Finding {
  return answer.calls.length > 0 ? { score: 1, reason: '' } : { score: 0, reason: describeNoCall(answer) };
}

function calledBy(name: string, { answer }: Subject): Finding {
  if (answer.calls.some((call) => call.name === name)) return { score: 1, reason: '' };
  if (answer.calls.length === 0) return { score: 0, reason: describeNoCall(answer) };
  return { score: 0, reason: `called ${list(answer.calls.map((call) => call.name))} instead of ${name}` };
}

function describeNoCall(answer: Subject['answer']): string {
  if (answer.blockReason !== null) return `no function call: the prompt was blocked (${answer.blockReason})`;
  if (answer.text !== '') return 'no function call: a text answer';
  return `neither a function call nor text${answer.finishReason === null ? '' : ` (${answer.finishReason})`}`;
}
