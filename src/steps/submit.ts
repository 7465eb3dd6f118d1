import { displayNameOfFile, displayNameOfJob } from '../batch/identity.ts';
import { Ledger } from '../batch/ledger.ts';
import { type Submission, submitJobs } from '../batch/submit.ts';
import type { BatchTools } from '../batch/tools.ts';
import { Upload } from '../batch/upload.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';

/** A request file on disk that is to be uploaded. */
export interface StageFile {
  readonly path: string;
  readonly requestBytes: number;
  readonly requestsDigest: string;
}

/** A job to be had: a model that answers a request file. */
export interface StageJob {
  readonly model: string;
  readonly file: StageFile;
  readonly resultPath: string;
}

/** Jobs that run side by side: the answers, a further round of them, or what the judges say of them. */
export interface Stage {
  readonly name: 'answers' | 'judge' | `retry-${number}`;
  readonly jobs: readonly StageJob[];
}

/** Who may share a job: a workflow run, every run, or nobody. */
function scopeOf(inputs: Inputs, { context, uniqueId }: World): string {
  if (inputs.reuse === 'always') return 'always';
  // Outside a workflow there is no run to share jobs within.
  const run = `${context.repository}/${context.runId || uniqueId}`;
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
    isShared: inputs.reuse === 'always',
    requestsDigest: files.map(({ requestsDigest }) => requestsDigest).join(','),
  };
  return new Ledger(start, (manifest, state) => {
    disk.writeTextNow(path, `${JSON.stringify(manifest, null, 2)}\n`);
    runner.saveState(state);
  });
}

/** Steps 2 and 3: one upload for all jobs that read the same file, and each job unless it exists. */
export async function submit(
  inputs: Inputs,
  world: World,
  tools: BatchTools,
  ledger: Ledger,
  stage: Stage,
  excluded: ReadonlySet<string>,
): Promise<Submission[]> {
  const scope = scopeOf(inputs, world);
  const uploads = new Map<StageFile, Upload>();
  const uploadOf = (file: StageFile) => {
    const { path, requestBytes: bytes, requestsDigest } = file;
    const displayName = displayNameOfFile({ name: inputs.name, requestsDigest, scope });
    const upload =
      uploads.get(file) ?? new Upload(tools, { path, bytes, displayName }, (remote) => ledger.uploaded(remote));
    uploads.set(file, upload);
    return upload;
  };
  const plans = stage.jobs.map(({ model, file, resultPath }) => {
    const { requestsDigest } = file;
    const displayName = displayNameOfJob({
      name: inputs.name,
      requestsDigest,
      scope,
      model,
      stage: stage.name,
      shard: 0,
    });
    ledger.plan(model, displayName);
    return { model, displayName, upload: uploadOf(file), resultPath };
  });
  // Within a workflow run, what an earlier attempt created is this run's too.
  const isOurs = (isTakenOver: boolean) => !isTakenOver || inputs.reuse === 'run';
  const submissions = await submitJobs(tools, plans, {
    mayTakeOver: inputs.reuse !== 'never',
    ownsDisplayNames: inputs.reuse !== 'always',
    excluded,
    onCreating: (displayName) => ledger.creating(displayName, world.clock.now()),
    onRefused: (displayName) => ledger.refused(displayName),
    onObtained: (displayName, job, isTakenOver) => ledger.obtained(displayName, job, isOurs(isTakenOver)),
  });
  for (const submission of submissions) {
    if (!('job' in submission)) continue;
    ledger.obtained(submission.plan.displayName, submission.job, isOurs(submission.isTakenOver));
  }
  // Where every job was taken over nothing was uploaded, but an earlier attempt's upload may still be there to be deleted.
  for (const upload of uploads.values()) await upload.recall();
  return submissions;
}
