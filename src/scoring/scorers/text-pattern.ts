/** Tests a pattern on a text; throws PatternTimeout where that takes too long. */
export type TestRegExp = (pattern: RegExp, text: string) => boolean;

/** A pattern took too long on a text: nobody knows whether it matches. */
export class PatternTimeout extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternTimeout';
  }
}

/** After so many time-outs a pattern is not tried any more: at a second each, a job's hours would go into them. */
const maxTimeouts = 10;
/** Done in a fraction of a second. Up to here a limit, which costs a fifth of a millisecond, is not worth it. */
const maxSteps = 1e7;

/** A regular expression that may be given a limit in time, for the patterns that need one. */
export class TextPattern {
  readonly source: string;
  readonly #pattern: RegExp;
  readonly #testInTime: TestRegExp | undefined;
  readonly #estimateSteps: (length: number) => number;
  #timeouts = 0;

  constructor(pattern: RegExp, testInTime?: TestRegExp) {
    this.source = pattern.source;
    this.#pattern = pattern;
    this.#testInTime = testInTime;
    this.#estimateSteps = estimateSteps(pattern.source);
  }

  /** Whether the pattern matches somewhere in the text. Throws PatternTimeout where that takes too long. */
  test(text: string): boolean {
    const isQuick = this.#estimateSteps(text.length) <= maxSteps;
    if (this.#testInTime === undefined || isQuick) return this.#pattern.test(text);
    if (this.#timeouts >= maxTimeouts)
      throw new PatternTimeout(`the pattern took too long on ${maxTimeouts} texts and is not tried any more`);
    try {
      return this.#testInTime(this.#pattern, text);
    } catch (error) {
      if (error instanceof PatternTimeout) this.#timeouts++;
      throw error;
    }
  }

  /** As a regular expression is written, with its flags: Ajv tells patterns apart by it. */
  toString(): string {
    return String(this.#pattern);
  }
}

const token =
  /(?<reference>\\[1-9]|\\k<)|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|<[^>]*>|[a-z-]*:)|(?<exact>\{\d+\})\??|(?<repeat>[*+]|\{\d+,\d*\})\??|(?<choice>[?|])\??|./gs;

/**
 * How many steps a pattern may take at worst on a text of some length that almost matches: exponentially many where it repeats a
 * group or refers back to one. Errs on this side: most patterns are far quicker.
 */
export function estimateSteps(source: string): (length: number) => number {
  // It may start anywhere.
  let power = 1;
  let choices = 0;
  let previous = '';
  for (const { 0: text, groups = {} } of source.matchAll(token)) {
    const isRepeat = groups.repeat !== undefined;
    const isGroupRepeated = previous === ')' && (isRepeat || groups.exact !== undefined);
    if (isGroupRepeated || groups.reference !== undefined) return () => Number.POSITIVE_INFINITY;
    if (isRepeat) power++;
    if (groups.choice !== undefined) choices++;
    previous = text;
  }
  return (length) => length ** power * 2 ** choices;
}
