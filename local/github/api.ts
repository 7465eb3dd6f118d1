import type { IncomingHttpHeaders } from 'node:http';
import { authenticate, authorize } from './access.ts';
import type { BlobSigner } from './blobs.ts';
import { ApiError, notFound, type Reply } from './reply.ts';
import { type Call, findRoute, type Route } from './router.ts';
import { actionsRoutes } from './routes/actions.ts';
import { commentRoutes } from './routes/comments.ts';
import { issueRoutes } from './routes/issues.ts';
import { pullRoutes } from './routes/pulls.ts';
import { repositoryRoutes } from './routes/repository.ts';
import { statusRoutes } from './routes/statuses.ts';
import { viewerRoutes } from './routes/viewer.ts';
import type { Store } from './store.ts';
import type { TokenFacts } from './types.ts';

/** The REST and GraphQL side: finds the route, checks the token, and turns refusals into answers. */
export class Api {
  readonly #store: Store;
  readonly #tokens: Readonly<Record<string, TokenFacts>>;
  readonly #routes: readonly Route[];

  constructor(store: Store, blobs: BlobSigner, tokens: Readonly<Record<string, TokenFacts>>) {
    this.#store = store;
    this.#tokens = tokens;
    this.#routes = [
      ...viewerRoutes,
      ...statusRoutes,
      ...repositoryRoutes,
      ...pullRoutes,
      ...commentRoutes,
      ...issueRoutes,
      ...actionsRoutes(blobs),
    ];
  }

  async answer(method: string, url: URL, headers: IncomingHttpHeaders, bytes: Buffer): Promise<Reply> {
    try {
      if (!headers['user-agent'])
        throw new ApiError(
          403,
          'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
        );
      const token = authenticate(headers.authorization, this.#tokens);
      const found = findRoute(this.#routes, method, this.#plainPath(url.pathname));
      if (found === undefined || !this.#isKnown(found.params)) throw notFound();
      const accept = headers.accept ?? '';
      const call: Call = { store: this.#store, params: found.params, url, body: bodyOf(bytes), token, accept };
      if (found.params.owner !== undefined) authorize(token, found.route.needs(call), this.#store.isPublic);
      return await found.route.handle(call);
    } catch (error) {
      if (error instanceof ApiError) return error.reply;
      throw error;
    }
  }

  /** GitHub names a repository by its id too; links to further pages come so. */
  #plainPath(path: string): string {
    return path.replace(`/repositories/${this.#store.repository.id}/`, `/repos/${this.#store.repository.fullName}/`);
  }

  #isKnown({ owner, repo }: Readonly<Record<string, string>>): boolean {
    if (owner === undefined) return true;
    return `${owner}/${repo}`.toLowerCase() === this.#store.repository.fullName.toLowerCase();
  }
}

function bodyOf(bytes: Buffer): Readonly<Record<string, unknown>> {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    throw new ApiError(400, 'Problems parsing JSON');
  }
  throw new ApiError(400, 'Body should be a JSON object');
}
