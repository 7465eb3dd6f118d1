import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { asObject } from '../../scoring/json-object.ts';
import { maxReportBytes } from '../baseline/load.ts';
import { readObject } from './artifact-entry.ts';

/** What a report says of itself. */
export interface Said {
  readonly verdict: string;
  readonly attempt: unknown;
}

/**
 * What the report of an evaluation says, in an artifact that may hold it; undefined where it holds none: another evaluation's results
 * may go by the same name. Throws ServiceError where that cannot be told for now.
 */
export async function readSaid(
  world: Pick<World, 'files' | 'outputDirectory'>,
  github: GitHub,
  { id }: Pick<RemoteArtifact, 'id'>,
  name: string,
): Promise<Said | undefined> {
  const report = await readObject(world, github, id, { name: 'report.json', maxBytes: maxReportBytes });
  if (report?.name !== name || typeof report.verdict !== 'string') return undefined;
  return { verdict: report.verdict, attempt: asObject(report.run)?.attempt };
}
