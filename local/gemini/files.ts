import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { parseBody } from './complaints.ts';
import type { Answer, Emulation, Exchange } from './emulation.ts';
import { takePage } from './paging.ts';
import { Refusal, WrongState } from './refusal.ts';
import type { StoredFile } from './types.ts';

const defaultPageSize = 10;
const maxPageSize = 100;
const hashChunkBytes = 2 ** 20;

/** What is known of a file before it is stored. */
export interface NewFile extends Pick<StoredFile, 'name' | 'mimeType' | 'source' | 'owner' | 'path'> {
  readonly displayName?: string;
}

type Entry = StoredFile & { readonly index: number };

/** The files of the service. */
export interface FileStore {
  /** What exists now. */
  readonly files: ReadonlyMap<string, StoredFile>;
  /** What was ever uploaded. */
  readonly uploads: ReadonlyMap<string, StoredFile>;
  readonly storedBytes: (owner: string) => number;
  add(file: NewFile): StoredFile;
  /** The file of this name, for its owner, unless it is gone. */
  find(name: string, owner: string): StoredFile;
  expireResultFiles(): void;
  get(exchange: Exchange): Answer;
  list(exchange: Exchange): Answer;
  delete(exchange: Exchange): Answer;
  download(exchange: Exchange): Answer;
}

/** A store without files; `onDelete` hears of every file that goes. */
export function createFileStore(emulation: Emulation, onDelete: (name: string) => void): FileStore {
  const files = new Map<string, Entry>();
  const uploads = new Map<string, StoredFile>();
  let count = 0;

  function find(name: string, owner: string): Entry {
    const found = files.get(name);
    if (found?.owner === owner && found.expirationTime > emulation.behaviour.now()) return found;
    throw missing(name, emulation.behaviour.missingFileStatus);
  }

  function findById({ route, owner }: Exchange): Entry {
    const max = emulation.behaviour.limits.maxFileNameIdLength;
    if (route.id.length > max) throw new Refusal(400, `Invalid file name: the id is longer than ${max} characters.`);
    return find(`files/${route.id}`, owner);
  }

  return {
    files,
    uploads,
    storedBytes: (owner) =>
      [...files.values()].filter((file) => file.owner === owner).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    add: (file) => {
      count += 1;
      const { uploadedFileTtlMs, resultFileTtlMs, now } = emulation.behaviour;
      const createTime = now();
      const ttlMs = file.source === 'UPLOADED' ? uploadedFileTtlMs : resultFileTtlMs;
      const bytes = () => readFileSync(file.path);
      const stored = {
        ...file,
        ...measure(file.path),
        createTime,
        expirationTime: createTime + ttlMs,
        bytes,
        index: count,
      };
      files.set(file.name, stored);
      if (file.source === 'UPLOADED') uploads.set(file.name, stored);
      return stored;
    },
    find,
    expireResultFiles: () => {
      for (const file of [...files.values()]) if (file.source === 'GENERATED') files.delete(file.name);
    },
    get: (exchange) => ({ body: renderFile(findById(exchange), emulation.url) }),
    list: ({ record, owner }) => {
      const own = [...files.values()].filter((file) => file.owner === owner && file.source === 'UPLOADED');
      const wish = { query: record.query, defaultSize: defaultPageSize, maxSize: maxPageSize };
      const { page, ...token } = takePage(own, wish);
      const shown = page.map((file) => renderFile(file, emulation.url));
      return { body: shown.length > 0 ? { files: shown, ...token } : {} };
    },
    delete: (exchange) => {
      parseBody(exchange.record.bodyText ?? '', 'Empty');
      const { name } = findById(exchange);
      files.delete(name);
      onDelete(name);
      return { body: {} };
    },
    download: ({ record, route, owner }) => {
      const { plain, prefixed } = emulation.behaviour.downloadForms;
      if (!(route.isPrefixed ? prefixed : plain)) throw new Refusal(404, `Requested entity was not found.`);
      const file = find(`files/${route.id}`, owner);
      if (file.source !== 'GENERATED') throw new WrongState(`Only generated files can be downloaded.`);
      if (record.query.alt !== 'media') throw new Refusal(400, 'Media download needs alt=media.');
      return { file };
    },
  };
}

/** The resource as the service shows it. */
export function renderFile(file: StoredFile, url: string): object {
  return {
    name: file.name,
    ...(file.displayName === undefined ? {} : { displayName: file.displayName }),
    mimeType: file.mimeType,
    sizeBytes: String(file.sizeBytes),
    createTime: toTimestamp(file.createTime),
    updateTime: toTimestamp(file.createTime),
    expirationTime: toTimestamp(file.expirationTime),
    // The service encodes the hexadecimal digits, not the digest.
    sha256Hash: Buffer.from(file.sha256).toString('base64'),
    uri: `${url}/v1beta/${file.name}`,
    state: 'ACTIVE',
    source: file.source,
  };
}

/** A time as the service writes it. */
export function toTimestamp(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function missing(name: string, status: 403 | 404): Refusal {
  const id = name.slice('files/'.length);
  return new Refusal(status, `You do not have permission to access the File ${id} or it may not exist.`);
}

function measure(path: string): { readonly sizeBytes: number; readonly sha256: string } {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(hashChunkBytes);
  let sizeBytes = 0;
  for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
    hash.update(chunk.subarray(0, read));
    sizeBytes += read;
  }
  closeSync(file);
  return { sizeBytes, sha256: hash.digest('hex') };
}
