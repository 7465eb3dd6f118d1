import { type Bought, nothingBought, type Purchases, unite } from '../../batch/bought.ts';
import type { Inputs } from '../../inputs.ts';
import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { asObject } from '../../scoring/json-object.ts';
import { ifTold } from '../best-effort.ts';
import { readObject } from './artifact-entry.ts';
import { isBelieved, type PendingRun } from './claim.ts';

/** What the processes of a run tell each other of the jobs that they have bought. */
export interface Memory {
  readonly bought: Bought;
  /** Notes what this process has bought, if anything. */
  keep(own: Bought): Promise<void>;
  /** Takes away what was noted: nothing more will be bought. */
  forget(): Promise<void>;
}

const retentionDays = 7;
const fileName = 'bought.json';
const maxBytes = 16 * 1024 ** 2;
/** Each process that bought something has left one. */
const maxNotes = 100;

/**
 * Reads what earlier processes have noted: with a list of jobs that lags behind, or is empty for a while, each visit would buy
 * again. What somebody else may have written is checked against the service before it counts: see `submitJobs`. Throws
 * ServiceError where the notes cannot be read for now.
 */
export async function openMemory(world: World, github: GitHub | undefined, run: PendingRun): Promise<Memory> {
  const { artifacts, files, outputDirectory, log } = world;
  const notes = github === undefined ? [] : await listNotes(world, github, run);
  let bought = nothingBought;
  for (const { id } of notes) {
    const note = github && (await readObject(world, github, id, { name: fileName, maxBytes }));
    bought = unite(bought, new Map(Object.entries(note ?? {}).flatMap(parsePurchases)));
  }
  return {
    bought,
    keep: async (own) => {
      if (artifacts === undefined || [...own.values()].every(({ creates }) => creates <= 0)) return;
      const folder = files.join(outputDirectory, '.bought');
      const path = files.join(folder, fileName);
      try {
        await files.writeText(path, JSON.stringify(Object.fromEntries(own)));
        await artifacts.upload({ name: noteName(run, run.attempt), root: folder, files: [path], retentionDays });
      } finally {
        await files.remove(folder);
      }
    },
    forget: async () => {
      for (const { id } of notes) await github?.deleteArtifact(id).catch((error: unknown) => log.info(String(error)));
    },
  };
}

/** What a run that is started again has bought before; nothing in a first attempt, or where it cannot be told. */
export async function recallEarlierAttempts({ name }: Pick<Inputs, 'name'>, world: World): Promise<Memory> {
  const { runId, attempt, startedAt } = world.context;
  const run = { name, runId, attempt, startedAt };
  const isFirst = attempt === 1;
  const told = await ifTold(openMemory(world, isFirst ? undefined : world.github, run));
  return told ?? openMemory(world, undefined, run);
}

function noteName({ name, runId }: PendingRun, attempt: number): string {
  return `gemini-batch-eval-bought-${runId}-${attempt}-${name}`;
}

async function listNotes(world: World, github: GitHub, run: PendingRun): Promise<readonly RemoteArtifact[]> {
  const attempts = Array.from({ length: run.attempt }, (_, index) => index + 1);
  const lists = await Promise.all(
    attempts.map((attempt) => github.listArtifacts({ name: noteName(run, attempt), maxPages: 1 })),
  );
  const isOfRun = (one: RemoteArtifact) => one.isOwn && !one.isExpired && String(one.runId) === run.runId;
  return lists
    .flat()
    .filter((one) => isBelieved(world, one) || isOfRun(one))
    .slice(0, maxNotes);
}

/** A note may be anybody's: whatever is no job's name would lead elsewhere. */
function isJobName(name: unknown): name is string {
  return typeof name === 'string' && /^batches\/[\w-]{1,200}$/.test(name);
}

/** More creates are not sent. */
const maxJobs = 20;

function parsePurchases([displayName, value]: [string, unknown]): [string, Purchases][] {
  const { names, creates } = asObject(value) ?? {};
  if (!Array.isArray(names) || names.length > maxJobs || !names.every(isJobName)) return [];
  return Number.isSafeInteger(creates) ? [[displayName, { names, creates: Number(creates) }]] : [];
}
