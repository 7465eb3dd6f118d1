import { displayNameOfFile, displayNameOfJob } from '../../batch/identity.ts';
import type { JobPlan, Submission } from '../../batch/job-plan.ts';
import { Ledger, type Manifest } from '../../batch/ledger.ts';
import type { TypeChoice } from '../../batch/mime-types.ts';
import { submitJobs } from '../../batch/submit.ts';
import { type RequestFile, recallUploads, Upload, type UploadWatch } from '../../batch/upload.ts';
import type { Shard } from '../../dataset/shards.ts';
import type { Inputs } from '../../inputs.ts';
import type { SavedState, World } from '../../ports.ts';
import type { Run } from '../run.ts';
import { lendShard } from './lend-shard.ts';

/** A request file on disk that is to be uploaded, as a whole or shard by shard. */
export interface StageFile {
  readonly path: string;
  readonly requestsDigest: string;
  readonly shards: readonly Shard[];
}

/** What is to be had of a model: answers to a request file, by a job for each of its shards. */
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
export function scopeOf(inputs: Inputs, { context, uniqueId }: World): string {
  if (inputs.reuse === 'always') return 'always';
  // Outside a workflow there is no run to share jobs within.
  const run = `${context.repository}/${context.runId || uniqueId}`;
  return inputs.reuse === 'run' ? run : `${run}/${context.attempt}/${uniqueId}`;
}

/** Says before anything is sent that another run's answers may come back as this one's. */
export function noteSharing({ reuse }: Inputs, { context, log }: World): void {
  if (reuse !== 'always' || context.eventName !== 'schedule') return;
  log.warning(
    'reuse is always, on a schedule: a night whose requests are those of an earlier one takes over its jobs and reports their answers again. Use reuse: run to ask the models anew.',
  );
}

/** The ledger of this run: run.json and the post step's state follow every change. */
export function openLedger(
  inputs: Inputs,
  world: World,
  files: readonly StageFile[],
  { isLeft }: Pick<SavedState, 'isLeft'> = { isLeft: false },
): Ledger {
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
  const onChange = (manifest: Manifest, state: SavedState) => {
    disk.writeTextNow(path, `${JSON.stringify(manifest, null, 2)}\n`);
    runner.saveState(state);
  };
  const mayHaveEarlier = context.attempt > 1 && inputs.reuse === 'run';
  return new Ledger(start, onChange, { isLeft, earlierScope: mayHaveEarlier ? scopeOf(inputs, world) : null });
}

/** The jobs of a stage: one for each model and shard, and one upload for all that read the same shard. */
export function planJobs({ inputs, world, tools, ledger }: Run, { name: stage, jobs }: Stage): JobPlan[] {
  const scope = scopeOf(inputs, world);
  // Files may be alike: models whose patches come to the same, or that failed on the same rows.
  const uploads = new Map<string, Upload>();
  const choice: TypeChoice = { first: 0 };
  const openUpload = ({ path, shards }: StageFile, shard: Shard) => {
    const { bytes, requestsDigest } = shard;
    const displayName = displayNameOfFile({ name: inputs.name, requestsDigest, scope });
    const lend: RequestFile['lend'] = (use) => (shards.length === 1 ? use(path) : lendShard(world, path, shard, use));
    const watch: UploadWatch = {
      onUploading: (name) => ledger.uploading(name),
      onUploaded: (remote) => ledger.uploaded(remote),
    };
    return new Upload(tools, { bytes, displayName, lend }, watch, choice);
  };
  return jobs.flatMap(({ model, file, resultPath }) =>
    file.shards.map((shard, index): JobPlan => {
      const { requestsDigest, firstRow } = shard;
      const displayName = displayNameOfJob({ name: inputs.name, requestsDigest, scope, model, stage, shard: index });
      const upload = uploads.get(requestsDigest) ?? openUpload(file, shard);
      uploads.set(requestsDigest, upload);
      return { model, shard: { index, count: file.shards.length, firstRow }, displayName, upload, resultPath };
    }),
  );
}

/** Steps 2 and 3: each job unless it exists, and the upload that it reads. */
export async function submit(
  { inputs, world, tools, ledger, bought }: Run,
  plans: readonly JobPlan[],
  excluded: ReadonlySet<string>,
): Promise<Submission[]> {
  ledger.plan(plans);
  // Within a workflow run, what an earlier attempt created is this run's too, and what a run left is its collector's.
  const isOurs = (isTakenOver: boolean) =>
    !isTakenOver || inputs.reuse === 'run' || (tools.isVisit === true && inputs.reuse === 'never');
  const submissions = await submitJobs(tools, plans, {
    mayTakeOver: inputs.reuse !== 'never' || tools.isVisit === true,
    isRepeated: tools.isVisit === true || inputs.reuse === 'always' || world.context.attempt > 1,
    ownsDisplayNames: inputs.reuse !== 'always',
    excluded,
    bought,
    onCreating: (displayName) => ledger.creating(displayName, world.clock.now()),
    onRefused: (displayName) => ledger.refused(displayName),
    onObtained: (displayName, job, isTakenOver) => ledger.obtained(displayName, job, isOurs(isTakenOver)),
    onSeen: (job) => ledger.seen(job),
  });
  for (const submission of submissions) {
    if (!('job' in submission)) continue;
    ledger.obtained(submission.plan.displayName, submission.job, isOurs(submission.isTakenOver));
  }
  // Where every job was taken over nothing was uploaded, but an earlier attempt's upload may still be there to be deleted.
  const uploads = [...new Set(plans.map(({ upload }) => upload))];
  await recallUploads(tools, uploads, { isShared: inputs.reuse === 'always' });
  return submissions;
}
