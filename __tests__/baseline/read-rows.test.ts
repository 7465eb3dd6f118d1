import { describe, expect, test } from '@jest/globals';
import type { BaselineReport } from '../../src/baseline/read-report.ts';
import { readRows } from '../../src/baseline/read-rows.ts';

const keys = ['a', 'b', 'c'];
const rows = {
  size: keys.length,
  find: (key: string) => (keys.includes(key) ? keys.indexOf(key) : undefined),
  key: (row: number) => keys[row] ?? '',
  fingerprint: (row: number) => `print-${keys[row]}`,
  isLeftOut: (key: string) => key === 'not-drawn',
};

type Line = Readonly<Record<string, unknown>>;

function lineOf(key: string, score: number | null, over: Line = {}): Line {
  const outcome = score === null ? 'error' : 'answered';
  return { model: 'flash', key, repeat: 1, outcome, score, fingerprint: `print-${key}`, ...over };
}

function reportOf(answered: Readonly<Record<string, number>>, repeat = 1): BaselineReport {
  const models = Object.entries(answered).map(([model, count]) => {
    return [model, { rows: null, answered: count, cost: null, modelVersions: {} }] as const;
  });
  const run = { sha: null, runId: null, finishedAt: null, event: null, pullRequest: null };
  return { name: '', ...run, scorers: null, counting: new Set(['judge']), repeat, models: new Map(models) };
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 50) yield Buffer.from(text.slice(at, at + 50));
}

function read(lines: readonly (Line | string)[], report: BaselineReport, models = ['flash']) {
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  return readRows(chunksOf(text), rows, report, models);
}

const scoresOf = ({ scores }: Awaited<ReturnType<typeof read>>, model = 'flash') => [...(scores.get(model)?.own ?? [])];

describe('rows of a baseline', () => {
  test('are joined by key, in whatever order they stand', async () => {
    const found = await read([lineOf('c', 1), lineOf('a', 0), lineOf('b', 0.5)], reportOf({ flash: 3 }));
    expect(scoresOf(found)).toEqual([0, 0.5, 1]);
    expect(found.dataset).toEqual({
      added: { count: 0, keys: [] },
      removed: { count: 0, keys: [] },
      changed: { count: 0, keys: [] },
    });
  });

  test('that were added, removed or changed since are listed and in no pair', async () => {
    const changed = lineOf('b', 1, { fingerprint: 'print-of-another-request' });
    const found = await read([lineOf('a', 1), changed, lineOf('gone', 1)], reportOf({ flash: 3 }));
    expect(scoresOf(found)).toEqual([1, Number.NaN, Number.NaN]);
    expect(found.dataset).toEqual({
      added: { count: 1, keys: ['c'] },
      removed: { count: 1, keys: ['gone'] },
      changed: { count: 1, keys: ['b'] },
    });
  });

  test('that were not answered have no score and are not called added', async () => {
    const found = await read([lineOf('a', 1), lineOf('b', null), lineOf('c', 1)], reportOf({ flash: 2 }));
    expect(scoresOf(found)).toEqual([1, Number.NaN, 1]);
    expect(found.dataset.added.count).toBe(0);
  });

  test('are averaged over repeats', async () => {
    const lines = [lineOf('a', 1), lineOf('a', 0, { repeat: 2 }), lineOf('a', null, { repeat: 3 }), lineOf('b', 1)];
    expect(scoresOf(await read(lines, reportOf({ flash: 3 }, 3)))).toEqual([0.5, 1, Number.NaN]);
  });

  test('give the score that is shown, also those that are gone since, whatever the report says', async () => {
    const repeats = [lineOf('a', 1), lineOf('a', 0, { repeat: 2 }), lineOf('b', null)];
    const found = await read([...repeats, lineOf('gone', 1)], reportOf({ flash: 3 }, 2));
    expect(found.means.get('flash')).toBe(0.75);
  });

  test('of other models count for nothing but the removed rows', async () => {
    const lines = [lineOf('a', 1, { model: 'other' }), lineOf('gone', 1, { model: 'other' }), lineOf('a', 0)];
    const found = await read(lines, reportOf({ other: 2, flash: 1 }));
    expect([...found.scores.keys()]).toEqual(['flash']);
    expect(found.dataset.removed.count).toBe(1);
  });

  test('on which a check that counts failed to run have a score, but none to compare with', async () => {
    const checks = (judge: number | null, note: number | null = 1) => [
      { scorer: 'judge', score: judge },
      { scorer: 'only-reported', score: note },
    ];
    const lines = [
      lineOf('a', 1, { checks: checks(null) }),
      lineOf('b', 1, { checks: checks(1, null) }),
      lineOf('c', 0, { checks: checks(0) }),
    ];
    const { scores } = await read(lines, reportOf({ flash: 3 }));
    expect([...(scores.get('flash')?.own ?? [])]).toEqual([1, 1, 0]);
    expect([...(scores.get('flash')?.whole ?? [])]).toEqual([Number.NaN, 1, 0]);
  });

  test('that were not drawn into the sample are not called removed', async () => {
    const found = await read([lineOf('a', 1), lineOf('not-drawn', 1), lineOf('gone', 1)], reportOf({ flash: 3 }));
    expect(found.dataset.removed).toEqual({ count: 1, keys: ['gone'] });
  });

  test('are told apart by whether the dataset has them as they are', async () => {
    const changed = lineOf('b', 1, { fingerprint: 'print-of-another-request' });
    const found = await read([lineOf('a', null), changed], reportOf({ flash: 1 }));
    expect([0, 1, 2].map((row) => found.has(row))).toEqual([true, false, false]);
    expect(found.lines.get('flash')).toBe(2);
  });

  test('without fingerprints are joined by key alone', async () => {
    const found = await read([lineOf('a', 1, { fingerprint: undefined })], reportOf({ flash: 1 }));
    expect(scoresOf(found)).toEqual([1, Number.NaN, Number.NaN]);
  });
});

describe('a baseline is refused', () => {
  test.each<[string, readonly (Line | string)[], string]>([
    ['for a line that is not JSON', ['{'], 'whose line 1 is none of ours'],
    ['for a score above 1', [lineOf('a', 1), lineOf('b', 1.5)], 'whose line 2 is none of ours'],
    ['for an answer without a score', [lineOf('a', 1, { score: null })], 'whose line 1 is none of ours'],
    ['for an error with a score', [lineOf('a', 1, { outcome: 'error' })], 'whose line 1 is none of ours'],
    ['for a row that stands twice', [lineOf('a', 1), lineOf('a', 1)], 'more answers than it was asked for'],
    ['for rows that the report does not speak of', [lineOf('a', 1)], 'does not belong to its report.json'],
    ['for a model that the report does not speak of', [lineOf('a', 1, { model: 'x' })], 'does not belong to its'],
    ['for an empty file', [], 'does not belong to its report.json'],
    ['for a line of many megabytes', [`{"x":"${'x'.repeat(5 * 1024 * 1024)}"}`], 'longer than 4194304 bytes'],
  ])('%s', async (_, lines, message) => {
    await expect(read(lines, reportOf({ flash: 2 }))).rejects.toThrow(message);
  });
});
