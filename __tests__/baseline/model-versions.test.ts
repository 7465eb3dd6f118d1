import { expect, test } from '@jest/globals';
import { foreignVersions, hasDrifted } from '../../src/baseline/model-versions.ts';

test.each<[string, string, boolean]>([
  ['gemini-2.5-flash', 'gemini-2.5-flash', false],
  ['gemini-2.5-flash', 'models/gemini-2.5-flash-001', false],
  ['gemini-2.5-flash', 'gemini-2.5-flash-preview-09-2025', false],
  ['gemini-2.5-flash', 'gemini-2.5-flash-lite', true],
  ['gemini-2.5-flash', 'gemini-3.8-flash', true],
  ['gemini-2.5-flash-001', 'gemini-2.5-flash', true],
  ['gemini-flash-latest', 'gemini-3.8-flash', false],
  ['tunedModels/mine', 'gemini-3.8-flash', false],
])('%s answered by %s is another model: %p', (model, version, isForeign) => {
  expect(foreignVersions(model, { [version]: 3 })).toEqual(isForeign ? [version] : []);
});

test.each<[string, object, object, boolean]>([
  ['the same', { a: 1 }, { a: 9 }, false],
  ['the same in another order', { a: 1, b: 1 }, { b: 1, a: 1 }, false],
  ['another', { a: 1 }, { b: 1 }, true],
  ['one more', { a: 1, b: 1 }, { a: 1 }, true],
  ['unknown before', { a: 1 }, {}, false],
  ['unknown now', {}, { a: 1 }, false],
])('versions have changed: %s', (_, present, before, expected) => {
  expect(hasDrifted(present as Record<string, number>, before as Record<string, number>)).toBe(expected);
});
