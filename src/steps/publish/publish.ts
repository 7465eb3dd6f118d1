import { ServiceError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { type RenderOptions, renderSummary } from '../../report/markdown.ts';
import { lowestScore, type Report } from '../../report/report.ts';
import type { ListedRows } from '../../report/rows.ts';
import { attempt } from '../best-effort.ts';
import { changeOutputs } from './change-outputs.ts';
import { noComment, writeComment } from './comment.ts';
import { fileIssue } from './issue.ts';
import { reportStatus } from './status.ts';

const maxSummaryChars = 300_000;

/** What publishing has to show for itself. */
interface Published {
  readonly artifacts: readonly { readonly name: string; readonly id: number; readonly url: string }[];
  readonly commentUrl: string;
}

/** What there is to publish. */
export interface Publication {
  readonly report: Report;
  readonly listed: ListedRows;
  /** Files that were uploaded to the service. */
  readonly requestFiles: readonly string[];
  /** Raw result files; those of one list go into one artifact, which is named after the first. */
  readonly resultFiles: readonly (readonly string[])[];
  /** Whether the check will be red. */
  readonly isRed: boolean;
  /** The jobs as the ledger knows them; more than the report's when the run broke off. */
  readonly jobs: readonly { readonly model: string; readonly name: string; readonly state: string }[];
  /** A paragraph for the summary, in our own words. */
  readonly note: string;
}

/**
 * Step 8: files, artifacts, summary, comment, status, outputs. What cannot be published is a warning; the score is never
 * lost. A run that sent nothing leaves no comment, artifact or status. Says whether comment or status could not be written for now.
 */
export async function publish(
  inputs: Inputs,
  world: World,
  publication: Publication,
): Promise<{ readonly isLost: boolean }> {
  const { report, requestFiles, resultFiles, isRed } = publication;
  const isRun = report.verdict !== 'skipped';
  const options = await renderOptions(inputs, world, publication);
  const files = [...(await writeFiles(world, report, options)), ...requestFiles];
  const artifacts = isRun && inputs.uploadArtifacts ? await uploadArtifacts(inputs, world, files, resultFiles) : [];
  const linked = { ...options, artifacts: artifacts.map(({ name, url }) => ({ label: name, url })) };
  await attempt(world, () => world.runner.writeSummary(renderSummary(report, linked, maxSummaryChars)));
  const comment = isRun ? await writeComment(inputs, world, report, linked, isRed) : noComment;
  if (isRun) await fileIssue(inputs, world, report, linked, isRed);
  const status = isRun ? await reportStatus(inputs, world, report, isRed) : { isLost: false };
  setOutputs(inputs, world, publication, { artifacts, commentUrl: comment.url });
  return { isLost: comment.isLost || status.isLost };
}

async function renderOptions(
  inputs: Inputs,
  world: World,
  { report, listed, note }: Publication,
): Promise<RenderOptions> {
  const isPrivate =
    world.context.isPrivate ?? (await attempt(world, async () => world.github?.isPrivate(), 'quiet')) ?? false;
  if (!isPrivate && inputs.uploadArtifacts && world.artifacts !== undefined && report.models.length > 0) {
    world.log.notice(
      'This repository is public: anybody signed in to GitHub can download the artifacts, which hold prompts and answers. upload-artifacts: false keeps them away.',
    );
  }
  return {
    failedRows: listed.failed,
    changedRows: listed.changed,
    note,
    showText: inputs.showText === 'auto' ? isPrivate : inputs.showText === 'true',
    serverUrl: world.context.serverUrl,
    artifacts: [],
    linkRows: report.run.sha !== '' && report.run.repository !== '',
  };
}

async function writeFiles(world: World, report: Report, options: RenderOptions): Promise<string[]> {
  const path = (name: string) => world.files.join(world.outputDirectory, name);
  await world.files.writeText(path('report.json'), `${JSON.stringify(report, null, 2)}\n`);
  await world.files.writeText(path('report.md'), renderSummary(report, options, Number.POSITIVE_INFINITY));
  const names = ['report.json', 'report.md', 'rows.jsonl', 'run.json'];
  const sizes = await Promise.all(names.map((name) => world.files.size(path(name)).catch(() => -1)));
  return names.filter((_, index) => (sizes[index] ?? -1) >= 0).map(path);
}

/** One artifact with the report, one per model with its raw results. */
async function uploadArtifacts(
  inputs: Inputs,
  world: World,
  files: readonly string[],
  resultFiles: Publication['resultFiles'],
): Promise<Published['artifacts']> {
  const { artifacts: store, log } = world;
  if (store === undefined) {
    log.info('There is no artifact service here; the files stay in the output directory.');
    return [];
  }
  const retention = inputs.retentionDays === undefined ? {} : { retentionDays: inputs.retentionDays };
  const root = world.outputDirectory;
  const results = resultFiles.map((paths) => ({
    name: `${inputs.artifactName}-${stemOf(paths[0] ?? '', root)}`,
    files: paths,
  }));
  const uploaded = [];
  for (const { name, files: members } of [{ name: inputs.artifactName, files }, ...results]) {
    const artifact = await attempt(world, () => uploadAs(world, store, { name, root, files: members, ...retention }));
    if (artifact !== undefined) uploaded.push(artifact);
  }
  return uploaded;
}

const maxNames = 50;

/** Under the name that was asked for, or where another evaluation of this workflow run has it, under the next free one. */
async function uploadAs(
  { log }: World,
  store: NonNullable<World['artifacts']>,
  request: Parameters<typeof store.upload>[0],
): Promise<Published['artifacts'][number]> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? request.name : `${request.name}-${number}`;
    try {
      const artifact = await store.upload({ ...request, name });
      if (number > 1)
        log.warning(
          `Another evaluation of this workflow run has an artifact called ${request.name}, so this one's is ${name}. Give each a name, or an artifact-name, of its own: a baseline is looked for under the first.`,
        );
      return { name, ...artifact };
    } catch (error) {
      if (!(error instanceof ServiceError && error.status === 409) || number === maxNames) throw error;
    }
  }
}

/** A result file's name for an artifact: its path below `results`, without its ending. */
function stemOf(path: string, root: string): string {
  const [, ...parts] = path.slice(root.length + 1).split(/[\\/]/);
  return parts.join('-').replace(/\.jsonl$/, '');
}

function setOutputs(
  { models }: Inputs,
  world: World,
  { report, jobs }: Publication,
  { artifacts, commentUrl }: Published,
): void {
  const { runner, files, outputDirectory } = world;
  const lowest = lowestScore(report.models);
  const scoreOf = (model: string) => report.models.find((one) => one.model === model)?.score ?? null;
  const outputs: Record<string, string> = {
    verdict: report.verdict,
    passed: String(report.passed),
    scores: JSON.stringify(Object.fromEntries(models.map((model) => [model, scoreOf(model)]))),
    'lowest-score': lowest === null ? '' : String(lowest),
    ...changeOutputs(report.models),
    cost: report.cost.total === null ? '' : String(report.cost.total),
    'baseline-sha': report.baseline.sha ?? '',
    errors: String(report.models.reduce((sum, { errors }) => sum + errors, 0)),
    'comment-url': commentUrl,
    'output-directory': outputDirectory,
    'results-path': files.join(outputDirectory, 'results'),
    'report-path': files.join(outputDirectory, 'report.json'),
    'artifact-ids': artifacts.map(({ id }) => id).join(','),
    'artifact-urls': JSON.stringify(Object.fromEntries(artifacts.map(({ name, url }) => [name, url]))),
    'batch-jobs': JSON.stringify(jobs),
  };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
}
