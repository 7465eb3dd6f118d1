import { ServiceError } from '../../errors.ts';
import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { asObject } from '../../scoring/json-object.ts';
import { maxReportBytes } from '../baseline/load.ts';

/**
 * The verdict in an artifact that may hold the report of an evaluation; undefined where it holds none: another evaluation's results may
 * go by the same name. Throws ServiceError where that cannot be told for now.
 */
export async function readVerdict(
  { files, outputDirectory }: Pick<World, 'files' | 'outputDirectory'>,
  github: GitHub,
  { id }: Pick<RemoteArtifact, 'id'>,
  name: string,
): Promise<string | undefined> {
  const folder = files.join(outputDirectory, `.report-${id}`);
  try {
    await files.makeDirectory(folder);
    const entries = [{ name: 'report.json', maxBytes: maxReportBytes }];
    const found = await github.fetchArtifact({ id, folder, entries });
    if (!found.has('report.json')) return undefined;
    const report = parse((await files.readText(files.join(folder, 'report.json'))) ?? '');
    return report?.name === name && typeof report.verdict === 'string' ? report.verdict : undefined;
  } catch (error) {
    // It is no archive, is too large, or has gone.
    if (error instanceof ServiceError && !error.isTransient) return undefined;
    throw error;
  } finally {
    await files.remove(folder);
  }
}

function parse(text: string): ReturnType<typeof asObject> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
