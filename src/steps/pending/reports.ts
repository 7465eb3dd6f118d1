import type { GitHub, RemoteArtifact } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { asObject } from '../../scoring/json-object.ts';
import { maxReportBytes } from '../baseline/load.ts';
import { ifTold } from '../best-effort.ts';

/**
 * The verdict in an artifact that may hold the report of an evaluation; undefined where it holds none: another evaluation's results may
 * go by the same name.
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
    const found = await ifTold(github.fetchArtifact({ id, folder, entries }));
    if (found?.has('report.json') !== true) return undefined;
    const report = parse((await files.readText(files.join(folder, 'report.json'))) ?? '');
    return report?.name === name && typeof report.verdict === 'string' ? report.verdict : undefined;
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
