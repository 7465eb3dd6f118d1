import { ServiceError } from '../errors.ts';
import type { RemoteFile } from '../ports/gemini.ts';
import { isRefusedType, mimeTypes, type TypeChoice } from './mime-types.ts';
import { pagesOfFiles } from './pages.ts';
import { type BatchTools, backOffMs } from './tools.ts';

/** A file is only taken over when the service keeps it for as long as a job may run. */
const neededLifeMs = 24 * 3600_000;
const maxAttempts = 3;

/** A request file, or a shard of one, that is to be uploaded once for all its jobs. */
export interface RequestFile {
  readonly bytes: number;
  readonly displayName: string;
  /** Has it on disk as a file of its own while it is used. */
  lend<T>(use: (path: string) => Promise<T>): Promise<T>;
}

/** Is told before and after every upload. */
export interface UploadWatch {
  readonly onUploading: (displayName: string) => void;
  readonly onUploaded: (file: RemoteFile) => void;
}

/** One upload for all jobs of a request file: found again if it lives, made under the first type that is accepted otherwise. */
export class Upload {
  readonly #tools: BatchTools;
  readonly #file: RequestFile;
  readonly #watch: UploadWatch;
  readonly #choice: TypeChoice;
  #type = 0;
  #remote: RemoteFile | undefined;
  /** Files that a job was refused for; they live on and bear the same display name. */
  readonly #refused = new Set<string>();

  constructor(tools: BatchTools, file: RequestFile, watch: UploadWatch, choice: TypeChoice = { first: 0 }) {
    this.#tools = tools;
    this.#file = file;
    this.#watch = watch;
    this.#choice = choice;
  }

  get isKnown(): boolean {
    return this.#remote !== undefined;
  }

  /** The uploaded file. A job may have waited for its quota until an earlier one's time is over. */
  async ensure(): Promise<RemoteFile> {
    if (this.#remote !== undefined && !(this.#remote.expiresAt < this.#tools.clock.now())) return this.#remote;
    const found = await this.#find();
    if (found !== undefined) this.#tools.log.info(`Took over the upload of an earlier attempt: ${found.name}`);
    return this.#keep(found ?? (await this.#uploadUnderAnyType()));
  }

  /** Looks which of these files an earlier attempt uploaded, those that no job was accepted for among them, so that they can be deleted. */
  recognize(files: readonly RemoteFile[], isShared: boolean): void {
    const isOwn = (file: RemoteFile) =>
      isShared ? this.#mayUse(file, 0) : file.displayName === this.#file.displayName;
    for (const file of files.filter(isOwn)) this.#watch.onUploaded(file);
  }

  /** Uploads again under the next type, after a job was refused for the present one. Throws when there is no other type. */
  async changeType(refusal: ServiceError): Promise<RemoteFile> {
    if (this.#remote !== undefined) this.#refused.add(this.#remote.name);
    this.#type++;
    if (this.#type >= mimeTypes.length) throw refusal;
    return this.#keep(await this.#uploadUnderAnyType());
  }

  #keep(remote: RemoteFile): RemoteFile {
    this.#remote = remote;
    this.#watch.onUploaded({ ...remote, displayName: this.#file.displayName });
    return remote;
  }

  async #uploadUnderAnyType(): Promise<RemoteFile> {
    this.#type = Math.max(this.#type, this.#choice.first);
    for (; ; this.#type++) {
      this.#choice.first = this.#type;
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
    const { gemini, clock, log, signal, deadline, patientUntil = deadline } = this.#tools;
    const { displayName } = this.#file;
    for (let attempt = 1; ; attempt++) {
      try {
        this.#watch.onUploading(displayName);
        return await this.#file.lend((path) => gemini.uploadFile({ path, displayName, mimeType }));
      } catch (error) {
        if (!(error instanceof ServiceError) || !(error.isTransient || isSessionLost(error))) throw error;
        // The answer to the last piece may have been lost while the file is there.
        const found = await this.#find();
        if (found !== undefined) return found;
        const pauseMs = backOffMs(this.#tools, attempt, error.retryAfterMs);
        if (attempt >= maxAttempts || clock.now() + pauseMs >= patientUntil) throw error;
        log.info(`${error.message}; uploading again`);
        await clock.sleep(pauseMs, signal);
      }
    }
  }

  /** A whole file of ours that will live long enough; a failing look-up only costs another upload. */
  async #find(): Promise<RemoteFile | undefined> {
    for await (const files of listFiles(this.#tools)) {
      const found = files.find((file) => this.#mayUse(file, neededLifeMs));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #mayUse({ name, displayName, sizeBytes, isActive, expiresAt }: RemoteFile, lifeMs: number): boolean {
    return (
      displayName === this.#file.displayName &&
      sizeBytes === this.#file.bytes &&
      isActive &&
      !this.#refused.has(name) &&
      !(expiresAt < this.#tools.clock.now() + lifeMs)
    );
  }
}

/** The service may forget a resumable upload that is under way; another one can be begun. */
function isSessionLost({ status }: ServiceError): boolean {
  return status === 404 || status === 410;
}

/** Finds what earlier attempts uploaded, so that it can be deleted; uploads nothing. What other runs may share is theirs too. */
export async function recallUploads(
  tools: BatchTools,
  uploads: readonly Upload[],
  { isShared }: { readonly isShared: boolean },
): Promise<void> {
  const unknown = uploads.filter(({ isKnown }) => !isKnown);
  if (unknown.length === 0) return;
  for await (const files of listFiles(tools)) for (const upload of unknown) upload.recognize(files, isShared);
}

/** The pages of the list of uploaded files, up to one that cannot be had. */
async function* listFiles({ gemini, log }: BatchTools): AsyncGenerator<readonly RemoteFile[]> {
  try {
    yield* pagesOfFiles(gemini);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.debug(error.message);
  }
}
