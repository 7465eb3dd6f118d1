import { createHash } from 'node:crypto';
import type { Artifact, Run } from './model.ts';
import type { Store } from './store.ts';
import type { ArtifactSeed, RunSeed } from './types.ts';

/** The commit that stands alone in a repository nothing else is said of. */
export const rootCommit = '1'.repeat(40);

const artifactLifeMs = 90 * 24 * 60 * 60 * 1000;

export type NewArtifact = Omit<ArtifactSeed, 'bytes'> & { readonly fileName?: string };

/** A run with what its seed leaves out: a run of the default branch, under way. */
export function newRun(seed: RunSeed, store: Store): Run {
  const { defaultBranch, id } = store.repository;
  return {
    headSha: store.branches.get(defaultBranch) ?? rootCommit,
    headBranch: defaultBranch,
    headRepositoryId: id,
    event: 'push',
    status: 'in_progress',
    conclusion: seed.status === 'completed' ? 'success' : null,
    attempt: 1,
    workflow: 'Evaluate',
    actor: 'octocat',
    createdAt: store.time(),
    startedAt: seed.createdAt ?? store.time(),
    ...seed,
  };
}

/** An artifact that waits for its bytes. */
export function newArtifact(seed: NewArtifact, store: Store): Artifact {
  const id = store.nextId();
  return {
    id,
    name: seed.name,
    runId: seed.runId,
    fileName: seed.fileName ?? `${seed.name}.zip`,
    blob: {
      container: 'artifacts',
      name: createHash('sha256').update(`${seed.runId}/${id}`).digest('hex').slice(0, 32),
    },
    createdAt: seed.createdAt ?? store.time(),
    expiresAt: seed.expiresAt ?? store.time(artifactLifeMs),
    size: 0,
    digest: null,
    isFinalized: false,
    expired: seed.expired ?? false,
  };
}
