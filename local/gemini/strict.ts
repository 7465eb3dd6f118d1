import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { GivenTwice, isObject, normalise, type Path } from './proto-json.ts';
import { type MessageName, schemaFile } from './schema.ts';

/** The first thing in a message that the service does not take. */
export type Violation =
  | { readonly kind: 'unknown'; readonly path: Path }
  | { readonly kind: 'twice'; readonly path: Path }
  | { readonly kind: 'enum'; readonly path: Path; readonly value: unknown }
  | { readonly kind: 'type'; readonly path: Path; readonly value: unknown; readonly expected: string };

const int32Limit = 2 ** 31;
const int64 = /^-?[0-9]{1,19}$/;
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const duration = /^-?[0-9]{1,12}(\.[0-9]{1,9})?s$/;
const timestamp = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

const ajv = createAjv();

/** Checks a message as strictly as the service does; undefined means that it is taken. */
export function findViolation(message: unknown, name: MessageName): Violation | undefined {
  try {
    const validate = ajv.getSchema(`${schemaFile.$id}#/$defs/${name}`);
    if (!validate) throw new Error(`schema.json lacks ${name}`);
    const normal = normalise(message, { $ref: `#/$defs/${name}` });
    if (validate(normal)) return undefined;
    const error = validate.errors?.[0];
    return error && describe(error);
  } catch (error) {
    if (error instanceof GivenTwice) return { kind: 'twice', path: error.path };
    throw error;
  }
}

function createAjv(): Ajv2020 {
  const created = new Ajv2020({ strict: true, verbose: true, allErrors: false });
  created.addFormat('int32', {
    type: 'number',
    validate: (value: number) => value >= -int32Limit && value < int32Limit,
  });
  created.addFormat('int64', int64);
  created.addFormat('byte', base64);
  created.addFormat('duration', duration);
  created.addFormat('timestamp', timestamp);
  created.addKeyword({
    keyword: 'oneofs',
    type: 'object',
    schemaType: 'array',
    validate: (groups: readonly (readonly string[])[], value: object) =>
      groups.every((group) => group.filter((name) => Object.hasOwn(value, name)).length <= 1),
  });
  created.addSchema(schemaFile);
  return created;
}

function describe(error: ErrorObject): Violation {
  const path = toPath(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    return { kind: 'unknown', path: [...path, String(error.params.additionalProperty)] };
  }
  if (error.keyword === 'oneofs') return { kind: 'twice', path: [...path, secondOf(error)] };
  if (error.keyword === 'enum') return { kind: 'enum', path, value: error.data };
  const expected = error.keyword === 'type' ? String(error.params.type) : String(error.params.format);
  return { kind: 'type', path, value: error.data, expected };
}

function secondOf(error: ErrorObject): string {
  const group = (error.schema as string[][]).find((names) => given(error.data, names).length > 1) ?? [];
  return given(error.data, group)[1] ?? '';
}

function given(value: unknown, names: readonly string[]): string[] {
  return isObject(value) ? Object.keys(value).filter((name) => names.includes(name)) : [];
}

function toPath(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^[0-9]+$/.test(step) ? Number(step) : step));
}
