import { shorten } from '../../shorten.ts';
import { asObject } from '../answer.ts';
import type { ScorerTools } from './definition.ts';
import { describeValue } from './excerpt.ts';
import { compileRegex } from './regex.ts';
import { TextPattern } from './text-pattern.ts';

/** Stands in a pattern for any value, null included. */
const anyValue = Symbol('any value');

type Pair = readonly [expected: unknown, actual: unknown, path: string];

/** How two JSON values are compared: a subset leaves out members of objects, lists never leave out items. */
export type Comparison = 'equal' | 'subset';

/**
 * The first difference between two JSON values, as a sentence that starts with its place; undefined without any. The order of an
 * object's members does not matter, that of a list's items does. Values may be nested as deeply as JSON.parse allows.
 * Throws PatternTimeout where a pattern takes too long.
 */
export function findDifference(pair: Pair, comparison: Comparison): string | undefined {
  // A stack of its own: an answer may be nested deeper than calls can be.
  const open: Pair[] = [pair];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [expected, actual, path] = next;
    if (expected === anyValue || expected === actual) continue;
    const inner =
      expected instanceof TextPattern
        ? testText(expected, actual, path)
        : compareNested(expected, actual, path, comparison);
    if (typeof inner === 'string') return inner;
    for (const deeper of inner.reverse()) open.push(deeper);
  }
  return undefined;
}

function testText(pattern: TextPattern, actual: unknown, path: string): string | Pair[] {
  if (typeof actual === 'string' && pattern.test(actual)) return [];
  return `${shorten(path)} is ${describeValue(actual)}, which does not match ${shorten(pattern.source)}`;
}

function compareNested(expected: unknown, actual: unknown, path: string, comparison: Comparison): string | Pair[] {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length)
      return `${shorten(path)} has length ${actual.length} instead of ${expected.length}`;
    return expected.map((item, index): Pair => [item, actual[index], `${path}[${index}]`]);
  }
  const wanted = asObject(expected);
  const given = asObject(actual);
  if (wanted === undefined || given === undefined)
    return `${shorten(path)} is ${describeValue(actual)} instead of ${describeValue(expected)}`;
  const names = Object.keys(wanted);
  const missing = names.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) return `${shorten(`${path}.${missing}`)} is missing`;
  const extra = comparison === 'equal' ? Object.keys(given).find((name) => !Object.hasOwn(wanted, name)) : undefined;
  if (extra !== undefined) return `${shorten(`${path}.${extra}`)} should not be there`;
  return names.map((name): Pair => [wanted[name], given[name], `${path}.${name}`]);
}

/** A value from the configuration as findDifference takes it: `{ $any: true }` and `{ $regex: … }` become what they stand for. */
export function compilePattern(
  value: unknown,
  path: string,
  tools: Pick<ScorerTools, 'testRegExp'> = {},
): { readonly pattern: unknown } | { readonly problem: string } {
  const problems: string[] = [];
  const pattern = compileInto({ problems, tools }, value, path);
  return problems[0] === undefined ? { pattern } : { problem: problems[0] };
}

interface Compilation {
  readonly problems: string[];
  readonly tools: Pick<ScorerTools, 'testRegExp'>;
}

function compileInto(compilation: Compilation, value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item, index) => compileInto(compilation, item, `${path}[${index}]`));
  const object = asObject(value);
  if (object === undefined) return value;
  const marker = ['$any', '$regex'].find((name) => Object.hasOwn(object, name));
  if (marker === undefined) {
    const compiled = Object.keys(object).map((name) => [
      name,
      compileInto(compilation, object[name], `${path}.${name}`),
    ]);
    return Object.fromEntries(compiled);
  }
  const { problems, tools } = compilation;
  if (Object.keys(object).length > 1) problems.push(`${path}: ${marker} stands alone in its object`);
  if (marker === '$any') {
    if (object.$any !== true) problems.push(`${path}: $any takes true`);
    return anyValue;
  }
  const regex = compileRegex(object.$regex, tools);
  if ('value' in regex) return regex.value;
  problems.push(`${path}: $regex ${regex.problem}`);
  return value;
}
