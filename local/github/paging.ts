import type { Reply } from './reply.ts';

const defaultPerPage = 30;
const maxPerPage = 100;

/** One page of a list with the Link header GitHub sends. `envelope` names the member that holds the items, where there is one. */
export function pageOf(items: readonly unknown[], url: URL, envelope?: string): Reply {
  const perPage = Math.min(positive(url.searchParams.get('per_page'), defaultPerPage), maxPerPage);
  const page = positive(url.searchParams.get('page'), 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const shown = items.slice((page - 1) * perPage, page * perPage);
  const links = [
    ...(page > 1 ? [linkTo(url, page - 1, 'prev')] : []),
    ...(page < last ? [linkTo(url, page + 1, 'next'), linkTo(url, last, 'last')] : []),
    ...(page > 1 ? [linkTo(url, 1, 'first')] : []),
  ];
  const body = envelope === undefined ? shown : { total_count: items.length, [envelope]: shown };
  return { status: 200, body, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

function linkTo(url: URL, page: number, rel: string): string {
  const target = new URL(url);
  target.searchParams.set('page', String(page));
  return `<${target.href}>; rel="${rel}"`;
}
