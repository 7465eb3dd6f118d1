/** What the pipeline needs from the world. Implementations live in adapters/. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 to 1, for jitter. */
  random(): number;
}

export interface Log {
  info(line: string): void;
  notice(message: string, place?: Place): void;
  warning(message: string, place?: Place): void;
  error(message: string, place?: Place): void;
  debug(line: string): void;
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}

/** Where an annotation points to: a file of the repository, 1-based line. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly title?: string;
}

/** A file at the Gemini File API. */
export interface RemoteFile {
  /** `files/…` */
  readonly name: string;
  readonly displayName: string;
  /** NaN when the service did not say. */
  readonly sizeBytes: number;
  readonly isActive: boolean;
  /** Milliseconds since the epoch; NaN when the service did not say. */
  readonly expiresAt: number;
}

/** The states of a batch job, without the prefix that differs between wire and SDK. Others are passed on as they are. */
export type JobState =
  | 'PENDING'
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'PARTIALLY_SUCCEEDED'
  | 'FAILED'
  | 'CANCELLED'
  | 'EXPIRED'
  | (string & {});

/** A batch job as the service describes it, including what the SDK's own type drops (error, statistics). */
export interface RemoteJob {
  /** `batches/…` */
  readonly name: string;
  readonly displayName: string;
  /** Without `models/`. */
  readonly model: string;
  readonly state: JobState;
  /** The uploaded file that the job reads; undefined when the service did not say. */
  readonly inputFile?: string;
  /** Name of the result file, once there is one. */
  readonly resultFile?: string;
  readonly error?: { readonly code: number | string; readonly message: string };
  readonly stats?: {
    readonly requests: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly pending: number;
  };
  readonly createTime?: string;
  readonly endTime?: string;
}

/** Every call throws ServiceError, or the reason of the abort signal that the service was made with. */
export interface GeminiService {
  /** Uploads a local file in pieces, resuming after lost answers. */
  uploadFile(request: { path: string; displayName: string; mimeType: string }): Promise<RemoteFile>;
  listFiles(request: { pageToken?: string }): Promise<{ files: RemoteFile[]; nextPageToken?: string }>;
  deleteFile(name: string): Promise<void>;
  /** Sent exactly once: a create is not idempotent, so asking again is the caller's decision. */
  createJob(request: { model: string; fileName: string; displayName: string }): Promise<RemoteJob>;
  getJob(name: string): Promise<RemoteJob>;
  /** One page, newest first as the service orders them. */
  listJobs(request: { pageToken?: string }): Promise<{ jobs: RemoteJob[]; nextPageToken?: string }>;
  cancelJob(name: string): Promise<void>;
  /** Streams a result file to `path` byte for byte. A body cut short never leaves a file there. */
  downloadFile(request: { name: string; path: string }): Promise<{ bytes: number }>;
}

/** The pull request that a run belongs to. */
export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly headRef: string;
  readonly headRepository: string;
  readonly baseSha: string;
  readonly baseRef: string;
}

/** What GitHub says about this run. */
export interface RunContext {
  readonly eventName: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly isPrivate: boolean | undefined;
  readonly serverUrl: string;
  readonly runId: string;
  readonly attempt: number;
  /** The commit that is evaluated: a pull request's head, not its merge commit. */
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly pullRequest: PullRequest | undefined;
  /** Repository of the commit that is evaluated, where the event tells; '' when a fork was deleted. */
  readonly headRepository: string | undefined;
  /** Known also for a comment on a pull request and a workflow run of one. */
  readonly pullRequestNumber: number | undefined;
  readonly workspace: string;
}

export interface GitHub {
  /** Creates this evaluation's comment or brings it up to date; leaves comments by other authors alone. */
  upsertComment(request: {
    pullRequest: number;
    marker: string;
    body: string;
  }): Promise<{ url: string; created: boolean }>;
  /** The comment with this marker that we wrote, if there is one. */
  findComment(request: { pullRequest: number; marker: string }): Promise<{ id: number; body: string } | undefined>;
  getPullRequest(number: number): Promise<PullRequest>;
  isPrivate(): Promise<boolean>;
  setStatus(request: {
    sha: string;
    context: string;
    state: 'pending' | 'success' | 'failure' | 'error';
    description: string;
    targetUrl: string;
  }): Promise<void>;
}

export interface ArtifactStore {
  /** Uploads files under their paths relative to `root`; an artifact of the same name from an earlier attempt is replaced. */
  upload(request: {
    name: string;
    root: string;
    files: readonly string[];
    retentionDays?: number;
  }): Promise<{ id: number; url: string }>;
}

export interface FileSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Finishes the file: only now does it appear under its name. */
  close(): Promise<void>;
  /** Drops what was written. */
  abort(): Promise<void>;
}

export interface Files {
  /** The bytes of a file in pieces of about a megabyte. */
  readChunks(path: string, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Random access, for rows that are looked at again. */
  openReader(
    path: string,
    options?: { /** Keep the file in memory if it is small: many reads are to come. */ hold?: boolean },
  ): FileReader;
  createSink(path: string): Promise<FileSink>;
  readText(path: string): Promise<string | undefined>;
  writeText(path: string, text: string): Promise<void>;
  /** The same without giving way to anything else, for records that must be there before the next step. */
  writeTextNow(path: string, text: string): void;
  size(path: string): Promise<number>;
  makeDirectory(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  join(...parts: string[]): string;
}

export interface FileReader {
  /** Bytes from a place in the file, at once: such reads are many, small, and of what was written a moment ago. */
  read(offset: number, length: number): Uint8Array;
  close(): void;
}

/** What the run leaves for its post step; never a secret. */
export interface SavedState {
  /** Uploaded files that are still there. */
  readonly files: readonly { readonly name: string; readonly displayName: string }[];
  /** Jobs that this run created and that had not ended when last seen. */
  readonly jobs: readonly string[];
  /** Creates that were sent and of which nothing is known: a job of this name may exist. */
  readonly creates: readonly { readonly displayName: string; readonly since: string }[];
  /** Other runs may hold jobs of the same display names. */
  readonly isShared: boolean;
  /** The runner asked the main step to stop. */
  readonly isCancelled: boolean;
  /** The main step came to its end and left only what shall stay. */
  readonly isFinished: boolean;
}

export interface Runner {
  setOutput(name: string, value: string): void;
  saveState(state: SavedState): void;
  writeSummary(markdown: string): Promise<void>;
}

/** Where a dataset is. */
export type DatasetPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'address'; readonly url: string };

/** Everything outside the process. */
export interface World {
  readonly clock: Clock;
  readonly log: Log;
  readonly files: Files;
  readonly gemini: GeminiService;
  /** Undefined without a token. */
  readonly github: GitHub | undefined;
  /** Undefined where the runner offers no artifact service. */
  readonly artifacts: ArtifactStore | undefined;
  readonly runner: Runner;
  readonly context: RunContext;
  /** Differs for every process. */
  readonly uniqueId: string;
  /** Where this run's files go; exists. */
  readonly outputDirectory: string;
  /** The path of a dataset: a file's own, or that of an address after fetching it once. */
  locateDataset(source: DatasetPlace): Promise<string>;
  /** Aborted when the runner asks the process to stop. */
  readonly signal: AbortSignal;
}
