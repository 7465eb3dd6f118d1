import { InputError, ServiceError } from '../../errors.ts';
import type { RecordedInputs } from '../../inputs/recorder.ts';
import type { Inputs } from '../../inputs.ts';
import type { SavedState, World } from '../../ports.ts';
import { attempt, ifTold } from '../best-effort.ts';
import type { Patience } from '../patience.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { putUpClaim } from './claim.ts';
import {
  type PendingManifest,
  pendingArtifactName,
  pendingVersion,
  sparePendingName,
  subjectOfPending,
} from './manifest.ts';

/** Artifacts of runs that nobody collects go by themselves; a batch job lives 48 hours. */
const retentionDays = 7;

/**
 * Leaves all that later stages need as an artifact, sealed, before the first job is created: whatever happens to this process from
 * then on, a collector can finish the run. A run that waits does so too, as long as artifacts are wanted, and takes it away at
 * its end. Without waiting it is what everything rests on: throws where it cannot be left; and until `letGo` is called, collectors
 * keep off, since this process is still submitting.
 */
export async function leavePending(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  recorded: RecordedInputs,
  patience: Patience,
): Promise<Left> {
  const isAttended = patience.kind === 'wait';
  let letGo: () => Promise<void> = async () => undefined;
  if (patience.kind === 'visit') return { letGo, isLeft: false };
  const mayBeLeft = world.context.attempt > 1;
  const lack = isAttended ? await findLack(inputs, world, dataset) : undefined;
  if (lack !== undefined) return { letGo, lack, isLeft: mayBeLeft };
  const { runId, attempt: attemptOfRun, startedAt } = world.context;
  const left = { name: inputs.name, runId, attempt: attemptOfRun, startedAt };
  try {
    if (!isAttended) letGo = (await putUpClaim(world, left)).release;
    await seal(inputs, world, dataset, recorded, isAttended);
  } catch (error) {
    await attempt(world, letGo, 'quiet');
    world.signal.throwIfAborted();
    const hint = error instanceof ServiceError && error.hint !== undefined ? `. ${error.hint}` : '';
    const why = `${error instanceof Error ? error.message : String(error)}${hint}`;
    if (!isAttended)
      throw new InputError([{ input: 'wait', received: 'false', message: `needs an artifact, and ${why}` }]);
    world.log.info(`Nothing was left for a collector: ${why}`);
    return { letGo, lack: 'nothing could be left for a collector', isLeft: mayBeLeft };
  }
  return { letGo, isLeft: true };
}

/** What was left for a collector. */
export interface Left {
  /** From now on collectors may take the run up. */
  letGo(): Promise<void>;
  /** Why no collector can finish the run; undefined when one can. */
  readonly lack?: string;
  /** There is something for one, if only from an earlier attempt. */
  readonly isLeft: boolean;
}

/** Sealing takes about 20 s a gigabyte, in vain in most runs that wait. */
const maxAttendedBytes = 256 * 1024 ** 2;

/** Why a run that waits leaves nothing for a collector, if it does not. */
async function findLack(inputs: Inputs, world: World, { sourcePaths }: Prepared): Promise<string | undefined> {
  const { scorers, uploadArtifacts } = inputs;
  const code = scorers.find(({ isCode }) => isCode);
  if (code !== undefined) return `a collector runs no code of the repository (${code.label})`;
  if (!uploadArtifacts) return 'upload-artifacts is false';
  if (world.artifacts === undefined || world.vault === undefined) return 'there is no artifact service';
  const sizes = await Promise.all(sourcePaths.map((path) => world.files.size(path)));
  const isLarge = sizes.reduce((sum, size) => sum + size, 0) > maxAttendedBytes;
  return isLarge ? 'the dataset is too large to be left for a collector' : undefined;
}

/** Refuses what could not be collected, before anything is sent. */
export function checkWait({ wait, scorers, dryRun }: Inputs, { artifacts }: World): void {
  if (wait || dryRun) return;
  const code = scorers.find(({ isCode }) => isCode);
  const problem =
    code !== undefined
      ? `cannot be used with the scorer ${code.label}: a collector runs no code of the repository`
      : artifacts === undefined
        ? 'needs the artifact service of a workflow run, which is not there'
        : undefined;
  if (problem !== undefined) throw new InputError([{ input: 'wait', received: 'false', message: problem }]);
}

async function seal(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  recorded: RecordedInputs,
  isAttended: boolean,
): Promise<void> {
  const { artifacts, vault, files, context, clock, uniqueId } = world;
  if (artifacts === undefined || vault === undefined) return;
  const folder = files.join(world.outputDirectory, '.pending');
  const path = files.join(folder, 'pending.bin');
  const manifestPath = files.join(folder, 'manifest.json');
  const places = filesOf(inputs, dataset, recorded);
  const { workspace: _, ...place } = context;
  const pullRequest = inputs.prNumber ?? context.pullRequestNumber;
  const headSha =
    pullRequest === undefined || pullRequest === context.pullRequest?.number
      ? undefined
      : (await ifTold(Promise.resolve(world.github?.getPullRequest(pullRequest))))?.headSha;
  const manifest: PendingManifest = {
    version: pendingVersion,
    name: inputs.name,
    context: place,
    uniqueId,
    createdAt: new Date(clock.now()).toISOString(),
    isAttended,
    ...(headSha !== undefined && { headSha }),
    inputs: recorded,
    files: Object.fromEntries(places.map(({ named }, index) => [named, `file-${index}`])),
    requestsDigests: dataset.files.map(({ requestsDigest }) => requestsDigest),
  };
  const name = pendingArtifactName(inputs.name);
  const entries = [
    { name: 'manifest.json', path: manifestPath },
    ...places.map(({ path: from }, index) => ({ name: `file-${index}`, path: from })),
  ];
  try {
    await files.writeText(manifestPath, JSON.stringify(manifest));
    await vault.seal({ path, subject: subjectOfPending(context.repository, context.runId, name), entries });
    const spareName = sparePendingName(inputs.name);
    await artifacts.upload({ name, spareName, root: folder, files: [path], retentionDays, isCompressed: true });
  } finally {
    await files.remove(folder);
  }
}

/** Every file that the inputs name, with the path or address that they name it by; each once. */
function filesOf(inputs: Inputs, dataset: Prepared, { found }: RecordedInputs): { named: string; path: string }[] {
  const addresses = inputs.dataset.flatMap((source, index) =>
    source.kind === 'address' ? [{ named: source.display, path: dataset.sourcePaths[index] ?? '' }] : [],
  );
  const paths = new Set(Object.values(found).flatMap((files) => files.map(({ path }) => path)));
  return [...addresses, ...[...paths].map((path) => ({ named: path, path }))];
}

/** Takes away what was left for a collector: the run has come to its end. What a namesake has left stays. */
export async function dropPending(
  { name, isLeft }: Pick<SavedState, 'name' | 'isLeft'>,
  world: Pick<World, 'artifacts' | 'context' | 'log'>,
): Promise<void> {
  if (!isLeft) return;
  const { artifacts, context } = world;
  const names = [pendingArtifactName(name), ...(context.attempt > 1 ? [sparePendingName(name)] : [])];
  for (const one of names) await attempt(world, async () => artifacts?.delete(one), 'quiet');
}
