import { displayNameOfFile, displayNameOfJob } from '../batch/identity.ts';
import { Ledger } from '../batch/ledger.ts';
import { type Submission, submitJobs } from '../batch/submit.ts';
import type { BatchTools } from '../batch/tools.ts';
import { Upload } from '../batch/upload.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import type { Prepared } from './prepare.ts';

/** Who may share a job: a workflow run, every run, or nobody. */
function scopeOf(inputs: Inputs, { context, uniqueId }: World): string {
  if (inputs.reuse === 'always') return 'always';
  const run = `${context.repository}/${context.runId}`;
  return inputs.reuse === 'run' ? run : `${run}/${context.attempt}/${uniqueId}`;
}

/** The ledger of this run: run.json and the post step's state follow every change. */
export function openLedger(inputs: Inputs, world: World, dataset: Prepared): Ledger {
  const { context, files, runner } = world;
  const path = files.join(world.outputDirectory, 'run.json');
  const start = {
    name: inputs.name,
    repository: context.repository,
    runId: context.runId,
    attempt: context.attempt,
    sha: context.sha,
    requestsDigest: dataset.requestsDigest,
  };
  return new Ledger(start, (manifest, state) => {
    files.writeTextNow(path, `${JSON.stringify(manifest, null, 2)}\n`);
    runner.saveState(state);
  });
}

/** Steps 2 and 3: one upload for all models, one job per model, each unless it exists. */
export async function submit(
  inputs: Inputs,
  world: World,
  tools: BatchTools,
  dataset: Prepared,
  ledger: Ledger,
): Promise<Submission[]> {
  const identity = { name: inputs.name, requestsDigest: dataset.requestsDigest, scope: scopeOf(inputs, world) };
  const file = { path: dataset.requestsPath, bytes: dataset.requestBytes, displayName: displayNameOfFile(identity) };
  const upload = new Upload(tools, file, (remote) => ledger.uploaded(remote));
  const plans = inputs.models.map((model) => {
    const displayName = displayNameOfJob({ ...identity, model, stage: 'answers', shard: 0 });
    ledger.plan(model, displayName);
    return { model, displayName, upload };
  });
  const submissions = await submitJobs(tools, plans, {
    mayTakeOver: inputs.reuse !== 'never',
    ownsDisplayNames: inputs.reuse !== 'always',
    onCreated: (job) => ledger.obtained(job.displayName, job, true),
  });
  for (const submission of submissions) {
    if ('job' in submission)
      ledger.obtained(submission.plan.displayName, submission.job, !submission.isTakenOver || inputs.reuse === 'run');
    else annotateRefusal(submission.error.reason, world, dataset);
  }
  return submissions;
}

/** The service names the line of the request file; its author knows the row of the dataset. */
export function placeOfRefusal(reason: string, dataset: Prepared): { file: string; line: number } | undefined {
  const row = Number(/\bline[:\s#]*(\d+)/i.exec(reason)?.[1]) - 1;
  if (!(row >= 0 && row < dataset.rows.size)) return undefined;
  const { source, line } = dataset.rows.place(row);
  return { file: dataset.sources[source] ?? '', line };
}

function annotateRefusal(reason: string, { log }: World, dataset: Prepared): void {
  const place = placeOfRefusal(reason, dataset);
  if (place !== undefined) log.error(`The service refused this row: ${reason}`, { ...place, title: 'Refused row' });
}
