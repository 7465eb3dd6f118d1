import { describe, expect, test } from '@jest/globals';
import { renderComment } from '../../src/report/markdown.ts';
import { baselineOf, comparedReport, fallen, optionsOf } from './sample.ts';

describe('the baseline in the last line', () => {
  const finishedAt = '2026-01-02T03:14:05.000Z';
  const last = (over: Parameters<typeof baselineOf>[0]) =>
    /compared with .*?\)/.exec(
      renderComment(comparedReport([fallen], { baseline: baselineOf(over) }), optionsOf(), 60_000),
    )?.[0];

  test.each<[string | null, string]>([
    [finishedAt, 'less than a minute old, '],
    ['2026-01-02T03:13:00.000Z', '1 minute old, '],
    ['2026-01-02T02:14:06.000Z', '59 minutes old, '],
    ['2026-01-02T02:14:05.000Z', '1 hour old, '],
    ['2025-12-31T03:14:06.000Z', '47 hours old, '],
    ['2025-12-31T03:14:05.000Z', '2 days old, '],
    ['2025-01-02T03:14:05Z', '365 days old, '],
    ['2026-01-02T03:14:06.000Z', ''],
    ['yesterday', ''],
    [null, ''],
  ])('of %p is called: %s', (createdAt, age) => {
    expect(last({ createdAt })).toBe(`compared with \`main\`@\`a1b2c3d\` (${age}same dataset and checks)`);
  });

  test('is a path for a file, and has no commit where none is known', () => {
    expect(last({ kind: 'file', name: 'baselines/report.json', sha: null })).toBe(
      'compared with `baselines/report.json` (2 days old, same dataset and checks)',
    );
  });
});
