import * as core from '@actions/core';
import { UnreadablePathError } from '../inputs/reader.ts';
import type { PullRequest, RunContext } from '../ports/github.ts';
import type { Log, Place, Runner, SavedState } from '../ports.ts';
import { logLine } from '../report/escape.ts';
import { readText } from './files.ts';

const stateKey = 'gemini-batch-eval';
/** The runner drops a step's summary above 1 MiB. */
export const maxSummaryBytes = 1024 * 1024;

/** A page of text; GitHub shows its first lines. */
const maxAnnotationChars = 4000;
/** What GitHub's API takes. */
const maxTitleChars = 255;

function annotate(print: typeof core.error, message: string, place?: Place): void {
  const properties = place === undefined ? {} : { file: place.file, startLine: place.line };
  const title = place?.title === undefined ? {} : { title: logLine(place.title, maxTitleChars - 1) };
  print(logLine(message, maxAnnotationChars), { ...properties, ...title });
}

/** The step's log. Every line is disarmed, since the runner obeys commands wherever they come from, and bounded. */
export const stepLog: Log = {
  info: (line) => core.info(logLine(line)),
  notice: (message, place) => annotate(core.notice, message, place),
  warning: (message, place) => annotate(core.warning, message, place),
  error: (message, place) => annotate(core.error, message, place),
  debug: (line) => core.debug(logLine(line)),
  group: (title, body) => core.group(logLine(title), body),
};

export const stepRunner: Runner = {
  setOutput: (name, value) => core.setOutput(name, value),
  saveState: (state) => core.saveState(stateKey, JSON.stringify(state)),
  async writeSummary(markdown) {
    // Outside the runner there is no summary to write.
    if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(markdown).write();
  },
};

/** What the main step left, or undefined when this is the main step. */
export function readSavedState(): SavedState | undefined {
  const text = core.getState(stateKey);
  return text === '' ? undefined : (JSON.parse(text) as SavedState);
}

type Json = { readonly [name: string]: unknown };
const asObject = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads what GitHub says of this run out of the environment and the event's payload. */
export async function readContext(env: NodeJS.ProcessEnv): Promise<RunContext> {
  const event = await readEvent(env.GITHUB_EVENT_PATH);
  const pullRequest = readPullRequest(event, env.GITHUB_REPOSITORY ?? '');
  const { private: isPrivate, default_branch: defaultBranch } = asObject(event.repository);
  return {
    eventName: env.GITHUB_EVENT_NAME ?? '',
    repository: env.GITHUB_REPOSITORY ?? '',
    isPrivate: typeof isPrivate === 'boolean' ? isPrivate : undefined,
    serverUrl: env.GITHUB_SERVER_URL || 'https://github.com',
    runId: env.GITHUB_RUN_ID ?? '',
    attempt: Number(env.GITHUB_RUN_ATTEMPT) || 1,
    startedAt: new Date().toISOString(),
    sha: pullRequest?.headSha || (env.GITHUB_SHA ?? ''),
    ref: env.GITHUB_REF ?? '',
    actor: env.GITHUB_ACTOR ?? '',
    pullRequest,
    headRepository: pullRequest?.headRepository ?? headOfWorkflowRun(event),
    defaultBranch: asText(defaultBranch),
    mergeBaseRef: asText(asObject(event.merge_group).base_ref).replace(/^refs\/heads\//, ''),
    pullRequestNumber: pullRequest?.number ?? numberOfIssueOrRun(event),
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
  };
}

/** Without the event a fork could be taken for the repository, so a payload that cannot be read ends the run. */
async function readEvent(path: string | undefined): Promise<Json> {
  if (!path) return {};
  const failed = (what: string) =>
    new Error(
      `The event's payload (GITHUB_EVENT_PATH, ${path}) ${what}. The runner writes this file for every run: leave the variable as it is, or unset it outside of GitHub Actions.`,
    );
  const text = await readText(path).catch((error: unknown) => {
    throw error instanceof UnreadablePathError ? failed(error.message) : error;
  });
  if (text === undefined) throw failed('does not exist');
  try {
    return asObject(JSON.parse(text));
  } catch {
    // The parser's message quotes the payload, which may hold what a stranger wrote.
    throw failed('is not JSON');
  }
}

function readPullRequest(event: Json, ownRepository: string): PullRequest | undefined {
  const pull = asObject(event.pull_request);
  if (typeof pull.number !== 'number') return undefined;
  const head = asObject(pull.head);
  const base = asObject(pull.base);
  return {
    number: pull.number,
    headSha: asText(head.sha),
    headRef: asText(head.ref),
    // A fork that was deleted has null here; an event that leaves the member out speaks of its own repository.
    headRepository: head.repo === undefined ? ownRepository : asText(asObject(head.repo).full_name),
    baseSha: asText(base.sha),
    baseRef: asText(base.ref),
    action: asText(event.action),
    updatedAt: asText(pull.updated_at),
    labelled: event.action === 'labeled' ? asText(asObject(event.label).name) : '',
  };
}

/** A comment on a pull request, or a workflow run that belongs to one. */
function numberOfIssueOrRun(event: Json): number | undefined {
  const issue = asObject(event.issue);
  if (issue.pull_request !== undefined && typeof issue.number === 'number') return issue.number;
  const pulls = asObject(event.workflow_run).pull_requests;
  const number = Array.isArray(pulls) && pulls.length === 1 ? asObject(pulls[0]).number : undefined;
  return typeof number === 'number' ? number : undefined;
}

function headOfWorkflowRun(event: Json): string | undefined {
  if (event.workflow_run === undefined) return undefined;
  return asText(asObject(asObject(event.workflow_run).head_repository).full_name);
}
