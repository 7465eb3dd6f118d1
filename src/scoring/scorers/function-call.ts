import { shorten } from '../../shorten.ts';
import { asObject, type FunctionCall } from '../answer.ts';
import type { Finding, Subject } from '../scorer.ts';
import type { ScorerDefinition, ScorerSettings, ScorerTools } from './definition.ts';
import { listTypes } from './excerpt.ts';
import { compilePattern, findDifference } from './json-match.ts';
import { PatternTimeout } from './text-pattern.ts';

/** What a call must have; undefined where anything will do. */
interface WantedCall {
  readonly name: string | undefined;
  /** As compilePattern makes it. */
  readonly args: unknown;
}

/** Called at all (bare), called a function of this name, or with these arguments: others may stand beside them. */
export const functionCall: ScorerDefinition = {
  name: 'function-call',
  options: ['name', 'args'],
  build(settings, tools) {
    const wanted = readWanted(settings, tools);
    return 'problem' in wanted ? wanted : { evaluate: (subject) => judgeInTime(wanted, subject) };
  },
};

type Given = { readonly [member: string]: unknown };

function readWanted(settings: ScorerSettings, tools: ScorerTools): WantedCall | { readonly problem: string } {
  const given = gather(settings);
  if ('problem' in given) return { problem: String(given.problem) };
  const { name, args } = given;
  if (name !== undefined && (typeof name !== 'string' || name === ''))
    return { problem: 'name must be the name of a function' };
  if (args === undefined) return { name, args };
  if (asObject(args) === undefined) return { problem: 'args must be an object' };
  const compiled = compilePattern(args, 'args', tools);
  return 'problem' in compiled ? compiled : { name, args: compiled.pattern };
}

/** Name and arguments stand in the value or beside it; a name alone may be the value. */
function gather({ value, options }: ScorerSettings): Given {
  if (value === undefined) return options;
  if (typeof value === 'string')
    return 'name' in options ? { problem: 'takes one name, in value or in name' } : { ...options, name: value };
  const nested = asObject(value);
  if (nested === undefined || Object.keys(nested).length === 0) return { problem: 'takes the name of a function' };
  const unknown = Object.keys(nested).find((member) => member !== 'name' && member !== 'args');
  if (unknown !== undefined) return { problem: `value takes name and args, not ${shorten(unknown)}` };
  if (Object.keys(options).length > 0) return { problem: 'takes name and args in its value or beside it, not both' };
  return nested;
}

function judgeInTime(wanted: WantedCall, subject: Subject): Finding {
  try {
    return judge(wanted, subject);
  } catch (error) {
    if (!(error instanceof PatternTimeout)) throw error;
    return { score: null, reason: error.message };
  }
}

function judge({ name, args }: WantedCall, { answer }: Subject): Finding {
  if (answer.calls.length === 0) return { score: 0, reason: describeNoCall(answer) };
  const named = name === undefined ? answer.calls : answer.calls.filter((call) => call.name === name);
  if (named.length === 0) return { score: 0, reason: `called ${listNames(answer.calls)} instead of ${name}` };
  if (args === undefined) return { score: 1, reason: '' };
  let first: string | undefined;
  for (const call of named) {
    const difference = findDifference([args, call.args, 'args'], 'subset');
    if (difference === undefined) return { score: 1, reason: '' };
    first ??= `called ${shorten(call.name)} with other arguments: ${difference}`;
  }
  return { score: 0, reason: first ?? '' };
}

function listNames(calls: readonly FunctionCall[]): string {
  return shorten([...new Set(calls.map((call) => call.name))].join(', '));
}

function describeNoCall(answer: Subject['answer']): string {
  if (answer.blockReason !== null) return `no function call: the prompt was blocked (${answer.blockReason})`;
  if (answer.text !== '') return 'no function call: a text answer';
  if (answer.media.length > 0) return `no function call: an answer of ${listTypes(answer.media)}`;
  return `neither a function call nor text${answer.finishReason === null ? '' : ` (${answer.finishReason})`}`;
}
