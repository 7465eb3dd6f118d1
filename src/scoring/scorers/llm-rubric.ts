import { configFields, FieldList } from '../../dataset/row-fields.ts';
import { shorten } from '../../shorten.ts';
import { asObject, type JsonObject } from '../json-object.ts';
import { isTooDeepToJudge, type Rubric } from '../judge.ts';
import type { Evaluate, ScorerDefinition } from './definition.ts';
import { readRubric } from './rubric-file.ts';

const modelId = /^(?!.*\.\.)(models\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** A rubric, as text or in a file, that a judge model decides by; the verdicts come from a batch job of their own. */
export const llmRubric: ScorerDefinition = {
  name: 'llm-rubric',
  options: ['model', 'config'],
  async build({ value, options }, tools) {
    if (typeof value !== 'string') return { problem: 'takes a rubric: a text, or a file that holds one' };
    const { model } = options;
    if (model !== undefined && (typeof model !== 'string' || !modelId.test(model))) {
      return { problem: 'model must be a model id such as gemini-3.8-flash' };
    }
    const config = readConfig(options.config ?? {});
    if ('problem' in config) return config;
    const source = await readRubric(value, tools);
    if ('problem' in source) return source;
    if (source.text === '') return { problem: 'the rubric is empty' };
    const rubric = { text: source.text, model: model?.replace(/^models\//, ''), config: config.members };
    return { rubric, evaluate: askJudge(rubric) };
  },
};

function askJudge(rubric: Rubric): Evaluate {
  return ({ answer, verdict }) =>
    isTooDeepToJudge(answer)
      ? { score: null, reason: "the answer's calls are nested too deeply to be shown to a judge" }
      : verdict(rubric);
}

/** The members for the judge's generationConfig, in camelCase; a misspelt one would be refused only when the answers are paid for. */
function readConfig(config: unknown): { readonly members: JsonObject } | { readonly problem: string } {
  const given = asObject(config);
  if (given === undefined) return { problem: 'config must be an object with members of GenerationConfig' };
  const names = Object.keys(given);
  const unknown: string[] = [];
  const both = new FieldList(configFields).check(
    { count: names.length, hasName: (index, name) => names[index] === name, name: (index) => names[index] ?? '' },
    (name) => unknown.push(name),
  );
  if (unknown.length > 0)
    return { problem: `config has ${shorten(unknown.join(', '))}; members are ${configFields.join(', ')}` };
  if (both !== undefined) return { problem: `config has both ${both.camel} and ${both.snake}` };
  const toCamel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { members: Object.fromEntries(names.map((name) => [toCamel(name), given[name]])) };
}
