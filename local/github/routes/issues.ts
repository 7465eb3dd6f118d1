import type { Issue } from '../model.ts';
import { pageOf } from '../paging.ts';
import { ApiError, invalid, notFound, ok, optionalTextOf, type Reply, textOf } from '../reply.ts';
import { type Call, parseNeed, type Route, route } from '../router.ts';
import { commentsOf, showIssue, showLabel } from '../show.ts';
import type { Store } from '../store.ts';

const repo = '/repos/{owner}/{repo}';

/** Issues (pull requests among them), their labels and what happened to them. */
export const issueRoutes: readonly Route[] = [
  route(`GET ${repo}/issues`, ['issues:read'], listIssues),
  route(`POST ${repo}/issues`, ['issues:write'], createIssue),
  route(`GET ${repo}/issues/{number}`, reading, ({ store, params }) =>
    ok(showIssue(store, store.issue(Number(params.number)))),
  ),
  route(`PATCH ${repo}/issues/{number}`, writing, updateIssue),
  route(`GET ${repo}/issues/{number}/labels`, reading, listLabels),
  route(`POST ${repo}/issues/{number}/labels`, writing, addLabels),
  route(`DELETE ${repo}/issues/{number}/labels/{name}`, writing, removeLabel),
  route(`GET ${repo}/issues/{number}/events`, reading, (call) =>
    pageOf(
      timelineOf(call).filter(({ event }) => event !== 'committed'),
      call.url,
    ),
  ),
  route(`GET ${repo}/issues/{number}/timeline`, reading, (call) => pageOf(timelineOf(call), call.url)),
  route(`GET ${repo}/labels/{name}`, ['issues:read', 'pull-requests:read'], getLabel),
  route(`POST ${repo}/labels`, ['issues:write', 'pull-requests:write'], createLabel),
];

/** What it takes to read an issue: of a pull request, either permission. */
export function reading(call: Call) {
  return needsFor(call, 'read');
}

/** What it takes to write to an issue: of a pull request, either permission. */
export function writing(call: Call) {
  return needsFor(call, 'write');
}

function needsFor({ store, params }: Call, level: 'read' | 'write') {
  const isPull = store.issues.get(Number(params.number))?.pull !== undefined;
  return [`issues:${level}`, ...(isPull ? [`pull-requests:${level}`] : [])].map(parseNeed);
}

function listIssues({ store, url }: Call): Reply {
  const query = url.searchParams;
  const state = choiceOf(query, 'state', ['open', 'closed', 'all']);
  const sort = choiceOf(query, 'sort', ['created', 'updated', 'comments']);
  const direction = choiceOf(query, 'direction', ['desc', 'asc']);
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean);
  const creator = query.get('creator')?.toLowerCase();
  const issues = [...store.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .filter((issue) => creator === undefined || issue.user.login.toLowerCase() === creator)
    .sort((a, b) => rankOf(store, b, sort) - rankOf(store, a, sort) || b.number - a.number);
  const ordered = direction === 'asc' ? issues.reverse() : issues;
  return pageOf(
    ordered.map((issue) => showIssue(store, issue)),
    url,
  );
}

/** The first of the values is what counts when none is given. */
function choiceOf<T extends string>(query: URLSearchParams, name: string, values: readonly [T, ...T[]]): T {
  const given = query.get(name) ?? values[0];
  const value = values.find((one) => one === given);
  if (value === undefined) throw invalid('Issue', name, 'invalid');
  return value;
}

function rankOf(store: Store, issue: Issue, sort: 'created' | 'updated' | 'comments'): number {
  if (sort === 'comments') return commentsOf(store, issue);
  return Date.parse(sort === 'updated' ? issue.updatedAt : issue.createdAt);
}

function createIssue({ store, body, token }: Call): Reply {
  const title = textOf(body, 'title');
  if (title.trim() === '') throw invalid('Issue', 'title', 'missing_field');
  const number = Math.max(0, ...store.issues.keys()) + 1;
  const text = checkBody(optionalTextOf(body, 'body'));
  const author = token?.login ?? 'octocat';
  const issue = store.addIssue({
    number,
    title,
    author,
    labels: labelsIn(body.labels ?? []),
    ...(text !== null && { body: text }),
  });
  return { status: 201, body: showIssue(store, issue) };
}

function updateIssue({ store, params, body, token }: Call): Reply {
  const issue = store.issue(Number(params.number));
  if (body.title !== undefined) issue.title = textOf(body, 'title');
  if (body.body !== undefined) issue.body = checkBody(optionalTextOf(body, 'body'));
  if (body.state !== undefined) {
    const state = textOf(body, 'state');
    if (state !== 'open' && state !== 'closed') throw invalid('Issue', 'state', 'invalid');
    issue.state = state;
    issue.stateReason = optionalTextOf(body, 'state_reason') ?? (state === 'closed' ? 'completed' : 'reopened');
  }
  if (body.labels !== undefined) {
    const wanted = labelsIn(body.labels);
    for (const label of issue.labels.filter((label) => !wanted.includes(label)))
      store.removeLabel(issue.number, label, token?.login);
    store.addLabels(issue.number, wanted, token?.login);
  }
  issue.updatedAt = store.time();
  return ok(showIssue(store, issue));
}

function listLabels({ store, params, url }: Call): Reply {
  return pageOf(store.issue(Number(params.number)).labels.map(showLabel), url);
}

function addLabels({ store, params, body, token }: Call): Reply {
  store.addLabels(Number(params.number), labelsIn(body.labels), token?.login);
  return ok(store.issue(Number(params.number)).labels.map(showLabel));
}

function removeLabel({ store, params, token }: Call): Reply {
  store.removeLabel(Number(params.number), params.name ?? '', token?.login);
  return ok(store.issue(Number(params.number)).labels.map(showLabel));
}

function getLabel({ store, params }: Call): Reply {
  if (!store.labels.has(params.name ?? '')) throw notFound();
  return ok(showLabel(params.name ?? ''));
}

function createLabel({ store, body }: Call): Reply {
  const name = textOf(body, 'name');
  if (store.labels.has(name)) throw invalid('Label', 'name', 'already_exists');
  store.labels.add(name);
  return { status: 201, body: showLabel(name) };
}

function timelineOf({ store, params }: Call): readonly Readonly<Record<string, unknown>>[] {
  return store.issue(Number(params.number)).timeline;
}

function checkBody(text: string | null): string | null {
  if (text !== null && text.length > 65_536) {
    throw invalid('Issue', 'body', 'custom', 'body is too long (maximum is 65536 characters)');
  }
  return text;
}

function labelsIn(value: unknown): string[] {
  const names = Array.isArray(value) ? value.map((label) => (typeof label === 'string' ? label : label?.name)) : [];
  if (!Array.isArray(value) || !names.every((name) => typeof name === 'string' && name !== '')) {
    throw new ApiError(422, "Invalid request.\n\nFor 'properties/labels', not an array of names.");
  }
  return names;
}
