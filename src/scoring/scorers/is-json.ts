import { parseDocument } from 'yaml';
import { type Answer, asObject } from '../answer.ts';
import type { Finding, Subject } from '../scorer.ts';
import type { Built, ScorerDefinition, ScorerTools } from './definition.ts';
import { describeAnswer } from './excerpt.ts';
import { readRequestedSchema } from './gemini-schema.ts';
import { loadSchemaCompiler, type SchemaCompiler, type SchemaParse, type Validate } from './json-schema.ts';

/** How many schemas of requests are kept compiled. */
const maxKeptSchemas = 256;

/** The whole text is JSON (bare), fits a JSON Schema (inline, or in a file), or fits the schema in its own request (`request`). */
export const isJson: ScorerDefinition = {
  name: 'is-json',
  options: [],
  takesObjects: true,
  async build({ value }, tools): Promise<Built> {
    if (value === undefined) return { evaluate: ({ answer }) => judge(answer, () => undefined) };
    if (value === 'request')
      return {
        evaluate: judgeByRequest(await loadSchemaCompiler(tools.testRegExp)),
        needs: ['request'],
        requires: 'schema',
      };
    const schema = await readSchema(value, tools);
    if ('problem' in schema) return schema;
    const compiled = (await loadSchemaCompiler(tools.testRegExp))(schema.schema);
    if ('problem' in compiled) return { problem: `${schema.place}: ${compiled.problem}` };
    return { evaluate: ({ answer }) => judge(answer, compiled.validate) };
  },
};

type SchemaSource = { readonly schema: object; readonly place: string } | { readonly problem: string };

async function readSchema(value: unknown, tools: ScorerTools): Promise<SchemaSource> {
  const inline = asObject(value);
  const option = ['weight', 'threshold', 'metric'].find((name) => inline !== undefined && name in inline);
  if (option !== undefined) return { problem: `beside ${option} the schema stands in value` };
  if (inline !== undefined && Object.keys(inline).length === 0) return { problem: 'value is empty' };
  if (inline !== undefined) return { schema: inline, place: 'the schema' };
  if (typeof value !== 'string' || !/\.(json|ya?ml)$/i.test(value))
    return { problem: 'takes a JSON Schema, the path of a .json or .yaml file with one, or request' };
  const text = await tools.readText(value);
  if (text === undefined) return { problem: `there is no file ${value}` };
  try {
    const document = parseDocument(text);
    const mistake = document.errors[0] ?? document.warnings[0];
    if (mistake !== undefined) throw mistake;
    const schema = asObject(document.toJS());
    return schema === undefined ? { problem: `${value}: holds no JSON Schema` } : { schema, place: value };
  } catch (error) {
    return { problem: `${value}: is not valid: ${messageOf(error).split('\n')[0]?.replace(/:$/, '')}` };
  }
}

function judge(answer: Answer, validate: Validate): Finding {
  let value: unknown;
  try {
    value = JSON.parse(answer.text);
  } catch {
    return { score: 0, reason: `is not JSON: ${describeAnswer(answer)}` };
  }
  try {
    const fault = validate(value);
    return fault === undefined ? { score: 1, reason: '' } : { score: 0, reason: `does not fit the schema: ${fault}` };
  } catch (error) {
    // Such as an answer nested deeper than a recursive schema can follow, or a pattern that takes too long.
    return { score: null, reason: `the answer could not be held against the schema: ${messageOf(error)}` };
  }
}

function judgeByRequest(compile: SchemaCompiler): (subject: Subject) => Finding {
  const kept = new Map<string, SchemaParse>();
  const compileOnce = (schema: object | boolean): SchemaParse => {
    const id = JSON.stringify(schema);
    const known = kept.get(id);
    if (known !== undefined) return known;
    if (kept.size >= maxKeptSchemas) kept.clear();
    const compiled = compile(schema);
    kept.set(id, compiled);
    return compiled;
  };
  return ({ answer, request }) => {
    try {
      const requested = readRequestedSchema(request);
      if ('problem' in requested) return { score: null, reason: requested.problem };
      const compiled = compileOnce(requested.schema);
      if ('problem' in compiled)
        return { score: null, reason: `the request's ${requested.member}: ${compiled.problem}` };
      return judge(answer, compiled.validate);
    } catch (error) {
      return { score: null, reason: `the request's schema could not be read: ${messageOf(error)}` };
    }
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
