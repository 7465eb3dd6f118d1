import { parseDocument } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../dataset/edit-json.ts';
import type { Parsed } from './values.ts';

const maxDepth = 100;

/**
 * An object in YAML 1.2 or JSON. Integers are exact, however long; other numbers are what JavaScript makes of them, so 1.0
 * is written back as 1. Refuses duplicate names, names that are no scalars, .inf and .nan, and nesting above 100 levels.
 */
export function parsePatchText(text: string): Parsed<JsonObject> {
  try {
    const value = toJson(readValue(text), 0);
    return isJsonObject(value) ? { value } : { problem: 'must be an object of members to change' };
  } catch (error) {
    const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return { problem: message.replace(/:$/, '') };
  }
}

function readValue(text: string): unknown {
  const document = parseDocument(text, { intAsBigInt: true, stringKeys: true, prettyErrors: true });
  const error = document.errors[0] ?? document.warnings[0];
  if (error !== undefined) throw new Error(`is not valid YAML or JSON: ${error.message}`);
  return document.toJS();
}

function toJson(value: unknown, depth: number): JsonValue {
  if (depth > maxDepth) throw new Error(`is nested deeper than ${maxDepth} levels, or an alias contains itself`);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error(`holds ${value}, which JSON cannot express`);
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  // What YAML's own types (!!binary, !!set, …) become.
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error('holds a value of a type that JSON lacks');
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member, depth + 1)]));
}
