import { downloadResults, type JobResult } from '../batch/download.ts';
import type { Ledger } from '../batch/ledger.ts';
import type { BatchTools } from '../batch/tools.ts';
import { awaitJobs } from '../batch/wait.ts';
import { ServiceError } from '../errors.ts';
import { fileStemOfModel } from '../inputs/models.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import type { JudgeReport } from '../report/report.ts';
import type { Rubric } from '../scoring/judge.ts';
import type { Finding } from '../scoring/scorer.ts';
import { createJudgeRequests, type JudgeFile, judgesOf } from './judge-requests.ts';
import type { Prepared } from './prepare.ts';
import { submit } from './submit.ts';
import { Verdicts } from './verdicts.ts';

/** What the judges came to. */
export interface Judging {
  /** The verdict on one answer of a model. */
  verdict(model: string, slot: number, rubric: Rubric): Finding;
  readonly results: readonly JobResult[];
  readonly requestFiles: readonly string[];
  readonly reports: readonly JudgeReport[];
  readonly isTimedOut: boolean;
  close(): Promise<void>;
}

/** The answers to be judged. */
export interface JudgedAnswers {
  readonly results: readonly JobResult[];
  /** The deadline came before all models had answered. */
  readonly isTimedOut: boolean;
}

/**
 * Step 5b: has every answer judged by the rubrics among the scorers, in further batch jobs: one for each judge model. Without
 * rubrics nothing happens. A judge that fails leaves its checks without a score; the answers keep their other scores. After a
 * time-out nothing is bought: what is judged then would have to be judged again with the rest.
 */
export async function judgeAnswers(
  inputs: Inputs,
  world: World,
  tools: BatchTools,
  ledger: Ledger,
  dataset: Prepared,
  answers: JudgedAnswers,
): Promise<Judging> {
  const judges = judgesOf(inputs);
  if (judges.length === 0) return withoutVerdicts('there is no judge', answers.isTimedOut);
  if (answers.isTimedOut) return withoutVerdicts('not judged: the run was out of time', true);
  for (const { model, isDefault } of judges) if (isDefault) noteSelfJudging(model, world);
  try {
    return await world.log.group('Judge the answers', async () => {
      const files = await createJudgeRequests(inputs, world, dataset, answers.results, judges);
      return runJudges(inputs, world, tools, ledger, dataset, files);
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // The answers are paid for and here: without a judge they keep their other scores.
    const failure = {
      kind: 'error' as const,
      message: `${judges.map(({ model }) => model).join(', ')} could not be asked. ${error.message}`,
    };
    const failed = { model: judges[0]?.model ?? '', job: undefined, isTakenOver: false, path: undefined, failure };
    return { ...withoutVerdicts('the judge could not be asked', false), results: [failed] };
  }
}

function noteSelfJudging(model: string, { log }: World): void {
  log.notice(
    `llm-rubric names no model, so ${model} judges its own answers too; a model of its own would be a fairer judge.`,
  );
}

async function runJudges(
  inputs: Inputs,
  world: World,
  tools: BatchTools,
  ledger: Ledger,
  dataset: Prepared,
  files: readonly JudgeFile[],
): Promise<Judging> {
  const verdicts = new Verdicts(inputs, world, dataset);
  const submissions = await submit(inputs, world, tools, ledger, { name: 'judge', files });
  const created = submissions.flatMap((submission) => ('job' in submission ? [submission.job] : []));
  const waited = await awaitJobs(tools, created, (job) => ledger.seen(job));
  const pathOf = (model: string) =>
    world.files.join(world.outputDirectory, 'results', `judge-${fileStemOfModel(model)}.jsonl`);
  const results = await downloadResults(tools, submissions, waited.jobs, pathOf);
  const reports: JudgeReport[] = [];
  for (const result of results) reports.push(await verdicts.read(result, files));
  await verdicts.finish();
  return {
    verdict: (model, slot, rubric) => verdicts.verdict(model, slot, rubric),
    results,
    requestFiles: files.map(({ path }) => path),
    reports,
    isTimedOut: waited.isTimedOut,
    close: () => verdicts.close(),
  };
}

function withoutVerdicts(reason: string, isTimedOut: boolean): Judging {
  const verdict = (): Finding => ({ score: null, reason });
  return { verdict, results: [], requestFiles: [], reports: [], isTimedOut, close: async () => undefined };
}
