import { Refusal } from './refusal.ts';

/** What a list asks for, and what the service makes of it. */
export interface PageWish {
  readonly query: Readonly<Record<string, string>>;
  readonly defaultSize: number;
  readonly maxSize: number;
}

/** One page of the things that exist, newest first; the token goes on below the last one shown, whatever came or went. */
export function takePage<T extends { readonly index: number }>(
  items: readonly T[],
  { query, defaultSize, maxSize }: PageWish,
): { readonly page: readonly T[]; readonly nextPageToken?: string } {
  const size = Math.min(parseSize(query.pageSize) || defaultSize, maxSize);
  const below = parseToken(query.pageToken);
  const rest = items.filter(({ index }) => index < below).sort((one, other) => other.index - one.index);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  if (last === undefined || rest.length <= size) return { page };
  return { page, nextPageToken: Buffer.from(`below:${last.index}`).toString('base64url') };
}

function parseSize(given = '0'): number {
  if (!/^[0-9]{1,9}$/.test(given)) {
    throw new Refusal(400, `Invalid value at 'page_size' (TYPE_INT32), ${JSON.stringify(given)}`);
  }
  return Number(given);
}

function parseToken(given = ''): number {
  if (given === '') return Number.POSITIVE_INFINITY;
  const found = /^below:([0-9]+)$/.exec(Buffer.from(given, 'base64url').toString());
  if (!found) throw new Refusal(400, 'Page token is not valid.');
  return Number(found[1]);
}
