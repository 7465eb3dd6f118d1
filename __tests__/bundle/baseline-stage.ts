import { zipSync } from 'fflate';
import { callReply, textReply } from '../../local/gemini/replies.ts';
import type { AskedRow, Reply } from '../../local/gemini/types.ts';
import { pullRequestEvent, pushEvent } from '../../local/runner/events.ts';
import type { RunResult } from '../../local/runner/types.ts';
import { headSha, rowsOf, type Stage, type StageOptions, setStage } from './stage.ts';

export const baseSha = 'b'.repeat(40);
export const earlierSha = 'c'.repeat(40);
export const laterSha = 'd'.repeat(40);
export const model = 'gemini-3.8-flash';
const pushRunId = 900;

/** Twenty rows that every model gets right. */
export const steady: StageOptions = {
  files: { 'spam.jsonl': rowsOf(20) },
  gemini: { answer: callsFor(() => true) },
};

/** What the last run reported. */
export function report(stage: Stage) {
  return JSON.parse(stage.read('report.json'));
}

/** A repository whose main went earlier → base → later, with pull request 7 upon base. */
export function setRepository(options: StageOptions = {}): Promise<Stage> {
  const commits = [
    { sha: earlierSha, parents: [] },
    { sha: baseSha, parents: [earlierSha] },
    { sha: laterSha, parents: [baseSha] },
    { sha: headSha, parents: [baseSha], date: '2026-01-02T00:00:00Z' },
  ];
  return setStage({
    ...options,
    github: {
      commits,
      branches: { main: laterSha, change: headSha },
      pulls: [{ number: 7, headSha, baseSha, headRef: 'change', baseRef: 'main' }],
      runs: [{ id: 1001, headSha, headBranch: 'change', event: 'pull_request' }],
      ...options.github,
    },
  });
}

/** Rows by whose index a model calls a function, all others are answered with text. */
export function callsFor(passes: (index: number) => boolean) {
  return (row: AskedRow): Reply => (passes(row.index) ? callReply(row, 'report_spam', {}) : textReply(row, 'Fine.'));
}

type Act = Parameters<Stage['run']>[1];

/** Runs the action for a push to main, as workflow run 900 unless told otherwise. */
export function pushRun(
  stage: Stage,
  inputs: Readonly<Record<string, string>> = {},
  { runId = pushRunId, sha = baseSha, branch = 'main' } = {},
): Promise<RunResult> {
  stage.github.store.addRun({ id: runId, headSha: sha, headBranch: branch, event: 'push' });
  const runtime = { resultsUrl: stage.github.resultsUrl, token: stage.github.runtimeToken(runId) };
  const github = { ...pushEvent({ sha, branch, private: true }), runId };
  return stage.run({ models: model, ...inputs }, { github, runtime });
}

/** Runs the action for pull request 7. */
export function pullRun(
  stage: Stage,
  inputs: Readonly<Record<string, string>> = {},
  act: Act = {},
): Promise<RunResult> {
  const github = pullRequestEvent({ number: 7, headSha, baseSha, private: true });
  return stage.run({ models: model, ...inputs }, { github, ...act });
}

/** The files of an artifact as they lie in the store, to be put there again in another guise. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
}

/** What a workflow run was, and what its report says of it where that is something else. */
export interface LeftRun {
  readonly id: number;
  readonly headSha?: string;
  readonly headBranch?: string;
  readonly event?: string;
  readonly says?: Readonly<Record<string, unknown>>;
  /** Members of its report that are others. */
  readonly report?: Readonly<Record<string, unknown>>;
  readonly createdAt?: string;
}

/** Puts the last run's results into the store as those of another run. */
export function leaveResults(
  stage: Stage,
  { id, headSha = baseSha, headBranch = 'main', event = 'push', says = {}, report: changes = {}, createdAt }: LeftRun,
): void {
  stage.github.store.addRun({ id, headSha, headBranch, event });
  const report = JSON.parse(stage.read('report.json'));
  const run = { ...report.run, id: String(id), sha: headSha, event, ...says };
  const files = {
    'report.json': JSON.stringify({ ...report, ...changes, run }),
    'rows.jsonl': stage.read('rows.jsonl'),
  };
  const name = 'gemini-batch-eval-spam';
  stage.github.addArtifact({ name, runId: id, bytes: zipOf(files), ...(createdAt === undefined ? {} : { createdAt }) });
}

/** The parsed lines of rows.jsonl. */
export function rowsLeft(stage: Stage): { line: number; change: string | null; baselineScore: number | null }[] {
  return stage
    .read('rows.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
