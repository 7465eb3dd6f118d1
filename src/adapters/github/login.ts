import type { Octokit } from './client.ts';
import { isPassing, statusOf } from './errors.ts';

/** The login of the job's own token, which may not ask who it is. */
const actionsLogin = 'github-actions[bot]';

/**
 * The login that this token writes as. GraphQL knows it for every kind of token; GET /user only for people's. A token that may
 * ask neither is the job's own.
 */
export async function readLogin(octokit: Octokit): Promise<string> {
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
