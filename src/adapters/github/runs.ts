import { ServiceError } from '../../errors.ts';
import type { WorkflowRun } from '../../ports/github.ts';
import { absence } from './artifacts.ts';
import type { Client } from './client.ts';
import { unlessMissing } from './missing.ts';
import { readPages } from './pages.ts';
import { asList, asObject, asTime } from './reply.ts';

/** A workflow run; undefined when there is none. What the answer lacks is not guessed: it is no run then. */
export async function getRun(client: Client, id: number): Promise<WorkflowRun | undefined> {
  const { octokit, place } = client;
  return unlessMissing(absence(client), async () => {
    const { data } = await octokit.rest.actions.getWorkflowRun({ ...place, run_id: id });
    const run = parseRun(data);
    if (run !== undefined) return run;
    throw new ServiceError('the answer is no workflow run', { action: `read the workflow run ${id}`, status: 200 });
  });
}

const maxPagesOfRuns = 10;

/** When the first workflow run of a commit was created, but for one run; undefined when there is none. */
export async function firstRunAt(
  { octokit, place }: Client,
  { sha, except }: { readonly sha: string; readonly except: number },
): Promise<string | undefined> {
  let first: string | undefined;
  const { listWorkflowRunsForRepo } = octokit.rest.actions;
  const pages = readPages((page) => listWorkflowRunsForRepo({ ...place, head_sha: sha, ...page }), maxPagesOfRuns);
  for await (const page of pages) {
    for (const run of asList(asObject(page).workflow_runs).map(asObject)) {
      const at = asTime(run.created_at);
      if (run.id === except || run.head_sha !== sha || at === undefined) continue;
      if (first === undefined || Date.parse(at) < Date.parse(first)) first = at;
    }
  }
  return first;
}

function parseRun(value: unknown): WorkflowRun | undefined {
  const entry = asObject(value);
  const { status, conclusion, run_attempt: attempt, event, head_branch: headBranch, head_sha: headSha } = entry;
  const createdAt = asTime(entry.created_at);
  if (typeof status !== 'string' || typeof attempt !== 'number' || typeof event !== 'string') return undefined;
  if (typeof headSha !== 'string' || createdAt === undefined) return undefined;
  const [{ id: repository }, { id: head }] = [asObject(entry.repository), asObject(entry.head_repository)];
  return {
    status,
    conclusion: typeof conclusion === 'string' ? conclusion : null,
    attempt,
    event,
    headBranch: typeof headBranch === 'string' ? headBranch : '',
    headSha,
    isOwn: typeof repository === 'number' && repository === head,
    createdAt,
    startedAt: asTime(entry.run_started_at),
  };
}
