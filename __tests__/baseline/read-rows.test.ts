import { describe, expect, test } from '@jest/globals';
import type { BaselineReport } from '../../src/baseline/read-report.ts';
import { readRows } from '../../src/baseline/read-rows.ts';

const keys = ['a', 'b', 'c'];
const rows = {
  size: keys.length,
  find: (key: string) => (keys.includes(key) ? keys.indexOf(key) : undefined),
  key: (row: number) => keys[row] ?? '',
  fingerprint: (row: number) => `print-${keys[row]}`,
};

type Line = Readonly<Record<string, unknown>>;

function lineOf(key: string, score: number | null, over: Line = {}): Line {
  const outcome = score === null ? 'error' : 'answered';
  return { model: 'flash', key, repeat: 1, outcome, score, fingerprint: `print-${key}`, ...over };
}

function reportOf(answered: Readonly<Record<string, number>>, repeat = 1): BaselineReport {
  const models = Object.entries(answered).map(([model, count]) => {
    return [model, { score: 1, answered: count, cost: null, modelVersions: {} }] as const;
  });
  return { name: '', sha: null, runId: null, finishedAt: null, scorers: null, repeat, models: new Map(models) };
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 50) yield Buffer.from(text.slice(at, at + 50));
}

function read(lines: readonly (Line | string)[], report: BaselineReport, models = ['flash']) {
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  return readRows(chunksOf(text), rows, report, models);
}

const scoresOf = ({ scores }: Awaited<ReturnType<typeof read>>, model = 'flash') => [...(scores.get(model) ?? [])];

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

  test('of other models count for nothing but the removed rows', async () => {
    const lines = [lineOf('a', 1, { model: 'other' }), lineOf('gone', 1, { model: 'other' }), lineOf('a', 0)];
    const found = await read(lines, reportOf({ other: 2, flash: 1 }));
    expect([...found.scores.keys()]).toEqual(['flash']);
    expect(found.dataset.removed.count).toBe(1);
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
    ['for an empty file', [], 'does not belong to its report.json'],
    ['for a line of many megabytes', [`{"x":"${'x'.repeat(5 * 1024 * 1024)}"}`], 'longer than 4194304 bytes'],
  ])('%s', async (_, lines, message) => {
    await expect(read(lines, reportOf({ flash: 2 }))).rejects.toThrow(message);
  });
});
