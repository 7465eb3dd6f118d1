import { ChangedRequestsError } from './errors.ts';
import type { CollectInputs } from './inputs/collect.ts';
import { replayInputs } from './inputs/recorder.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { run } from './main.ts';
import type { GeminiService } from './ports/gemini.ts';
import type { GitHub, RemoteArtifact } from './ports/github.ts';
import type { World } from './ports.ts';
import { attempt } from './steps/best-effort.ts';
import type { Outcome } from './steps/conclude.ts';
import { jobLifeMs } from './steps/patience.ts';
import { claim, clockSkewMs, isCollected, markCollected, type PendingRun } from './steps/pending/claim.ts';
import { listPending, type OpenedPending, openPending, reasonToWait } from './steps/pending/find.ts';
import { adjust } from './steps/pending/late.ts';
import { relocate } from './steps/pending/manifest.ts';
import { type Memory, openMemory } from './steps/pending/memory.ts';
import { readSaid } from './steps/pending/reports.ts';
import { windUp } from './steps/pending/wind-up.ts';
import { SummaryBudget, worldOfPending } from './steps/pending/world.ts';
import type { Prepared } from './steps/prepare/prepare.ts';

/**
 * Finishes what runs left behind: each pending run whose jobs have ended is taken through download, scoring, judging and
 * publishing, to its own pull request and commit; the others are left for the next visit. One that fails holds up none of the others.
 */
export async function collect(inputs: CollectInputs, world: World, cleaner: GeminiService): Promise<void> {
  const { log, github } = world;
  if (github === undefined) throw new Error('A collector needs a repository to look for pending runs in.');
  const pending = await listPending(world, github, inputs.name);
  if (pending.length === 0) log.info('There is no pending run.');
  const summary = new SummaryBudget();
  for (const artifact of pending) {
    log.info(`${artifact.name} of run ${artifact.runId}`);
    try {
      await visit(inputs, world, cleaner, github, { artifact, summary });
    } catch (error) {
      if (world.signal.aborted) throw world.signal.reason;
      const message = error instanceof Error ? error.message : String(error);
      log.warning(`${artifact.name} of run ${artifact.runId} could not be collected now: ${message}`);
    }
  }
}

interface Visit {
  readonly artifact: RemoteArtifact;
  readonly summary: SummaryBudget;
}

async function visit(
  inputs: CollectInputs,
  world: World,
  cleaner: GeminiService,
  github: GitHub,
  { artifact, summary }: Visit,
): Promise<void> {
  const { log, files } = world;
  const source = await github.getRun(artifact.runId);
  if (source === undefined || !source.isOwn) return log.info('Its workflow run is not there any more.');
  const opened = await openPending(world, github, artifact);
  if (opened === undefined) return undefined;
  try {
    const { manifest } = opened;
    const { runId, attempt: attemptOfRun, startedAt } = manifest.context;
    const left: PendingRun = { name: manifest.name, runId, attempt: attemptOfRun, startedAt };
    if (await isCollected(world, github, left)) {
      // Whoever collected it came no further.
      await clear(world, github, artifact);
      return log.info('It was collected already.');
    }
    const why = reasonToWait(manifest, source);
    if (why === 'at work') return log.info('Its workflow run is still at work.');
    const isCancelled = why === 'cancelled';
    const release = await claim(world, github, left);
    if (release === undefined) return log.info('It is being submitted, or another collector is at work on it.');
    try {
      // What was collected between the first look and the claim is not collected twice.
      if (await isCollected(world, github, left)) return log.info('It was collected already.');
      const memory = await openMemory(world, github, left);
      const { verdict, isLost } = await finish(inputs, world, cleaner, github, {
        opened,
        summary,
        isCancelled,
        memory,
      });
      // What was published after a cancel was not published whole.
      world.signal.throwIfAborted();
      if (verdict === 'pending') return log.info('Its jobs are still at work; a later visit will finish it.');
      if (isLost === true)
        return log.warning('Its comment or commit status could not be written; a later visit will try again.');
      await attempt(world, () => markCollected(world, left), 'quiet');
      await clear(world, github, artifact);
      await memory.forget();
      log.notice(`${manifest.name} of run ${left.runId} was collected: ${verdict}.`);
    } finally {
      await release();
    }
  } finally {
    await files.remove(opened.folder);
  }
}

/** Takes away what was left. Without the permission the mark that it was collected has to do. */
async function clear({ log }: World, github: GitHub, { id }: RemoteArtifact): Promise<void> {
  await github
    .deleteArtifact(id)
    .catch((error: unknown) => log.info(error instanceof Error ? error.message : String(error)));
}

interface Found {
  readonly opened: OpenedPending;
  readonly summary: SummaryBudget;
  readonly isCancelled: boolean;
  readonly memory: Memory;
}

/** Goes on where the run was left, with its own inputs. */
async function finish(
  inputs: CollectInputs,
  world: World,
  cleaner: GeminiService,
  github: GitHub,
  { opened, summary, isCancelled, memory }: Found,
): Promise<Pick<Outcome, 'isLost'> & { readonly verdict: string }> {
  const { manifest, unpacked } = opened;
  const own = worldOfPending(world, opened, summary);
  await world.files.makeDirectory(own.outputDirectory);
  const replay = replayInputs(relocate(manifest, unpacked).inputs, {
    input: (name) =>
      name === 'gemini-api-key' ? inputs.geminiApiKey : name === 'github-token' ? inputs.githubToken : '',
    env: () => undefined,
  });
  const read = await readInputs(replay);
  const said = manifest.isAttended ? await readVerdict(read, own, github) : undefined;
  if (isCancelled && said === undefined) {
    own.log.info('Its workflow run was cancelled: its jobs are cancelled, too.');
    return { verdict: 'cancelled', ...(await windUp(read, own, cleaner)) };
  }
  const giveUpAt = Date.parse(manifest.createdAt) + jobLifeMs;
  const patience = { kind: 'visit', giveUpAt, isOver: said !== undefined && said !== 'pending' } as const;
  const adjusted = await adjust(read, inputs, own, github, manifest);
  const onPrepared = (dataset: Prepared) => checkRequests(dataset, manifest.requestsDigests);
  return await run(adjusted, own, cleaner, { patience, memory, onPrepared });
}

/** The verdict that this very attempt has published itself: `pending` when it said that its jobs go on; undefined for none. */
async function readVerdict({ name, artifactName }: Inputs, world: World, github: GitHub): Promise<string | undefined> {
  const { runId, attempt: own, startedAt } = world.context;
  const since = Date.parse(startedAt) - clockSkewMs;
  // Where another evaluation of the run has the name, the report goes by the next one.
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? artifactName : `${artifactName}-${number}`;
    const listed = await github.listArtifacts({ name: numbered, maxPages: maxPagesOfReports, since });
    const reports = listed.filter((one) => one.isOwn && !one.isExpired && String(one.runId) === runId);
    if (reports.length === 0) return undefined;
    for (const artifact of reports) {
      const said = await readSaid(world, github, artifact, name);
      if (said?.attempt === own) return said.verdict;
    }
  }
}

const maxPagesOfReports = 10;

/** Other requests would be other jobs: they would be bought again. */
function checkRequests({ files }: Prepared, digests: readonly string[]): void {
  const isSame =
    files.length === digests.length && files.every((file, index) => file.requestsDigest === digests[index]);
  if (!isSame) throw new ChangedRequestsError();
}
