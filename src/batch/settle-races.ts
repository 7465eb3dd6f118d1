import { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports/gemini.ts';
import { chooseTwin, findJobs } from './find-jobs.ts';
import { labelOf, type Submission, type SubmitOptions } from './job-plan.ts';
import { hasEnded, isTwin } from './states.ts';
import type { BatchTools } from './tools.ts';

/**
 * Two writers can create the same job at once and nothing can lock: of live jobs of one display name the smallest name stays,
 * and the others are cancelled. Where other runs may hold the same job, only what this run created is cancelled, and it makes
 * way for an older one: that one's writer may have settled before ours came, and nobody else would cancel either. `since` is
 * when jobs that existed before were looked for.
 */
export async function settleRaces(
  tools: BatchTools,
  submissions: readonly Submission[],
  options: SubmitOptions,
  since: number,
): Promise<Submission[]> {
  const created = submissions.flatMap((submission) =>
    'job' in submission && !submission.isTakenOver ? [submission.job.name] : [],
  );
  const names = new Set(submissions.map(({ plan }) => plan.displayName));
  const listed = await findJobs(tools.gemini, names, since).catch((error) => {
    if (!(error instanceof ServiceError)) throw error;
    tools.log.debug(error.message);
    return [];
  });
  const settled: Submission[] = [];
  for (const submission of submissions) {
    if (!('job' in submission) || submission.isTakenOver) {
      settled.push(submission);
      continue;
    }
    const { plan } = submission;
    const live = listed.filter((job) => job.displayName === plan.displayName && !hasEnded(job));
    const twins = [...live.filter((job) => job.name !== submission.job.name), submission.job].filter(isTwin);
    const kept = (options.ownsDisplayNames ? chooseTwin(twins) : chooseOldest(twins)) ?? submission.job;
    for (const job of live) {
      const isOurs = options.ownsDisplayNames || created.includes(job.name);
      if (job.name === kept.name || !isOurs) continue;
      tools.log.info(`${labelOf(plan)}: ${job.name} is a second copy of ${kept.name} and is cancelled`);
      await tools.gemini.cancelJob(job.name).catch((error: unknown) => tools.log.warning(String(error)));
    }
    settled.push({ plan, job: kept, isTakenOver: kept.name !== submission.job.name });
  }
  return settled;
}

function chooseOldest(jobs: readonly RemoteJob[]): RemoteJob | undefined {
  const ageOf = ({ createTime }: RemoteJob) => Date.parse(createTime ?? '') || 0;
  return [...jobs].sort((a, b) => ageOf(a) - ageOf(b) || (a.name < b.name ? -1 : 1))[0];
}
