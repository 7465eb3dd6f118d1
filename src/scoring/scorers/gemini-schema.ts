import { asObject, type JsonObject, memberOf } from '../json-object.ts';

/** The schema that a request asks its answer to follow, as a JSON Schema, and where in generationConfig it stood. */
export type RequestedSchema =
  | { readonly schema: object | boolean; readonly member: string }
  | { readonly problem: string };

/** Reads responseSchema, responseJsonSchema or responseFormat.text.schema, in either spelling. */
export function readRequestedSchema(request: unknown): RequestedSchema {
  const config = member(asObject(request), 'generationConfig');
  // An answer of this type is one bare value of the enum, not JSON.
  if (memberOf(config, 'responseMimeType') === 'text/x.enum')
    return { problem: 'the request asks for text/x.enum, not for JSON' };
  const own = memberOf(config, 'responseSchema');
  if (asObject(own) !== undefined) return { schema: convertSchema(own) as object, member: 'responseSchema' };
  const plain = memberOf(config, 'responseJsonSchema') ?? config?._responseJsonSchema;
  if (isSchema(plain)) return { schema: plain, member: 'responseJsonSchema' };
  const format = memberOf(member(member(config, 'responseFormat'), 'text'), 'schema');
  if (isSchema(format)) return { schema: format, member: 'responseFormat' };
  return { problem: 'the request has no schema for its answer' };
}

const isSchema = (value: unknown): value is object | boolean =>
  typeof value === 'boolean' || asObject(value) !== undefined;

const toCamel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const member = (object: JsonObject | undefined, name: string) => asObject(memberOf(object, name));

/** Members that do not bear on whether a value fits. */
const notes = ['title', 'description', 'default', 'example', 'format', 'propertyOrdering', 'nullable'];
/** 64-bit integers, which travel as strings. */
const counts = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];

/**
 * Gemini's Schema (a part of OpenAPI 3.0's) as a JSON Schema: types in lower case, counts as numbers, `nullable` as a choice.
 * Members that it does not know are handed on; names of properties are data and stay. Throws where nested too deeply.
 * https://ai.google.dev/api/caching#Schema
 */
export function convertSchema(schema: unknown): unknown {
  const object = asObject(schema);
  if (object === undefined) return schema;
  const converted: Record<string, unknown> = {};
  for (const [written, value] of Object.entries(object)) {
    const name = toCamel(written);
    if (!notes.includes(name) && value !== null) convertMember(converted, name, value);
  }
  readEnumAsNumbers(converted);
  return object.nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
}

function convertMember(converted: Record<string, unknown>, name: string, value: unknown): void {
  const properties = name === 'properties' ? asObject(value) : undefined;
  if (properties !== undefined) {
    converted[name] = Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, convertSchema(inner)]));
  } else if (name === 'items' || name === 'additionalProperties') {
    converted[name] = convertSchema(value);
  } else if (Array.isArray(value)) {
    // In the service's encoding an empty list is one that is not set.
    if (value.length > 0) converted[name] = name === 'anyOf' ? value.map(convertSchema) : value;
  } else if (name === 'type') {
    if (value !== 'TYPE_UNSPECIFIED') converted[name] = typeof value === 'string' ? value.toLowerCase() : value;
  } else {
    converted[name] = counts.includes(name) && typeof value === 'string' ? Number(value) : value;
  }
}

/** The values of an enum are written as strings, those of a number's too. */
function readEnumAsNumbers(schema: Record<string, unknown>): void {
  if ((schema.type === 'integer' || schema.type === 'number') && Array.isArray(schema.enum))
    schema.enum = schema.enum.map((value) =>
      typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
    );
}
