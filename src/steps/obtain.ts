import { downloadResults, type JobResult } from '../batch/download.ts';
import type { Ledger } from '../batch/ledger.ts';
import type { Submission } from '../batch/submit.ts';
import type { BatchTools } from '../batch/tools.ts';
import { awaitJobs } from '../batch/wait.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { type Stage, submit } from './submit.ts';

/** What the jobs of one stage came to, in the order of the plans. */
export interface Obtained {
  readonly results: readonly JobResult[];
  /** The deadline came before all had ended. */
  readonly isTimedOut: boolean;
}

/**
 * Steps 2 to 5 for one stage of the run: upload, submit, wait, download. A job that was taken over and whose results are gone
 * is no twin: it is bought again, once.
 */
export async function obtainResults(
  inputs: Inputs,
  world: World,
  tools: BatchTools,
  ledger: Ledger,
  stage: Stage,
  onSubmitted: (submissions: readonly Submission[]) => void = () => undefined,
): Promise<Obtained> {
  const first = await runJobs(inputs, world, tools, ledger, stage, new Set(), onSubmitted);
  const gone = first.results.filter(({ isGone }) => isGone);
  if (gone.length === 0) return first;
  world.log.info(`The results of ${gone.map(({ job }) => job?.name).join(', ')} are gone; buying these jobs again`);
  const paths = new Set(gone.map(({ resultPath }) => resultPath));
  const jobs = stage.jobs.filter((job) => paths.has(job.resultPath));
  const excluded = new Set(gone.flatMap(({ job }) => job?.name ?? []));
  const second = await runJobs(inputs, world, tools, ledger, { ...stage, jobs }, excluded, onSubmitted);
  const results = first.results.map(
    (result) => second.results.find(({ resultPath }) => resultPath === result.resultPath) ?? result,
  );
  return { results, isTimedOut: first.isTimedOut || second.isTimedOut };
}

async function runJobs(
  inputs: Inputs,
  world: World,
  tools: BatchTools,
  ledger: Ledger,
  stage: Stage,
  excluded: ReadonlySet<string>,
  onSubmitted: (submissions: readonly Submission[]) => void,
): Promise<Obtained> {
  const { log } = world;
  const submissions = await log.group(`Upload and submit: ${stage.name}`, () =>
    submit(inputs, world, tools, ledger, stage, excluded),
  );
  onSubmitted(submissions);
  const created = submissions.flatMap((submission) => ('job' in submission ? [submission.job] : []));
  const waited = await log.group('Wait for the jobs', () => awaitJobs(tools, created, (job) => ledger.seen(job)));
  const results = await log.group('Download the results', () => downloadResults(tools, submissions, waited.jobs));
  return { results, isTimedOut: waited.isTimedOut };
}
