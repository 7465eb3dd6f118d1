import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { parseBody } from './complaints.ts';
import type { Emulation, Exchange } from './emulation.ts';
import type { FileStore } from './files.ts';
import { isObject } from './proto-json.ts';
import { overQuota, Refusal } from './refusal.ts';
import type { StoredFile } from './types.ts';

/** An upload under way, or over. */
export interface Session {
  readonly owner: string;
  readonly path: string;
  readonly name: string;
  readonly displayName?: string;
  readonly mimeType: string;
  readonly announced: number | undefined;
  received: number;
  status: 'active' | 'final' | 'cancelled';
  file?: StoredFile;
}

/** The upload that a start asks for; refuses names, types and sizes that the service does not take. */
export function openSession({ record, owner }: Exchange, emulation: Emulation, store: FileStore): Session {
  const { file: given } = parseBody(record.bodyText ?? '', 'CreateFileRequest');
  const file = isObject(given) ? given : {};
  if (record.headers['x-goog-upload-protocol'] !== 'resumable')
    throw new Refusal(400, 'Upload protocol must be resumable.');
  if (record.headers['x-goog-upload-command'] !== 'start') throw new Refusal(400, 'Upload command must be start.');
  const length = record.headers['x-goog-upload-header-content-length'];
  const announced = length === undefined ? undefined : Number(length);
  const type = String(file.mimeType ?? file.mime_type ?? record.headers['x-goog-upload-header-content-type'] ?? '');
  checkStart(emulation, store, { announced, type, owner });
  const displayName = file.displayName ?? file.display_name;
  const { maxFileDisplayNameChars } = emulation.behaviour.limits;
  if (typeof displayName === 'string' && displayName.length > maxFileDisplayNameChars) {
    throw new Refusal(400, `Display name is longer than ${maxFileDisplayNameChars} characters.`);
  }
  const path = join(emulation.folder, `upload-${emulation.nextId(16)}`);
  closeSync(openSync(path, 'w'));
  const name = chooseName(file.name, emulation, store);
  const session: Session = { owner, path, name, mimeType: type, announced, received: 0, status: 'active' };
  return typeof displayName === 'string' ? { ...session, displayName } : session;
}

function checkStart(
  { behaviour }: Emulation,
  store: FileStore,
  { announced = 0, type, owner }: { announced: number | undefined; type: string; owner: string },
): void {
  if (!Number.isSafeInteger(announced) || announced < 0) throw new Refusal(400, 'Invalid upload content length.');
  if (behaviour.mimeRefusal === 'upload' && !behaviour.mimeTypes.includes(type)) {
    throw new Refusal(400, `Unsupported MIME type: ${type}`);
  }
  const { maxFileBytes, maxStorageBytes } = behaviour.limits;
  if (announced > maxFileBytes) throw new Refusal(400, `File is larger than ${maxFileBytes} bytes.`);
  if (store.storedBytes(owner) + announced > maxStorageBytes) throw overQuota();
}

function chooseName(given: unknown, emulation: Emulation, store: FileStore): string {
  if (typeof given !== 'string' || given === '') return `files/${emulation.nextId(12)}`;
  const max = emulation.behaviour.limits.maxFileNameIdLength;
  const id = given.replace(/^files\//, '');
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(id) || id.length > max) {
    throw new Refusal(400, `Invalid file name: an id has up to ${max} lower-case letters, digits and inner dashes.`);
  }
  if (store.files.has(`files/${id}`)) throw new Refusal(409, 'The file already exists.');
  return `files/${id}`;
}
