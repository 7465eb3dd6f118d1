import type { JobResult } from '../../batch/download.ts';
import { stageOfJob } from '../../batch/identity.ts';
import type { ManifestJob } from '../../batch/ledger.ts';
import { sumCosts } from '../../cost/price.ts';
import type { JudgeReport, ModelReport } from '../../report/report.ts';

/** What was bought, and what came of it. */
export interface Purchases {
  readonly models: readonly ModelReport[];
  readonly judges: readonly JudgeReport[];
  /** As the ledger knows them: more than there are results of, when a step broke off. */
  readonly jobs: readonly ManifestJob[];
  readonly results: readonly JobResult[];
}

/**
 * The costs as far as they are known: a job that exists and whose results were not read may have cost anything. What never had a
 * job cost nothing.
 */
export function costsOf({ models, judges, jobs, results }: Purchases) {
  const read = new Set(results.flatMap(jobsRead));
  const bought = jobs.filter(({ name, createSince }) => name !== null || createSince !== null);
  // A twin that was waited for in a job's stead has its display name.
  const unread = bought.filter(({ name, displayName }) => !read.has(name ?? '') && !read.has(displayName));
  const settle = <T extends ModelReport | JudgeReport>(entry: T, isJudge: boolean): T => {
    const isOwn = ({ model, displayName }: ManifestJob) =>
      model === entry.model && (stageOfJob(displayName) === 'judge') === isJudge;
    if (unread.some(isOwn)) return { ...entry, cost: null };
    return bought.some(isOwn) ? entry : { ...entry, cost: 0 };
  };
  const settledModels = models.map((model) => settle(model, false));
  const settledJudges = judges.map((judge) => settle(judge, true));
  const costs = [...settledModels, ...settledJudges].map(({ cost }) => cost);
  const isKnown = costs.length > 0 && unread.length === 0;
  return { models: settledModels, judges: settledJudges, total: isKnown ? sumCosts(costs) : null };
}

/** The names and display names of the jobs whose results were read. Which of several shards have none, a result does not tell. */
function jobsRead({ jobs, path, failure }: JobResult): string[] {
  const isWhole = path !== undefined && (failure === undefined || jobs.length === 1);
  return isWhole ? jobs.flatMap(({ job }) => [job.name, job.displayName]).filter((name) => name !== '') : [];
}
