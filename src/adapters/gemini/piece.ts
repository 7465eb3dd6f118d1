import type { Send } from './wire.ts';

const statusHeader = 'x-goog-upload-status';
const receivedHeader = 'x-goog-upload-size-received';

/** What sending a piece takes. */
interface PieceTools {
  /** Sends the bytes once. */
  readonly sendBytes: Send;
  /** Asks once for what has arrived. */
  readonly ask: Send;
  readonly retry: (attempt: () => Promise<Response>) => Promise<Response>;
}

/**
 * Sends one piece of a resumable upload. After a lost or failed answer it asks the service how much it has, and sends only
 * what is missing: pieces are never sent blindly twice, and a piece that arrived counts as sent.
 */
export async function sendPiece(
  url: string,
  init: RequestInit,
  { sendBytes, ask, retry }: PieceTools,
): Promise<Response> {
  const headers = new Headers(init.headers);
  const offset = Number(headers.get('x-goog-upload-offset'));
  const isLast = (headers.get('x-goog-upload-command') ?? '').includes('finalize');
  const piece = init.body instanceof Blob ? init.body : new Blob([init.body as ArrayBuffer]);
  let from = offset;
  let isUnsure = false;
  return retry(async () => {
    if (isUnsure) {
      const answer = await query(url, headers, ask);
      if (answer.headers.get(statusHeader) === 'final') return answer;
      const received = Number(answer.headers.get(receivedHeader) ?? Number.NaN);
      if (!(received >= from && received <= offset + piece.size)) return answer;
      if (received === offset + piece.size && !isLast) return accepted();
      from = received;
    }
    isUnsure = true;
    headers.set('x-goog-upload-offset', String(from));
    const answer = await sendBytes(url, { ...init, headers, body: piece.slice(from - offset) });
    // An answer of success without the status header says nothing about the effect.
    if (answer.ok && !answer.headers.has(statusHeader)) return new Response(await answer.text(), { status: 503 });
    return answer;
  });
}

function query(url: string, headers: Headers, ask: Send): Promise<Response> {
  const asked = new Headers(headers);
  asked.delete('x-goog-upload-offset');
  asked.set('x-goog-upload-command', 'query');
  return ask(url, { method: 'POST', headers: asked });
}

/** What the service would have said had its answer arrived. */
function accepted(): Response {
  return new Response(null, { status: 200, headers: { [statusHeader]: 'active' } });
}
