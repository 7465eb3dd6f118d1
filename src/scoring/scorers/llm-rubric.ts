import { asObject } from '../answer.ts';
import type { ScorerDefinition } from './definition.ts';

const modelId = /^(models\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/;
const maxPathChars = 300;

/** A rubric, as text or in a file, that a judge model decides by; the verdicts come from a batch job of their own. */
export const llmRubric: ScorerDefinition = {
  name: 'llm-rubric',
  options: ['model', 'config'],
  async build({ value, options }, tools) {
    if (typeof value !== 'string') return { problem: 'takes a rubric: a text, or a file that holds one' };
    const { model, config = {} } = options;
    if (model !== undefined && (typeof model !== 'string' || !modelId.test(model))) {
      return { problem: 'model must be a model id such as gemini-3.8-flash' };
    }
    const members = asObject(config);
    if (members === undefined) return { problem: 'config must be an object with members of GenerationConfig' };
    const mayBePath = !value.includes('\n') && value.length <= maxPathChars;
    const text = ((mayBePath ? await tools.readText(value) : undefined) ?? value).trim();
    if (text === '') return { problem: 'the rubric is empty' };
    const rubric = { text, model: model?.replace(/^models\//, ''), config: members };
    return { rubric, evaluate: ({ verdict }) => verdict(rubric) };
  },
};
