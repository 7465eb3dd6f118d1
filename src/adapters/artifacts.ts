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
        const upload = (as = name) =>
          client.uploadArtifact(as, [...files], root, {
            ...(retentionDays !== undefined && { retentionDays }),
            ...(isCompressed && { compressionLevel: 0 }),
          });
        const { id } = await upload().catch(async (error: unknown) => {
          const there = isFinalizing(error) || isNameTaken(error) ? await find(client, name) : undefined;
          // The name was ours already, so it is our own: only the answer was lost.
          if (isFinalizing(error) && there !== undefined) return there;
          if (!isNameTaken(error)) throw error;
          // What is of this attempt is another evaluation's, and so is what is being uploaded just now.
          if (there === undefined || !(await isOfThisAttempt(there, options))) {
            // Artifacts cannot be changed: that of an earlier attempt makes way.
            await remove(client, name);
            const again = await upload().catch((reason: unknown) =>
              isNameTaken(reason) ? undefined : Promise.reject(reason),
            );
            if (again !== undefined) return again;
            if (there === undefined && options.attempt > 1 && spareName !== undefined) return upload(spareName);
          }
          taken.add(name);
          throw nameTaken(action);
        });
        if (id === undefined) throw new ServiceError('the service gave no id', { action });
        return { id, url: `${options.serverUrl}/${options.repository}/actions/runs/${options.runId}/artifacts/${id}` };
      }),
    delete: (name) =>
      translate(`delete the artifact ${name}`, async () => {
        if (!taken.has(name)) await remove(client, name);
      }),
  };
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

/** The client looks for the artifact and then deletes it: both may find that it is not there. */
async function remove(client: DefaultArtifactClient, name: string): Promise<void> {
  await client.deleteArtifact(name).catch((error: unknown) => {
    if (!(error instanceof ArtifactNotFoundError) && !isMissing(error)) throw error;
  });
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
