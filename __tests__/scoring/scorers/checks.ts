import { readAnswer } from '../../../src/scoring/answer.ts';
import { parseScorers } from '../../../src/scoring/config.ts';
import type { Finding, Scorer, Subject } from '../../../src/scoring/scorer.ts';
import { type answerOf, subjectOf } from '../subject.ts';

export type Over = Parameters<typeof answerOf>[0];

type Files = Readonly<Record<string, string>>;

function parse(config: unknown, files: Files) {
  return parseScorers(config, { readText: async (path) => files[path], openModule: async () => undefined });
}

/** The first check of a configuration. */
export async function buildOne(config: unknown, files: Files = {}): Promise<Scorer> {
  const parsed = await parse(config, files);
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.scorers[0]!;
}

/** What it finds in an answer. */
export async function find(config: unknown, over: Over, row: Partial<Subject> = {}): Promise<Finding> {
  const scorer = await buildOne(config);
  return scorer.evaluate(subjectOf(over, row));
}

/** What is wrong with a configuration of one entry, without the entry's number. */
export async function problemOf(config: unknown, files: Files = {}): Promise<string> {
  const parsed = await parse(config, files);
  return 'problems' in parsed ? parsed.problems.join('\n').replace('entry 1: ', '') : 'nothing';
}

/** The answer of a response whose first candidate has these parts. */
export const answerWith = (...parts: readonly object[]) =>
  readAnswer({ candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }] });

/** The answer to a prompt that was blocked. */
export const blocked = readAnswer({ promptFeedback: { blockReason: 'SAFETY' } });

/** An answer with thoughts before, and with nothing but a signature and an empty call after the text. */
export const thoughtful = (text: string) =>
  answerWith(
    { text: 'let me think of eggs', thought: true },
    { text },
    { functionCall: null },
    { text: '', thoughtSignature: 'c2ln' },
  );
