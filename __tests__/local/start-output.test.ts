import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ForeignFolder, listOutFolder, prepareOutFolder } from '../../local/start/out-folder.ts';
import { createPaint } from '../../local/start/paint.ts';
import { createProgress } from '../../local/start/progress.ts';
import { renderReport } from '../../local/start/report-view.ts';

const noColours = createPaint(false);

describe('the folder for files', () => {
  let folder: string;
  const put = (...names: string[]) => Promise.all(names.map((name) => writeFile(join(folder, name), name)));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'out-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('loses what an earlier run left, and nothing else', async () => {
    await prepareOutFolder(folder);
    await mkdir(join(folder, 'results'));
    await put('report.json', 'requests.jsonl', 'requests.m.jsonl', 'comment.md', 'notes.md', 'results/m.jsonl');
    await put('results/kept.txt');
    await prepareOutFolder(folder);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual([
      'log.txt',
      'notes.md',
      'results',
      join('results', 'kept.txt'),
    ]);
  });

  test('is not touched when somebody else has such files there', async () => {
    await put('report.json');
    await expect(prepareOutFolder(folder)).rejects.toThrow(ForeignFolder);
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  test('is listed with the report first', async () => {
    await prepareOutFolder(folder);
    await mkdir(join(folder, 'results'));
    await put('rows.jsonl', 'report.json', 'report.md', 'mine.txt', 'results/m.jsonl');
    expect(await listOutFolder(folder)).toEqual([
      'report.md',
      'report.json',
      'rows.jsonl',
      'log.txt',
      'results/m.jsonl',
    ]);
  });
});

describe('progress', () => {
  const log = [
    '##[group]Prepare',
    'Artifact name is valid!',
    '15 rows',
    '',
    '##[endgroup]',
    '##[warning]Careful \u001b[31m',
    '##[debug]detail',
    '##[error]Wrong',
    '##[notice]So',
    'Verdict: pass',
  ];
  const show = (isVerbose: boolean) => {
    const lines: string[] = [];
    const receive = createProgress((line) => lines.push(line), noColours, isVerbose);
    for (const line of log) receive(line);
    return lines;
  };

  test('in short, and nothing controls the terminal', () => {
    expect(show(false)).toEqual([
      '  Prepare',
      '    15 rows',
      '  warning: Careful  [31m',
      '  error: Wrong',
      '  note: So',
      '  Verdict: pass',
    ]);
  });

  test('in full', () => {
    expect(show(true)).toEqual(expect.arrayContaining(['    Artifact name is valid!', '  detail']));
  });
});

describe('the report', () => {
  const model = {
    model: 'gemini-a',
    score: 0.533333333,
    passed: 8,
    rows: 15,
    errors: 0,
    missing: 0,
    tokens: { total: 1234 },
    threshold: 0.5,
  };
  const reason = { kind: 'threshold', model: 'gemini-b-long', message: 'under its floor' };

  test('as a table with verdict and reasons', () => {
    const models = [model, { ...model, model: 'gemini-b-long', threshold: 0.9 }, { model: 'gemini-c', score: null }];
    expect(renderReport({ verdict: 'fail', reasons: [reason], models }, noColours).split('\n')).toEqual([
      'Model           Score  Passed/Rows  Errors  Missing  Tokens   Floor  Gate',
      '─────────────  ──────  ───────────  ──────  ───────  ──────  ──────  ─────────',
      'gemini-a       53.33%         8/15       0        0   1,234  50.00%  pass',
      'gemini-b-long  53.33%         8/15       0        0   1,234  90.00%  threshold',
      'gemini-c            –          –/–       –        –       –       –  –',
      '',
      'Verdict: fail',
      '  - under its floor',
    ]);
  });

  test('counts rows, not answers, when there are several for each', () => {
    const report = { verdict: 'pass', models: [{ ...model, rows: 45 }], settings: { repeat: 3 } };
    expect(renderReport(report, noColours)).toContain(' 8/15 ');
  });

  test('without models is its verdict', () => {
    expect(renderReport({ verdict: 'skipped', models: [] }, noColours)).toBe('Verdict: skipped');
  });

  test('colours change nothing else', () => {
    const coloured = renderReport({ verdict: 'pass', models: [model] }, createPaint(true));
    const bare = coloured.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '');
    expect(coloured).not.toBe(bare);
    expect(bare).toBe(renderReport({ verdict: 'pass', models: [model] }, noColours));
  });
});
