import type { GeminiService, RemoteJob } from '../ports/gemini.ts';
import { pagesOfJobs } from './pages.ts';
import { hasEnded, isTwin } from './states.ts';

/** The service's clock and ours may differ. */
const clockSkewMs = 10 * 60_000;

/** All jobs whose display names are wanted, from every page of the list, or from those with jobs created `since`. */
export async function findJobs(
  gemini: GeminiService,
  displayNames: ReadonlySet<string>,
  since?: number,
): Promise<RemoteJob[]> {
  return (await lookThrough(gemini, displayNames, since)).found;
}

/** The same, and whether the list holds any job at all. */
export async function lookThrough(
  gemini: GeminiService,
  displayNames: ReadonlySet<string>,
  since = Number.NEGATIVE_INFINITY,
): Promise<{ readonly found: RemoteJob[]; readonly isEmpty: boolean }> {
  const found: RemoteJob[] = [];
  let isEmpty = true;
  for await (const jobs of pagesOfJobs(gemini)) {
    found.push(...jobs.filter((job) => displayNames.has(job.displayName)));
    isEmpty &&= jobs.length === 0;
    if (jobs.length > 0 && jobs.every((job) => Date.parse(job.createTime ?? '') < since - clockSkewMs)) break;
  }
  return { found, isEmpty };
}

/** The job to take over among jobs of one display name: one with results, else the live one of the smallest name. */
export function chooseTwin(jobs: readonly RemoteJob[]): RemoteJob | undefined {
  const twins = jobs.filter(isTwin).sort((a, b) => (a.name < b.name ? -1 : 1));
  return twins.find(hasEnded) ?? twins[0];
}

/** The job that was created last. */
export function chooseNewest(jobs: readonly RemoteJob[]): RemoteJob | undefined {
  const ageOf = ({ createTime }: RemoteJob) => Date.parse(createTime ?? '') || 0;
  return [...jobs].sort((a, b) => ageOf(b) - ageOf(a) || (a.name < b.name ? -1 : 1))[0];
}
