import { type Artifact, ArtifactNotFoundError, DefaultArtifactClient } from '@actions/artifact';
import { ServiceError } from '../errors.ts';
import type { ArtifactStore } from '../ports/github.ts';

export interface ArtifactOptions {
  readonly serverUrl: string;
  readonly repository: string;
  readonly runId: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** When this attempt of the workflow run began, ISO 8601; undefined where nobody says. */
  readonly startOfAttempt?: () => Promise<string | undefined>;
}

/** The workflow's artifacts through @actions/artifact. */
export function createArtifactStore(options: ArtifactOptions): ArtifactStore {
  const client = new DefaultArtifactClient();
  /** Names that another evaluation of this workflow run has. */
  const taken = new Set<string>();
  return {
    upload: ({ name, root, files, retentionDays, isCompressed = false, spareName }) =>
      translate(`upload the artifact ${name}`, async (action) => {
        const upload = (as: string) =>
          client.uploadArtifact(as, [...files], root, {
            ...(retentionDays !== undefined && { retentionDays }),
            ...(isCompressed && { compressionLevel: 0 }),
          });
        const slot = { client, upload, options };
        const uploaded =
          spareName === undefined || options.attempt === 1
            ? await replace(slot, name)
            : await putBeside(slot, name, spareName);
        if (typeof uploaded === 'string') {
          taken.add(name);
          throw nameTaken(action);
        }
        const { id } = uploaded;
        if (id === undefined) throw new ServiceError('the service gave no id', { action });
        return { id, url: `${options.serverUrl}/${options.repository}/actions/runs/${options.runId}/artifacts/${id}` };
      }),
    delete: (name) =>
      translate(`delete the artifact ${name}`, async () => {
        if (taken.has(name)) return;
        // Each attempt may have one of the name, of which the newest is deleted first.
        for (let left = options.attempt; left > 0 && (await remove(client, name)); left--);
      }),
  };
}

/** Why a name could not be had: an artifact of this attempt has it, or of an earlier one, or an upload that does not show. */
type Refusal = 'taken' | 'older' | 'held';

interface Slot {
  readonly client: DefaultArtifactClient;
  readonly upload: (name: string) => Promise<{ id?: number }>;
  readonly options: ArtifactOptions;
}

async function put({ client, upload, options }: Slot, name: string): Promise<{ id?: number } | Refusal> {
  try {
    return await upload(name);
  } catch (error) {
    const there = isFinalizing(error) || isNameTaken(error) ? await find(client, name) : undefined;
    // The name was ours already, so it is our own: only the answer was lost.
    if (isFinalizing(error) && there !== undefined) return there;
    if (!isNameTaken(error)) throw error;
    if (there === undefined) return 'held';
    return (await isOfThisAttempt(there, options)) ? 'taken' : 'older';
  }
}

/** Artifacts cannot be changed: that of an earlier attempt makes way. */
async function replace(slot: Slot, name: string): Promise<{ id?: number } | Refusal> {
  const first = await put(slot, name);
  if (typeof first !== 'string' || first === 'taken') return first;
  await remove(slot.client, name);
  return put(slot, name);
}

/** The same under one of two names: what an earlier attempt has left stays until its successor is there. */
async function putBeside(slot: Slot, name: string, spareName: string): Promise<{ id?: number } | Refusal> {
  const { client, options } = slot;
  const orders = [
    [name, spareName],
    [spareName, name],
  ] as const;
  for (const act of [put, replace]) {
    for (const [one, other] of orders) {
      const uploaded = await act(slot, one);
      if (uploaded === 'taken') return uploaded;
      if (typeof uploaded === 'string') continue;
      const older = await find(client, other);
      if (older !== undefined && !(await isOfThisAttempt(older, options))) await remove(client, other);
      return uploaded;
    }
  }
  return 'held';
}

async function translate<T>(action: string, call: (action: string) => Promise<T>): Promise<T> {
  try {
    return await call(action);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError(error instanceof Error ? error.message : String(error), {
      action,
      cause: error,
      ...hintFor(error),
    });
  }
}

/** Says whether there was one. The client looks for the artifact and then deletes it: both may find that it is not there. */
async function remove(client: DefaultArtifactClient, name: string): Promise<boolean> {
  try {
    await client.deleteArtifact(name);
    return true;
  } catch (error) {
    if (error instanceof ArtifactNotFoundError || isMissing(error)) return false;
    throw error;
  }
}

/** The service's clocks need not agree to the second. */
const clockSkewMs = 1000;

async function isOfThisAttempt(
  { createdAt }: Pick<Artifact, 'createdAt'>,
  { attempt, startOfAttempt }: ArtifactOptions,
): Promise<boolean> {
  if (attempt === 1) return true;
  const start = Date.parse((await startOfAttempt?.()) ?? '');
  return createdAt !== undefined && createdAt.getTime() > start + clockSkewMs;
}

/** The artifact of this name in this workflow run; one that is still being uploaded does not show. */
async function find(client: DefaultArtifactClient, name: string): Promise<Artifact | undefined> {
  try {
    return (await client.getArtifact(name)).artifact;
  } catch (error) {
    if (error instanceof ArtifactNotFoundError) return undefined;
    throw error;
  }
}

function nameTaken(action: string): ServiceError {
  return new ServiceError('another evaluation of this workflow run has an artifact of this name', {
    action,
    status: 409,
    hint: 'Give each evaluation a name, or an artifact-name, of its own.',
  });
}

function isFinalizing(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Failed to FinalizeArtifact');
}

function isNameTaken(error: unknown): boolean {
  return error instanceof Error && /\b409\b|already exists/i.test(error.message);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && /^Failed to DeleteArtifact: .*\(404\)/.test(error.message);
}

function hintFor(error: unknown): { hint: string } | Record<string, never> {
  if ((error as Error).name === 'GHESNotSupportedError')
    return { hint: 'GitHub Enterprise Server has no such artifacts; set upload-artifacts: false.' };
  return {};
}
