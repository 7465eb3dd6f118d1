import type { InputProblem } from '../errors.ts';

/** A value, or why there is none. Parsers never fall back to a default silently. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

const decimal = /^\d+(\.\d+)?$|^\.\d+$/;

/** `true` or `false` in the spellings of YAML 1.2. */
export function parseBoolean(text: string): Parsed<boolean> {
  if (/^(true|True|TRUE)$/.test(text)) return { value: true };
  if (/^(false|False|FALSE)$/.test(text)) return { value: false };
  return { problem: 'must be true or false' };
}

/** A share from 0 to 1, written `0.9` or `90%`. */
export function parseShare(text: string, example: '0.9 or 90%' | '0.02 or 2%' = '0.9 or 90%'): Parsed<number> {
  const percent = text.endsWith('%');
  const digits = (percent ? text.slice(0, -1) : text).trim();
  const accepted = `must be a share such as ${example}`;
  if (!decimal.test(digits)) return { problem: accepted };
  const number = Number(digits);
  if (percent) return number <= 100 ? { value: number / 100 } : { problem: `${accepted}, at most 100%` };
  if (number <= 1) return { value: number };
  return {
    problem: number <= 100 ? `${accepted}; for ${digits} percent write ${digits}%` : `${accepted}, at most 1 or 100%`,
  };
}

/** A decimal number within bounds; `unit` names what it counts. */
export function parseNumber(
  text: string,
  bounds: { above?: number; min?: number; max: number; unit: string },
): Parsed<number> {
  const lower = bounds.above === undefined ? `of at least ${bounds.min}` : `above ${bounds.above}`;
  const problem = `must be a number ${lower} and at most ${bounds.max} (${bounds.unit})`;
  if (!decimal.test(text)) return { problem };
  const value = Number(text);
  const isLow = bounds.above === undefined ? value < (bounds.min ?? 0) : value <= bounds.above;
  return isLow || value > bounds.max ? { problem } : { value };
}

/** A whole number within bounds. */
export function parseInteger(text: string, bounds: { min: number; max: number; unit: string }): Parsed<number> {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= bounds.min && value <= bounds.max) return { value };
  return { problem: `must be a whole number from ${bounds.min} to ${bounds.max} (${bounds.unit})` };
}

/** One of a fixed set of words. */
export function parseChoice<T extends string>(text: string, choices: readonly T[]): Parsed<T> {
  const found = choices.find((choice) => choice === text);
  return found === undefined ? { problem: `must be one of ${choices.join(', ')}` } : { value: found };
}

/** Lines without surrounding blanks; empty ones are dropped. */
export function splitLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Entries separated by line ends or commas. */
export function splitList(text: string): string[] {
  return splitLines(text.replaceAll(',', '\n'));
}

/** Collects every problem of a run's inputs, so that they are reported together. */
export class ProblemList {
  readonly problems: InputProblem[] = [];

  add(input: string, message: string, received?: string): void {
    this.problems.push(received === undefined ? { input, message } : { input, message, received });
  }

  /** The parsed value; on a problem it is noted and undefined comes back. */
  take<T>(input: string, received: string, parsed: Parsed<T>): T | undefined {
    if ('value' in parsed) return parsed.value;
    this.add(input, parsed.problem, received);
    return undefined;
  }
}
