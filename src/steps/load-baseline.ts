import { type Baseline, type BaselineModel, UnusableBaselineError } from '../baseline/baseline.ts';
import { parseReport } from '../baseline/read-report.ts';
import { readRows } from '../baseline/read-rows.ts';
import { fingerprintOfRow } from '../dataset/fingerprint.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { schemaVersion } from '../report/report.ts';
import { fingerprintOfScorers } from '../scoring/scorer.ts';
import type { Prepared } from './prepare.ts';

/** Far above what our own files reach: a baseline may come from anywhere. */
export const maxReportBytes = 64 * 1024 ** 2;
export const maxRowsBytes = 4 * 1024 ** 3;

/** Files that may hold a baseline, and what is known of them from elsewhere. */
export interface BaselineFiles {
  readonly kind: 'branch' | 'file';
  /** How sentences call it. */
  readonly name: string;
  readonly report: string;
  readonly rows: string;
  /** As GitHub has it; undefined where only the report tells. */
  readonly sha?: string;
  readonly runId?: string;
}

/** Reads a baseline and joins it to the present rows. Throws UnusableBaselineError for one that cannot be compared with. */
export async function loadBaseline(
  inputs: Inputs,
  { files }: World,
  dataset: Prepared,
  place: BaselineFiles,
): Promise<Baseline> {
  await refuseLarge(files, place);
  const report = parseReport((await files.readText(place.report)) ?? '', schemaVersion);
  if (place.kind === 'branch' && report.name !== inputs.name)
    throw new UnusableBaselineError('belongs to another evaluation');
  if (report.scorers !== fingerprintOfScorers(inputs.scorers, inputs.models[0] ?? ''))
    throw new UnusableBaselineError('was scored by other checks');
  const models = inputs.models.filter((model) => report.models.has(model));
  if (models.length === 0) throw new UnusableBaselineError('has none of these models');
  const present = {
    size: dataset.rows.size,
    find: (key: string) => dataset.rows.find(key),
    key: (row: number) => dataset.rows.key(row),
    fingerprint: (row: number) => fingerprintOfRow(dataset, row),
  };
  const { scores, dataset: difference } = await readRows(files.readChunks(place.rows), present, report, models);
  const { added, removed, changed } = difference;
  const isSame = added.count + removed.count + changed.count === 0;
  const compared = models.flatMap((model): [string, BaselineModel][] => {
    const rows = scores.get(model);
    const known = report.models.get(model);
    if (rows === undefined || known === undefined || rows.every(Number.isNaN)) return [];
    // What other rows cost says nothing of these.
    return [[model, { ...known, scores: rows, cost: isSame ? known.cost : null }]];
  });
  if (compared.length === 0) throw new UnusableBaselineError('has no row in common with this dataset');
  return {
    kind: place.kind,
    name: place.name,
    sha: place.sha ?? report.sha,
    runId: place.runId ?? report.runId,
    createdAt: report.finishedAt,
    models: new Map(compared),
    dataset: difference,
  };
}

async function refuseLarge(files: World['files'], { report, rows }: BaselineFiles): Promise<void> {
  for (const [path, limit] of [
    [report, maxReportBytes],
    [rows, maxRowsBytes],
  ] as const) {
    if ((await files.size(path)) > limit) throw new UnusableBaselineError(`has files above ${limit} bytes`);
  }
}
