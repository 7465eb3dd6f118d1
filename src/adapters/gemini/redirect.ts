import type { Send } from './wire.ts';

const maxRedirects = 5;
/** These ask for the same request again, method and body included. */
const keepsRequest = new Set([307, 308]);
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Sends with fetch and follows redirects by hand: within the origin of the request only, so that neither the key nor the
 * data goes to another; and never so that a request is sent without its body. Any other redirect is answered as a refusal.
 */
export const sendToOrigin: Send = async (url, init) => {
  const method = (init.method ?? 'GET').toUpperCase();
  let here = new URL(url);
  for (let followed = 0; ; followed++) {
    const response = await fetch(here, { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (!redirects.has(response.status) || location === null) return response;
    await response.body?.cancel();
    const problem = problemOf(response.status, location, here, method);
    if (problem !== undefined) return refusal(response.status, problem);
    if (followed === maxRedirects) return refusal(response.status, `${here.origin} redirects too often`);
    here = new URL(location, here);
  }
};

function problemOf(status: number, location: string, here: URL, method: string): string | undefined {
  if (!URL.canParse(location, here.href)) return `${here.origin} redirects to what is no address`;
  const { origin, protocol, host } = new URL(location, here);
  if (origin !== here.origin)
    return `${here.origin} redirects to another server, ${protocol}//${host}, which gets neither the key nor the data`;
  if (method === 'GET' || keepsRequest.has(status)) return undefined;
  return `${here.origin} answers ${method} with a redirect that would drop the request`;
}

/** "Misdirected request": of 3xx the SDK keeps no status, and an error without one would count as a lost answer. */
const refusalStatus = 421;

/** In the form of the service's own errors. */
function refusal(status: number, message: string): Response {
  const error = { code: refusalStatus, status: 'REDIRECTED', message: `${message} (status ${status})` };
  return new Response(JSON.stringify({ error }), {
    status: refusalStatus,
    headers: { 'content-type': 'application/json' },
  });
}
