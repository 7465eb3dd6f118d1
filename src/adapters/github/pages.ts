const pageSize = 100;

interface Page<T> {
  readonly data: T;
  readonly headers: { readonly link?: string | undefined };
}

/**
 * Page after page, for as long as GitHub names a next one. They are asked for by number: the address that it names is not
 * followed, so the token goes nowhere else.
 */
export async function* readPages<T>(
  ask: (page: { page: number; per_page: number }) => Promise<Page<T>>,
  maxPages = Number.POSITIVE_INFINITY,
): AsyncGenerator<T> {
  for (let page = 1; page <= maxPages; page++) {
    const { data, headers } = await ask({ page, per_page: pageSize });
    yield data;
    if (!headers.link?.includes('rel="next"')) return;
  }
}
