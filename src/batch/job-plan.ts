import type { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports/gemini.ts';
import type { Bought } from './bought.ts';
import type { Upload } from './upload.ts';

/** Which part of a model's requests a job answers. */
export interface ShardPlace {
  /** 0-based. */
  readonly index: number;
  /** How many shards the model's requests have. */
  readonly count: number;
  /** The number of its first row. */
  readonly firstRow: number;
}

/** A job to be bought unless it exists. */
export interface JobPlan {
  readonly model: string;
  readonly shard: ShardPlace;
  readonly displayName: string;
  readonly upload: Upload;
  /** Where the results go, joined with those of the other shards. */
  readonly resultPath: string;
}

/** A plan that has its job, created or taken over. */
export interface HeldJob {
  readonly plan: JobPlan;
  readonly job: RemoteJob;
  readonly isTakenOver: boolean;
}

/** Why a plan has no job, and was not refused one either: there was no quota or no time for it by the deadline. */
export interface Unbought {
  readonly isQueued: true;
  /** What the service said last. */
  readonly refusal: ServiceError | undefined;
  /** A create was not answered: there may be a job that nobody has seen. */
  readonly isUnsure: boolean;
}

/** What became of a plan: it has its job, was refused one, or has not been bought. */
export type Submission =
  | HeldJob
  | { readonly plan: JobPlan; readonly error: ServiceError }
  | ({ readonly plan: JobPlan } & Unbought);

export interface SubmitOptions {
  /** Look for existing jobs first. */
  readonly mayTakeOver: boolean;
  /** Jobs of these display names are likely to exist: a list without any job at all is not believed at once. */
  readonly isRepeated: boolean;
  /** Every job of these display names was created by this workflow run, so surplus ones may be cancelled. */
  readonly ownsDisplayNames: boolean;
  /** Jobs that are no twins although they look it: their results are gone. */
  readonly excluded?: ReadonlySet<string>;
  /** What earlier processes of the same run have bought. */
  readonly bought?: Bought;
  /** Called right before a create is sent. */
  readonly onCreating: (displayName: string) => void;
  /** Called when a create was refused, so that there is no job. */
  readonly onRefused: (displayName: string) => void;
  /** Called as soon as a plan has its job, created or taken over. */
  readonly onObtained: (displayName: string, job: RemoteJob, isTakenOver: boolean) => void;
  /** Called when a job's state is seen to have changed while others wait. */
  readonly onSeen: (job: RemoteJob) => void;
}

/** What the log calls a job: its model, and its shard where there are several. */
export function labelOf({ model, shard }: Pick<JobPlan, 'model' | 'shard'>): string {
  return shard.count === 1 ? model : `${model}, shard ${shard.index + 1} of ${shard.count}`;
}

/** Where a job's own results go until they are joined. */
export function pathOfShard({ resultPath, shard }: JobPlan): string {
  return shard.count === 1 ? resultPath : `${resultPath}.shard-${shard.index + 1}`;
}

/** The job as it was seen last, or the twin that was waited for in its stead. */
export function follow({ plan, job, isTakenOver }: HeldJob, seen: readonly RemoteJob[]): HeldJob {
  const last =
    seen.find(({ name }) => name === job.name) ??
    seen.find(({ displayName }) => displayName === plan.displayName) ??
    job;
  return { plan, job: last, isTakenOver: isTakenOver || last.name !== job.name };
}
