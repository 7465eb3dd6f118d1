import type { ServiceError } from '../errors.ts';
import type { JobResult, ShardFailure, ShardResult } from './download.ts';
import { labelOf } from './job-plan.ts';

/** Why a model has no results, or not all: errors come before what was late, and that before what was not submitted. */
export function describeFailure(shards: readonly ShardResult[]): JobResult['failure'] {
  const failed = shards.flatMap(({ plan, failure }) => (failure && 'text' in failure ? [{ plan, ...failure }] : []));
  const queued = shards.flatMap(({ plan, failure }) =>
    failure && 'isQueued' in failure ? [{ plan, ...failure }] : [],
  );
  failed.sort((a, b) => Number(b.kind === 'error') - Number(a.kind === 'error'));
  const message = [describeFailed(failed), describeQueued(queued)].filter((text) => text !== '').join(' ');
  return message === '' ? undefined : { kind: failed[0]?.kind ?? 'incomplete', message };
}

type Failed<Kind extends string> = Pick<ShardResult, 'plan'> &
  Extract<ShardFailure, { readonly [member in Kind]: unknown }>;

function describeFailed(failed: readonly Failed<'text'>[]): string {
  const [first, ...others] = failed;
  if (first === undefined) return '';
  const { model, shard } = first.plan;
  // A model that is refused is refused for every shard.
  const isWhole = failed.length === shard.count && others.every(({ text }) => text === first.text);
  if (isWhole) return `${model} ${first.text}`;
  return `${labelOf(first.plan)}: ${first.text}${describeOthers(others.length)}`;
}

function describeQueued(queued: readonly Failed<'isQueued'>[]): string {
  const kinds = [
    { shards: queued.filter(({ isUnsure }) => isUnsure), describe: describeUnsure },
    { shards: queued.filter(({ isUnsure }) => !isUnsure), describe: describeUnbought },
  ];
  return kinds
    .flatMap(({ shards, describe }) => {
      const [first] = shards;
      if (first === undefined) return [];
      const { model, shard } = first.plan;
      const count = shard.count === 1 ? undefined : `${shards.length} of ${shard.count} shards`;
      return [`${model} ${describe(count, first.refusal)}`];
    })
    .join(' ');
}

function describeUnsure(count: string | undefined, refusal: ServiceError | undefined): string {
  return `may have been submitted or not${count === undefined ? '' : ` (${count})`}.${describeRefusal(refusal)}`;
}

function describeUnbought(count: string | undefined, refusal: ServiceError | undefined): string {
  const rest = count === undefined ? ' and was' : `, ${count} were`;
  const why =
    refusal === undefined ? 'ran out of time' : refusal.status === 429 ? 'waits for quota' : 'could not be sent';
  return `${why}${rest} not submitted.${describeRefusal(refusal)}`;
}

function describeRefusal(refusal: ServiceError | undefined): string {
  return refusal === undefined ? '' : ` ${refusal.message}`;
}

function describeOthers(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' 1 more shard is incomplete too.' : ` ${count} more shards are incomplete too.`;
}
