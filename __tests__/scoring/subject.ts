import { type Answer, readAnswer } from '../../src/scoring/answer.ts';
import { parseScorers } from '../../src/scoring/config.ts';
import type { Scorer, Subject } from '../../src/scoring/scorer.ts';

/** No judge was asked. */
export const noVerdict = () => ({ score: null, reason: 'no judge' });

/** An answer of nothing, with these members over it. */
export function answerOf(over: Partial<Answer> = {}): Answer {
  return { ...readAnswer({ candidates: [{ finishReason: 'STOP' }] }), ...over };
}

/** What a scorer is given for an answer. */
export function subjectOf(over: Partial<Answer> = {}, row: Partial<Subject> = {}): Subject {
  return {
    model: 'gemini-flash',
    key: 'a',
    repeat: 1,
    answer: answerOf(over),
    response: {},
    tags: [],
    expected: undefined,
    request: undefined,
    logged: undefined,
    verdict: noVerdict,
    ...row,
  };
}

/** The checks of a configuration that holds no mistake and needs no file. */
export async function scorersOf(config: unknown): Promise<readonly Scorer[]> {
  const noFile = async () => undefined;
  const parsed = await parseScorers(config, { readText: noFile, openModule: noFile });
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.scorers;
}

/** A check that always finds the same. */
export function fixedScorer(label: string, score: number | null, weight = 1, reason = ''): Scorer {
  return { label, weight, fingerprint: label, needs: [], evaluate: () => ({ score, reason }) };
}
