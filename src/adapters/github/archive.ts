import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ServiceError } from '../../errors.ts';
import type { Client } from './client.ts';
import { downloadArchive } from './download.ts';
import { attempt } from './retry.ts';
import { unpack } from './unpack.ts';

/** Beside a report lie its requests, compressed; a request file may have 2 GB. */
const defaultMaxOtherBytes = 1024 ** 3;

export interface ArtifactRequest {
  readonly id: number;
  readonly folder: string;
  readonly entries: readonly { readonly name: string; readonly maxBytes: number }[];
}

/**
 * Downloads an artifact and puts the entries asked for directly into the folder, under the last part of their names.
 * Everything is made in a room of its own there, and only what is whole comes out of it.
 */
export async function fetchArtifact(client: Client, request: ArtifactRequest): Promise<ReadonlySet<string>> {
  const { id, folder } = request;
  let room: string | undefined;
  try {
    await mkdir(folder, { recursive: true });
    room = await mkdtemp(join(folder, '.artifact-'));
    return await fetchThrough(client, request, room);
  } catch (error) {
    client.signal.throwIfAborted();
    if (error instanceof ServiceError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    // The answer came, and asking again would bring the same; unless it is the disk that fails.
    const status = isOfSystem(error) ? {} : { status: 200 };
    throw new ServiceError(words, { action: `unpack artifact ${id}`, ...status, cause: error });
  } finally {
    // What was fetched is good, even if this cannot be tidied up.
    if (room !== undefined) await rm(room, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

async function fetchThrough(client: Client, { id, folder, entries }: ArtifactRequest, room: string) {
  const wanted = entries.map((entry, index) => ({
    ...entry,
    path: join(room, String(index)),
    target: join(folder, fileNameOf(entry.name)),
  }));
  const path = join(room, 'archive');
  const others = client.options.maxOtherBytes ?? defaultMaxOtherBytes;
  const maxBytes = entries.reduce((sum, entry) => sum + entry.maxBytes, others);
  const action = `download artifact ${id}`;
  await attempt(client, { action, permission: 'actions: read' }, () =>
    downloadArchive(client, { id, action, path, maxBytes }),
  );
  const found = await unpack(path, wanted, client.signal);
  for (const { name, path, target } of wanted) if (found.has(name)) await rename(path, target);
  return found;
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function fileNameOf(name: string): string {
  const file = basename(name);
  if (['', '.', '..'].includes(file)) throw new Error(`${name} is no name of a file`);
  return file;
}
