import type { Answer } from '../answer.ts';
import type { Finding } from '../scorer.ts';
import type { ScorerDefinition, ScorerTools } from './definition.ts';
import { PatternTimeout } from './text-pattern.ts';

/** What a check looks for, or what is wrong with the value, as the rest of a sentence. */
export type Wanted<T> = { readonly value: T } | { readonly problem: string };

/** A check of the answer's text against a value of the configuration or, for a bare scorer, against the row's `expected`. */
export interface TextCheck<T> {
  readonly name: string;
  readonly takesObjects?: boolean;
  readonly read: (value: unknown, tools: ScorerTools) => Wanted<T>;
  /** Why the answer does not satisfy; undefined when it does. */
  readonly findFault: (answer: Answer, wanted: T) => string | undefined;
}

/** Makes a scorer of a check: 1 or 0, or null for a row whose `expected` is absent, null or unfit, or where a pattern takes too long. */
export function defineTextCheck<T>({ name, takesObjects = false, read, findFault }: TextCheck<T>): ScorerDefinition {
  const judge = (answer: Answer, wanted: T): Finding => {
    try {
      const fault = findFault(answer, wanted);
      return fault === undefined ? { score: 1, reason: '' } : { score: 0, reason: fault };
    } catch (error) {
      if (!(error instanceof PatternTimeout)) throw error;
      return { score: null, reason: error.message };
    }
  };
  return {
    name,
    options: [],
    takesObjects,
    build({ value }, tools) {
      if (value === undefined) {
        return {
          needs: ['expected'],
          requires: 'expected',
          evaluate({ answer, expected }) {
            if (expected === undefined || expected === null)
              return { score: null, reason: 'the row has no expected answer' };
            const wanted = read(expected, tools);
            if ('problem' in wanted) return { score: null, reason: `the row's expected ${wanted.problem}` };
            return judge(answer, wanted.value);
          },
        };
      }
      const wanted = read(value, tools);
      if ('problem' in wanted) return { problem: `value ${wanted.problem}` };
      return { evaluate: ({ answer }) => judge(answer, wanted.value) };
    },
  };
}

/** A text that is not empty. A number is one too, unless it was too large to be read exactly. */
export function readText(value: unknown): Wanted<string> {
  if (value === '') return { problem: 'is empty' };
  if (typeof value === 'string') return { value };
  if (typeof value === 'number' && Number.isFinite(value)) {
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      return { problem: 'is a number too large to be exact; put it in quotes' };
    return { value: String(value) };
  }
  if (typeof value === 'boolean') return { problem: `must be a text; put ${value} in quotes` };
  if (typeof value === 'object' && value !== null)
    return { problem: `must be a text, not ${Array.isArray(value) ? 'a list' : 'an object'}` };
  return { problem: 'must be a text' };
}

/** Texts, from a list or from one text with commas between them; a comma within double quotes belongs to its text. */
export function readTexts(value: unknown): Wanted<readonly string[]> {
  if (Array.isArray(value)) return readList(value);
  const text = readText(value);
  if ('problem' in text) return { problem: text.problem.replace('a text', 'a list of texts') };
  const pieces = text.value.match(/(?:"[^"]*"|[^,])+/g) ?? [];
  return readList(pieces.map((piece) => piece.trim().replace(/^"([^"]*)"$/, '$1')));
}

function readList(items: readonly unknown[]): Wanted<readonly string[]> {
  if (items.length === 0) return { problem: 'is an empty list' };
  const texts: string[] = [];
  for (const [index, item] of items.entries()) {
    const text = readText(item);
    if ('problem' in text) return { problem: `has an item ${index + 1} that ${text.problem}` };
    texts.push(text.value);
  }
  return { value: texts };
}
