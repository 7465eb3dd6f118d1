import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangedRow, FailedRow } from '../src/report/report.ts';
import type { AnswerRecord } from '../src/scoring/score-results.ts';
import type { ExampleRun } from './readme.ts';

type Row = AnswerRecord &
  Omit<FailedRow, 'brief' | 'reason'> & {
    readonly change: ChangedRow['change'] | 'same' | null;
    readonly baselineScore: number | null;
  };

/** The run whose files lie in `folder`, as README.md shows it. All of its rows have answers, one each. */
export function readExampleRun(folder: string): ExampleRun {
  const lines = readFileSync(join(folder, 'rows.jsonl'), 'utf8').trim().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as Row);
  return {
    report: JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')),
    failedRows: rows.filter(({ score }) => score !== 1).map(toFailedRow),
    changedRows: rows.flatMap(toChangedRows),
  };
}

function toChangedRows(row: Row): ChangedRow[] {
  const { change, baselineScore } = row;
  if (change === null || change === 'same' || baselineScore === null) return [];
  return [{ ...toFailedRow(row), change, baselineScore }];
}

function toFailedRow({ model, key, repeat, file, line, outcome, score, checks }: Row): FailedRow {
  const failed = checks.filter((check) => check.score !== 1);
  const brief = failed.map(({ scorer }) => scorer).join(', ');
  const reason = failed.map((check) => `${check.scorer}: ${check.reason}`).join('; ');
  return { model, key, repeat, file, line, outcome, score, brief, reason };
}
