import { createHash } from 'node:crypto';
import { type GitHubEmulator, startGitHubEmulator } from '../github/server.ts';
import type { GitHubContext } from '../runner/context.ts';
import { pullRequestEvent } from '../runner/events.ts';

/** A pull request on an emulated GitHub, as a job that runs for it sees it. */
export interface SimulatedPullRequest {
  readonly github: Partial<GitHubContext>;
  readonly runtime: { readonly resultsUrl: string; readonly token: string };
  /** The comments that the pull request has now, as written. */
  comments(): string[];
  close(): Promise<void>;
}

const number = 1;
const baseSha = commitHash('base');
const headSha = commitHash('head');

/** Starts an emulated GitHub with one open pull request in a private repository, where row text may be shown, and its run. */
export async function simulatePullRequest(runId: number): Promise<SimulatedPullRequest> {
  const facts = { number, headSha, baseSha, headRef: 'change' };
  const emulator = await startGitHubEmulator({
    repository: { private: true },
    branches: { main: baseSha },
    pulls: [{ ...facts, title: 'Try another prompt or model' }],
    runs: [{ id: runId, headSha, headBranch: 'change', event: 'pull_request', status: 'in_progress' }],
  });
  const { apiUrl, graphqlUrl } = emulator;
  return {
    github: { ...pullRequestEvent({ ...facts, private: true }), runId, apiUrl, graphqlUrl },
    runtime: { resultsUrl: emulator.resultsUrl, token: emulator.runtimeToken(runId) },
    comments: () => commentsOf(emulator),
    close: () => emulator.close(),
  };
}

function commentsOf({ store }: GitHubEmulator): string[] {
  return [...store.comments.values()].filter((comment) => comment.number === number).map(({ body }) => body);
}

function commitHash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
