import { getOctokit } from '@actions/github';
import pRetry from 'p-retry';
import type { GitHub } from '../ports.ts';
import { isPassing, statusOf, toServiceError } from './github-errors.ts';

export interface GitHubOptions {
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
  /** Longest pause before a retry, in milliseconds. */
  readonly maxPauseMs: number;
  /** Base address; GITHUB_API_URL unless given. */
  readonly apiUrl?: string;
}

type Octokit = ReturnType<typeof getOctokit>;

/** The login of the job's own token, which may not ask who it is. */
const actionsLogin = 'github-actions[bot]';
const maxAttempts = 4;

/** GitHub's REST API. Every call throws ServiceError. */
export function createGitHub(options: GitHubOptions): GitHub {
  const octokit = getOctokit(options.token, options.apiUrl === undefined ? {} : { baseUrl: options.apiUrl });
  const [owner = '', repo = ''] = options.repository.split('/');
  const place = { owner, repo };

  async function findComment(pullRequest: number, marker: string) {
    let own: string | undefined;
    const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
      ...place,
      issue_number: pullRequest,
      per_page: 100,
    });
    for await (const { data } of pages) {
      for (const comment of data) {
        if (!comment.body?.trimStart().startsWith(marker)) continue;
        own ??= await readLogin(octokit);
        if (comment.user?.login === own) return { id: comment.id, body: comment.body };
      }
    }
    return undefined;
  }

  return {
    findComment: ({ pullRequest, marker }) =>
      attempt(options, 'read the comments', 'pull-requests: write', () => findComment(pullRequest, marker)),
    upsertComment: ({ pullRequest, marker, body }) =>
      // Looking first makes every repetition safe: a create whose answer was lost is found and updated.
      attempt(options, 'write the comment', 'pull-requests: write', async () => {
        const existing = await findComment(pullRequest, marker);
        const { data } =
          existing === undefined
            ? await octokit.rest.issues.createComment({ ...place, issue_number: pullRequest, body })
            : await octokit.rest.issues.updateComment({ ...place, comment_id: existing.id, body });
        return { url: data.html_url, created: existing === undefined };
      }),
    getPullRequest: (number) =>
      attempt(options, `read pull request ${number}`, 'pull-requests: read', async () => {
        const { data } = await octokit.rest.pulls.get({ ...place, pull_number: number });
        const { head, base } = data;
        return {
          number,
          headSha: head.sha,
          headRef: head.ref,
          headRepository: head.repo?.full_name ?? '',
          baseSha: base.sha,
          baseRef: base.ref,
        };
      }),
    isPrivate: () =>
      attempt(
        options,
        'read the repository',
        'contents: read',
        async () => (await octokit.rest.repos.get(place)).data.private,
      ),
    setStatus: ({ sha, context, state, description, targetUrl }) =>
      attempt(options, 'set the commit status', 'statuses: write', async () => {
        await octokit.rest.repos.createCommitStatus({
          ...place,
          sha,
          context,
          state,
          description,
          target_url: targetUrl,
        });
      }),
  };
}

/**
 * The login that this token writes as. GraphQL knows it for every kind of token; GET /user only for people's. A token that may
 * ask neither is the job's own.
 */
async function readLogin(octokit: Octokit): Promise<string> {
  try {
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
    return viewer.login;
  } catch (error) {
    throwIfPassing(error);
  }
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login;
  } catch (error) {
    throwIfPassing(error);
    return actionsLogin;
  }
}

/** A fault that will pass says nothing about the token: taken for a refusal, it would hide our own comment from us. */
function throwIfPassing(error: unknown): void {
  if (statusOf(error) !== undefined && isPassing(error)) throw error;
}

/** Repeats what a passing fault broke; what remains says which line of `permissions:` would help. */
async function attempt<T>(
  options: GitHubOptions,
  action: string,
  permission: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await pRetry(call, {
      retries: maxAttempts - 1,
      minTimeout: Math.min(1000, options.maxPauseMs),
      maxTimeout: options.maxPauseMs,
      randomize: true,
      shouldRetry: ({ error }) => isPassing(error),
    });
  } catch (error) {
    throw toServiceError(error, action, permission);
  }
}
