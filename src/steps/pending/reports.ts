import { ServiceError } from '../../errors.ts';
import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { asObject } from '../../scoring/json-object.ts';
import { maxReportBytes } from '../baseline/load.ts';

/** What a report says of itself. */
export interface Said {
  readonly verdict: string;
  readonly attempt: unknown;
}

/** It is no archive or is too large, is not there, or has gone. */
const statusesWithoutReport = [200, 404, 410];

/**
 * What the report of an evaluation says, in an artifact that may hold it; undefined where it holds none: another evaluation's results
 * may go by the same name. Throws ServiceError where that cannot be told for now.
 */
export async function readSaid(
  { files, outputDirectory }: Pick<World, 'files' | 'outputDirectory'>,
  github: GitHub,
  { id }: Pick<RemoteArtifact, 'id'>,
  name: string,
): Promise<Said | undefined> {
  const folder = files.join(outputDirectory, `.report-${id}`);
  try {
    await files.makeDirectory(folder);
    const entries = [{ name: 'report.json', maxBytes: maxReportBytes }];
    const found = await github.fetchArtifact({ id, folder, entries });
    if (!found.has('report.json')) return undefined;
    const report = parse((await files.readText(files.join(folder, 'report.json'))) ?? '');
    if (report?.name !== name || typeof report.verdict !== 'string') return undefined;
    return { verdict: report.verdict, attempt: asObject(report.run)?.attempt };
  } catch (error) {
    if (error instanceof ServiceError && statusesWithoutReport.includes(error.status ?? 0)) return undefined;
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
