import { ServiceError } from '../../errors.ts';
import type { GitHub } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { asObject, type JsonObject } from '../../scoring/json-object.ts';

/** It is no archive or is too large, is not there, or has gone. */
const statusesWithoutEntry = [200, 404, 410];

/**
 * The JSON object of one file in an artifact; undefined where there is none. Throws ServiceError where that cannot be told for now, or
 * not by us.
 */
export async function readObject(
  { files, outputDirectory }: Pick<World, 'files' | 'outputDirectory'>,
  github: GitHub,
  id: number,
  entry: { readonly name: string; readonly maxBytes: number },
): Promise<JsonObject | undefined> {
  const folder = files.join(outputDirectory, `.artifact-${id}`);
  try {
    await files.makeDirectory(folder);
    const found = await github.fetchArtifact({ id, folder, entries: [entry] });
    return found.has(entry.name) ? parse(await files.readText(files.join(folder, entry.name))) : undefined;
  } catch (error) {
    if (error instanceof ServiceError && statusesWithoutEntry.includes(error.status ?? 0)) return undefined;
    throw error;
  } finally {
    await files.remove(folder);
  }
}

function parse(text = ''): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
