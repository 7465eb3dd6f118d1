import { ApiError, notFound } from './reply.ts';
import type { Level, Permission, TokenFacts } from './types.ts';

/** A permission that allows a request; of several needs one is enough. */
export interface Need {
  readonly permission: Permission;
  readonly level: 'read' | 'write';
}

export const allPermissions: TokenFacts['permissions'] = {
  contents: 'write',
  issues: 'write',
  'pull-requests': 'write',
  statuses: 'write',
  actions: 'write',
};

/** A job's own token with every permission. */
export const jobToken: TokenFacts = {
  login: 'github-actions[bot]',
  type: 'Bot',
  installation: true,
  permissions: allPermissions,
};

/** Who sent a request; undefined for nobody in particular. An unknown token is refused. */
export function authenticate(
  header: string | undefined,
  tokens: Readonly<Record<string, TokenFacts>>,
): TokenFacts | undefined {
  if (header === undefined) return undefined;
  const token = /^(?:bearer|token)\s+(\S+)$/i.exec(header)?.[1] ?? '';
  const facts = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (facts === undefined) throw new ApiError(401, 'Bad credentials');
  return facts;
}

/** Refuses what the token may not do. What is public may be read by anybody; a private repository does not exist for strangers. */
export function authorize(token: TokenFacts | undefined, needs: readonly Need[], isPublic: boolean): void {
  const isReading = needs.every(({ level }) => level === 'read');
  if (isPublic && isReading) return;
  if (token === undefined) throw isPublic ? new ApiError(401, 'Requires authentication') : notFound();
  if (needs.length === 0 || needs.some((need) => allows(token.permissions[need.permission], need.level))) return;
  const who = token.installation ? 'integration' : 'personal access token';
  const accepted = needs.map(({ permission, level }) => `${permission.replaceAll('-', '_')}=${level}`).join('; ');
  throw new ApiError(403, `Resource not accessible by ${who}`, undefined, {
    'x-accepted-github-permissions': accepted,
  });
}

function allows(held: Level | undefined, needed: 'read' | 'write'): boolean {
  return held === 'write' || held === needed;
}
