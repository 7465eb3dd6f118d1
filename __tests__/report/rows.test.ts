import { describe, expect, test } from '@jest/globals';
import { type ListedRows, renderRowLines } from '../../src/report/rows.ts';
import { OutcomeTable } from '../../src/scoring/outcomes.ts';
import type { AnswerRecord } from '../../src/scoring/score-results.ts';

const noTokens = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };
const tokens = { prompt: 10, cached: 0, candidates: 5, thoughts: 0, total: 15 };
const check = (scorer: string, score: number | null, reason = '') => ({ scorer, score, reason });

interface Slot {
  readonly outcome: 'answered' | 'error';
  readonly score: number | null;
  readonly record: AnswerRecord;
}

function answered(...checks: AnswerRecord['checks']): Slot {
  const [first] = checks;
  const record = { checks, error: null, finishReason: 'STOP', modelVersion: 'flash-001', tokens };
  return { outcome: 'answered', score: first?.score ?? null, record };
}

function failed(code: string, message: string): Slot {
  const record = { checks: [], error: { code, message }, finishReason: null, modelVersion: null, tokens: noTokens };
  return { outcome: 'error', score: null, record };
}

/** The lines of these slots, and the rows that lists show; `before` are the baseline's scores by row. */
function render(slots: readonly (Slot | undefined)[], repeat = 1, before?: readonly number[]) {
  const rows = {
    key: (row: number) => `key ${row}`,
    place: (row: number) => ({ source: row % 2, line: 10 + row }),
    fingerprint: (row: number) => `f${row}`,
  };
  const outcomes = new OutcomeTable(slots.length / repeat, repeat);
  const records: Buffer[] = [];
  for (const [index, slot] of slots.entries()) {
    if (slot === undefined) continue;
    const bytes = Buffer.from(JSON.stringify(slot.record));
    outcomes.set(index, slot.outcome, slot.score, { start: records.push(bytes) - 1, length: bytes.length });
  }
  const listed: ListedRows = { failed: [], changed: [] };
  const readRecord = (start: number) => records[start] ?? Buffer.alloc(0);
  const input = { model: 'flash', rows, sources: ['a.jsonl', 'b/b.jsonl'], outcomes, readRecord };
  const scores = before === undefined ? undefined : Float64Array.from(before);
  const lines = [...renderRowLines({ ...input, before: scores }, listed, 1000)];
  return { lines, listed };
}

describe('a line of rows.jsonl', () => {
  test('of an answer has these members in this order', () => {
    const { lines } = render([answered(check('function-call', 1))]);
    expect(lines).toEqual([
      `{"model":"flash","key":"key 0","repeat":1,"file":"a.jsonl","line":10,"fingerprint":"f0","outcome":"answered","score":1,"checks":[{"scorer":"function-call","score":1,"reason":""}],"error":null,"finishReason":"STOP","modelVersion":"flash-001","tokens":{"prompt":10,"cached":0,"candidates":5,"thoughts":0,"total":15},"baselineScore":null,"change":null}\n`,
    ]);
  });

  test('of an error says which', () => {
    const { lines } = render([failed('13', 'Internal\n"quoted"')]);
    expect(lines).toEqual([
      `{"model":"flash","key":"key 0","repeat":1,"file":"a.jsonl","line":10,"fingerprint":"f0","outcome":"error","score":null,"checks":[],"error":{"code":"13","message":"Internal\\n\\"quoted\\""},"finishReason":null,"modelVersion":null,"tokens":{"prompt":0,"cached":0,"candidates":0,"thoughts":0,"total":0},"baselineScore":null,"change":null}\n`,
    ]);
  });

  test('of a missing answer has the same members', () => {
    const { lines } = render([undefined]);
    expect(lines).toEqual([
      `{"model":"flash","key":"key 0","repeat":1,"file":"a.jsonl","line":10,"fingerprint":"f0","outcome":"missing","score":null,"checks":[],"error":null,"finishReason":null,"modelVersion":null,"tokens":{"prompt":0,"cached":0,"candidates":0,"thoughts":0,"total":0},"baselineScore":null,"change":null}\n`,
    ]);
  });

  test('comes in dataset order, then by repeat, from its row’s file', () => {
    const good = answered(check('c', 1));
    const { lines } = render([good, undefined, good, good], 2);
    const places = lines
      .map((line) => JSON.parse(line))
      .map(({ key, repeat, file, line }) => [key, repeat, file, line]);
    expect(places).toEqual([
      ['key 0', 1, 'a.jsonl', 10],
      ['key 0', 2, 'a.jsonl', 10],
      ['key 1', 1, 'b/b.jsonl', 11],
      ['key 1', 2, 'b/b.jsonl', 11],
    ]);
  });
});

describe('the list of rows that did not pass', () => {
  test('leaves out those that did', () => {
    expect(render([answered(check('c', 1))]).listed.failed).toEqual([]);
  });

  test.each<[string, Slot | undefined, string, string]>([
    ['a check', answered(check('function-call', 0, 'text')), 'function-call', 'function-call: text'],
    ['a check without a reason', answered(check('mine', 0)), 'mine', 'mine'],
    ['some checks of several', answered(check('a', 0, 'x'), check('b', 1), check('c', 0.5, 'y')), 'a, c', 'a: x; c: y'],
    ['an error', failed('13', 'Internal'), '13', '13: Internal'],
    ['no answer', undefined, 'the results have no line for this row', 'the results have no line for this row'],
  ])('says why: %s', (_, slot, brief, reason) => {
    expect(render([slot]).listed.failed).toMatchObject([{ key: 'key 0', brief, reason }]);
  });

  test('keeps the first ones', () => {
    const { lines, listed } = render(Array.from({ length: 1005 }, () => undefined));
    expect(lines).toHaveLength(1005);
    expect(listed.failed).toHaveLength(1000);
  });

  test('can be shown without quoting any text of a row', () => {
    const { listed } = render([answered(check('c', 0, 'SECRET')), failed('400', 'SECRET')]);
    expect(JSON.stringify(listed.failed.map(({ reason: _, ...shown }) => shown))).not.toContain('SECRET');
  });
});

const good = answered(check('c', 1));
const bad = answered(check('c', 0, 'text'));
const half = answered(check('c', 0.5, 'nearly'));
const changesOf = ({ lines }: { lines: readonly string[] }) =>
  lines.map((line) => JSON.parse(line)).map(({ baselineScore, change }) => [baselineScore, change]);

describe('what became of a row since the baseline', () => {
  test.each<[string, Slot | undefined, number, [number | null, string | null]]>([
    ['broke', bad, 1, [1, 'broke']],
    ['broke by a part', half, 1, [1, 'broke']],
    ['got fixed', good, 0, [0, 'fixed']],
    ['still passes', good, 1, [1, 'same']],
    ['still fails', bad, 0, [0, 'same']],
    ['fails by another score', half, 0.25, [0.25, 'same']],
    ['is not in the baseline', bad, Number.NaN, [null, null]],
    ['has no answer now', undefined, 1, [1, null]],
    ['ended in an error', failed('13', 'Internal'), 1, [1, null]],
  ])('%s', (_, slot, before, expected) => {
    expect(changesOf(render([slot], 1, [before]))).toEqual([expected]);
  });

  test('is told in every line of its repeats, by their mean', () => {
    expect(changesOf(render([good, bad, undefined, good], 2, [1, 0.5]))).toEqual([
      [1, 'broke'],
      [1, 'broke'],
      [0.5, 'fixed'],
      [0.5, 'fixed'],
    ]);
  });
});

describe('the list of rows that changed', () => {
  test('names each once, with both scores and the first answer that shows it', () => {
    const { listed } = render([good, bad, bad, good, good, good], 3, [1, 0]);
    expect(listed.changed).toEqual([
      {
        model: 'flash',
        key: 'key 0',
        repeat: 2,
        file: 'a.jsonl',
        line: 10,
        outcome: 'answered',
        score: 1 / 3,
        brief: 'c',
        reason: 'c: text',
        change: 'broke',
        baselineScore: 1,
      },
      expect.objectContaining({ key: 'key 1', repeat: 1, score: 1, change: 'fixed', baselineScore: 0, reason: '' }),
    ]);
  });

  test('passes over answers that are missing', () => {
    const { listed } = render([undefined, bad], 2, [1]);
    expect(listed.changed).toMatchObject([{ repeat: 2, outcome: 'answered', score: 0 }]);
    expect(listed.failed).toHaveLength(2);
  });

  test('leaves out rows that are the same, that the baseline lacks, or that have no answer', () => {
    const { listed } = render([good, bad, bad, undefined], 1, [1, 0, Number.NaN, 1]);
    expect(listed.changed).toEqual([]);
  });

  test('is empty without a baseline', () => {
    expect(render([bad, good]).listed.changed).toEqual([]);
  });

  test('keeps the first ones of each kind', () => {
    const slots = Array.from({ length: 2010 }, (_, row) => (row < 1005 ? bad : good));
    const { listed } = render(
      slots,
      1,
      slots.map((slot) => 1 - (slot.score ?? 0)),
    );
    const keys = (change: string) => listed.changed.filter((row) => row.change === change).map(({ key }) => key);
    expect([keys('broke').length, keys('broke')[0], keys('broke').at(-1)]).toEqual([1000, 'key 0', 'key 999']);
    expect([keys('fixed').length, keys('fixed')[0], keys('fixed').at(-1)]).toEqual([1000, 'key 1005', 'key 2004']);
  });
});
