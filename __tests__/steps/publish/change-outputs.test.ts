import { describe, expect, test } from '@jest/globals';
import { changeOutputs } from '../../../src/steps/publish/change-outputs.ts';
import { comparisonOf, modelOf } from '../../report/sample.ts';

const keysOf = (count: number, chars: number) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(chars, 'k'));

/** The outputs of models with these broken rows, and what `broke-rows` holds. */
function outputsOf(broke: Readonly<Record<string, readonly string[]>>) {
  const models = Object.entries(broke).map(([model, brokeKeys]) =>
    modelOf(model, 8, 15, { baseline: comparisonOf({ broke: brokeKeys.length, brokeKeys }) }),
  );
  const outputs = changeOutputs(models);
  return { outputs, rows: JSON.parse(outputs['broke-rows'] ?? '') as Record<string, string[]> };
}

describe('broke-rows', () => {
  test('has all keys where they are short, and none for a model without a baseline', () => {
    const few = keysOf(1000, 20);
    const models = [
      modelOf('flash', 8, 15, { baseline: comparisonOf({ brokeKeys: few, fixedKeys: ['a'] }) }),
      modelOf('pro', 8, 15),
    ];
    expect(changeOutputs(models)).toEqual({
      broke: '9',
      fixed: '2',
      'broke-rows': JSON.stringify({ flash: few, pro: [] }),
      'fixed-rows': '{"flash":["a"],"pro":[]}',
    });
  });

  test('of long keys is not larger than GitHub takes: the longest lists lose their last keys, all is counted', () => {
    const given = { flash: keysOf(1000, 1000), pro: keysOf(1000, 990), lite: keysOf(10, 20) };
    const { outputs, rows } = outputsOf(given);
    expect(outputs['broke-rows']?.length).toBeGreaterThan(97_000);
    expect(outputs['broke-rows']?.length).toBeLessThan(100_100);
    expect(outputs.broke).toBe('2010');
    expect(rows.lite).toEqual(given.lite);
    const [flash = [], pro = []] = [rows.flash, rows.pro];
    expect([flash, pro]).toEqual([given.flash.slice(0, flash.length), given.pro.slice(0, pro.length)]);
    expect(Math.abs(flash.length - pro.length)).toBeLessThan(2);
  });

  test('leaves out a key that fits into no output, and stays JSON', () => {
    expect(outputsOf({ flash: ['"\n'.repeat(100_000)], pro: ['a'] }).rows).toEqual({ flash: [], pro: ['a'] });
  });
});
