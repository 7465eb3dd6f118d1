import { type BlobSigner, BlobStore, digestOf } from './blobs.ts';
import type { Artifact } from './model.ts';
import type { Store } from './store.ts';
import { TwirpError } from './twirp-error.ts';

const maxArtifactsPerJob = 500;
const clientVersion = 7;

type Body = Readonly<Record<string, unknown>>;

interface Request {
  readonly store: Store;
  readonly blobs: BlobSigner;
  readonly runId: number;
  readonly body: Body;
}

interface Operation {
  readonly members: readonly string[];
  readonly required: readonly string[];
  readonly run: (request: Request) => object | Promise<object>;
}

const ids = ['workflow_run_backend_id', 'workflow_job_run_backend_id'];
const named = [...ids, 'name'];

/** What the artifact service can do, by the name of the method. */
export const operations: Readonly<Record<string, Operation>> = {
  CreateArtifact: {
    members: [...named, 'expires_at', 'version', 'mime_type'],
    required: [...named, 'version'],
    run: create,
  },
  FinalizeArtifact: { members: [...named, 'size', 'hash'], required: [...named, 'size'], run: finalize },
  ListArtifacts: { members: [...ids, 'name_filter', 'id_filter'], required: ids, run: list },
  GetSignedArtifactURL: { members: named, required: named, run: signedUrl },
  DeleteArtifact: { members: named, required: named, run: remove },
};

async function create({ store, blobs, runId, body }: Request): Promise<object> {
  const name = String(body.name);
  if (/["<>|*?:\r\n\\/]/.test(name))
    throw new TwirpError(400, 'invalid_argument', `the artifact name is not valid: ${name}`);
  if (body.version !== clientVersion)
    throw new TwirpError(400, 'invalid_argument', 'the version of the client is not supported');
  const siblings = [...store.artifacts.values()].filter((artifact) => artifact.runId === runId);
  if (siblings.some((artifact) => artifact.name === name)) {
    throw new TwirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
  }
  if (siblings.length >= maxArtifactsPerJob) throw new TwirpError(429, 'resource_exhausted', 'too many artifacts');
  const isZip = body.mime_type === undefined || body.mime_type === 'application/zip';
  const artifact = store.addArtifact({
    name,
    runId,
    fileName: isZip ? `${name}.zip` : name,
    ...(body.expires_at !== undefined && { expiresAt: String(body.expires_at) }),
  });
  return { ok: true, signed_upload_url: await blobs.signUrl(artifact.blob, 'write') };
}

function finalize({ store, blobs, runId, body }: Request): object {
  const artifact = [...store.artifacts.values()].find(
    (one) => one.runId === runId && one.name === body.name && !one.isFinalized,
  );
  if (artifact === undefined) throw new TwirpError(404, 'not_found', 'artifact not found');
  if (!/^\d+$/.test(String(body.size))) throw new TwirpError(400, 'invalid_argument', 'size is not a number');
  if (blobs instanceof BlobStore) checkUpload(blobs.get(artifact.blob), body);
  artifact.size = Number(body.size);
  artifact.digest = body.hash === undefined ? null : String(body.hash);
  artifact.isFinalized = true;
  return { ok: true, artifact_id: String(artifact.id) };
}

function checkUpload(bytes: Buffer | undefined, body: Body): void {
  if (bytes === undefined) throw new TwirpError(412, 'failed_precondition', 'nothing was uploaded');
  if (bytes.length !== Number(body.size))
    throw new TwirpError(400, 'invalid_argument', 'the size is not that of the upload');
  if (body.hash !== undefined && body.hash !== digestOf(bytes)) {
    throw new TwirpError(400, 'invalid_argument', 'the hash is not that of the upload');
  }
}

function list({ store, runId, body }: Request): object {
  const artifacts = finalizedOf(store, runId)
    .filter(({ name }) => body.name_filter === undefined || name === body.name_filter)
    .filter(({ id }) => body.id_filter === undefined || String(id) === String(body.id_filter));
  return {
    artifacts: artifacts.map((artifact) => ({
      workflow_run_backend_id: String(runId),
      workflow_job_run_backend_id: String(body.workflow_job_run_backend_id),
      database_id: String(artifact.id),
      name: artifact.name,
      size: String(artifact.size),
      created_at: artifact.createdAt,
      ...(artifact.digest !== null && { digest: artifact.digest }),
    })),
  };
}

async function signedUrl({ store, blobs, runId, body }: Request): Promise<object> {
  const artifact = byName(store, runId, body);
  return { signed_url: await blobs.signUrl(artifact.blob, 'read', artifact.fileName) };
}

function remove({ store, runId, body }: Request): object {
  const artifact = byName(store, runId, body);
  store.artifacts.delete(artifact.id);
  return { ok: true, artifact_id: String(artifact.id) };
}

function byName(store: Store, runId: number, body: Body): Artifact {
  const artifact = finalizedOf(store, runId).find(({ name }) => name === body.name);
  if (artifact === undefined) throw new TwirpError(404, 'not_found', 'artifact not found');
  return artifact;
}

function finalizedOf(store: Store, runId: number): readonly Artifact[] {
  return [...store.artifacts.values()].filter(
    (artifact) => artifact.runId === runId && artifact.isFinalized && !artifact.expired,
  );
}
