/** How long a refusal asks to wait: its Retry-After (seconds, or a date), else the RetryInfo of its body. */
export function askedPauseMs(headers: Headers, body: unknown, now: number): number | undefined {
  const asked = headers.get('retry-after') ?? '';
  const headerMs = /^[\d.]+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - now;
  return headerMs > 0 ? headerMs : retryInfoMs(body);
}

/** The delay in a google.rpc.RetryInfo among an error's details, such as `1.5s`. */
export function retryInfoMs(error: unknown): number | undefined {
  const { details } = (error ?? {}) as { details?: unknown };
  if (!Array.isArray(details)) return undefined;
  const info = details.find((detail) => String(detail?.['@type']).endsWith('RetryInfo'));
  const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(String(info?.retryDelay))?.[1]);
  return seconds > 0 ? seconds * 1000 : undefined;
}
