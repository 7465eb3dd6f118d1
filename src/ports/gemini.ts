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
