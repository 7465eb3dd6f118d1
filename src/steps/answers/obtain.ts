import { downloadResults, type JobResult, type ShardResult } from '../../batch/download.ts';
import { type JobPlan, pathOfShard, type Submission } from '../../batch/job-plan.ts';
import { joinShards } from '../../batch/join-shards.ts';
import { awaitJobs } from '../../batch/wait.ts';
import type { Run } from '../run.ts';
import { planJobs, type Stage, submit } from './submit.ts';

/** What the jobs of one stage came to, in the order of the models given. */
export interface Obtained {
  readonly results: readonly JobResult[];
  /** The deadline came before all had ended, or before all could be submitted. */
  readonly isTimedOut: boolean;
}

/**
 * Steps 2 to 5 for one stage of the run: upload, submit, wait, download. A job that was taken over and whose results are gone
 * is no twin: it is bought again, once.
 */
export async function obtainResults(
  run: Run,
  stage: Stage,
  onSubmitted: (submissions: readonly Submission[]) => void = () => undefined,
): Promise<Obtained> {
  const { world } = run;
  const plans = planJobs(run, stage);
  const obtain = (wanted: readonly JobPlan[], excluded: ReadonlySet<string>) =>
    runJobs(run, { name: stage.name, plans: wanted, excluded, onSubmitted });
  try {
    const first = await obtain(plans, new Set());
    const gone = first.shards.filter(({ isGone }) => isGone);
    if (gone.length === 0)
      return { results: await joinShards(world.files, first.shards), isTimedOut: first.isTimedOut };
    const names = gone.flatMap(({ held }) => held?.job.name ?? []);
    world.log.info(`The results of ${names.join(', ')} are gone; buying these jobs again`);
    const plansOfGone = gone.map(({ plan }) => plan);
    const second = await obtain(plansOfGone, new Set(names));
    const shards = first.shards.map((shard) => second.shards.find(({ plan }) => plan === shard.plan) ?? shard);
    return { results: await joinShards(world.files, shards), isTimedOut: first.isTimedOut || second.isTimedOut };
  } finally {
    for (const plan of plans) if (plan.shard.count > 1) await world.files.remove(pathOfShard(plan));
  }
}

interface Errand {
  readonly name: string;
  readonly plans: readonly JobPlan[];
  readonly excluded: ReadonlySet<string>;
  readonly onSubmitted: (submissions: readonly Submission[]) => void;
}

async function runJobs(
  run: Run,
  { name, plans, excluded, onSubmitted }: Errand,
): Promise<{ readonly shards: readonly ShardResult[]; readonly isTimedOut: boolean }> {
  const { world, tools, ledger } = run;
  const { log } = world;
  const submissions = await log.group(`Upload and submit: ${name}`, () => submit(run, plans, excluded));
  onSubmitted(submissions);
  const seen = await log.group('Wait for the jobs', () => awaitJobs(tools, submissions, (job) => ledger.seen(job)));
  const shards = await log.group('Download the results', () => downloadResults(tools, submissions, seen));
  return { shards, isTimedOut: seen.isTimedOut };
}
