import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ServiceError } from '../../errors.ts';
import { openBody } from '../http-get.ts';
import { atMost } from './at-most.ts';
import type { Client } from './client.ts';
import { statusOf } from './errors.ts';
import { asObject } from './reply.ts';

const maxRedirects = 5;
const maxErrorChars = 64 * 1024;
const defaultIdleTimeoutMs = 60_000;

export interface Download {
  readonly id: number;
  /** What we ask for, as a phrase. */
  readonly action: string;
  /** Where the archive goes. */
  readonly path: string;
  readonly maxBytes: number;
}

/** Downloads an artifact's archive, once and from its start. Throws for one that is cut or too large. */
export async function downloadArchive(client: Client, download: Download): Promise<void> {
  const { action, path, maxBytes } = download;
  const tooLarge = () => new ServiceError(`it is larger than ${maxBytes} bytes`, { action, status: 200 });
  try {
    const message = await openArchive(client, download);
    const announced = message.headers['content-length'];
    if (Number(announced) > maxBytes) {
      message.destroy();
      throw tooLarge();
    }
    await pipeline(message, atMost(maxBytes, tooLarge), createWriteStream(path), { signal: client.signal });
    const { size } = await stat(path);
    if (announced !== undefined && Number(announced) !== size) throw new Error(`${size} of ${announced} bytes arrived`);
  } catch (error) {
    client.signal.throwIfAborted();
    if (error instanceof ServiceError || statusOf(error) !== undefined) throw error;
    // The client's own words quote the address, and its query is a signature that opens the archive to anybody.
    const words = error instanceof Error ? error.message : String(error);
    throw new ServiceError(words.replace(/\?\S*/g, ''), { action });
  }
}

/** Follows redirects by hand: GitHub sends us to a signed address elsewhere, and the token goes to GitHub's own origin only. */
async function openArchive({ octokit, place, options, signal }: Client, { id, action }: Download) {
  const { idleTimeoutMs = defaultIdleTimeoutMs } = options;
  const request = { ...place, artifact_id: id, archive_format: 'zip' };
  const { url: start, headers } = octokit.rest.actions.downloadArtifact.endpoint(request);
  const home = new URL(start);
  let url = home;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const isHome = url.origin === home.origin;
    const credentials = { accept: String(headers.accept), authorization: `token ${options.token}` };
    const message = await openBody(url, { headers: isHome ? credentials : {}, idleTimeoutMs, signal });
    const status = message.statusCode ?? 0;
    if (status === 200) return message;
    const { location } = message.headers;
    if (status < 300 || status >= 400 || location === undefined)
      throw isHome ? await readRefusal(message, status) : refuseStored(message, { action, status });
    message.resume();
    url = nextOf(url, location, action);
    if (url.protocol !== 'https:' && url.protocol !== home.protocol)
      throw new ServiceError('it redirects to an address without https', { action, status: 310 });
  }
  throw new ServiceError('too many redirects', { action, status: 310 });
}

function nextOf(url: URL, location: string, action: string): URL {
  if (URL.canParse(location, url.href)) return new URL(location, url);
  throw new ServiceError('it redirects to what is no address', { action, status: 310 });
}

/** GitHub's own refusal, in its words. */
async function readRefusal(message: IncomingMessage, status: number): Promise<Error> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maxErrorChars) break;
  }
  return Object.assign(new Error(wordsOf(text)), { status });
}

function wordsOf(text: string): string {
  try {
    const { message } = asObject(JSON.parse(text));
    if (typeof message === 'string') return message;
  } catch {
    // A proxy on the way may answer with a page.
  }
  return 'the server did not hand it out';
}

/** The storage knows nothing of permissions. */
function refuseStored(message: IncomingMessage, details: { readonly action: string; readonly status: number }): Error {
  message.resume();
  return new ServiceError('the storage that GitHub keeps it in did not hand it out', details);
}
