/** A JSON value whose integers beyond 2^53 are exact. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** Whether the value is an object, and so a patch that merges instead of replacing. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as JSON text without whitespace, members in their order; every integer with all its digits. */
export function jsonText(value: JsonValue): string {
  return write(value, Object.entries);
}

/** The same text for objects that differ in the order of their members only. */
export function canonicalText(value: JsonValue): string {
  return write(value, (object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function write(value: JsonValue, entries: (object: JsonObject) => [string, JsonValue][]): string {
  if (typeof value === 'bigint') return value.toString();
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => write(item, entries)).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = entries(value).map(([name, member]) => `${JSON.stringify(name)}:${write(member, entries)}`);
  return `{${members.join(',')}}`;
}

/** What RFC 7396 makes of the target (undefined: none) under an object as the patch. */
export function mergePatch(target: JsonValue | undefined, patch: JsonObject): JsonObject {
  const merged = new Map(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, isJsonObject(value) ? mergePatch(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
}
