import { asObject } from '../scoring/json-object.ts';
import { UnusableBaselineError } from './baseline.ts';

/** What is taken from the report.json of a baseline. */
export interface BaselineReport {
  readonly name: string;
  readonly sha: string | null;
  readonly runId: string | null;
  readonly finishedAt: string | null;
  /** What its run was started by. */
  readonly event: string | null;
  readonly pullRequest: number | null;
  /** Fingerprint of the checks; null in reports that have none. */
  readonly scorers: string | null;
  /** Labels of the checks that count. */
  readonly counting: ReadonlySet<string>;
  /** Answers per row. */
  readonly repeat: number;
  readonly models: ReadonlyMap<string, BaselineModelReport>;
}

export interface BaselineModelReport {
  /** Its lines in rows.jsonl; null where the report does not say. */
  readonly rows: number | null;
  readonly answered: number;
  readonly cost: number | null;
  readonly modelVersions: { readonly [version: string]: number };
}

const maxModels = 1000;
const maxScorers = 1000;
const maxVersions = 50;
const maxNameChars = 200;
/** The inputs' own limit. */
const maxRepeat = 100;

/**
 * Reads a report that may come from anywhere. Throws UnusableBaselineError for what is no report of this schema version, or one of a
 * run that evaluated nothing.
 */
export function parseReport(text: string, schemaVersion: number): BaselineReport {
  const report = asObject(parseJson(text));
  if (report === undefined) throw new UnusableBaselineError('has a report.json that is not a JSON object');
  if (report.schemaVersion !== schemaVersion) {
    const theirs = typeof report.schemaVersion === 'number' ? String(report.schemaVersion) : 'none';
    throw new UnusableBaselineError(`has a report of another schema version (${theirs}; this is ${schemaVersion})`);
  }
  if (report.verdict === 'pending') throw new UnusableBaselineError('was still running', { isPending: true });
  const run = asObject(report.run);
  const settings = asObject(report.settings);
  const models = readModels(report.models);
  if (models.size === 0) throw new UnusableBaselineError('evaluated nothing');
  return {
    name: readText(report.name) ?? '',
    sha: readText(run?.sha),
    runId: readText(run?.id),
    finishedAt: readTime(run?.finishedAt),
    event: readText(run?.event),
    pullRequest: readCount(run?.pullRequest, Number.MAX_SAFE_INTEGER),
    scorers: readText(settings?.fingerprint),
    counting: readCounting(settings?.scorers),
    repeat: readCount(settings?.repeat, maxRepeat) ?? 1,
    models,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readModels(value: unknown): Map<string, BaselineModelReport> {
  const models = new Map<string, BaselineModelReport>();
  for (const entry of Array.isArray(value) ? value.slice(0, maxModels) : []) {
    const model = asObject(entry);
    const name = readText(model?.model);
    const answered = readCount(model?.answered, Number.MAX_SAFE_INTEGER) ?? 0;
    // Nothing answered is nothing to compare with.
    if (model === undefined || name === null || answered === 0) continue;
    models.set(name, {
      rows: readCount(model.rows, Number.MAX_SAFE_INTEGER),
      answered,
      cost: typeof model.cost === 'number' && model.cost >= 0 ? model.cost : null,
      modelVersions: readVersions(model.modelVersions),
    });
  }
  return models;
}

function readCounting(value: unknown): Set<string> {
  const entries = Array.isArray(value) ? value.slice(0, maxScorers).map(asObject) : [];
  return new Set(
    entries.flatMap((entry) =>
      typeof entry?.scorer === 'string' && typeof entry.weight === 'number' && entry.weight > 0 ? [entry.scorer] : [],
    ),
  );
}

function readVersions(value: unknown): { [version: string]: number } {
  const entries = Object.entries(asObject(value) ?? {}).slice(0, maxVersions);
  return Object.fromEntries(
    entries.flatMap(([version, count]) =>
      version.length <= maxNameChars && typeof count === 'number' && count > 0 ? [[version, count]] : [],
    ),
  );
}

function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= maxNameChars ? value : null;
}

function readTime(value: unknown): string | null {
  const text = readText(value);
  return text !== null && Number.isFinite(Date.parse(text)) ? text : null;
}

function readCount(value: unknown, most: number): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most ? (value as number) : null;
}

/** A score; null for anything else. */
export function readShare(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}
