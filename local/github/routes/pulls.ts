import { pageOf } from '../paging.ts';
import { notFound, ok, type Reply } from '../reply.ts';
import { type Call, type Route, route } from '../router.ts';
import { showPull } from '../show.ts';

const pulls = '/repos/{owner}/{repo}/pulls';
const read = ['pull-requests:read'];

/** Pull requests as such; their comments and labels are those of issues. */
export const pullRoutes: readonly Route[] = [
  route(`GET ${pulls}`, read, listPulls),
  route(`GET ${pulls}/{number}`, read, getPull),
  route(`GET ${pulls}/{number}/files`, read, listFiles),
];

function listPulls({ store, url }: Call): Reply {
  const query = url.searchParams;
  const state = query.get('state') ?? 'open';
  const pulls = [...store.issues.values()]
    .filter((issue) => issue.pull && (state === 'all' || issue.state === state))
    .map((issue) => showPull(store, issue) as { number: number; head: { label: string }; base: { ref: string } })
    .filter(({ head }) => (query.get('head') ?? head.label) === head.label)
    .filter(({ base }) => (query.get('base') ?? base.ref) === base.ref);
  return pageOf(
    pulls.sort((a, b) => b.number - a.number),
    url,
  );
}

function getPull({ store, params }: Call): Reply {
  const issue = store.issue(Number(params.number));
  if (!issue.pull) throw notFound();
  return ok(showPull(store, issue));
}

function listFiles({ store, params, url }: Call): Reply {
  const { pull } = store.issue(Number(params.number));
  if (!pull) throw notFound();
  return pageOf(
    (pull.files ?? []).map((file) => ({ status: 'modified', additions: 1, deletions: 1, ...file })),
    url,
  );
}
