import type { Ajv } from 'ajv';
import { shorten } from '../../shorten.ts';
import { isAsync } from './async-schema.ts';
import { excerpt } from './excerpt.ts';
import { type TestRegExp, TextPattern } from './text-pattern.ts';

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

const noAsync = 'has $async, which is not supported; take it out';
const maxKeptPatterns = 1000;

/** Own properties only: an answer without `constructor` has none. Unknown keywords are notes. Nothing is ever loaded. */
const options = { strict: false, logger: false, validateFormats: false, ownProperties: true } as const;

/** Loads Ajv, which only a run with a schema pays for. Patterns are tested as given. */
export async function loadSchemaCompiler(testRegExp?: TestRegExp): Promise<SchemaCompiler> {
  const { Ajv, Ajv2020 } = await import('./ajv-drafts.ts');
  const withPatterns = { ...options, code: { regExp: createPatterns(testRegExp) } };
  const create: Record<keyof typeof drafts, () => Ajv> = {
    '07': () => new Ajv(withPatterns),
    '2020-12': () => new Ajv2020(withPatterns),
  };
  const shared = new Map<string, Ajv>();
  return (schema) => {
    const draft = readDraft(schema);
    if (isAsync(schema)) return { problem: noAsync };
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

/** Makes the patterns of schemas. One that took too long is remembered, in whichever schema it stands. */
function createPatterns(testRegExp: TestRegExp | undefined) {
  const known = new Map<string, TextPattern>();
  const create = (source: string, flags: string): TextPattern => {
    const pattern = new RegExp(source, flags);
    const id = String(pattern);
    const kept = known.get(id) ?? new TextPattern(pattern, testRegExp);
    if (known.size >= maxKeptPatterns) known.clear();
    known.set(id, kept);
    return kept;
  };
  // Ajv names the function so in code that it would write to a file.
  return Object.assign(create, { code: 'createPattern' });
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
    return {
      validate(value) {
        const outcome: unknown = validate(value);
        // A promise that nobody waits for could end the process.
        if (typeof outcome !== 'boolean') {
          Promise.resolve(outcome).catch(() => undefined);
          throw new Error('the schema gave no answer at once');
        }
        return outcome ? undefined : describeFirst(validate.errors);
      },
    };
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
  if (error instanceof Error && error.message.startsWith('async schema')) return noAsync;
  return `cannot be used: ${shorten(error instanceof Error ? error.message : String(error), maxFailureChars)}`;
}
