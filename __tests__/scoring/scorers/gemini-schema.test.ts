import { expect, test } from '@jest/globals';
import { convertSchema } from '../../../src/scoring/scorers/gemini-schema.ts';

test.each<readonly [name: string, gemini: unknown, jsonSchema: unknown]>([
  ['types in upper case', { type: 'STRING' }, { type: 'string' }],
  ['types in lower case', { type: 'string' }, { type: 'string' }],
  ['no type', { type: 'TYPE_UNSPECIFIED' }, {}],
  ['nullable', { type: 'STRING', nullable: true }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  ['not nullable', { type: 'STRING', nullable: false }, { type: 'string' }],
  ['nullable enum', { enum: ['a'], nullable: true }, { anyOf: [{ enum: ['a'] }, { type: 'null' }] }],
  ['counts', { minItems: '1', max_items: '20', minLength: 3 }, { minItems: 1, maxItems: 20, minLength: 3 }],
  ['bounds', { type: 'INTEGER', minimum: 1, maximum: 2.5 }, { type: 'integer', minimum: 1, maximum: 2.5 }],
  ['an enum of numbers', { type: 'INTEGER', enum: ['1', '2'] }, { type: 'integer', enum: [1, 2] }],
  ['an enum of texts', { type: 'STRING', format: 'enum', enum: ['1'] }, { type: 'string', enum: ['1'] }],
  ['notes', { title: 't', description: 'd', default: 1, example: 2, property_ordering: ['a'], format: 'int32' }, {}],
  ['empty lists', { type: 'OBJECT', required: [], anyOf: [] }, { type: 'object' }],
  ['unset members', { type: 'OBJECT', items: null }, { type: 'object' }],
  [
    'what is nested',
    { any_of: [{ type: 'ARRAY', items: { type: 'NUMBER' } }, { type: 'NULL' }] },
    { anyOf: [{ type: 'array', items: { type: 'number' } }, { type: 'null' }] },
  ],
  [
    'names of properties, which are data',
    { properties: { min_items: { type: 'STRING' }, format: { type: 'BOOLEAN' }, type: { type: 'NUMBER' } } },
    { properties: { min_items: { type: 'string' }, format: { type: 'boolean' }, type: { type: 'number' } } },
  ],
  [
    'what JSON Schema has beyond it',
    { additional_properties: false, const: 1 },
    { additionalProperties: false, const: 1 },
  ],
])('converts %s', (_, gemini, jsonSchema) => {
  expect(convertSchema(gemini)).toEqual(jsonSchema);
});
