import { type Baseline, UnusableBaselineError } from '../../baseline/baseline.ts';
import { isOfBranch } from '../../baseline/origin.ts';
import { ServiceError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { ifTold } from '../best-effort.ts';
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

const maxRuns = 50;
const maxDownloads = 5;

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
  let runs = 0;
  let downloads = 0;
  const candidates = {
    artifacts: artifacts.filter(isCandidate(world, target)),
    onCut: (after: string) => {
      cutOff = after;
    },
  };
  for await (const artifact of inOrder(github, candidates, target)) {
    // What was downloaded so far was found and cannot be used, each for a reason that is told.
    if (downloads === maxDownloads) break;
    if (runs++ === maxRuns) {
      cutOff = `${maxRuns} runs`;
      break;
    }
    if (!(await isOfTarget(github, artifact))) continue;
    downloads++;
    try {
      const baseline = await loadFinished(inputs, world, dataset, github, target, artifact);
      if (baseline !== undefined) return { baseline, notices: [...faults].map(describe), cutOff: undefined };
    } catch (error) {
      if (!(error instanceof UnusableBaselineError)) throw error;
      // The newest of several with the same fault stands for all.
      if (!faults.has(error.message)) faults.set(error.message, artifact.headSha.slice(0, 7));
    }
  }
  return { baseline: undefined, notices: [...faults].map(describe), cutOff };
}

function isCandidate({ context }: World, { branch, before = Number.POSITIVE_INFINITY }: SearchTarget) {
  const ownRun = Number(context.runId);
  return ({ isExpired, isOwn, headBranch, runId }: RemoteArtifact) =>
    !isExpired && isOwn && runId !== ownRun && runId < before && (branch === undefined || headBranch === branch);
}

/** Runs of another kind are told before anything is downloaded: there may be many. What is not known does not speak against it. */
async function isOfTarget(github: GitHub, { runId }: RemoteArtifact): Promise<boolean> {
  const run = await ifTold(github.getRun(runId));
  return isOfBranch({ event: run?.event ?? null, pullRequest: null });
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
    const run = { sha: artifact.headSha, runId: String(artifact.runId) };
    return await loadBaseline(inputs, world, dataset, { kind: 'branch', name, report, rows, run });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.status === 404 || error.status === 410) return undefined;
    // The archive came, and is none or too large.
    if (error.status === 200) throw new UnusableBaselineError(`cannot be unpacked: ${error.reason}`);
    throw error;
  } finally {
    await world.files.remove(folder);
  }
}
