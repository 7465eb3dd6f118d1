import { readFileSync } from 'node:fs';

/** The part of JSON Schema that `schema.json` uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly oneofs?: readonly (readonly string[])[];
}

/** Messages of the service that requests are checked against. */
export type MessageName = 'GenerateContentRequest' | 'BatchGenerateContentRequest' | 'CreateFileRequest' | 'Empty';

interface SchemaFile {
  readonly $id: string;
  readonly $defs: Readonly<Record<string, Schema>>;
}

/** Google's messages with every object closed. */
export const schemaFile: SchemaFile = JSON.parse(readFileSync(new URL('schema.json', import.meta.url), 'utf8'));

/** The schema that a reference stands for, or the schema itself. */
export function resolveSchema(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.slice('#/$defs/'.length);
  const found = schemaFile.$defs[name];
  if (found === undefined) throw new Error(`schema.json lacks ${name}`);
  return found;
}
