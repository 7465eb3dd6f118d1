import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RowTable } from '../../src/dataset/rows.ts';
import { measure } from '../../src/scoring/metrics.ts';
import { type AnswerRecord, scoreResults } from '../../src/scoring/score-results.ts';
import { fixedScorer, noVerdict, scorersOf } from './subject.ts';

const usage = { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 };

function lineOf(key: string, part: object | null, over: object = {}): string {
  const content = part === null ? {} : { content: { parts: [part] } };
  const candidates = [{ ...content, finishReason: 'STOP' }];
  return JSON.stringify({ key, response: { candidates, modelVersion: 'flash-001', usageMetadata: usage }, ...over });
}
const called = (key: string) => lineOf(key, { functionCall: { name: 'f', args: {} } });
const text = (key: string) => lineOf(key, { text: 'no' });
const failed = (key: string, message = 'Internal') => JSON.stringify({ key, error: { code: 13, message } });

async function scoreLines(
  files: readonly string[][],
  options: { keys?: string[]; repeat?: number; scorers?: Awaited<ReturnType<typeof scorersOf>> } = {},
) {
  const keys = options.keys ?? ['a', 'b', 'c'];
  const rows = new RowTable();
  for (const [index, key] of keys.entries()) rows.add(key, { source: 0, line: index + 1, offset: 0, length: 0 });
  const records: string[] = [];
  const chunksOf = async function* (lines: string[]) {
    const bytes = Buffer.from(lines.join('\n'));
    for (let at = 0; at < bytes.length; at += 100) yield Uint8Array.from(bytes.subarray(at, at + 100));
  };
  const scored = await scoreResults(files.map(chunksOf), {
    model: 'gemini-flash',
    price: null,
    rows,
    repeat: options.repeat ?? 1,
    scorers: options.scorers ?? (await scorersOf('function-call')),
    readMaterial: () => ({ tags: [], expected: undefined, request: undefined, logged: undefined, verdict: noVerdict }),
    writeRecord: (record) => ({ start: records.push(record) - 1, length: 1 }),
    drain: () => undefined,
  });
  const { outcomes } = scored;
  const slots = Array.from({ length: outcomes.slots }, (_, slot) => outcomes.score(slot) ?? outcomes.outcome(slot));
  const recordOf = (slot: number) => JSON.parse(records[outcomes.record(slot).start] ?? 'null') as AnswerRecord;
  return { ...scored, slots, recordOf };
}

describe('results', () => {
  test('are joined by key, never by position', async () => {
    const { slots, duplicates, unknown } = await scoreLines([[text('c'), called('a'), failed('b')]]);
    expect(slots).toEqual([1, 'error', 0]);
    expect([duplicates, unknown]).toEqual([0, 0]);
  });

  test('that do not come are missing', async () => {
    expect((await scoreLines([[called('b')]])).slots).toEqual(['missing', 1, 'missing']);
    expect((await scoreLines([[]])).slots).toEqual(['missing', 'missing', 'missing']);
    expect((await scoreLines([])).slots).toEqual(['missing', 'missing', 'missing']);
  });

  test('of which nobody knows the row are counted and left out', async () => {
    const lines = [
      called('z'),
      '{"response":{}}',
      '{"key":5,"response":{}}',
      'not JSON',
      '[]',
      '{"key":"a"',
      called('a'),
      called('__proto__'),
    ];
    const { slots, unknown, duplicates, tokens } = await scoreLines([lines]);
    expect(slots).toEqual([1, 'missing', 'missing']);
    expect([unknown, duplicates]).toEqual([7, 0]);
    expect(tokens.total).toBe(15);
  });

  test('may have CRLF, blank lines, a mark at the start and Unicode keys', async () => {
    const { slots } = await scoreLines([[`\ufeff${called('é😀')}\r`, '', ' \r', text('b')]], { keys: ['é😀', 'b'] });
    expect(slots).toEqual([1, 0]);
  });
});

describe('several lines for one key', () => {
  test.each<[string, string[][], unknown, number]>([
    ['the first answer counts', [[called('a'), text('a')]], 1, 1],
    ['the first answer counts, whatever it is worth', [[text('a'), called('a')]], 0, 1],
    ['an answer beats an error before it', [[failed('a'), called('a')]], 1, 1],
    ['an answer beats an error behind it', [[called('a'), failed('a')]], 1, 1],
    ['two errors are an error', [[failed('a'), failed('a')]], 'error', 1],
    ['three lines are two too many', [[text('a'), text('a'), text('a')]], 0, 2],
    ['a later round answers what failed', [[failed('a')], [called('a')]], 1, 0],
    ['a later round does not overrule an answer', [[text('a')], [called('a')]], 0, 0],
    ['a later round that fails again leaves an error', [[failed('a')], [failed('a')]], 'error', 0],
  ])('%s', async (_, files, outcome, duplicates) => {
    const scored = await scoreLines(files, { keys: ['a'] });
    expect(scored.slots).toEqual([outcome]);
    expect(scored.duplicates).toBe(duplicates);
  });

  test('of two errors the first is told', async () => {
    const { recordOf } = await scoreLines([[failed('a', 'first'), failed('a', 'second')]]);
    expect(recordOf(0).error).toEqual({ code: '13', message: 'first' });
  });
});

describe('with repeats', () => {
  test('each goes to its own slot', async () => {
    const { slots } = await scoreLines([[called('b#2'), text('a#1'), called('a#2')]], { keys: ['a', 'b'], repeat: 2 });
    expect(slots).toEqual([0, 1, 'missing', 1]);
  });

  test('a key may hold the mark itself', async () => {
    const { slots } = await scoreLines([[called('a#1#2'), text('a#1')]], { keys: ['a', 'a#1'], repeat: 2 });
    expect(slots).toEqual([0, 'missing', 'missing', 1]);
  });

  test.each(['a', 'a#', 'a#0', 'a#3', 'a#01', 'a#1.0', 'a# 1', 'a#1e0', 'a#-1', '#1', 'b#1', '11'])(
    '%j is unknown',
    async (key) => {
      const { unknown, slots } = await scoreLines([[called(key)]], { keys: ['a', '1'], repeat: 2 });
      expect(unknown).toBe(1);
      expect(slots).toEqual(['missing', 'missing', 'missing', 'missing']);
    },
  );

  test('a key without a mark is unknown, even when it reads like a row and a round', async () => {
    expect((await scoreLines([[called('11')]], { keys: ['1'], repeat: 12 })).unknown).toBe(1);
  });
});

describe('what is noted', () => {
  test('of an answer', async () => {
    const { recordOf, modelVersions, tokens } = await scoreLines([[called('a'), text('b')]]);
    expect(recordOf(1)).toEqual({
      checks: [{ scorer: 'function-call', score: 0, reason: 'no function call: a text answer' }],
      error: null,
      finishReason: 'STOP',
      modelVersion: 'flash-001',
      tokens: { prompt: 10, cached: 0, candidates: 5, thoughts: 0, total: 15 },
    });
    expect([...modelVersions]).toEqual([['flash-001', 2]]);
    expect(tokens).toEqual({ prompt: 20, cached: 0, candidates: 10, thoughts: 0, total: 30 });
  });

  test('of errors, how often each came, at most 50 kinds', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
    const lines = keys.map((key, index) => failed(key, `message ${Math.max(index, 3)}`));
    const { errors } = await scoreLines([lines], { keys });
    expect(errors.get('13: message 3')).toBe(4);
    expect(errors.size).toBe(51);
    expect([...errors.values()].reduce((sum, times) => sum + times)).toBe(60);
  });

  test('of an error that an answer follows: nothing', async () => {
    const { errors } = await scoreLines([
      [failed('a'), failed('b'), failed('c', 'Other')],
      [called('a'), called('c')],
    ]);
    expect([...errors]).toEqual([['13: Internal', 1]]);
  });

  test('of a row all of whose checks erred: an error', async () => {
    const scorers = [fixedScorer('mine', null, 1, 'threw'), fixedScorer('noted', 1, 0)];
    const { slots, recordOf } = await scoreLines([[called('a')]], { keys: ['a'], scorers });
    expect(slots).toEqual(['error']);
    expect(recordOf(0).error).toMatchObject({ code: 'CHECKS_FAILED', message: expect.stringContaining('mine: threw') });
  });
});

test('whatever lines come in whatever order, every slot is counted once', async () => {
  const line = fc
    .tuple(
      fc.constantFrom('a#1', 'a#2', 'b#1', 'b#2', 'c#1', 'a', 'z#1'),
      fc.constantFrom(called, text, (key: string) => failed(key)),
    )
    .map(([key, make]) => ({ key, text: make(key), isError: make !== called && make !== text }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(line, { maxLength: 10 }), { maxLength: 3 }), async (files) => {
      const { outcomes, unknown, duplicates } = await scoreLines(
        files.map((lines) => lines.map((one) => one.text)),
        { keys: ['a', 'b', 'c'], repeat: 2 },
      );
      const figures = measure(outcomes);
      expect(figures.answered + figures.errors + figures.missing).toBe(6);
      const all = files.flat().filter(({ key }) => key.length === 3 && key[0] !== 'z');
      const keys = new Set(all.map(({ key }) => key));
      const answeredKeys = new Set(all.filter(({ isError }) => !isError).map(({ key }) => key));
      expect(figures.answered).toBe(answeredKeys.size);
      expect(figures.missing).toBe(6 - keys.size);
      expect(unknown).toBe(files.flat().length - all.length);
      const first = (lines: typeof all) => new Set(lines.filter((one) => all.includes(one)).map(({ key }) => key)).size;
      expect(duplicates).toBe(all.length - files.reduce((sum, lines) => sum + first(lines), 0));
    }),
    { numRuns: 200 },
  );
});
