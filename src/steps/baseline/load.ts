import { type Baseline, type BaselineModel, UnusableBaselineError } from '../../baseline/baseline.ts';
import { isMerge, isOfBranch } from '../../baseline/origin.ts';
import { type BaselineReport, parseReport } from '../../baseline/read-report.ts';
import { type BaselineRows, type PresentRows, readRows } from '../../baseline/read-rows.ts';
import { fingerprintOfRow } from '../../dataset/fingerprint.ts';
import { formatApart } from '../../gate/shares.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { schemaVersion } from '../../report/report.ts';
import { fingerprintOfScorers } from '../../scoring/scorer.ts';
import type { Prepared } from '../prepare/prepare.ts';

/** Far above what our own files reach: a baseline may come from anywhere. */
export const maxReportBytes = 64 * 1024 ** 2;
export const maxRowsBytes = 4 * 1024 ** 3;

/** Files that may hold a baseline, and what is known of them from elsewhere. */
export type BaselineFiles = {
  /** How sentences call it. */
  readonly name: string;
  readonly report: string;
  readonly rows: string;
} & ({ readonly kind: 'file' } | { readonly kind: 'branch'; readonly run: KnownRun });

/** The workflow run whose results they are, as GitHub has it. */
export interface KnownRun {
  readonly sha: string;
  readonly runId: string;
  /** Whether results of a pull request's merge may stand for its branch. */
  readonly mayBeMerge: boolean;
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
  if (place.kind === 'branch') refuseForeign(inputs, report, place.run);
  const areSame = report.scorers === fingerprintOfScorers(inputs.scorers, inputs.models[0] ?? '');
  if (!areSame && report.scorers !== null)
    throw new UnusableBaselineError('was scored by other checks', { isOther: true });
  const models = inputs.models.filter((model) => report.models.has(model));
  if (models.length === 0) throw new UnusableBaselineError('has none of these models', { isOther: true });
  const rows = await readRows(files.readChunks(place.rows), presentRows(dataset), report, models);
  const unused = new Map(
    models.flatMap((model) => {
      const why = describeGaps(report, rows, { model, name: place.name, maxErrorRate: inputs.maxErrorRate });
      return why === undefined ? [] : [[model, why] as const];
    }),
  );
  if (unused.size === models.length)
    throw new UnusableBaselineError('left more of its rows without an answer than max-error-rate accepts');
  const used = models.filter((model) => !unused.has(model));
  const compared = used.flatMap((model) => modelOf(report, rows, { model, size: dataset.rows.size }));
  if (compared.length === 0)
    throw new UnusableBaselineError('has no row in common with this dataset', { isOther: true });
  const { sha, runId } = place.kind === 'branch' ? place.run : report;
  return {
    kind: place.kind,
    name: place.name,
    sha,
    runId,
    createdAt: report.finishedAt,
    repeat: report.repeat,
    areChecksKnown: report.scorers !== null,
    models: new Map(compared),
    unused,
    has: rows.has,
    dataset: rows.dataset,
  };
}

function presentRows(dataset: Prepared): PresentRows {
  return {
    size: dataset.rows.size,
    find: (key) => dataset.rows.find(key),
    key: (row) => dataset.rows.key(row),
    fingerprint: (row) => fingerprintOfRow(dataset, row),
    isLeftOut: (key) => dataset.allRows.has(key),
  };
}

/** What GitHub says of the run is true; what the report says beyond it has to fit. */
function refuseForeign({ name }: Inputs, report: BaselineReport, run: KnownRun): void {
  if (report.name !== name) throw new UnusableBaselineError('belongs to another evaluation');
  if (!isOfBranch(report) || (isMerge(report) && !run.mayBeMerge))
    throw new UnusableBaselineError('is not a run of the branch itself');
  const isOther = (known: string, said: string | null) => said !== null && said !== known;
  if (isOther(run.runId, report.runId) || isOther(run.sha, report.sha))
    throw new UnusableBaselineError('speaks of another run or commit than GitHub does');
}

const tolerance = 1e-9;

/** Why too few rows of a model were answered for a comparison, if they were. */
function describeGaps(
  report: BaselineReport,
  { lines }: BaselineRows,
  { model, name, maxErrorRate }: { model: string; name: string; maxErrorRate: number },
): string | undefined {
  const share = 1 - (report.models.get(model)?.answered ?? 0) / (lines.get(model) ?? 0);
  if (share <= maxErrorRate + tolerance) return undefined;
  const [shown, limit] = formatApart(share, maxErrorRate);
  return `left ${shown} of its rows without an answer in the baseline (${name}), and ${limit} are accepted, so it is not compared.`;
}

function modelOf(
  report: BaselineReport,
  rows: BaselineRows,
  { model, size }: { readonly model: string; readonly size: number },
): [string, BaselineModel][] {
  const scores = rows.scores.get(model);
  const known = report.models.get(model);
  if (scores === undefined || known === undefined || scores.own.every(Number.isNaN)) return [];
  const { added, removed, changed } = rows.dataset;
  const hasSameRows = added.count + removed.count + changed.count === 0;
  const isSame = hasSameRows && rows.lines.get(model) === size * report.repeat;
  // What other rows cost says nothing of these.
  return [[model, { ...known, score: rows.means.get(model) ?? null, scores, cost: isSame ? known.cost : null }]];
}

async function refuseLarge(files: World['files'], { report, rows }: BaselineFiles): Promise<void> {
  for (const [path, limit] of [
    [report, maxReportBytes],
    [rows, maxRowsBytes],
  ] as const) {
    if ((await files.size(path)) > limit) throw new UnusableBaselineError(`has files above ${limit} bytes`);
  }
}
