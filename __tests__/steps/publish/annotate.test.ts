import { expect, test } from '@jest/globals';
import type { World } from '../../../src/ports.ts';
import type { Prepared } from '../../../src/steps/prepare/prepare.ts';
import { annotateBroken } from '../../../src/steps/publish/annotate.ts';
import { baselineOf, changedRowsOf, modelOf } from '../../report/sample.ts';

/** The warnings about these broken rows. */
function warningsOf(changed: ReturnType<typeof changedRowsOf>): string[] {
  const warnings: string[] = [];
  const world = { log: { warning: (message: string) => warnings.push(message) } } as unknown as World;
  const dataset = { sources: ['evals/spam.jsonl'] } as unknown as Prepared;
  annotateBroken(world, dataset, { baseline: baselineOf(), models: [modelOf('flash', 8, 15)] }, changed);
  return warnings;
}

test('a row that broke is named on its line', () => {
  expect(warningsOf(changedRowsOf('flash', 'broke', 1))).toEqual([
    'flash: the row broke-1 passed in main and does not pass now (function-call).',
  ]);
});

test('a key of 100,000 characters does not make the annotation as long', () => {
  expect(warningsOf(changedRowsOf('flash', 'broke', 1, { key: 'k'.repeat(100_000) }))).toEqual([
    `flash: the row ${'k'.repeat(100)}… passed in main and does not pass now (function-call).`,
  ]);
});
