import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UnusableBaselineError } from '../../src/baseline/baseline.ts';
import { parseReport } from '../../src/baseline/read-report.ts';

const good = {
  schemaVersion: 1,
  name: 'spam',
  verdict: 'pass',
  run: { sha: 'a'.repeat(40), id: '4711', finishedAt: '2026-11-01T00:00:00.000Z', event: 'push', pullRequest: 7 },
  settings: {
    fingerprint: 'sha256:1',
    repeat: 3,
    scorers: [
      { scorer: 'judge', weight: 2 },
      { scorer: 'note', weight: 0 },
    ],
  },
  models: [{ model: 'flash', score: 0.5, rows: 3, answered: 2, cost: 0.01, modelVersions: { 'flash-001': 2 } }],
};

const parse = (over: object = {}) => parseReport(JSON.stringify({ ...good, ...over }), 1);

test('a report gives what a comparison needs', () => {
  const { models, ...report } = parse();
  expect(report).toEqual({
    name: 'spam',
    sha: 'a'.repeat(40),
    runId: '4711',
    finishedAt: '2026-11-01T00:00:00.000Z',
    event: 'push',
    pullRequest: 7,
    scorers: 'sha256:1',
    counting: new Set(['judge']),
    repeat: 3,
  });
  expect([...models]).toEqual([['flash', { rows: 3, answered: 2, cost: 0.01, modelVersions: { 'flash-001': 2 } }]]);
});

test.each<[string, string, string]>([
  ['no JSON', '{', 'has a report.json that is not a JSON object'],
  ['a list', '[]', 'has a report.json that is not a JSON object'],
  ['another schema version', JSON.stringify({ ...good, schemaVersion: 2 }), 'of another schema version (2; this is 1)'],
  ['no schema version', JSON.stringify({ ...good, schemaVersion: 'x' }), 'of another schema version (none; this is 1)'],
  ['a run that was still running', JSON.stringify({ ...good, verdict: 'pending' }), 'was still running'],
  ['no model', JSON.stringify({ ...good, models: [] }), 'evaluated nothing'],
  [
    'a model that answered nothing',
    JSON.stringify({ ...good, models: [{ model: 'flash', answered: 0 }] }),
    'evaluated',
  ],
])('is refused: %s', (_, text, message) => {
  expect(() => parseReport(text, 1)).toThrow(message);
});

test.each<[string, object, object]>([
  ['a negative cost', { cost: -1 }, { cost: null }],
  ['versions that are no object', { modelVersions: 'x' }, { modelVersions: {} }],
  ['counts that are no numbers', { modelVersions: { a: 'x', b: 2 } }, { modelVersions: { b: 2 } }],
])('what is wrong in a model is unknown: %s', (_, over, expected) => {
  const { models } = parse({ models: [{ ...good.models[0], ...over }] });
  expect(models.get('flash')).toMatchObject(expected);
});

test('whatever comes is read or refused in our own words', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.object().map((over) => JSON.stringify({ ...good, ...over })),
      ),
      (text) => {
        try {
          expect(parseReport(text, 1).models.size).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UnusableBaselineError);
        }
      },
    ),
  );
});
