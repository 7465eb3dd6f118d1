import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { InputReader } from '../src/inputs/reader.ts';
import { readInputs } from '../src/inputs.ts';
import { readerOf, smallest } from './inputs-reader.ts';

interface ActionFile {
  readonly inputs: Record<string, { description: string; required?: boolean; default?: string }>;
}

const action = parse(await readFile(new URL('../action.yml', import.meta.url), 'utf8')) as ActionFile;
const names = Object.keys(action.inputs);
/** Used before any input is read, so that the other paths can be relative to it. */
const atTheRim = 'working-directory';

const camelCase = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

test('every input that is read is in action.yml, and the other way round', async () => {
  const asked = new Set<string>();
  const reader: InputReader = {
    ...readerOf(smallest, { isDirectory: false }),
    input: (name) => {
      asked.add(name);
      return (smallest as Record<string, string>)[name] ?? '';
    },
  };
  await expect(readInputs(reader)).rejects.toThrow('working-directory');
  expect([...asked].sort()).toEqual([...names].sort());
});

test('every input has its name in camel case, with the unit behind it where it has one', async () => {
  const properties = Object.keys(await readInputs(readerOf(smallest)));
  const expected = names.filter((name) => name !== atTheRim).map(camelCase);
  expect(properties.map((property) => property.replace(/Seconds$/, '')).sort()).toEqual(expected.sort());
});

test('the defaults of action.yml are those of an input that is not set', async () => {
  const defaults = Object.entries(action.inputs)
    .map(([name, input]) => [name, input.default ?? ''] as const)
    .filter(([, value]) => !value.includes('${{'));
  const plain = await readInputs(readerOf(smallest));
  const spelled = await readInputs(readerOf({ ...Object.fromEntries(defaults), ...smallest }));
  expect(JSON.stringify(spelled)).toBe(JSON.stringify(plain));
  expect(spelled.failOn).toEqual(plain.failOn);
});

test('only the inputs without which there is nothing to do are required', () => {
  expect(names.filter((name) => action.inputs[name]?.required)).toEqual(['dataset', 'models']);
});

test('every description is a sentence', () => {
  for (const name of names)
    expect([name, action.inputs[name]?.description]).toEqual([name, expect.stringMatching(/^[A-Z].+\.$/)]);
});
