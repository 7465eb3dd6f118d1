import { isObject } from '../gemini/proto-json.ts';

const maxDepth = 10;

const scalars: Readonly<Record<string, unknown>> = { string: 'canned', boolean: true, null: null };

/**
 * A small value that fits a schema in Gemini's spelling or in JSON Schema's: required members only, first choices, least
 * lengths. Patterns and formats are not looked at; a schema that never ends is cut off with null.
 */
export function fittingValue(schema: unknown): unknown {
  return valueFor(schema, { root: schema, depth: 0 });
}

interface Place {
  readonly root: unknown;
  readonly depth: number;
}

function valueFor(schema: unknown, place: Place): unknown {
  if (!isObject(schema) || place.depth > maxDepth) return null;
  const inside = { root: place.root, depth: place.depth + 1 };
  if (typeof schema.$ref === 'string') return valueFor(resolve(schema.$ref, place.root), inside);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0];
  const choices = schema.anyOf ?? schema.any_of ?? schema.oneOf;
  if (Array.isArray(choices) && choices.length > 0) return valueFor(choices[0], inside);
  const type = typeOf(schema);
  if (type === 'object') return objectOf(schema, inside);
  if (type === 'array') return arrayOf(schema, inside);
  if (type === 'integer' || type === 'number') return numberOf(schema, type);
  return type === 'string' ? textOf(schema) : (scalars[type] ?? null);
}

function typeOf(schema: Readonly<Record<string, unknown>>): string {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== 'null') : schema.type;
  if (typeof type === 'string') return type.toLowerCase();
  return schema.items === undefined ? 'object' : 'array';
}

function objectOf(schema: Readonly<Record<string, unknown>>, place: Place): object {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.fromEntries(required.map((name) => [String(name), valueFor(properties[String(name)] ?? {}, place)]));
}

function arrayOf(schema: Readonly<Record<string, unknown>>, place: Place): unknown[] {
  const least = Number(schema.minItems ?? schema.min_items ?? 0) || 0;
  return Array.from({ length: least }, () => valueFor(schema.items, place));
}

function numberOf(schema: Readonly<Record<string, unknown>>, type: string): number {
  const least = Number(schema.minimum ?? Math.min(0, Number(schema.maximum ?? 0))) || 0;
  return type === 'integer' ? Math.ceil(least) : least;
}

function textOf(schema: Readonly<Record<string, unknown>>): string {
  const least = Number(schema.minLength ?? schema.min_length ?? 0) || 0;
  const most = Number(schema.maxLength ?? schema.max_length ?? Number.POSITIVE_INFINITY);
  return 'canned'.padEnd(least, '.').slice(0, most);
}

function resolve(reference: string, root: unknown): unknown {
  if (!reference.startsWith('#')) return undefined;
  const steps = reference.slice(1).split('/').filter(Boolean);
  return steps.reduce<unknown>(
    (at, step) => (isObject(at) ? at[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
    root,
  );
}
