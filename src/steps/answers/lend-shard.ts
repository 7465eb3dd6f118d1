import type { Shard } from '../../dataset/shards.ts';
import type { World } from '../../ports.ts';

const pieceBytes = 1024 * 1024;

/** Has a shard on disk as a file of its own while it is used: uploads go by path, and its bytes are never held. */
export async function lendShard<T>(
  { files, signal }: Pick<World, 'files' | 'signal'>,
  requestPath: string,
  { offset, bytes }: Pick<Shard, 'offset' | 'bytes'>,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = `${requestPath}.shard`;
  const sink = await files.createSink(path);
  const reader = files.openReader(requestPath);
  try {
    for (let done = 0; done < bytes; done += pieceBytes) {
      signal.throwIfAborted();
      await sink.write(reader.read(offset + done, Math.min(pieceBytes, bytes - done)));
    }
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  } finally {
    reader.close();
  }
  try {
    return await use(path);
  } finally {
    await files.remove(path);
  }
}
