import type { Ancestors, GitHub, RemoteArtifact } from '../../ports/github.ts';
import { ifTold } from '../best-effort.ts';
import type { SearchTarget } from './search.ts';

const untold: Ancestors = { shas: new Set(), isComplete: false };
const maxAncestorPages = 3;
const maxComparisons = 20;

/** Candidates, newest runs first, and what is called when a bound leaves some of them out. */
export interface Candidates {
  readonly artifacts: readonly RemoteArtifact[];
  readonly onCut: (after: string) => void;
}

/**
 * Candidates in the order in which they count: those of the preferred branch first; where commits matter, those of the commit itself
 * before those that precede it, and no others.
 */
export async function* inOrder(
  github: GitHub,
  { artifacts, onCut }: Candidates,
  { sha, mustPrecede, preferred }: SearchTarget,
): AsyncGenerator<RemoteArtifact> {
  const isPreferred = ({ headBranch }: RemoteArtifact) => headBranch === preferred;
  const precedes = findPreceding(github, sha, onCut);
  for (const group of [artifacts.filter(isPreferred), artifacts.filter((one) => !isPreferred(one))]) {
    if (!mustPrecede) yield* group;
    else {
      yield* group.filter(({ headSha }) => headSha === sha);
      yield* precedes(group.filter(({ headSha }) => headSha !== sha));
    }
  }
}

/** Gives a function that leaves those that come before a commit: they are looked up in one list, and compared one by one beyond it. */
function findPreceding(github: GitHub, sha: string, onCut: Candidates['onCut']) {
  let listed: Ancestors | undefined;
  const compared = new Map<string, boolean>();
  return async function* (group: readonly RemoteArtifact[]): AsyncGenerator<RemoteArtifact> {
    if (group.length === 0) return;
    listed ??= (await ifTold(github.listAncestors({ sha, maxPages: maxAncestorPages }))) ?? untold;
    const { shas, isComplete } = listed;
    yield* group.filter(({ headSha }) => shas.has(headSha));
    if (isComplete) return;
    for (const artifact of group.filter(({ headSha }) => !shas.has(headSha))) {
      const { headSha } = artifact;
      if (!compared.has(headSha)) {
        if (compared.size === maxComparisons) return onCut(`${maxComparisons} comparisons of commits`);
        // What GitHub cannot tell of does not speak against it.
        compared.set(headSha, (await ifTold(github.isAncestor({ ancestor: headSha, of: sha }))) ?? true);
      }
      if (compared.get(headSha) === true) yield artifact;
    }
  };
}
