import { type Baseline, UnusableBaselineError } from '../baseline/baseline.ts';
import { ServiceError } from '../errors.ts';
import type { Inputs } from '../inputs.ts';
import type { GitHub, RemoteArtifact } from '../ports/github.ts';
import type { World } from '../ports.ts';
import { loadBaseline, maxReportBytes, maxRowsBytes } from './load-baseline.ts';
import type { Prepared } from './prepare.ts';

/** Where results may serve as a baseline. */
export interface SearchTarget {
  /** How sentences call it. */
  readonly name: string;
  /** Only results of this branch; undefined for those of any commit. */
  readonly branch: string | undefined;
  /** Results of this commit come first. */
  readonly sha: string;
  /** Results that are not of this commit or one before it do not count. */
  readonly mustPrecede: boolean;
  /** Only results of earlier workflow runs. */
  readonly before: number | undefined;
}

/** What a search came to. */
export interface SearchResult {
  readonly baseline: Baseline | undefined;
  /** Why results that were found are not compared with. */
  readonly notices: readonly string[];
}

const maxPages = 10;
const maxDownloads = 5;
const maxComparisons = 20;

/**
 * The newest usable results among the artifacts of this evaluation's name: of the commit itself first, then of what came
 * before it. Results that have all of the run's models are preferred to newer ones that lack some. Artifacts of forks (whose
 * branch may be called `main`), expired ones and this run's own are left out. Throws ServiceError when the search itself failed.
 */
export async function searchBaseline(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  github: GitHub,
  target: SearchTarget,
): Promise<SearchResult> {
  const artifacts = await github.listArtifacts({ name: inputs.artifactName, maxPages });
  const notices: string[] = [];
  let partial: Baseline | undefined;
  let downloads = 0;
  for await (const artifact of inOrder(github, artifacts.filter(isCandidate(world, target)), target)) {
    if (++downloads > maxDownloads) break;
    try {
      const baseline = await load(inputs, world, dataset, github, target, artifact);
      if (baseline === undefined) continue;
      if (baseline.models.size === inputs.models.length) return { baseline, notices };
      partial ??= baseline;
    } catch (error) {
      if (!(error instanceof UnusableBaselineError)) throw error;
      const notice = `The results of ${target.name} at ${artifact.headSha.slice(0, 7)} are not compared with: it ${error.message}.`;
      if (!notices.includes(notice)) notices.push(notice);
    }
  }
  return { baseline: partial, notices };
}

function isCandidate({ context }: World, { branch, before = Number.POSITIVE_INFINITY }: SearchTarget) {
  const ownRun = Number(context.runId);
  return ({ isExpired, isOwn, headBranch, runId }: RemoteArtifact) =>
    !isExpired && isOwn && runId !== ownRun && runId < before && (branch === undefined || headBranch === branch);
}

/** Those of the commit itself, then those before it, each newest first. */
async function* inOrder(
  github: GitHub,
  candidates: readonly RemoteArtifact[],
  { sha, mustPrecede }: SearchTarget,
): AsyncGenerator<RemoteArtifact> {
  const isAtCommit = ({ headSha }: RemoteArtifact) => headSha === sha;
  if (mustPrecede) yield* candidates.filter(isAtCommit);
  const verdicts = new Map<string, boolean>();
  for (const candidate of mustPrecede ? candidates.filter((one) => !isAtCommit(one)) : candidates) {
    const { headSha } = candidate;
    if (mustPrecede && !verdicts.has(headSha)) {
      if (verdicts.size >= maxComparisons) return;
      // What GitHub cannot tell of does not speak against it.
      verdicts.set(headSha, (await github.isAncestor({ ancestor: headSha, of: sha })) ?? true);
    }
    if (verdicts.get(headSha) ?? true) yield candidate;
  }
}

/** Undefined for an artifact that is gone since it was listed, or is no report. */
async function load(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  github: GitHub,
  { name }: SearchTarget,
  artifact: RemoteArtifact,
): Promise<Baseline | undefined> {
  const folder = world.files.join(world.outputDirectory, '.baseline');
  const entries = [
    { name: 'report.json', maxBytes: maxReportBytes },
    { name: 'rows.jsonl', maxBytes: maxRowsBytes },
  ];
  try {
    await world.files.makeDirectory(folder);
    const found = await github.fetchArtifact({ id: artifact.id, folder, entries });
    if (!entries.every((entry) => found.has(entry.name))) return undefined;
    const [report = '', rows = ''] = entries.map((entry) => world.files.join(folder, entry.name));
    const known = { sha: artifact.headSha, runId: String(artifact.runId) };
    return await loadBaseline(inputs, world, dataset, { kind: 'branch', name, report, rows, ...known });
  } catch (error) {
    const isGone = error instanceof ServiceError && (error.status === 404 || error.status === 410);
    if (isGone) return undefined;
    throw error;
  } finally {
    await world.files.remove(folder);
  }
}
