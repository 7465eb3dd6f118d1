import type { Reason } from '../../src/gate.ts';
import type { RenderOptions } from '../../src/report/markdown.ts';
import { type FailedRow, type ModelReport, type Report, schemaVersion } from '../../src/report/report.ts';
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
    dataset: {
      rows: models[0]?.rows ?? 15,
      totalRows: models[0]?.rows ?? 15,
      fingerprint: `sha256:${'ab'.repeat(32)}`,
      files: ['evals/spam.jsonl'],
      repeatedKeyRows: 0,
    },
    baseline: { kind: 'none', sha: null },
    models,
    prompts: [],
    judges: [],
    run: {
      repository: 'acme/mail',
      id: '4711',
      attempt: 1,
      event: 'pull_request',
      sha: 'd4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3',
      pullRequest: 17,
      startedAt: '2026-01-02T03:04:05.000Z',
      finishedAt: '2026-01-02T03:14:05.000Z',
    },
    settings: {
      scorers: [{ scorer: 'function-call', weight: 1 }],
      repeat: 1,
      maxErrorRate: 0.05,
      failOn: ['threshold', 'regression', 'error', 'incomplete'],
    },
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

/** How a private repository's pull request shows a report. */
export function optionsOf(over: Partial<RenderOptions> = {}): RenderOptions {
  return {
    failedRows: [],
    note: '',
    showText: true,
    serverUrl: 'https://github.com',
    artifacts: [],
    linkRows: true,
    ...over,
  };
}
