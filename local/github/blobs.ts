import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Reply } from './reply.ts';

export interface BlobAddress {
  readonly container: string;
  readonly name: string;
}

/** Gives addresses that need no further credentials, to write a blob or to read it under a file name. */
export interface BlobSigner {
  signUrl(blob: BlobAddress, to: 'write' | 'read', fileName?: string): string | Promise<string>;
}

interface StoredBlob {
  readonly bytes: Buffer;
  readonly contentType: string;
}

const maxBlocks = 50_000;
const prefix = '/blobs/';

/** A store of block blobs in memory, with the few operations of Azure's that artifact clients use. */
export class BlobStore implements BlobSigner {
  readonly #secret = randomBytes(32);
  readonly #base: () => string;
  readonly #blobs = new Map<string, StoredBlob>();
  readonly #blocks = new Map<string, Map<string, Buffer>>();

  constructor(base: () => string) {
    this.#base = base;
  }

  signUrl(blob: BlobAddress, to: 'write' | 'read', fileName = ''): string {
    const url = new URL(`${prefix}${blob.container}/${blob.name}`, this.#base());
    url.searchParams.set('sp', to === 'write' ? 'cw' : 'r');
    if (fileName !== '') url.searchParams.set('rscd', `attachment; filename="${fileName}"`);
    url.searchParams.set('sig', this.#sign(url));
    return url.href;
  }

  put(blob: BlobAddress, bytes: Uint8Array, contentType: string): void {
    this.#blobs.set(`${blob.container}/${blob.name}`, { bytes: Buffer.from(bytes), contentType });
  }

  get(blob: BlobAddress): Buffer | undefined {
    return this.#blobs.get(`${blob.container}/${blob.name}`)?.bytes;
  }

  isMine(path: string): boolean {
    return path.startsWith(prefix);
  }

  /** Answers a request to a signed address; anything not signed for it is refused. */
  answer(
    method: string,
    url: URL,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): Reply {
    const key = url.pathname.slice(prefix.length);
    const needed = method === 'PUT' ? 'w' : 'r';
    if (url.searchParams.get('sig') !== this.#sign(url) || !url.searchParams.get('sp')?.includes(needed)) {
      return refusal(403, 'AuthenticationFailed');
    }
    if (method === 'GET' || method === 'HEAD') return this.#read(key, url, headers);
    if (method !== 'PUT') return refusal(405, 'UnsupportedHttpVerb');
    const comp = url.searchParams.get('comp');
    const contentType = String(
      headers['x-ms-blob-content-type'] ?? headers['content-type'] ?? 'application/octet-stream',
    );
    if (comp === 'block') return this.#stage(key, url.searchParams.get('blockid') ?? '', body);
    if (comp === 'blocklist') return this.#commit(key, body.toString('utf8'), contentType);
    if (headers['x-ms-blob-type'] !== 'BlockBlob') return refusal(400, 'MissingRequiredHeader');
    this.#blobs.set(key, { bytes: body, contentType });
    return created();
  }

  #stage(key: string, id: string, body: Buffer): Reply {
    const blocks = this.#blocks.get(key) ?? new Map<string, Buffer>();
    const first = blocks.keys().next().value;
    // Azure wants the ids of one blob's blocks to be of one length.
    if (id === '' || (first !== undefined && first.length !== id.length)) return refusal(400, 'InvalidBlobOrBlock');
    if (blocks.size >= maxBlocks) return refusal(409, 'BlockCountExceedsLimit');
    this.#blocks.set(key, blocks.set(id, body));
    return created();
  }

  #commit(key: string, list: string, contentType: string): Reply {
    const blocks = this.#blocks.get(key) ?? new Map<string, Buffer>();
    const ids = [...list.matchAll(/<(Latest|Uncommitted|Committed)>([^<]*)<\/\1>/g)].map((match) => match[2] ?? '');
    const parts = ids.map((id) => blocks.get(id));
    if (!parts.every((part) => part !== undefined)) return refusal(400, 'InvalidBlockList');
    this.#blobs.set(key, { bytes: Buffer.concat(parts), contentType });
    this.#blocks.delete(key);
    return created();
  }

  #read(key: string, url: URL, headers: Readonly<Record<string, string | string[] | undefined>>): Reply {
    const blob = this.#blobs.get(key);
    if (blob === undefined) return refusal(404, 'BlobNotFound');
    const disposition = url.searchParams.get('rscd');
    const shown = {
      'content-type': blob.contentType,
      'accept-ranges': 'bytes',
      ...(disposition !== null && { 'content-disposition': disposition }),
    };
    const range = /^bytes=(\d+)-(\d*)$/.exec(String(headers['x-ms-range'] ?? headers.range ?? ''));
    if (range === null) return { status: 200, body: blob.bytes, headers: shown };
    const size = blob.bytes.length;
    const start = Number(range[1]);
    const end = Math.min(range[2] ? Number(range[2]) : size - 1, size - 1);
    if (start >= size || start > end) return refusal(416, 'InvalidRange');
    const contentRange = `bytes ${start}-${end}/${size}`;
    return {
      status: 206,
      body: blob.bytes.subarray(start, end + 1),
      headers: { ...shown, 'content-range': contentRange },
    };
  }

  #sign(url: URL): string {
    const signed = [url.pathname, url.searchParams.get('sp'), url.searchParams.get('rscd')].join('\n');
    return createHmac('sha256', this.#secret).update(signed).digest('base64');
  }
}

/** The digest of an artifact's bytes as GitHub writes it. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function created(): Reply {
  return {
    status: 201,
    headers: { etag: `"${randomBytes(8).toString('hex')}"`, 'last-modified': new Date().toUTCString() },
  };
}

function refusal(status: number, code: string): Reply {
  const body = Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  );
  return { status, body, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code } };
}
