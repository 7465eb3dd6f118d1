import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { SealError } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { codeOf } from './file-errors.ts';
import { packEntries, unpackEntries } from './vault-entries.ts';

/**
 * A bundle: magic (8 bytes), version (1), salt (32), IV (12), gzip of the entries as AES-256-GCM made it, tag (16). GCM takes up
 * to 64 GiB under one key and IV, and each bundle has both of its own.
 */
const magic = Buffer.from('gbe-seal', 'latin1');
const version = 1;
const saltBytes = 32;
const ivBytes = 12;
const headBytes = magic.length + 1 + saltBytes + ivBytes;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const format = 'gemini-batch-eval/sealed-bundle';
const chunkBytes = 256 * 1024;

/** What a bundle is locked with, beside the API key. */
interface Lock {
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly subject: string;
}

/** Keys come from the API key (HKDF-SHA-256), so the API key's holders and nobody else open what is sealed. */
export function createVault(apiKey: string): Vault {
  // From an empty key anybody could derive ours.
  if (apiKey === '') throw new Error('A vault needs an API key.');
  return {
    async seal({ path, subject, entries }) {
      const part = `${path}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        const gzip = createGzip({ level: 6, chunkSize: chunkBytes });
        const encrypt = (source: AsyncIterable<Uint8Array>) => encrypted(apiKey, subject, source);
        await pipeline(packEntries(entries), gzip, encrypt, createWriteStream(part));
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true, maxRetries: 5 });
        throw error;
      }
    },
    async open({ path, subject, folder, maxBytes }) {
      const bundle = await open(path);
      let room: string | undefined;
      try {
        const { start, end, tag, ...lock } = await readFrame(bundle);
        await mkdir(folder, { recursive: true });
        room = await mkdtemp(join(folder, '.vault-'));
        const packed = join(room, 'packed');
        const source = bundle.createReadStream({ start, end, autoClose: false, highWaterMark: chunkBytes });
        const decrypt = (bytes: AsyncIterable<Uint8Array>) => decrypted(apiKey, { ...lock, subject, tag }, bytes);
        await pipeline(source, decrypt, createWriteStream(packed, { flags: 'wx' }));
        return await unpack(packed, { folder, maxBytes });
      } finally {
        await bundle.close();
        if (room !== undefined) await rm(room, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

async function* encrypted(apiKey: string, subject: string, source: AsyncIterable<Uint8Array>) {
  const lock = { salt: randomBytes(saltBytes), iv: randomBytes(ivBytes), subject };
  const cipher = createCipheriv(algorithm, keyOf(apiKey, lock), lock.iv, { authTagLength: tagBytes });
  cipher.setAAD(dataOf(lock));
  yield Buffer.concat([magic, Buffer.from([version]), lock.salt, lock.iv]);
  for await (const chunk of source) yield cipher.update(chunk);
  yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
}

/** What it gives is not to be trusted before it has ended. */
async function* decrypted(
  apiKey: string,
  lock: Lock & { readonly tag: Uint8Array },
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const decipher = createDecipheriv(algorithm, keyOf(apiKey, lock), lock.iv, { authTagLength: tagBytes });
  decipher.setAAD(dataOf(lock)).setAuthTag(lock.tag);
  for await (const chunk of source) yield decipher.update(chunk);
  try {
    decipher.final();
  } catch {
    throw new SealError('not-authentic', 'it was made with another API key, or altered');
  }
}

function keyOf(apiKey: string, { salt }: Lock): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', apiKey, salt, `${format}/${version}/${algorithm}`, keyBytes));
}

function dataOf({ subject }: Lock): Uint8Array {
  return Buffer.from(`${format}\n${version}\n${subject}`);
}

/** What stands around the encrypted bytes, and where these are. */
async function readFrame(bundle: FileHandle) {
  const { size } = await bundle.stat();
  const head = await readAt(bundle, 0, headBytes);
  if (!head.subarray(0, magic.length).equals(magic)) throw new SealError('foreign-format', 'it is no sealed bundle');
  const found = head.at(magic.length);
  if (found !== undefined && found !== version)
    throw new SealError('foreign-format', `it has version ${found} of its format, and this release knows ${version}`);
  const end = size - tagBytes - 1;
  if (end < headBytes) throw new SealError('damaged', 'it is cut short');
  const salt = head.subarray(magic.length + 1, headBytes - ivBytes);
  return { start: headBytes, end, salt, iv: head.subarray(-ivBytes), tag: await readAt(bundle, end + 1, tagBytes) };
}

/** Bytes from a place in a file; fewer where it ends before. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
  return buffer.subarray(0, bytesRead);
}

/** Opens what has proved authentic. */
async function unpack(packed: string, bounds: { readonly folder: string; readonly maxBytes: number }) {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  try {
    return await pipeline(createReadStream(packed), gunzip, (source: AsyncIterable<Uint8Array>) =>
      unpackEntries(source, bounds),
    );
  } catch (error) {
    if (!codeOf(error).startsWith('Z_')) throw error;
    throw new SealError('damaged', 'what it holds is no gzip', error);
  }
}
