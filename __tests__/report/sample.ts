import { sameDataset } from '../../src/baseline/baseline.ts';
import type { Reason } from '../../src/gate/reason.ts';
import type { RenderOptions } from '../../src/report/markdown.ts';
import {
  type BaselineSection,
  type ChangedRow,
  type ComparisonReport,
  type FailedRow,
  type ModelReport,
  type Report,
  schemaVersion,
} from '../../src/report/report.ts';
import { wilsonInterval } from '../../src/statistics/wilson.ts';

/** A model's part of a report: `passed` of `rows`, all answered unless said otherwise. */
export function modelOf(model: string, passed: number, rows: number, over: Partial<ModelReport> = {}): ModelReport {
  const answered = rows - (over.errors ?? 0) - (over.missing ?? 0);
  return {
    model,
    score: answered === 0 ? null : passed / answered,
    interval: wilsonInterval(passed, answered),
    rows,
    answered,
    passed,
    errors: 0,
    missing: 0,
    threshold: 0.9,
    duplicates: 0,
    unknown: 0,
    baseline: null,
    tokens: { prompt: 12_000, cached: 0, candidates: 3400, thoughts: 250, total: 15_650 },
    cost: null,
    jobs: [{ name: `batches/${model}-1`, state: 'SUCCEEDED', isTakenOver: false }],
    modelVersions: { [`${model}-001`]: answered },
    errorKinds: {},
    notPassed: rows - passed,
    erredChecks: {},
    repeats: null,
    slices: [],
    ...over,
  };
}

/** A report of these models, for a pull request. */
export function reportOf(models: readonly ModelReport[], over: Partial<Report> = {}): Report {
  const verdict = over.verdict ?? 'pass';
  return {
    schemaVersion,
    name: 'spam',
    verdict,
    passed: verdict === 'pass',
    reasons: [],
    notices: [],
    acceptance: null,
    dataset: {
      rows: models[0]?.rows ?? 15,
      totalRows: models[0]?.rows ?? 15,
      fingerprint: `sha256:${'ab'.repeat(32)}`,
      files: ['evals/spam.jsonl'],
      repeatedKeyRows: 0,
    },
    baseline: baselineOf({ kind: 'none', name: null, sha: null, runId: null, createdAt: null }),
    logged: null,
    cost: { total: null, estimate: null, estimateWithRounds: null, limit: null, pricesReadOn: '2026-01-01' },
    separation: null,
    models,
    prompts: [],
    judges: [],
    run: {
      repository: 'acme/mail',
      id: '4711',
      attempt: 1,
      event: 'pull_request',
      sha: 'd4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3',
      ref: 'refs/pull/17/merge',
      pullRequest: 17,
      startedAt: '2026-01-02T03:04:05.000Z',
      finishedAt: '2026-01-02T03:14:05.000Z',
    },
    settings: {
      scorers: [{ scorer: 'function-call', weight: 1 }],
      fingerprint: `sha256:${'cd'.repeat(32)}`,
      maxDrop: null,
      repeat: 1,
      maxErrorRate: 0.05,
      failOn: ['threshold', 'regression', 'error', 'incomplete'],
    },
    ...over,
  };
}

/** The results of the branch main, of two days before; the same rows. */
export function baselineOf(over: Partial<BaselineSection> = {}): BaselineSection {
  return {
    kind: 'branch',
    name: 'main',
    sha: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0',
    runId: '4700',
    createdAt: '2025-12-31T03:00:00.000Z',
    ...sameDataset,
    ...over,
  };
}

/** A model against its baseline: 120 rows, of which 9 broke and 2 got fixed unless said otherwise. */
export function comparisonOf(over: Partial<ComparisonReport> = {}): ComparisonReport {
  const { broke = 9, fixed = 2, rows = 120 } = over;
  return {
    score: 0.9412,
    cost: null,
    rows,
    difference: (fixed - broke) / rows,
    interval: [-0.11, -0.004],
    pValue: 0.0386,
    broke,
    fixed,
    detectableDrop: 0.087,
    modelVersions: {},
    brokeKeys: [],
    fixedKeys: [],
    ...over,
  };
}

/** A reason about a model's score. */
export const underFloor = (model: string): Reason => ({
  kind: 'threshold',
  model,
  message: `${model} scored 53.3%, under its floor of 90.0%.`,
});

/** Rows of a model that did not pass; their reasons quote the answer. */
export function failedRowsOf(model: string, count: number, over: Partial<FailedRow> = {}): FailedRow[] {
  return Array.from({ length: count }, (_, index) => ({
    model,
    key: `r-${String(index + 1).padStart(16, '0')}`,
    repeat: 1,
    file: 'evals/spam.jsonl',
    line: index + 2,
    outcome: 'answered' as const,
    score: 0,
    brief: 'function-call',
    reason: 'function-call: no function call: a text answer',
    ...over,
  }));
}

/** Rows of a model that broke, or got fixed. */
export function changedRowsOf(
  model: string,
  change: ChangedRow['change'],
  count: number,
  over: Partial<ChangedRow> = {},
): ChangedRow[] {
  const broke = change === 'broke';
  return failedRowsOf(model, count).map((row) => ({
    ...row,
    key: `${change}-${row.line - 1}`,
    score: broke ? 0 : 1,
    change,
    baselineScore: broke ? 1 : 0,
    ...over,
  }));
}

/** How a private repository's pull request shows a report. */
export function optionsOf(over: Partial<RenderOptions> = {}): RenderOptions {
  return {
    failedRows: [],
    changedRows: [],
    note: '',
    showText: true,
    serverUrl: 'https://github.com',
    artifacts: [],
    linkRows: true,
    ...over,
  };
}

/** Two models against their baseline: the first fell by 5.8 points, the second rose a little. */
export const fallen = modelOf('gemini-flash', 106, 120, { cost: 0.0412, baseline: comparisonOf({ cost: 0.04 }) });
export const risen = modelOf('gemini-pro', 115, 120, {
  cost: 0.31,
  baseline: comparisonOf({ broke: 1, fixed: 2, cost: 0.3131, pValue: 0.75 }),
});

/** Reasons about them, as the gate gives them. */
export const reasonsOf = {
  drop: {
    kind: 'regression',
    rule: 'max-drop',
    model: 'gemini-flash',
    message:
      'gemini-flash fell by 5.8 points against main (9 rows that passed there fail now); at most 2.0 are accepted.',
  },
  mustPass: {
    kind: 'regression',
    rule: 'must-pass',
    model: 'gemini-pro',
    message: 'gemini-pro broke 1 row that must pass (against main): refund (evals/spam.jsonl:7).',
  },
  gap: { kind: 'error', model: 'gemini-pro', message: 'gemini-pro left 8.3% of its rows without an answer.' },
} satisfies Record<string, Reason>;

export const settingsOf = (over: Partial<Report['settings']> = {}) => ({ ...reportOf([]).settings, ...over });

/** A report against the branch main, with a largest drop of 2 points. */
export function comparedReport(models: readonly ModelReport[], over: Partial<Report> = {}): Report {
  return reportOf(models, { baseline: baselineOf(), settings: settingsOf({ maxDrop: 0.02 }), ...over });
}

/** The line of a comment's first table that begins so. */
export function tableLine(comment: string, start: string): string | undefined {
  return comment.split('\n').find((line) => line.startsWith(`| ${start}`));
}
