import type { BlobSigner } from '../blobs.ts';
import type { Artifact, Run } from '../model.ts';
import { pageOf } from '../paging.ts';
import { ApiError, notFound, ok, type Reply } from '../reply.ts';
import { type Call, type Route, route } from '../router.ts';
import { showArtifact, showRun } from '../show.ts';

const actions = '/repos/{owner}/{repo}/actions';
const read = ['actions:read'];

/** Workflow runs and their artifacts, whose bytes are in the given place. */
export function actionsRoutes(blobs: BlobSigner): readonly Route[] {
  return [
    route(`GET ${actions}/runs`, read, listRuns),
    route(`GET ${actions}/workflows/{workflow}/runs`, read, listRuns),
    route(`GET ${actions}/runs/{id}`, read, (call) => ok(showRun(call.store, findRun(call)))),
    route(`GET ${actions}/runs/{id}/artifacts`, read, (call) => listArtifacts(call, findRun(call).id)),
    route(`GET ${actions}/artifacts`, read, (call) => listArtifacts(call)),
    route(`GET ${actions}/artifacts/{id}`, read, (call) =>
      ok(showArtifact(call.store, findArtifact(call), call.url.origin)),
    ),
    route(`DELETE ${actions}/artifacts/{id}`, ['actions:write'], (call) => {
      call.store.artifacts.delete(findArtifact(call).id);
      return { status: 204 };
    }),
    route(`GET ${actions}/artifacts/{id}/{format}`, read, (call) => download(call, blobs)),
  ];
}

async function download(call: Call, blobs: BlobSigner): Promise<Reply> {
  // Unlike the list, a download needs a token even where everybody may read.
  if (call.token === undefined) throw new ApiError(401, 'Requires authentication');
  const artifact = findArtifact(call);
  if (call.params.format !== 'zip') throw notFound();
  if (artifact.expired) throw new ApiError(410, 'Artifact has expired');
  return { status: 302, headers: { location: await blobs.signUrl(artifact.blob, 'read', artifact.fileName) } };
}

function listRuns({ store, url, params }: Call): Reply {
  const query = url.searchParams;
  const matches = (name: string, ...values: unknown[]) => !query.has(name) || values.includes(query.get(name));
  const runs = [...store.runs.values()].filter(
    (run) =>
      matches('branch', run.headBranch) &&
      matches('event', run.event) &&
      matches('status', run.status, run.conclusion) &&
      matches('head_sha', run.headSha) &&
      matches('actor', run.actor) &&
      isOfWorkflow(run, params.workflow),
  );
  const newestFirst = runs.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
  return pageOf(
    newestFirst.map((run) => showRun(store, run)),
    url,
    'workflow_runs',
  );
}

function isOfWorkflow(run: Run, workflow: string | undefined): boolean {
  return workflow === undefined || `${run.workflow.toLowerCase().replaceAll(' ', '-')}.yml` === workflow;
}

function listArtifacts({ store, url }: Call, runId?: number): Reply {
  const name = url.searchParams.get('name');
  const artifacts = [...store.artifacts.values()]
    .filter((artifact) => artifact.isFinalized && (runId === undefined || artifact.runId === runId))
    .filter((artifact) => name === null || artifact.name === name)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
  return pageOf(
    artifacts.map((artifact) => showArtifact(store, artifact, url.origin)),
    url,
    'artifacts',
  );
}

function findRun({ store, params }: Call): Run {
  const run = store.runs.get(Number(params.id));
  if (run === undefined) throw notFound();
  return run;
}

function findArtifact({ store, params }: Call): Artifact {
  const artifact = store.artifacts.get(Number(params.id));
  if (!artifact?.isFinalized) throw notFound();
  return artifact;
}
