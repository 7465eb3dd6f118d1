import type { GeminiService, RemoteFile, RemoteJob } from '../ports/gemini.ts';

/** The project's jobs, page by page, the newest first. Whoever has seen enough leaves the loop, and the rest is not asked for. */
export async function* pagesOfJobs(gemini: GeminiService): AsyncGenerator<readonly RemoteJob[]> {
  for (let pageToken: string | undefined; ; ) {
    const { jobs, nextPageToken } = await gemini.listJobs(pageToken === undefined ? {} : { pageToken });
    yield jobs;
    if (nextPageToken === undefined) return;
    pageToken = nextPageToken;
  }
}

/** The project's uploaded files, page by page. */
export async function* pagesOfFiles(gemini: GeminiService): AsyncGenerator<readonly RemoteFile[]> {
  for (let pageToken: string | undefined; ; ) {
    const { files, nextPageToken } = await gemini.listFiles(pageToken === undefined ? {} : { pageToken });
    yield files;
    if (nextPageToken === undefined) return;
    pageToken = nextPageToken;
  }
}
