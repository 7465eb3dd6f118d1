import { hash } from 'node:crypto';
import { quote } from '../errors.ts';
import { asObject } from './answer.ts';
import type { Finding, Scorer, Subject } from './scorer.ts';
import { answered } from './scorers/answered.ts';
import { contains } from './scorers/contains.ts';
import { containsAll } from './scorers/contains-all.ts';
import { containsAny } from './scorers/contains-any.ts';
import type { Evaluate, ScorerDefinition, ScorerSettings, ScorerTools } from './scorers/definition.ts';
import { equals } from './scorers/equals.ts';
import { functionCall } from './scorers/function-call.ts';
import { icontains } from './scorers/icontains.ts';
import { isJson } from './scorers/is-json.ts';
import { javascript } from './scorers/javascript.ts';
import { llmRubric } from './scorers/llm-rubric.ts';
import { matchesLogged } from './scorers/matches-logged.ts';
import { regex } from './scorers/regex.ts';
import { startsWith } from './scorers/starts-with.ts';

/** Every kind of scorer there is. */
export const definitions: readonly ScorerDefinition[] = [
  functionCall,
  isJson,
  equals,
  contains,
  icontains,
  containsAny,
  containsAll,
  startsWith,
  regex,
  answered,
  matchesLogged,
  llmRubric,
  javascript,
];

const sharedOptions = ['value', 'weight', 'threshold', 'metric'];

export type ScorerParse = { readonly scorers: readonly Scorer[] } | { readonly problems: readonly string[] };

/** Turns the parsed `scorers` input (a name, an entry, or a list of entries) into checks; every problem names its entry. */
export async function parseScorers(config: unknown, tools: ScorerTools): Promise<ScorerParse> {
  const entries = Array.isArray(config) ? config : [config];
  const scorers: Scorer[] = [];
  const problems: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const parsed = await parseEntry(entry, tools);
    if ('problem' in parsed) problems.push(`entry ${index + 1}: ${parsed.problem}`);
    else scorers.push(parsed.scorer);
  }
  if (entries.length === 0) problems.push('the list is empty; name at least one scorer');
  else if (problems.length === 0 && scorers.every((scorer) => scorer.weight === 0)) {
    problems.push('every scorer has weight 0, so no row would get a score');
  }
  return problems.length > 0 ? { problems } : { scorers: distinguishLabels(scorers) };
}

type EntryParse = { readonly scorer: Scorer } | { readonly problem: string };

async function parseEntry(entry: unknown, tools: ScorerTools): Promise<EntryParse> {
  if (typeof entry === 'string') return buildScorer(entry, undefined, tools);
  const object = asObject(entry);
  const names = object === undefined ? [] : Object.keys(object);
  if (object === undefined || names.length !== 1) {
    return { problem: `${quote(JSON.stringify(entry) ?? 'nothing')} is neither a scorer's name nor one "name: value"` };
  }
  const name = names[0] ?? '';
  const value = object[name];
  if (isEmpty(value)) return { problem: `${name} has an empty value; leave the colon away for the bare scorer` };
  return buildScorer(name, value, tools);
}

function isEmpty(value: unknown): boolean {
  const object = asObject(value);
  return value === null || value === '' || (object !== undefined && Object.keys(object).length === 0);
}

async function buildScorer(written: string, value: unknown, tools: ScorerTools): Promise<EntryParse> {
  const isNegated = written.startsWith('not-');
  const name = isNegated ? written.slice('not-'.length) : written;
  const definition = definitions.find((candidate) => candidate.name === name);
  if (definition === undefined) {
    return {
      problem: `there is no scorer ${quote(written)}; there are ${definitions.map((known) => known.name).join(', ')}`,
    };
  }
  const settings = readSettings(definition, value);
  if ('problem' in settings) return { problem: `${written}: ${settings.problem}` };
  const texts: (readonly [string, string | undefined])[] = [];
  const readText: ScorerTools['readText'] = async (path) => {
    const text = await tools.readText(path);
    texts.push([path, text]);
    return text;
  };
  const built = await definition.build(settings, { ...tools, readText });
  if ('problem' in built) return { problem: `${written}: ${built.problem}` };
  const label = settings.metric ?? written;
  const evaluate = applyThreshold(isNegated ? negate(built.evaluate) : built.evaluate, settings.threshold);
  return {
    scorer: {
      label,
      weight: settings.weight,
      fingerprint: fingerprintOf(written, settings, texts),
      needs: built.needs ?? [],
      requires: built.requires,
      rubric: built.rubric,
      isCode: built.isCode,
      reset: built.reset,
      evaluate,
    },
  };
}

/** The metric is only what it is called. */
function fingerprintOf(
  written: string,
  { value, options, weight, threshold }: Settings,
  texts: readonly unknown[],
): string {
  const sorted = (_name: string, member: unknown) => {
    const object = asObject(member);
    return object === undefined
      ? member
      : Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return hash('sha256', JSON.stringify([written, value, options, weight, threshold, texts], sorted));
}

interface Settings extends ScorerSettings {
  readonly weight: number;
  readonly threshold: number | undefined;
  readonly metric: string | undefined;
}

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

function readSettings(definition: ScorerDefinition, entry: unknown): Settings | { readonly problem: string } {
  const object = asObject(entry);
  if (object === undefined) return { value: entry, options: {}, weight: 1, threshold: undefined, metric: undefined };
  const { value, weight = 1, threshold, metric, ...options } = object;
  const known = [...sharedOptions, ...definition.options];
  const unknown = Object.keys(object).filter((option) => !known.includes(option));
  if (definition.takesObjects && !('value' in object) && unknown.length > 0) {
    return { value: object, options: {}, weight: 1, threshold: undefined, metric: undefined };
  }
  if (unknown.length > 0)
    return { problem: `does not know ${unknown.map(quote).join(', ')}; it takes ${known.join(', ')}` };
  if (value === null || value === '') return { problem: 'value is empty' };
  if (typeof weight !== 'number' || !(weight >= 0) || weight === Infinity)
    return { problem: 'weight must be a number of at least 0' };
  if (threshold !== undefined && !isShare(threshold)) return { problem: 'threshold must be a number from 0 to 1' };
  if (metric !== undefined && (typeof metric !== 'string' || metric === ''))
    return { problem: 'metric must be a text' };
  return { value, options, weight, threshold, metric };
}

const tolerance = 1e-9;

function applyThreshold(evaluate: Evaluate, threshold: number | undefined): Evaluate {
  if (threshold === undefined) return evaluate;
  return after(evaluate, ({ score, reason }) => {
    if (score === null) return { score, reason };
    const passed = score >= threshold - tolerance;
    return { score: passed ? 1 : 0, reason: passed ? '' : reason || `${score} is under the threshold ${threshold}` };
  });
}

function negate(evaluate: Evaluate): Evaluate {
  return after(evaluate, ({ score, reason }) => {
    if (score === null) return { score, reason };
    return { score: 1 - score, reason: score === 1 ? 'holds, but must not' : '' };
  });
}

function after(evaluate: Evaluate, change: (finding: Finding) => Finding): Evaluate {
  return (subject: Subject) => {
    const found = evaluate(subject);
    return found instanceof Promise ? found.then(change) : change(found);
  };
}

/** Two checks of one label would overwrite each other in a table: the second becomes "label (2)". */
function distinguishLabels(scorers: readonly Scorer[]): Scorer[] {
  const taken = new Set<string>();
  return scorers.map((scorer) => {
    let { label } = scorer;
    for (let copy = 2; taken.has(label); copy++) label = `${scorer.label} (${copy})`;
    taken.add(label);
    return { ...scorer, label };
  });
}
