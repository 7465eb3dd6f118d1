import { pageOf } from '../paging.ts';
import { ApiError, notFound, ok, type Reply } from '../reply.ts';
import { type Call, type Route, route } from '../router.ts';
import { showCommit, showPull, showRepository } from '../show.ts';
import type { Store } from '../store.ts';
import type { CommitSeed } from '../types.ts';

const repo = '/repos/{owner}/{repo}';
const read = ['contents:read'];

/** The repository itself, its branches, commits, comparisons and files. */
export const repositoryRoutes: readonly Route[] = [
  route(`GET ${repo}`, [], ({ store }) => ok(showRepository(store))),
  route(`GET ${repo}/branches`, read, ({ store, url }) =>
    pageOf(
      [...store.branches.keys()].map((name) => showBranch(store, name)),
      url,
    ),
  ),
  route(`GET ${repo}/branches/{branch+}`, read, ({ store, params }) => ok(showBranch(store, params.branch ?? ''))),
  route(`GET ${repo}/git/ref/{ref+}`, read, getRef),
  route(`GET ${repo}/commits`, read, listCommits),
  route(`GET ${repo}/commits/{ref}/pulls`, ['pull-requests:read'], pullsOfCommit),
  route(`GET ${repo}/commits/{ref}`, read, ({ store, params }) => ok(showCommit(commitAt(store, params.ref ?? '')))),
  route(`GET ${repo}/compare/{range+}`, read, compare),
  route(`GET ${repo}/contents/{path+}`, read, getContents),
];

/** The commit that a ref names; refused in GitHub's words when there is none. */
export function commitAt(store: Store, ref: string): Required<CommitSeed> {
  const commit = store.resolve(ref);
  if (commit === undefined) throw new ApiError(422, `No commit found for SHA: ${ref}`);
  return commit;
}

function showBranch(store: Store, name: string) {
  const sha = store.branches.get(name);
  if (sha === undefined) throw new ApiError(404, 'Branch not found');
  return { name, commit: { sha }, protected: false };
}

function getRef({ store, params }: Call): Reply {
  const sha = store.branches.get((params.ref ?? '').replace(/^heads\//, ''));
  if (sha === undefined || !params.ref?.startsWith('heads/')) throw notFound();
  return ok({ ref: `refs/${params.ref}`, object: { type: 'commit', sha } });
}

function listCommits({ store, url }: Call): Reply {
  const start = store.resolve(url.searchParams.get('sha') ?? store.repository.defaultBranch);
  if (start === undefined) throw notFound();
  const commits = [...historyOf(store, start.sha)].flatMap((sha) => store.commits.get(sha) ?? []);
  return pageOf(commits.map(showCommit), url);
}

function pullsOfCommit({ store, params, url }: Call): Reply {
  const { sha } = commitAt(store, params.ref ?? '');
  const pulls = [...store.issues.values()].filter(({ pull }) => pull && historyOf(store, pull.headSha).has(sha));
  return pageOf(
    pulls.map((pull) => showPull(store, pull)),
    url,
  );
}

function compare({ store, params, url }: Call): Reply {
  const [base, head] = (params.range ?? '').split('...').map((ref) => store.resolve(ref.replace(/^[^:]+:/, '')));
  if (base === undefined || head === undefined) throw notFound();
  const [before, after] = [historyOf(store, base.sha), historyOf(store, head.sha)];
  const mergeBase = [...after].find((sha) => before.has(sha));
  if (mergeBase === undefined) throw new ApiError(404, `No common ancestor between ${base.sha} and ${head.sha}.`);
  const ahead = [...after].filter((sha) => !before.has(sha));
  const behind = [...before].filter((sha) => !after.has(sha)).length;
  const status = ahead.length > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical';
  const commits = ahead.reverse().flatMap((sha) => store.commits.get(sha) ?? []);
  const { body, headers = {} } = pageOf(commits.map(showCommit), url);
  const comparison = {
    status,
    ahead_by: commits.length,
    behind_by: behind,
    total_commits: commits.length,
    base_commit: showCommit(base),
    merge_base_commit: { sha: mergeBase },
    commits: body,
    files: [],
  };
  return { status: 200, body: comparison, headers };
}

function getContents({ store, params, accept, url }: Call): Reply {
  const path = params.path ?? '';
  const text = store.contents.get(path);
  const ref = url.searchParams.get('ref');
  if (ref !== null && store.resolve(ref) === undefined) throw new ApiError(404, `No commit found for the ref ${ref}`);
  if (text === undefined) throw notFound();
  if (/raw/.test(accept))
    return { status: 200, body: Buffer.from(text), headers: { 'content-type': 'text/plain; charset=utf-8' } };
  const name = path.split('/').at(-1);
  const content = Buffer.from(text).toString('base64');
  return ok({ type: 'file', name, path, size: Buffer.byteLength(text), encoding: 'base64', content });
}

/** A commit and all before it, newest first: a parent never comes before its child. */
function historyOf(store: Store, sha: string): Set<string> {
  const history = new Set<string>();
  const waiting = [sha];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    // Seen again on a longer way: it moves behind what leads to it.
    history.delete(next);
    history.add(next);
    waiting.push(...(store.commits.get(next)?.parents ?? []));
  }
  return history;
}
