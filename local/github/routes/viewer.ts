import { ApiError, ok, type Reply } from '../reply.ts';
import { type Call, type Route, route } from '../router.ts';
import { showUser } from '../show.ts';

/** Who a token is, over REST and GraphQL. */
export const viewerRoutes: readonly Route[] = [
  route('GET /user', [], getUser),
  route('POST /graphql', [], answerQuery),
];

function getUser({ token }: Call): Reply {
  if (token === undefined) throw new ApiError(401, 'Requires authentication');
  if (token.installation) throw new ApiError(403, 'Resource not accessible by integration');
  return ok(showUser(token));
}

/** Understands the one query for the viewer's login; to any other it answers with errors, as a server that lacks the field. */
function answerQuery({ token, body }: Call): Reply {
  if (token === undefined) throw new ApiError(401, 'This endpoint requires you to be authenticated.');
  const query = typeof body.query === 'string' ? body.query.replace(/\s+/g, ' ').trim() : '';
  if (/^(query( \w+)? )?\{ ?viewer \{ ?login ?\} ?\}$/.test(query))
    return ok({ data: { viewer: { login: token.login } } });
  return ok({ errors: [{ type: 'undefinedField', message: 'Only the query { viewer { login } } is answered here.' }] });
}
