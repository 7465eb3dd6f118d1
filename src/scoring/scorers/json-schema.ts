import type { Ajv } from 'ajv';
import { excerpt, shorten } from './excerpt.ts';

/** Says why a value does not fit, or undefined when it does. */
export type Validate = (value: unknown) => string | undefined;

export type SchemaParse = { readonly validate: Validate } | { readonly problem: string };

/** Compiles JSON Schemas of draft 2020-12 (without `$schema` too) and draft-07. `format` is a note, as 2020-12 has it. */
export type SchemaCompiler = (schema: object | boolean) => SchemaParse;

const drafts = {
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
  '07': 'http://json-schema.org/draft-07/schema',
};

/** Such a message may quote a whole pattern. */
const maxFailureChars = 200;

/** Own properties only: an answer without `constructor` has none. Unknown keywords are notes. Nothing is ever loaded. */
const options = { strict: false, logger: false, validateFormats: false, ownProperties: true } as const;

/** Loads Ajv, which only a run with a schema pays for. */
export async function loadSchemaCompiler(): Promise<SchemaCompiler> {
  const { Ajv, Ajv2020 } = await import('./ajv-drafts.ts');
  const create: Record<keyof typeof drafts, () => Ajv> = {
    '07': () => new Ajv(options),
    '2020-12': () => new Ajv2020(options),
  };
  const shared = new Map<string, Ajv>();
  return (schema) => {
    const draft = readDraft(schema);
    if (draft === undefined) return { problem: 'names a $schema other than draft 2020-12 and draft-07' };
    const known = shared.get(draft) ?? create[draft]();
    shared.set(draft, known);
    try {
      // An $id would stay known to the instance, and clash with the next schema of that name.
      const ajv = JSON.stringify(schema).includes('"$id"') ? create[draft]() : known;
      return compile(ajv, typeof schema === 'object' ? { ...schema, $schema: drafts[draft] } : schema);
    } catch (error) {
      return { problem: describeFailure(error) };
    }
  };
}

function readDraft(schema: object | boolean): keyof typeof drafts | undefined {
  const named = typeof schema === 'object' && '$schema' in schema ? schema.$schema : undefined;
  if (named === undefined) return '2020-12';
  const bare = String(named)
    .replace(/^http:/, 'https:')
    .replace(/#$/, '');
  if (bare === drafts['2020-12']) return '2020-12';
  return bare === drafts['07'].replace('http:', 'https:') ? '07' : undefined;
}

function compile(ajv: Ajv, schema: object | boolean): SchemaParse {
  if (ajv.validateSchema(schema) !== true) return { problem: describeFirst(ajv.errors) };
  try {
    const validate = ajv.compile(schema);
    return { validate: (value) => (validate(value) === true ? undefined : describeFirst(validate.errors)) };
  } finally {
    ajv.removeSchema(schema);
  }
}

interface Fault {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: { readonly [name: string]: unknown };
}

function describeFirst(faults: readonly Fault[] | null | undefined): string {
  const [fault] = faults ?? [];
  if (fault === undefined) return 'does not fit';
  const { additionalProperty, allowedValues, allowedValue } = fault.params;
  const detail = additionalProperty ?? allowedValues ?? allowedValue;
  const place = fault.instancePath === '' ? 'the top' : fault.instancePath;
  return `${shorten(place)} ${fault.message ?? 'does not fit'}${detail === undefined ? '' : ` (${shorten(JSON.stringify(detail))})`}`;
}

function describeFailure(error: unknown): string {
  if (error instanceof Error && 'missingRef' in error)
    return `has a $ref to ${excerpt(String(error.missingRef))}, which is not in the schema; nothing else is loaded`;
  return `cannot be used: ${shorten(error instanceof Error ? error.message : String(error), maxFailureChars)}`;
}
