import { resolveSchema, type Schema } from './schema.ts';

/** Steps from a message to a value in it: member names as the schema spells them, and indexes. */
export type Path = readonly (string | number)[];

/** A member was given twice, in both spellings. */
export class GivenTwice extends Error {
  readonly path: Path;

  constructor(path: Path) {
    super(`'${path.at(-1)}' is given twice`);
    this.path = path;
  }
}

/**
 * Brings a message into the one form that the schema describes, as Google's JSON parsers do: snake_case names become
 * camelCase, null members count as absent, numbers may be strings and the other way round, enum names ignore case.
 * Free-form values (arguments, JSON schemas) are not touched. Unknown members and wrong types are kept as they are.
 */
export function normalise(value: unknown, schema: Schema, path: Path = []): unknown {
  const { type, items, properties, additionalProperties } = resolveSchema(schema);
  if (type === 'object' && isObject(value)) {
    if (properties) return normaliseMembers(value, properties, path);
    return additionalProperties ? normaliseMap(value, additionalProperties, path) : value;
  }
  if (type === 'array' && items && Array.isArray(value)) {
    return value.map((item, index) => normalise(item, items, [...path, index]));
  }
  return normaliseScalar(value, resolveSchema(schema));
}

/** The camelCase spelling of a proto name. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The proto spelling of a camelCase name. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A JSON object, not an array and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function normaliseMembers(value: Record<string, unknown>, members: Readonly<Record<string, Schema>>, path: Path) {
  const known = new Map<string, unknown>();
  for (const [given, member] of Object.entries(value)) {
    const name = Object.hasOwn(members, given) ? given : camelCase(given);
    const schema = Object.hasOwn(members, name) ? members[name] : undefined;
    if (schema === undefined) known.set(given, member);
    else if (known.has(name)) throw new GivenTwice([...path, name]);
    else if (member !== null || isFreeForm(schema)) known.set(name, normalise(member, schema, [...path, name]));
  }
  return Object.fromEntries(known);
}

function isFreeForm(schema: Schema): boolean {
  return resolveSchema(schema).type === undefined;
}

function normaliseMap(value: Record<string, unknown>, schema: Schema, path: Path) {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalise(item, schema, [...path, key])]));
}

function normaliseScalar(value: unknown, schema: Schema): unknown {
  const isNumeric =
    typeof value === 'string' && value.trim() === value && value !== '' && Number.isFinite(Number(value));
  if ((schema.type === 'integer' || schema.type === 'number') && isNumeric) return Number(value);
  if (schema.format === 'int64' && Number.isSafeInteger(value)) return String(value);
  if (schema.enum && typeof value === 'number') return schema.enum[value] ?? value;
  if (schema.enum && typeof value === 'string') {
    return schema.enum.find((name) => name.toLowerCase() === value.toLowerCase()) ?? value;
  }
  return value;
}
