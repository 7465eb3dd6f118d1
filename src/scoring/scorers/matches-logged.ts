import { shorten } from '../../shorten.ts';
import { type Answer, type FunctionCall, hasContent } from '../answer.ts';
import type { Finding, Subject } from '../scorer.ts';
import type { ScorerDefinition } from './definition.ts';
import { describeAnswer, excerpt, listTypes } from './excerpt.ts';
import { findDifference } from './json-match.ts';

/** Agrees with the answer in the log: the same calls in any order where either has calls, else the same text and media. */
export const matchesLogged: ScorerDefinition = {
  name: 'matches-logged',
  options: [],
  build({ value }) {
    if (value !== undefined) return { problem: 'takes no value' };
    return { evaluate: compareWithLog, needs: ['logged'], requires: 'logged' };
  },
};

function compareWithLog({ answer, logged }: Subject): Finding {
  if (logged === undefined || !hasContent(logged)) return { score: null, reason: 'the row has no logged answer' };
  const fault =
    answer.calls.length + logged.calls.length > 0
      ? findCallFault(answer, logged)
      : (findTextFault(answer, logged) ?? findMediaFault(answer, logged));
  return fault === undefined ? { score: 1, reason: '' } : { score: 0, reason: fault };
}

function findTextFault(answer: Answer, logged: Answer): string | undefined {
  if (answer.text === logged.text) return undefined;
  const inLog = logged.text === '' ? listTypes(logged.media) : excerpt(logged.text);
  return `the log has ${inLog}; ${describeAnswer(answer)}`;
}

function findMediaFault({ media }: Answer, logged: Answer): string | undefined {
  const wanted = logged.media;
  if (media.length === wanted.length && media.every((one, index) => isSame(one, wanted[index]))) return undefined;
  const [inLog, given] = [listTypes(wanted), listTypes(media)];
  if (inLog === given) return `the log has other contents of ${given}`;
  return `the log has ${inLog || 'no media'}; the answer has ${given || 'none'}`;
}

function isSame(one: Answer['media'][number], other: Answer['media'][number] | undefined): boolean {
  return one.mimeType === other?.mimeType && one.digest === other.digest;
}

function findCallFault({ calls }: Answer, logged: Answer): string | undefined {
  const others = [...calls];
  for (const call of logged.calls) {
    const same = others.findIndex((other) => difference(call, other) === undefined);
    if (same < 0) return describeLost(call, others);
    others.splice(same, 1);
  }
  return others.length > 0 ? `the log has no such call of ${listNames(others)}` : undefined;
}

function difference(logged: FunctionCall, call: FunctionCall): string | undefined {
  if (logged.name !== call.name) return 'name';
  return findDifference([logged.args, call.args, 'args'], 'equal');
}

function describeLost(logged: FunctionCall, calls: readonly FunctionCall[]): string {
  const name = shorten(logged.name);
  const namesake = calls.find((call) => call.name === logged.name);
  if (namesake !== undefined)
    return `the log has a call of ${name} with other arguments: ${difference(logged, namesake)}`;
  return `the log has a call of ${name}; ${calls.length === 0 ? 'there is none' : `called ${listNames(calls)}`}`;
}

function listNames(calls: readonly FunctionCall[]): string {
  return shorten([...new Set(calls.map((call) => call.name))].join(', '));
}
