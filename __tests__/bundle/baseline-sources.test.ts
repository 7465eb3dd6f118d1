import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { baseSha, callsFor, laterSha, pullRun, pushRun, setRepository } from './baseline-stage.ts';
import { rowsOf, type Stage } from './stage.ts';

const report = (stage: Stage) => JSON.parse(stage.read('report.json'));
const steady = { files: { 'spam.jsonl': rowsOf(10) }, gemini: { answer: callsFor(() => true) } };

/** Rows whose logged answer calls a function, but for the last two: one has a text, one has none at all. */
function loggedRows(): string {
  const call = { candidates: [{ content: { parts: [{ functionCall: { name: 'report_spam' } }] } }] };
  const rows = rowsOf(10)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const row of rows.slice(0, 8)) row.response = call;
  delete rows[9].response;
  return `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}

describe('the logged answers', () => {
  const files = { 'spam.jsonl': loggedRows() };

  test('are the baseline of a first run, and cost nothing', async () => {
    await using stage = await setRepository({ files, gemini: { answer: callsFor((index) => index > 7) } });
    const run = await pullRun(stage, { 'max-drop': '2%' });
    expect(run.outputs).toMatchObject({ verdict: 'fail', broke: '8', fixed: '1', 'baseline-sha': '' });
    expect(report(stage)).toMatchObject({
      baseline: { kind: 'logged', sha: null },
      models: [{ baseline: { score: 8 / 9, rows: 9, broke: 8, fixed: 1 } }],
    });
    expect(stage.gemini.count('batches.create')).toBe(1);
    expect(stage.comments()[0]).toContain('compared with the logged answers');
  });

  test('stand as a reference beside the base branch’s results', async () => {
    await using stage = await setRepository({ ...steady, files });
    await pushRun(stage);
    await pullRun(stage);
    expect(report(stage)).toMatchObject({ baseline: { kind: 'branch' }, logged: { score: 8 / 9, rows: 9 } });
    expect(stage.comments()[0]).toContain('_as logged_');
  });

  test.each<[string, Record<string, string>, string]>([
    ['agree with themselves', { scorers: 'matches-logged' }, 'they agree with themselves'],
    [
      'would have to be judged',
      { scorers: '- llm-rubric: { value: Be kind., model: gemini-3.8-flash }\n- function-call' },
      'would have to be asked about them, which costs money',
    ],
  ])(
    'are never compared with where they %s; asked for by name, that leaves the run incomplete',
    async (_, inputs, why) => {
      await using stage = await setRepository({ ...steady, files });
      await pullRun(stage, { ...inputs, baseline: 'logged' });
      const { baseline, reasons } = report(stage);
      expect([baseline.kind, reasons.map(({ kind }: { kind: string }) => kind)]).toEqual([
        'none',
        expect.arrayContaining(['incomplete']),
      ]);
      expect(reasons.map(({ message }: { message: string }) => message).join()).toContain(why);
    },
  );

  test('that are not there are no baseline, which is no failure of auto', async () => {
    const rows = rowsOf(3).replace(/,"response":[^\n]*\}(?=\n)/g, '}');
    await using stage = await setRepository({ ...steady, files: { 'spam.jsonl': rows } });
    const run = await pullRun(stage, { 'max-drop': '2%' });
    expect([run.outputs.verdict, report(stage).baseline.kind]).toEqual(['pass', 'none']);
  });

  test('are not asked for with baseline: none', async () => {
    await using stage = await setRepository({ ...steady, files });
    await pushRun(stage);
    await pullRun(stage, { baseline: 'none' });
    expect(report(stage)).toMatchObject({ baseline: { kind: 'none' }, logged: null });
  });
});

describe('a baseline by name', () => {
  async function keepReport(stage: Stage, name = 'kept') {
    await pushRun(stage);
    mkdirSync(join(stage.workspace, name));
    for (const file of ['report.json', 'rows.jsonl'])
      writeFileSync(join(stage.workspace, name, file), stage.read(file));
  }

  test.each(['kept/report.json', 'kept'])('is a report of the repository: %s', async (path) => {
    await using stage = await setRepository(steady);
    await keepReport(stage);
    stage.gemini.setAnswer(callsFor((index) => index > 1));
    await pullRun(stage, { baseline: path });
    expect(report(stage)).toMatchObject({
      baseline: { kind: 'file', name: 'kept/report.json', sha: baseSha },
      models: [{ baseline: { broke: 2 } }],
    });
  });

  test('without its rows is refused before anything is paid for', async () => {
    await using stage = await setRepository({ ...steady, files: { ...steady.files, 'kept/report.json': '{}' } });
    const run = await pullRun(stage, { baseline: 'kept/report.json' });
    expect(run.annotations.at(-1)?.message).toContain('has no rows.jsonl beside it');
    expect(stage.gemini.requests).toEqual([]);
  });

  test('that other checks scored leaves the run incomplete', async () => {
    await using stage = await setRepository(steady);
    await keepReport(stage);
    const run = await pullRun(stage, { baseline: 'kept', scorers: 'answered' });
    expect(run.outputs.verdict).toBe('inconclusive');
    expect(report(stage).reasons).toEqual([
      { kind: 'incomplete', message: 'The baseline kept/report.json cannot be used: it was scored by other checks.' },
    ]);
  });

  test('may be a branch, whose newest results count', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 880, sha: baseSha });
    await pushRun(stage, {}, { runId: 881, sha: laterSha });
    await pullRun(stage, { baseline: 'main' });
    expect(report(stage).baseline).toMatchObject({ kind: 'branch', name: 'main', sha: laterSha });
  });

  test('may be a commit', async () => {
    await using stage = await setRepository(steady);
    await pushRun(stage, {}, { runId: 880, sha: baseSha });
    await pushRun(stage, {}, { runId: 881, sha: laterSha });
    await pullRun(stage, { baseline: baseSha.slice(0, 10) });
    expect(report(stage).baseline.sha).toBe(baseSha);
  });

  test('that is neither a file nor a ref is refused before anything is paid for', async () => {
    await using stage = await setRepository(steady);
    const run = await pullRun(stage, { baseline: 'no-such-branch' });
    expect(run.annotations.at(-1)?.message).toBe(
      'baseline is "no-such-branch": there is neither such a file nor such a branch, tag or commit',
    );
    expect(stage.gemini.requests).toEqual([]);
  });

  test('whose results are not there leaves the run incomplete', async () => {
    await using stage = await setRepository(steady);
    const run = await pullRun(stage, { baseline: 'main' });
    expect(run.outputs.verdict).toBe('inconclusive');
    expect(report(stage).reasons[0].message).toContain('no results named gemini-batch-eval-spam were found for it');
  });
});

describe('money', () => {
  test('is counted at batch price, and the difference to the baseline is shown', async () => {
    await using stage = await setRepository(steady);
    const first = await pushRun(stage);
    const { tokens } = JSON.parse(stage.read('report.json')).models[0];
    const expected = (tokens.prompt * 0.375 + (tokens.candidates + tokens.thoughts) * 1.875) / 1e6;
    expect(Number(first.outputs.cost)).toBeCloseTo(expected, 12);
    await pullRun(stage);
    expect(stage.comments()[0]).toContain('(±0%)');
  });

  test.each(['keep', 'cancel'])(
    'is not called nothing while a job was not read (on-timeout: %s)',
    async (onTimeout) => {
      const life = ({ model }: { model: string }) =>
        model.includes('lite') ? (['PENDING', 'RUNNING'] as const) : (['PENDING', 'SUCCEEDED'] as const);
      await using stage = await setRepository({ ...steady, gemini: { answer: callsFor(() => true), life } });
      const models = 'gemini-3.8-flash, gemini-2.5-flash-lite';
      const run = await pullRun(stage, { models, 'timeout-minutes': '0.01', 'on-timeout': onTimeout });
      expect(run.outputs.cost).toBe('');
      const { cost, models: reports } = report(stage);
      expect([cost.total, ...reports.map((model: { cost: number | null }) => model.cost)]).toEqual([
        null,
        expect.any(Number),
        null,
      ]);
      expect(stage.comments()[0]).not.toContain('$0 ');
    },
  );

  test('has the estimate before sending and the one with the rounds that were bought', async () => {
    const passing = { error: { code: 14, message: 'x' } };
    await using stage = await setRepository(steady);
    stage.gemini.setAnswer((row) =>
      row.index < 5 && !row.displayName.includes('/retry') ? passing : callsFor(() => true)(row),
    );
    await pullRun(stage);
    const { estimate, estimateWithRounds } = report(stage).cost;
    expect(estimateWithRounds).toBeCloseTo(estimate * 1.5, 6);
    expect(stage.read('report.md')).toMatch(/Estimate before sending \$[\d.]+, with further rounds \$[\d.]+;/);
  });

  test('is not guessed for a model without a price', async () => {
    await using stage = await setRepository(steady);
    const run = await pullRun(stage, { models: 'gemini-of-tomorrow' });
    expect(run.outputs.cost).toBe('');
    expect(stage.comments()[0]).toMatch(/\d tokens/);
  });

  test('beyond max-cost is not spent', async () => {
    await using stage = await setRepository(steady);
    const run = await pullRun(stage, { 'max-cost': '0.00001' });
    expect(run.annotations.at(-1)?.message).toMatch(/^max-cost is "0.00001": the run is estimated at about \$/);
    expect(stage.gemini.requests).toEqual([]);
  });

  test('cannot be limited for a model without a price', async () => {
    await using stage = await setRepository(steady);
    const run = await pullRun(stage, { 'max-cost': '5', models: 'gemini-of-tomorrow' });
    expect(run.annotations.at(-1)?.message).toContain('needs a price for gemini-of-tomorrow');
    const prices = 'gemini-of-tomorrow: { input: 1, output: 2 }';
    const priced = await pullRun(stage, { 'max-cost': '5', models: 'gemini-of-tomorrow', prices });
    expect(Number(priced.outputs.cost)).toBeGreaterThan(0);
  });
});
