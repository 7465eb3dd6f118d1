import type { JobResult } from '../../batch/download.ts';
import { isPutOff } from '../../batch/tools.ts';
import { ServiceError } from '../../errors.ts';
import { fileStemOfModel } from '../../inputs/models.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import type { JudgeReport } from '../../report/report.ts';
import type { Rubric } from '../../scoring/judge.ts';
import type { Finding } from '../../scoring/scorer.ts';
import { obtainResults } from '../answers/obtain.ts';
import type { Run } from '../run.ts';
import { createJudgeRequests, type JudgeFile, judgesOf } from './requests.ts';
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

/**
 * Step 5b: has every answer judged by the rubrics among the scorers, in further batch jobs: one for each judge model. Without
 * rubrics nothing happens. A judge that fails leaves its checks without a score; the answers keep their other scores. Where the
 * deadline came before all models had answered (`isTimedOut`), nothing is bought: what is judged then would have to be judged again
 * with the rest.
 */
export async function judgeAnswers(run: Run, { isTimedOut }: { readonly isTimedOut: boolean }): Promise<Judging> {
  const { inputs, world, dataset, tools, progress } = run;
  const judges = judgesOf(inputs);
  if (judges.length === 0) return withoutVerdicts('there is no judge', isTimedOut);
  if (isTimedOut) return withoutVerdicts('not judged: the run was out of time', true);
  try {
    const files = await createJudgeRequests(inputs, world, dataset, progress.answers, judges);
    return await runJudges(run, files);
  } catch (error) {
    if (!(error instanceof ServiceError) || isPutOff(tools, error)) throw error;
    // The answers are paid for and here: without a judge they keep their other scores.
    const failure = {
      kind: 'error' as const,
      message: `${judges.map(({ model }) => model).join(', ')} could not be asked. ${error.message}`,
    };
    const failed = { model: judges[0]?.model ?? '', jobs: [], path: undefined, failure };
    return { ...withoutVerdicts('the judge could not be asked', false), results: [failed] };
  }
}

/** Says before anything is paid for that a model will judge itself. */
export function noteJudges(inputs: Inputs, { log }: World): void {
  for (const { model, isDefault } of judgesOf(inputs)) {
    if (!isDefault) continue;
    log.notice(
      `llm-rubric names no model, so ${model} judges its own answers too; a model of its own would be a fairer judge.`,
    );
  }
}

async function runJudges(run: Run, files: readonly JudgeFile[]): Promise<Judging> {
  const { inputs, world, dataset, tools, patience } = run;
  const folder = world.files.join(world.outputDirectory, 'results', 'judge');
  const jobs = files.map((file) => ({
    model: file.judge,
    file,
    resultPath: world.files.join(folder, `${fileStemOfModel(file.judge)}.${fileStemOfModel(file.model)}.jsonl`),
  }));
  // The last stage begins when the others have come to their end, however late that is.
  const isTooLate = patience.kind === 'visit' && (patience.isOver === true || tools.comesAgain !== true);
  const late = { ...run, tools: { ...tools, isTooLate } };
  const { results, isTimedOut } = await obtainResults(late, { name: 'judge', jobs });
  const verdicts = new Verdicts(inputs, world, dataset);
  for (const result of results) await verdicts.read(result);
  await verdicts.finish();
  return {
    verdict: (model, slot, rubric) => verdicts.verdict(model, slot, rubric),
    results,
    requestFiles: files.map(({ path }) => path),
    reports: reportJudges(files, results, verdicts),
    isTimedOut,
    close: () => verdicts.close(),
  };
}

/** A judge's jobs, one for each model it judged, summed up. */
function reportJudges(files: readonly JudgeFile[], results: readonly JobResult[], verdicts: Verdicts): JudgeReport[] {
  return [...new Set(files.map(({ judge }) => judge))].map((model) => {
    const requests = files.reduce((sum, file) => sum + (file.judge === model ? file.requests : 0), 0);
    const counts = verdicts.counts(model);
    const jobs = results.filter(({ model: judge }) => judge === model).flatMap((result) => result.jobs);
    return {
      model,
      requests,
      ...counts,
      missing: requests - counts.verdicts - counts.errors,
      jobs: jobs.map(({ job, isTakenOver }) => ({ name: job.name, state: job.state, isTakenOver })),
    };
  });
}

function withoutVerdicts(reason: string, isTimedOut: boolean): Judging {
  const verdict = (): Finding => ({ score: null, reason });
  return { verdict, results: [], requestFiles: [], reports: [], isTimedOut, close: async () => undefined };
}
