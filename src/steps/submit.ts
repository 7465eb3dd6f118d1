import { displayNameOfFile, displayNameOfJob } from '../batch/identity.ts';
import { Ledger } from '../batch/ledger.ts';
import { type Submission, submitJobs } from '../batch/submit.ts';
import type { BatchTools } from '../batch/tools.ts';
import { Upload } from '../batch/upload.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';

/** A request file and the models that are to answer it, for one stage of the run. */
export interface StageFile {
  readonly path: string;
  readonly requestBytes: number;
  readonly requestsDigest: string;
  readonly models: readonly string[];
}

/** Who may share a job: a workflow run, every run, or nobody. */
function scopeOf(inputs: Inputs, { context, uniqueId }: World): string {
  if (inputs.reuse === 'always') return 'always';
  const run = `${context.repository}/${context.runId}`;
  return inputs.reuse === 'run' ? run : `${run}/${context.attempt}/${uniqueId}`;
}

/** The ledger of this run: run.json and the post step's state follow every change. */
export function openLedger(inputs: Inputs, world: World, files: readonly StageFile[]): Ledger {
  const { context, files: disk, runner } = world;
  const path = disk.join(world.outputDirectory, 'run.json');
  const start = {
    name: inputs.name,
    repository: context.repository,
    runId: context.runId,
    attempt: context.attempt,
    sha: context.sha,
    requestsDigest: files.map(({ requestsDigest }) => requestsDigest).join(','),
  };
  return new Ledger(start, (manifest, state) => {
    disk.writeTextNow(path, `${JSON.stringify(manifest, null, 2)}\n`);
    runner.saveState(state);
  });
}

/** Steps 2 and 3: one upload for all models that get the same requests, one job per model, each unless it exists. */
export async function submit(
  inputs: Inputs,
  world: World,
  tools: BatchTools,
  ledger: Ledger,
  stage: { readonly name: string; readonly files: readonly StageFile[] },
): Promise<Submission[]> {
  const scope = scopeOf(inputs, world);
  const plans = stage.files.flatMap((file) => {
    const identity = { name: inputs.name, requestsDigest: file.requestsDigest, scope };
    const upload = new Upload(
      tools,
      { path: file.path, bytes: file.requestBytes, displayName: displayNameOfFile(identity) },
      (remote) => ledger.uploaded(remote),
    );
    return file.models.map((model) => {
      const displayName = displayNameOfJob({ ...identity, model, stage: stage.name, shard: 0 });
      ledger.plan(model, displayName);
      return { model, displayName, upload };
    });
  });
  // Files group models; reports keep the order in which the models were given.
  plans.sort((a, b) => inputs.models.indexOf(a.model) - inputs.models.indexOf(b.model));
  const submissions = await submitJobs(tools, plans, {
    mayTakeOver: inputs.reuse !== 'never',
    ownsDisplayNames: inputs.reuse !== 'always',
    onCreated: (job) => ledger.obtained(job.displayName, job, true),
  });
  for (const submission of submissions) {
    if (!('job' in submission)) continue;
    const isOurs = !submission.isTakenOver || inputs.reuse === 'run';
    ledger.obtained(submission.plan.displayName, submission.job, isOurs);
  }
  return submissions;
}
