import type { RemoteFile, RemoteJob } from '../ports/gemini.ts';
import type { RunPhase, SavedState } from '../ports.ts';
import type { Bought, Purchases } from './bought.ts';
import { hasEnded } from './states.ts';

/** run.json: what is needed to take the run up again, written before and after every step that costs money. */
export interface Manifest {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly repository: string;
  readonly runId: string;
  readonly attempt: number;
  readonly sha: string;
  readonly requestsDigest: string;
  /** Other runs may hold jobs of the same display names. */
  readonly isShared: boolean;
  readonly files: readonly { readonly name: string; readonly displayName: string; readonly expiresAt: string | null }[];
  readonly jobs: readonly ManifestJob[];
}

export interface ManifestJob {
  readonly model: string;
  readonly displayName: string;
  /** Null until the service has named it: a create may be under way. */
  readonly name: string | null;
  readonly state: string | null;
  /** Created by this run, so that this run may cancel it. */
  readonly isOurs: boolean;
  /** When a create was sent of which nothing is known yet; null otherwise. ISO 8601. */
  readonly createSince: string | null;
}

/**
 * How many uploads the post step may be told of: it gets its state in an environment variable, which Linux bounds at 128 KiB
 * and Windows at 32 KiB. The service deletes the others by itself after 48 hours.
 */
const maxSavedFiles = 100;

/** What the post step must know that has nothing to do with jobs of this process. */
type Surroundings = Pick<SavedState, 'isLeft' | 'earlierScope'>;

/** Keeps the manifest and tells whenever it changed. */
export class Ledger {
  #manifest: Manifest;
  #phase: RunPhase = 'working';
  readonly #begunUploads = new Set<string>();
  readonly #bought = new Map<string, Purchases>();
  readonly #surroundings: Surroundings;
  readonly #onChange: (manifest: Manifest, state: SavedState) => void;

  constructor(
    start: Omit<Manifest, 'schemaVersion' | 'files' | 'jobs'>,
    onChange: (manifest: Manifest, state: SavedState) => void,
    surroundings: Surroundings = { isLeft: false, earlierScope: null },
  ) {
    this.#surroundings = surroundings;
    this.#manifest = { schemaVersion: 1, ...start, files: [], jobs: [] };
    this.#onChange = onChange;
  }

  /** Creates of which nothing is known. */
  get lostCreates(): SavedState['creates'] {
    return this.#manifest.jobs.flatMap(({ displayName, name, createSince }) =>
      name === null && createSince !== null ? [{ displayName, since: createSince }] : [],
    );
  }

  /** Names of the jobs of this run, its earlier attempts included, that are still at work. */
  get openJobs(): string[] {
    return this.#manifest.jobs.flatMap(({ name, state, isOurs }) =>
      isOurs && name !== null && !hasEnded({ state: state ?? '' }) ? [name] : [],
    );
  }

  /** Display names of uploads of which nothing is known. */
  get begunUploads(): string[] {
    return [...this.#begunUploads];
  }

  /** What this process has created or found. */
  get bought(): Bought {
    return this.#bought;
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  /** Jobs are about to be looked for or created. */
  plan(plans: readonly Pick<ManifestJob, 'model' | 'displayName'>[]): void {
    const names = new Set(plans.map(({ displayName }) => displayName));
    const others = this.#manifest.jobs.filter(({ displayName }) => !names.has(displayName));
    const unknown = { name: null, state: null, isOurs: false, createSince: null };
    const planned = plans.map(({ model, displayName }) => ({ model, displayName, ...unknown }));
    this.#update({ jobs: [...others, ...planned] });
  }

  /** An upload is about to be sent: until its answer, a file may exist that nobody knows of. */
  uploading(displayName: string): void {
    this.#begunUploads.add(displayName);
    this.#update({});
  }

  uploaded(file: RemoteFile): void {
    this.#begunUploads.delete(file.displayName);
    const expiresAt = Number.isNaN(file.expiresAt) ? null : new Date(file.expiresAt).toISOString();
    const others = this.#manifest.files.filter((known) => known.name !== file.name);
    this.#update({ files: [...others, { name: file.name, displayName: file.displayName, expiresAt }] });
  }

  /** A create is about to be sent: until its answer, a job may exist that nobody knows of. */
  creating(displayName: string, at: number): void {
    this.#count(displayName, { creates: 1 });
    // The first try that was not answered may have made it.
    this.#change({ displayName, createSince: null }, { createSince: new Date(at).toISOString() });
  }

  /** The create was refused: there is no job. */
  refused(displayName: string): void {
    this.#count(displayName, { creates: -1 });
    this.#change({ displayName }, { createSince: null });
  }

  /** The job that a plan has come to. */
  obtained(displayName: string, job: RemoteJob, isOurs: boolean): void {
    this.#count(displayName, { name: job.name });
    this.#change({ displayName }, { name: job.name, state: job.state, isOurs, createSince: null });
  }

  seen(job: RemoteJob): void {
    this.#change({ name: job.name }, { state: job.state });
  }

  /** The service took the request: whatever it says until the job has ended, nobody waits for it. */
  cancelledJob(name: string): void {
    this.#change({ name }, { state: 'CANCELLED' });
  }

  deleted(file: string): void {
    this.#update({ files: this.#manifest.files.filter((known) => known.name !== file) });
  }

  /** What is left to the post step follows from it. */
  enter(phase: RunPhase): void {
    this.#phase = phase;
    this.#update({});
  }

  #count(displayName: string, { name, creates = 0 }: { readonly name?: string; readonly creates?: number }): void {
    const known = this.#bought.get(displayName) ?? { names: [], creates: 0 };
    const names = name === undefined ? known.names : [...new Set([...known.names, name])];
    this.#bought.set(displayName, { names, creates: known.creates + creates });
  }

  /** Changes the jobs of a name; what was known already is not told again. */
  #change(meant: Partial<ManifestJob>, change: Partial<ManifestJob>): void {
    const jobs = this.#manifest.jobs.map((known) => (isMatch(known, meant) ? { ...known, ...change } : known));
    if (jobs.some((job, index) => !isMatch(this.#manifest.jobs[index], job))) this.#update({ jobs });
  }

  #update(change: Partial<Manifest>): void {
    this.#manifest = { ...this.#manifest, ...change };
    this.#onChange(this.#manifest, this.savedState);
  }

  /** What the post step is told. */
  get savedState(): SavedState {
    return {
      files: this.#manifest.files.slice(-maxSavedFiles).map(({ name, displayName }) => ({ name, displayName })),
      jobs: this.openJobs,
      creates: this.lostCreates,
      uploads: this.begunUploads,
      name: this.#manifest.name,
      sha: this.#manifest.sha,
      isShared: this.#manifest.isShared,
      ...this.#surroundings,
      phase: this.#phase,
    };
  }
}

function isMatch(job: ManifestJob | undefined, members: Partial<ManifestJob>): boolean {
  return Object.entries(members).every(([name, value]) => job?.[name as keyof ManifestJob] === value);
}
