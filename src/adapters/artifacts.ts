import { ArtifactNotFoundError, DefaultArtifactClient } from '@actions/artifact';
import { ServiceError } from '../errors.ts';
import type { ArtifactStore } from '../ports/github.ts';

export interface ArtifactOptions {
  readonly serverUrl: string;
  readonly repository: string;
  readonly runId: string;
}

/** The workflow's artifacts through @actions/artifact. */
export function createArtifactStore(options: ArtifactOptions): ArtifactStore {
  const client = new DefaultArtifactClient();
  return {
    async upload({ name, root, files, retentionDays }) {
      const action = `upload the artifact ${name}`;
      try {
        const upload = () =>
          client.uploadArtifact(name, [...files], root, retentionDays === undefined ? {} : { retentionDays });
        const { id } = await upload().catch(async (error: unknown) => {
          if (!isNameTaken(error)) throw error;
          // Artifacts cannot be changed: that of an earlier attempt makes way.
          await client.deleteArtifact(name).catch((failure: unknown) => {
            if (!(failure instanceof ArtifactNotFoundError)) throw failure;
          });
          return upload();
        });
        if (id === undefined) throw new ServiceError('the service gave no id', { action });
        return { id, url: `${options.serverUrl}/${options.repository}/actions/runs/${options.runId}/artifacts/${id}` };
      } catch (error) {
        if (error instanceof ServiceError) throw error;
        throw new ServiceError(error instanceof Error ? error.message : String(error), {
          action,
          cause: error,
          ...hintFor(error),
        });
      }
    },
  };
}

function isNameTaken(error: unknown): boolean {
  return error instanceof Error && /\b409\b|already exists/i.test(error.message);
}

function hintFor(error: unknown): { hint: string } | Record<string, never> {
  if ((error as Error).name === 'GHESNotSupportedError')
    return { hint: 'GitHub Enterprise Server has no such artifacts; set upload-artifacts: false.' };
  return {};
}
