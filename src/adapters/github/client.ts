import { getOctokit } from '@actions/github';

export interface GitHubOptions {
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
  /** Longest pause before a retry, in milliseconds. */
  readonly maxPauseMs: number;
  /** Base address; GITHUB_API_URL unless given. */
  readonly apiUrl?: string;
  /** Ends reads, and keeps writes from being repeated; only commit statuses are read and set all the same. */
  readonly signal?: AbortSignal;
  /** How long a server may be silent while an artifact is downloaded, in milliseconds. */
  readonly idleTimeoutMs?: number;
  /** How much an artifact's archive may hold beside the entries asked for, in bytes. */
  readonly maxOtherBytes?: number;
}

export type Octokit = ReturnType<typeof getOctokit>;

/** What calls to GitHub are made with. */
export interface Client {
  readonly octokit: Octokit;
  /** The repository, as every route wants it. */
  readonly place: { readonly owner: string; readonly repo: string };
  readonly options: GitHubOptions;
  readonly signal: AbortSignal;
}

/** A signal that is never aborted. */
export const never = new AbortController().signal;

export function createClient(options: GitHubOptions): Client {
  const octokit = getOctokit(options.token, options.apiUrl === undefined ? {} : { baseUrl: options.apiUrl });
  const [owner = '', repo = ''] = options.repository.split('/');
  const { signal = never } = options;
  octokit.hook.before('request', (request) => {
    // A write that is cut off may have happened or not; it is short, and goes through. The object is shared with other requests.
    if (request.method === 'GET') request.request = { ...request.request, signal };
  });
  return { octokit, place: { owner, repo }, options, signal };
}
