import { type Baseline, UnusableBaselineError } from '../../baseline/baseline.ts';
import { ServiceError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { findCollected, listReports } from './artifacts.ts';
import { loadBaseline, maxReportBytes, maxRowsBytes } from './load.ts';
import { inOrder } from './order.ts';

/** Where results may serve as a baseline. */
export interface SearchTarget {
  /** How sentences call it. */
  readonly name: string;
  /** Only results of this branch; undefined for those of any commit. */
  readonly branch: string | undefined;
  /** Results of this branch come first. */
  readonly preferred: string;
  /** Whether results of a pull request's merge may stand for its branch. */
  readonly mayBeMerge: boolean;
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
  /** After what it was given up without a result; undefined when it came to its end. */
  readonly cutOff: string | undefined;
}

const maxDownloads = 20;
/** Results of large datasets are large; after so many bytes of those that cannot be used no more are looked at. */
const maxDownloadedBytes = 2 * 1024 ** 3;

/**
 * The newest usable results among the artifacts of this evaluation's name: of the commit itself first, then of what came
 * before it. What they lack, such as a model, is not looked for elsewhere. Artifacts of forks (whose branch may be called `main`),
 * expired ones and this run's own are left out. Throws ServiceError when the search itself failed.
 */
export async function searchBaseline(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  github: GitHub,
  target: SearchTarget,
): Promise<SearchResult> {
  const { artifacts, isCut } = await listReports(world, github, inputs.artifactName);
  let cutOff = isCut ? `${artifacts.length} artifacts` : undefined;
  const faults = new Map<string, string>();
  const describe = ([fault, commit]: readonly [string, string]) =>
    `The results of ${target.name} at ${commit} are not compared with: it ${fault}.`;
  let areAllOther = true;
  let downloads = 0;
  let bytes = 0;
  const candidates = {
    artifacts: artifacts.filter(isCandidate(world, target)),
    onCut: (after: string) => {
      cutOff = after;
    },
  };
  for await (const { artifact, doubts } of inOrder(github, candidates, target)) {
    if (downloads === maxDownloads || bytes > maxDownloadedBytes) {
      // A change of checks, models or rows makes all of them another evaluation's, however many there are.
      if (!areAllOther) cutOff = `${downloads} results that cannot be used`;
      break;
    }
    downloads++;
    bytes += artifact.sizeBytes;
    const commit = artifact.headSha.slice(0, 7);
    try {
      const baseline = await loadFinished(inputs, world, dataset, github, target, artifact);
      const unsure = doubts.map(
        (doubt) => `GitHub did not tell of the results of ${target.name} at ${commit} ${doubt}.`,
      );
      return { baseline, notices: [...[...faults].map(describe), ...unsure], cutOff: undefined };
    } catch (error) {
      if (!(error instanceof UnusableBaselineError)) throw error;
      areAllOther &&= error.isOther;
      // The newest of several with the same fault stands for all.
      if (!faults.has(error.message)) faults.set(error.message, commit);
    }
  }
  return { baseline: undefined, notices: [...faults].map(describe), cutOff };
}

function isCandidate({ context }: World, { branch, before = Number.POSITIVE_INFINITY }: SearchTarget) {
  const ownRun = Number(context.runId);
  return ({ isExpired, isOwn, headBranch, runId }: RemoteArtifact) =>
    !isExpired && isOwn && runId !== ownRun && runId < before && (branch === undefined || headBranch === branch);
}

/** Of a run that was at work when it ended, what a collector made of it. */
async function loadFinished(...[inputs, world, dataset, github, target, artifact]: Parameters<typeof load>) {
  try {
    return await load(inputs, world, dataset, github, target, artifact);
  } catch (error) {
    if (!(error instanceof UnusableBaselineError) || !error.isPending) throw error;
    const collected = await findCollected(world, github, inputs.artifactName, artifact);
    if (collected === undefined) throw error;
    return load(inputs, world, dataset, github, target, collected);
  }
}

async function load(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  github: GitHub,
  { name, mayBeMerge }: SearchTarget,
  artifact: RemoteArtifact,
): Promise<Baseline> {
  const folder = world.files.join(world.outputDirectory, '.baseline');
  const entries = [
    { name: 'report.json', maxBytes: maxReportBytes },
    { name: 'rows.jsonl', maxBytes: maxRowsBytes },
  ];
  try {
    await world.files.makeDirectory(folder);
    const found = await github.fetchArtifact({ id: artifact.id, folder, entries });
    if (!entries.every((entry) => found.has(entry.name)))
      throw new UnusableBaselineError('holds no report with its rows');
    const [report = '', rows = ''] = entries.map((entry) => world.files.join(folder, entry.name));
    const run = { sha: artifact.headSha, runId: String(artifact.runId), mayBeMerge };
    return await loadBaseline(inputs, world, dataset, { kind: 'branch', name, report, rows, run });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.status === 410) throw new UnusableBaselineError('has expired');
    // The archive came, and is none or too large.
    if (error.status === 200) throw new UnusableBaselineError(`cannot be unpacked: ${error.reason}`);
    throw error;
  } finally {
    await world.files.remove(folder);
  }
}
