import { ServiceError } from '../errors.ts';
import type { RemoteFile } from '../ports/gemini.ts';
import { type BatchTools, backOffMs } from './tools.ts';

/**
 * Types that JSONL was accepted under, best first. Which one the service takes changes from time to time, and it may refuse
 * one at upload or only when the job is created (google-gemini/cookbook#1008, googleapis/python-genai#1547, #1590).
 */
export const mimeTypes = ['application/jsonl', 'application/json', 'text/plain', 'jsonl'] as const;

/** A file is only taken over when the service keeps it for as long as a job may run. */
const neededLifeMs = 24 * 3600_000;
const maxAttempts = 3;

/** A request file on disk that is to be uploaded once for all its jobs. */
export interface RequestFile {
  readonly path: string;
  readonly bytes: number;
  readonly displayName: string;
}

/** Whether the service refused the file for its type, so that another one may help. */
export function isRefusedType(error: unknown): boolean {
  return (
    error instanceof ServiceError &&
    (error.code === 'NO_FILE' || (error.status === 400 && /mime ?type/i.test(error.reason)))
  );
}

/** One upload for all jobs of a request file: found again if it lives, made under the first type that is accepted otherwise. */
export class Upload {
  readonly #tools: BatchTools;
  readonly #file: RequestFile;
  readonly #onUploaded: (file: RemoteFile) => void;
  #type = 0;
  #remote: RemoteFile | undefined;
  /** Files that a job was refused for; they live on and bear the same display name. */
  readonly #refused = new Set<string>();

  constructor(tools: BatchTools, file: RequestFile, onUploaded: (file: RemoteFile) => void) {
    this.#tools = tools;
    this.#file = file;
    this.#onUploaded = onUploaded;
  }

  /** The uploaded file. */
  async ensure(): Promise<RemoteFile> {
    if (this.#remote === undefined) {
      const found = await this.#find();
      if (found !== undefined) this.#tools.log.info(`Took over the upload of an earlier attempt: ${found.name}`);
      this.#remote = found ?? (await this.#uploadUnderAnyType());
      this.#onUploaded({ ...this.#remote, displayName: this.#file.displayName });
    }
    return this.#remote;
  }

  /** Finds the file that an earlier attempt uploaded, so that it can be deleted; uploads nothing. */
  async recall(): Promise<void> {
    if (this.#remote !== undefined) return;
    this.#remote = await this.#find(0);
    if (this.#remote !== undefined) this.#onUploaded({ ...this.#remote, displayName: this.#file.displayName });
  }

  /** Uploads again under the next type, after a job was refused for the present one. Throws when there is no other type. */
  async changeType(refusal: ServiceError): Promise<RemoteFile> {
    if (this.#remote !== undefined) this.#refused.add(this.#remote.name);
    this.#type++;
    if (this.#type >= mimeTypes.length) throw refusal;
    this.#remote = await this.#uploadUnderAnyType();
    this.#onUploaded({ ...this.#remote, displayName: this.#file.displayName });
    return this.#remote;
  }

  async #uploadUnderAnyType(): Promise<RemoteFile> {
    for (; ; this.#type++) {
      try {
        return await this.#upload(mimeTypes[this.#type] ?? mimeTypes[0]);
      } catch (error) {
        if (!isRefusedType(error)) throw error;
        // A reply without a file may also be the late answer to an upload that went well.
        const found = await this.#find();
        if (found !== undefined) return found;
        if (this.#type + 1 >= mimeTypes.length) throw error;
        this.#tools.log.info(
          `The service refused the type ${mimeTypes[this.#type]}; trying ${mimeTypes[this.#type + 1]}`,
        );
      }
    }
  }

  async #upload(mimeType: string): Promise<RemoteFile> {
    const { gemini, clock, log, signal } = this.#tools;
    for (let attempt = 1; ; attempt++) {
      try {
        return await gemini.uploadFile({ path: this.#file.path, displayName: this.#file.displayName, mimeType });
      } catch (error) {
        if (!(error instanceof ServiceError) || !error.isTransient) throw error;
        // The answer to the last piece may have been lost while the file is there.
        const found = await this.#find();
        if (found !== undefined) return found;
        const pauseMs = backOffMs(this.#tools, attempt, error.retryAfterMs);
        if (attempt >= maxAttempts || clock.now() + pauseMs >= this.#tools.deadline) throw error;
        log.info(`${error.message}; uploading again`);
        await clock.sleep(pauseMs, signal);
      }
    }
  }

  /** A whole file of ours that will live long enough; a failing look-up only costs another upload. */
  async #find(lifeMs = neededLifeMs): Promise<RemoteFile | undefined> {
    const { gemini, clock, log } = this.#tools;
    const { displayName, bytes } = this.#file;
    try {
      for (let pageToken: string | undefined; ; ) {
        const page = await gemini.listFiles(pageToken === undefined ? {} : { pageToken });
        const found = page.files.find(
          (file) =>
            file.displayName === displayName &&
            file.sizeBytes === bytes &&
            file.isActive &&
            !this.#refused.has(file.name) &&
            !(file.expiresAt < clock.now() + lifeMs),
        );
        if (found !== undefined) return found;
        if (page.nextPageToken === undefined) return undefined;
        pageToken = page.nextPageToken;
      }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      log.debug(error.message);
      return undefined;
    }
  }
}
