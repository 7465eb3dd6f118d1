import { asObject } from '../json-object.ts';

/** Keywords whose value maps names of the author's choosing to schemas. */
const maps = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies'];
/** Keywords whose value is data. */
const data = ['const', 'enum', 'default', 'example', 'examples'];

/** Whether a schema, or one within it, has Ajv's own keyword `$async`, by which validation gives a promise instead of an answer. */
export function isAsync(schema: unknown): boolean {
  const open: unknown[] = [schema];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) for (const item of next) open.push(item);
    const object = asObject(next);
    if (object === undefined) continue;
    if (object.$async !== undefined && object.$async !== false) return true;
    for (const [keyword, value] of Object.entries(object)) {
      if (data.includes(keyword)) continue;
      const named = maps.includes(keyword) ? asObject(value) : undefined;
      if (named === undefined) open.push(value);
      else for (const inner of Object.values(named)) open.push(inner);
    }
  }
  return false;
}
