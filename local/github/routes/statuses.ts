import type { Status } from '../model.ts';
import { pageOf } from '../paging.ts';
import { ApiError, invalid, ok, optionalTextOf, type Reply, textOf } from '../reply.ts';
import { type Call, type Route, route } from '../router.ts';
import { showRepository, showStatus } from '../show.ts';
import { commitAt } from './repository.ts';

const repo = '/repos/{owner}/{repo}';
const states = ['error', 'failure', 'pending', 'success'];
const maxDescriptionChars = 140;
const maxStatusesPerContext = 1000;

/** Commit statuses. */
export const statusRoutes: readonly Route[] = [
  route(`POST ${repo}/statuses/{sha}`, ['statuses:write'], create),
  route(`GET ${repo}/commits/{ref}/statuses`, ['statuses:read'], (call) =>
    pageOf(statusesAt(call).map(showStatus), call.url),
  ),
  route(`GET ${repo}/commits/{ref}/status`, ['statuses:read'], combine),
];

function create({ store, params, body, token }: Call): Reply {
  const sha = params.sha ?? '';
  if (!/^[0-9a-f]{40}$/.test(sha) || !store.commits.has(sha))
    throw new ApiError(422, `No commit found for SHA: ${sha}`);
  const state = textOf(body, 'state');
  if (!states.includes(state))
    throw invalid('Status', 'state', 'custom', `state is not included in the list: ${state}`);
  const description = optionalTextOf(body, 'description');
  if ((description?.length ?? 0) > maxDescriptionChars) {
    throw invalid(
      'Status',
      'description',
      'custom',
      `description is too long (maximum is ${maxDescriptionChars} characters)`,
    );
  }
  const targetUrl = optionalTextOf(body, 'target_url');
  if (targetUrl && !/^https?:\/\//.test(targetUrl))
    throw invalid('Status', 'target_url', 'custom', 'target_url must use http(s) scheme');
  const context = optionalTextOf(body, 'context') ?? 'default';
  if (store.statuses.filter((one) => one.sha === sha && one.context === context).length >= maxStatusesPerContext) {
    throw new ApiError(422, 'Validation Failed', ['This SHA and context has reached the maximum number of statuses.']);
  }
  const user = { login: token?.login ?? 'ghost', type: token?.type ?? 'User' } as const;
  const createdAt = store.time();
  const status: Status = { id: store.nextId(), sha, state, context, description, targetUrl, user, createdAt };
  store.statuses.push(status);
  return { status: 201, body: showStatus(status) };
}

function combine(call: Call): Reply {
  const latest = statusesAt(call).filter(
    (one, at, all) => all.findIndex(({ context }) => context === one.context) === at,
  );
  const hasFailed = latest.some(({ state }) => state === 'failure' || state === 'error');
  const isPending = latest.length === 0 || latest.some(({ state }) => state === 'pending');
  return ok({
    state: hasFailed ? 'failure' : isPending ? 'pending' : 'success',
    sha: commitAt(call.store, call.params.ref ?? '').sha,
    total_count: latest.length,
    statuses: latest.map(showStatus),
    repository: showRepository(call.store),
  });
}

/** Newest first. */
function statusesAt({ store, params }: Call): readonly Status[] {
  const { sha } = commitAt(store, params.ref ?? '');
  return store.statuses.filter((status) => status.sha === sha).reverse();
}
