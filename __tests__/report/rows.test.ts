import { describe, expect, test } from '@jest/globals';
import { RowTable } from '../../src/dataset/rows.ts';
import type { FailedRow } from '../../src/report/report.ts';
import { renderRowLines } from '../../src/report/rows.ts';
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

async function render(slots: readonly (Slot | undefined)[], repeat = 1) {
  const rows = new RowTable();
  for (let row = 0; row < slots.length / repeat; row++) {
    rows.add(`key ${row}`, { source: row % 2, line: 10 + row, offset: 0, length: 0 });
  }
  const outcomes = new OutcomeTable(rows.size, repeat);
  const records: Buffer[] = [];
  for (const [index, slot] of slots.entries()) {
    if (slot === undefined) continue;
    const bytes = Buffer.from(JSON.stringify(slot.record));
    outcomes.set(index, slot.outcome, slot.score, { start: records.push(bytes) - 1, length: bytes.length });
  }
  const failures: FailedRow[] = [];
  const readRecord = (start: number) => records[start] ?? Buffer.alloc(0);
  const input = { model: 'flash', rows, sources: ['a.jsonl', 'b/b.jsonl'], outcomes, readRecord };
  const lines: string[] = [];
  for await (const line of renderRowLines(input, failures, 1000)) lines.push(line);
  return { lines, failures };
}

describe('a line of rows.jsonl', () => {
  test('of an answer has these members in this order', async () => {
    const { lines } = await render([answered(check('function-call', 1))]);
    expect(lines).toEqual([
      `{"model":"flash","key":"key 0","repeat":1,"file":"a.jsonl","line":10,"outcome":"answered","score":1,"checks":[{"scorer":"function-call","score":1,"reason":""}],"error":null,"finishReason":"STOP","modelVersion":"flash-001","tokens":{"prompt":10,"cached":0,"candidates":5,"thoughts":0,"total":15},"baselineScore":null,"change":null}\n`,
    ]);
  });

  test('of an error says which', async () => {
    const { lines } = await render([failed('13', 'Internal\n"quoted"')]);
    expect(lines).toEqual([
      `{"model":"flash","key":"key 0","repeat":1,"file":"a.jsonl","line":10,"outcome":"error","score":null,"checks":[],"error":{"code":"13","message":"Internal\\n\\"quoted\\""},"finishReason":null,"modelVersion":null,"tokens":{"prompt":0,"cached":0,"candidates":0,"thoughts":0,"total":0},"baselineScore":null,"change":null}\n`,
    ]);
  });

  test('of a missing answer has the same members', async () => {
    const { lines } = await render([undefined]);
    expect(lines).toEqual([
      `{"model":"flash","key":"key 0","repeat":1,"file":"a.jsonl","line":10,"outcome":"missing","score":null,"checks":[],"error":null,"finishReason":null,"modelVersion":null,"tokens":{"prompt":0,"cached":0,"candidates":0,"thoughts":0,"total":0},"baselineScore":null,"change":null}\n`,
    ]);
  });

  test('comes in dataset order, then by repeat, from its row’s file', async () => {
    const good = answered(check('c', 1));
    const { lines } = await render([good, undefined, good, good], 2);
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
  test('leaves out those that did', async () => {
    expect((await render([answered(check('c', 1))])).failures).toEqual([]);
  });

  test.each<[string, Slot | undefined, string, string]>([
    ['a check', answered(check('function-call', 0, 'text')), 'function-call', 'function-call: text'],
    ['a check without a reason', answered(check('mine', 0)), 'mine', 'mine'],
    ['some checks of several', answered(check('a', 0, 'x'), check('b', 1), check('c', 0.5, 'y')), 'a, c', 'a: x; c: y'],
    ['an error', failed('13', 'Internal'), '13', '13: Internal'],
    ['no answer', undefined, 'the results have no line for this row', 'the results have no line for this row'],
  ])('says why: %s', async (_, slot, brief, reason) => {
    expect((await render([slot])).failures).toMatchObject([{ key: 'key 0', brief, reason }]);
  });

  test('keeps the first ones', async () => {
    const { lines, failures } = await render(Array.from({ length: 1005 }, () => undefined));
    expect(lines).toHaveLength(1005);
    expect(failures).toHaveLength(1000);
  });

  test('can be shown without quoting any text of a row', async () => {
    const { failures } = await render([answered(check('c', 0, 'SECRET')), failed('400', 'SECRET')]);
    expect(JSON.stringify(failures.map(({ reason: _, ...shown }) => shown))).not.toContain('SECRET');
  });
});
