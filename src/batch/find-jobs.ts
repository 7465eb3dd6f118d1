import type { GeminiService, RemoteJob } from '../ports/gemini.ts';
import { hasEnded, isTwin } from './states.ts';

/** All jobs whose display names are wanted, from every page of the list. */
export async function findJobs(gemini: GeminiService, displayNames: ReadonlySet<string>): Promise<RemoteJob[]> {
  const found: RemoteJob[] = [];
  for (let pageToken: string | undefined; ; ) {
    const page = await gemini.listJobs(pageToken === undefined ? {} : { pageToken });
    found.push(...page.jobs.filter((job) => displayNames.has(job.displayName)));
    if (page.nextPageToken === undefined) return found;
    pageToken = page.nextPageToken;
  }
}

/** The job to take over among jobs of one display name: one with results, else the live one of the smallest name. */
export function chooseTwin(jobs: readonly RemoteJob[]): RemoteJob | undefined {
  const twins = jobs.filter(isTwin).sort((a, b) => (a.name < b.name ? -1 : 1));
  return twins.find(hasEnded) ?? twins[0];
}
