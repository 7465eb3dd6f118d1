import type { Comment } from '../model.ts';
import { pageOf } from '../paging.ts';
import { invalid, notFound, ok, type Reply, textOf } from '../reply.ts';
import { type Call, parseNeed, type Route, route } from '../router.ts';
import { showComment } from '../show.ts';
import { reading, writing } from './issues.ts';

const repo = '/repos/{owner}/{repo}';
const maxCommentChars = 65_536;

/** Comments on issues and pull requests. */
export const commentRoutes: readonly Route[] = [
  route(`GET ${repo}/issues/comments`, ['issues:read', 'pull-requests:read'], ({ store, url }) =>
    pageOf(
      [...store.comments.values()].map((comment) => showComment(store, comment)),
      url,
    ),
  ),
  route(`GET ${repo}/issues/comments/{id}`, needsFor('read'), (call) => ok(showComment(call.store, find(call)))),
  route(`PATCH ${repo}/issues/comments/{id}`, needsFor('write'), update),
  route(`DELETE ${repo}/issues/comments/{id}`, needsFor('write'), (call) => {
    call.store.comments.delete(find(call).id);
    return { status: 204 };
  }),
  route(`GET ${repo}/issues/{number}/comments`, reading, list),
  route(`POST ${repo}/issues/{number}/comments`, writing, create),
];

function needsFor(level: 'read' | 'write') {
  return ({ store, params }: Call) => {
    const comment = store.comments.get(Number(params.id));
    const isPull = comment !== undefined && store.issues.get(comment.number)?.pull !== undefined;
    return [`issues:${level}`, ...(isPull ? [`pull-requests:${level}`] : [])].map(parseNeed);
  };
}

function list({ store, params, url }: Call): Reply {
  const { number } = store.issue(Number(params.number));
  const comments = [...store.comments.values()].filter((comment) => comment.number === number);
  return pageOf(
    comments.map((comment) => showComment(store, comment)),
    url,
  );
}

function create({ store, params, body, token }: Call): Reply {
  const { number } = store.issue(Number(params.number));
  const user = { login: token?.login ?? 'ghost', type: token?.type ?? 'User' } as const;
  return { status: 201, body: showComment(store, store.addComment(number, bodyOf(body), user)) };
}

function update(call: Call): Reply {
  const comment = find(call);
  comment.body = bodyOf(call.body);
  comment.updatedAt = call.store.time();
  return ok(showComment(call.store, comment));
}

function find({ store, params }: Call): Comment {
  const comment = store.comments.get(Number(params.id));
  if (comment === undefined) throw notFound();
  return comment;
}

function bodyOf(body: Readonly<Record<string, unknown>>): string {
  const text = textOf(body, 'body');
  if (text.trim() === '') throw invalid('IssueComment', 'data', 'unprocessable', "Body can't be blank");
  if (text.length > maxCommentChars) {
    throw invalid(
      'IssueComment',
      'data',
      'unprocessable',
      `Body is too long (maximum is ${maxCommentChars} characters)`,
    );
  }
  return text;
}
