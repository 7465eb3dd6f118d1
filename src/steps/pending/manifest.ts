import type { RecordedFile, RecordedInputs } from '../../inputs/recorder.ts';
import type { RunContext } from '../../ports/github.ts';
import { asObject } from '../../scoring/json-object.ts';

/** Another one cannot be collected: what it holds would not lead to the same jobs. */
export const pendingVersion = 2;

/** What a pending run says of itself. It is sealed together with the files that it names, so it is as good as our own word. */
export interface PendingManifest {
  readonly version: typeof pendingVersion;
  readonly name: string;
  /** The run that left it; the workspace is of its place. */
  readonly context: Omit<RunContext, 'workspace'>;
  /** Of the process that left it: part of what its jobs are called. */
  readonly uniqueId: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Whether a process was waiting for the jobs; then only its death leaves something to collect. */
  readonly isAttended: boolean;
  /** The head of the pull request that is commented on, where that is not the event's own; left out when it is not known. */
  readonly headSha?: string;
  readonly inputs: RecordedInputs;
  /** Sealed files by the path or address that the inputs name them by. */
  readonly files: { readonly [place: string]: string };
  /** Of the request files, in their order: what is made from the inputs again must be the same. */
  readonly requestsDigests: readonly string[];
}

/** The name of the artifact that holds an evaluation's pending run. */
export function pendingArtifactName(name: string): string {
  return `${pendingPrefix}${name}`;
}

/** Where that name is held by an upload that was broken off. */
export function sparePendingName(name: string): string {
  return `${pendingArtifactName(name)}${spareEnding}`;
}

/** The name of an artifact, whichever of the two it goes by. */
export function plainPendingName(artifactName: string): string {
  return artifactName.endsWith(spareEnding) ? artifactName.slice(0, -spareEnding.length) : artifactName;
}

/** No evaluation's name has a tilde. */
const spareEnding = '~again';

export const pendingPrefix = 'gemini-batch-eval-pending-';

/** What a sealed pending run is bound to: moved to another run, repository or name, it does not open. */
export function subjectOfPending(repository: string, runId: string, artifactName: string): string {
  return JSON.stringify([repository.toLowerCase(), runId, artifactName]);
}

/** Reads a manifest. It was authenticated, so only its version can be foreign. */
export function parseManifest(text: string): PendingManifest | undefined {
  const manifest = asObject(JSON.parse(text));
  return manifest?.version === pendingVersion ? (manifest as unknown as PendingManifest) : undefined;
}

/** The recorded inputs with every file where it was unpacked. */
export function relocate(
  { inputs, files }: PendingManifest,
  unpacked: ReadonlyMap<string, string>,
): { readonly inputs: RecordedInputs; locate(place: string): string | undefined } {
  const locate = (place: string) => unpacked.get((Object.hasOwn(files, place) ? files[place] : undefined) ?? '');
  const moved = ({ path, display }: RecordedFile): RecordedFile => ({ path: locate(path) ?? path, display });
  const found = Object.entries(inputs.found).map(([question, list]) => [question, list.map(moved)] as const);
  return { inputs: { ...inputs, found: Object.fromEntries(found) }, locate };
}
