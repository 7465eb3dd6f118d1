import type { Need } from './access.ts';
import type { Reply } from './reply.ts';
import type { Store } from './store.ts';
import type { TokenFacts } from './types.ts';

/** One request as its handler sees it: authenticated, and allowed to do what the route does. */
export interface Call {
  readonly store: Store;
  readonly params: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: TokenFacts | undefined;
  readonly accept: string;
}

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly needs: (call: Call) => readonly Need[];
  readonly handle: (call: Call) => Reply | Promise<Reply>;
}

type Needs = Route['needs'] | readonly string[];

/**
 * A route such as `GET /repos/{owner}/{repo}/contents/{path+}`, where `+` takes the rest of the path, with the
 * permissions of which one is needed, as `issues:write`.
 */
export function route(line: string, needs: Needs, handle: Route['handle']): Route {
  const [method = '', path = ''] = line.split(' ');
  const source = path.replace(
    /\{(\w+)(\+?)\}/g,
    (_, name: string, rest: string) => `(?<${name}>${rest ? '.+' : '[^/]+'})`,
  );
  const fixed = typeof needs === 'function' ? undefined : needs.map(parseNeed);
  return {
    method,
    pattern: new RegExp(`^${source}$`),
    needs: typeof needs === 'function' ? needs : () => fixed ?? [],
    handle,
  };
}

/** The route for a request and the decoded parameters of its path. */
export function findRoute(routes: readonly Route[], method: string, path: string) {
  for (const candidate of routes) {
    const match = candidate.method === method ? candidate.pattern.exec(path) : null;
    if (match === null) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { route: candidate, params: Object.fromEntries(params) as Record<string, string> };
  }
  return undefined;
}

export function parseNeed(text: string): Need {
  const [permission, level] = text.split(':');
  return { permission: permission as Need['permission'], level: level as Need['level'] };
}
