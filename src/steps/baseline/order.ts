import { isMerge, isOfBranch } from '../../baseline/origin.ts';
import type { Ancestors, GitHub, RemoteArtifact } from '../../ports/github.ts';
import { ifTold } from '../best-effort.ts';
import type { SearchTarget } from './search.ts';

const untold: Ancestors = { shas: new Set(), isComplete: false };
const maxAncestorPages = 3;
const maxComparisons = 20;
const maxRuns = 50;

/** Artifacts, newest runs first, and what is called when a bound leaves some of them out. */
export interface Candidates {
  readonly artifacts: readonly RemoteArtifact[];
  readonly onCut: (after: string) => void;
}

/** An artifact that may be looked into, and what GitHub could not tell of it, as the end of a sentence. */
export interface Candidate {
  readonly artifact: RemoteArtifact;
  readonly doubts: readonly string[];
}

/**
 * Candidates in the order in which they count, without those whose run evaluated something else: that is told before anything is
 * downloaded, since there may be many. What GitHub cannot tell does not speak against a candidate; it is a doubt.
 */
export async function* inOrder(
  github: GitHub,
  candidates: Candidates,
  target: SearchTarget,
): AsyncGenerator<Candidate> {
  const merges: Candidate[] = [];
  let runs = 0;
  for await (const candidate of byCommit(github, candidates, target)) {
    if (runs++ === maxRuns) return candidates.onCut(`${maxRuns} runs`);
    const run = await ifTold(github.getRun(candidate.artifact.runId));
    if (run === undefined) {
      yield { ...candidate, doubts: [...candidate.doubts, 'what started its run'] };
    } else if (isMerge(run)) {
      if (target.mayBeMerge) merges.push(candidate);
    } else if (isOfBranch({ event: run.event, pullRequest: null })) yield candidate;
  }
  yield* merges;
}

/**
 * Those of the preferred branch first; where commits matter, those of the commit itself before those that precede it, and of
 * other branches those of the commit itself only.
 */
async function* byCommit(
  github: GitHub,
  { artifacts, onCut }: Candidates,
  { sha, mustPrecede, preferred }: SearchTarget,
): AsyncGenerator<Candidate> {
  const known = (group: readonly RemoteArtifact[]) => group.map((artifact) => ({ artifact, doubts: [] }));
  const isPreferred = ({ headBranch }: RemoteArtifact) => headBranch === preferred;
  const isSame = ({ headSha }: RemoteArtifact) => headSha === sha;
  const own = artifacts.filter(isPreferred);
  if (!mustPrecede) return yield* known(own);
  yield* known(own.filter(isSame));
  yield* precedingOf(
    own.filter((one) => !isSame(one)),
    github,
    sha,
    onCut,
  );
  yield* known(artifacts.filter((one) => !isPreferred(one) && isSame(one)));
}

/** Those that come before a commit: they are looked up in one list, and compared one by one beyond it. */
async function* precedingOf(
  group: readonly RemoteArtifact[],
  github: GitHub,
  sha: string,
  onCut: Candidates['onCut'],
): AsyncGenerator<Candidate> {
  if (group.length === 0) return;
  const { shas, isComplete } = (await ifTold(github.listAncestors({ sha, maxPages: maxAncestorPages }))) ?? untold;
  yield* group.filter(({ headSha }) => shas.has(headSha)).map((artifact) => ({ artifact, doubts: [] }));
  if (isComplete) return;
  const compared = new Map<string, boolean | undefined>();
  for (const artifact of group.filter(({ headSha }) => !shas.has(headSha))) {
    const { headSha } = artifact;
    if (!compared.has(headSha)) {
      if (compared.size === maxComparisons) return onCut(`${maxComparisons} comparisons of commits`);
      compared.set(headSha, await ifTold(github.isAncestor({ ancestor: headSha, of: sha })));
    }
    const precedes = compared.get(headSha);
    if (precedes === true) yield { artifact, doubts: [] };
    else if (precedes === undefined) yield { artifact, doubts: ['whether they come before the commit compared with'] };
  }
}
