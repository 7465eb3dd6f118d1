import { hash } from 'node:crypto';

/** What makes two jobs the same job. */
export interface JobIdentity {
  /** Name of the evaluation. */
  readonly name: string;
  readonly model: string;
  /** What the job is for: `answers`, or a later stage of the same run. */
  readonly stage: string;
  /** 0-based. */
  readonly shard: number;
  /** Hash of the request file. */
  readonly requestsDigest: string;
  /** Who may share it: a workflow run, everybody, or only this process. */
  readonly scope: string;
}

const maxNameChars = 60;

/**
 * The display name by which a job is found again: readable parts, the mark of the upload it reads, then a hash over all of
 * them. The API has no request id and a create is not idempotent, so this is the only way to tell one's own job from another.
 */
export function displayNameOfJob(identity: JobIdentity): string {
  const { name, model, stage, shard, requestsDigest, scope } = identity;
  const digest = hash('sha256', JSON.stringify([name, model, stage, shard, requestsDigest, scope])).slice(0, 32);
  return `gemini-batch-eval/${shorten(name)}/${shorten(model)}/${stage}/${shard + 1}/${markOfFile(identity)}/${digest}`;
}

/** The stage that a job's display name tells; models may have slashes in their names. */
export function stageOfJob(displayName: string): string {
  return displayName.split('/').at(-4) ?? '';
}

/** The display name of a request file, by which an upload is found again. */
export function displayNameOfFile(identity: Pick<JobIdentity, 'name' | 'requestsDigest' | 'scope'>): string {
  return `gemini-batch-eval/${shorten(identity.name)}/${markOfFile(identity)}`;
}

/** Whether a job reads this upload. Not every reply names the input file; the job's display name carries the file's mark. */
export function readsUpload(
  job: { readonly displayName: string; readonly inputFile?: string },
  file: { readonly name: string; readonly displayName: string },
): boolean {
  if (job.inputFile !== undefined) return job.inputFile === file.name;
  return job.displayName.split('/').includes(file.displayName.split('/').at(-1) ?? '');
}

/** Whether a display name is that of a job or an upload of this evaluation and scope, whatever the stage. */
export function isOfRun(displayName: string, run: Pick<JobIdentity, 'name' | 'scope'>): boolean {
  const [product, ...parts] = displayName.split('/');
  return product === 'gemini-batch-eval' && parts.slice(-2).some((part) => part.startsWith(markOfRun(run)));
}

/** Jobs and uploads of a run have this in common. */
function markOfRun({ name, scope }: Pick<JobIdentity, 'name' | 'scope'>): string {
  return `${hash('sha256', JSON.stringify([name, scope])).slice(0, 16)}.`;
}

function markOfFile(identity: Pick<JobIdentity, 'name' | 'requestsDigest' | 'scope'>): string {
  const { requestsDigest, scope } = identity;
  return markOfRun(identity) + hash('sha256', JSON.stringify([requestsDigest, scope])).slice(0, 16);
}

function shorten(text: string): string {
  return text.length > maxNameChars ? `${text.slice(0, maxNameChars)}~` : text;
}
