import type { GeminiService, RemoteFile, RemoteJob } from '../ports/gemini.ts';

/** The project's jobs, page by page, the newest first. Whoever has seen enough leaves the loop, and the rest is not asked for. */
export async function* pagesOfJobs(gemini: GeminiService): AsyncGenerator<readonly RemoteJob[]> {
  for await (const { jobs } of pagesOf((request) => gemini.listJobs(request))) yield jobs;
}

/** The project's uploaded files, page by page. */
export async function* pagesOfFiles(gemini: GeminiService): AsyncGenerator<readonly RemoteFile[]> {
  for await (const { files } of pagesOf((request) => gemini.listFiles(request))) yield files;
}

async function* pagesOf<Page extends { readonly nextPageToken?: string }>(
  list: (request: { pageToken?: string }) => Promise<Page>,
): AsyncGenerator<Page> {
  for (let pageToken: string | undefined; ; ) {
    const page = await list(pageToken === undefined ? {} : { pageToken });
    yield page;
    if (page.nextPageToken === undefined) return;
    pageToken = page.nextPageToken;
  }
}
