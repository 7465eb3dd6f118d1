import { type ProblemList, parseShare, splitLines, splitList } from './values.ts';

/** The SDK refuses two dots in a row, and it would do so only after the upload. */
const modelId = /^(models\/|tunedModels\/)?(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** A model's name in file and artifact names: without `models/`, unusual characters as dashes. */
export function fileStemOfModel(model: string): string {
  return model.replace(/^models\//, '').replace(/[^A-Za-z0-9._-]/g, '-');
}

/** The model ids as given, without `models/`, in the order given. */
export function parseModels(text: string, problems: ProblemList): string[] {
  const models: string[] = [];
  const entries = splitList(text);
  if (text !== '' && entries.length === 0) problems.add('models', 'names no model', text);
  for (const entry of entries) {
    const model = entry.replace(/^models\//, '');
    if (!modelId.test(entry)) {
      problems.add('models', 'must be model ids such as gemini-3.8-flash, one per line or separated by commas', entry);
    } else if (models.includes(model)) problems.add('models', 'is given twice', entry);
    else {
      const rival = models.find((other) => shareFiles(other, model));
      if (rival === undefined) models.push(model);
      else
        problems.add(
          'models',
          `would have its results in the same files as ${rival}; evaluate one of them apart`,
          entry,
        );
    }
  }
  return models;
}

/** Rounds in which rows are asked again append this to a model's name; some disks do not tell `M` from `m`. */
const roundSuffix = /\.retry-\d+$/;

function shareFiles(one: string, other: string): boolean {
  const [a, b] = [one, other].map((model) => fileStemOfModel(model).toLowerCase()) as [string, string];
  return a === b || a.replace(roundSuffix, '') === b || b.replace(roundSuffix, '') === a;
}

/** The floor of each model that has one, as a share from 0 to 1. */
export type Floors = ReadonlyMap<string, number>;

/** `0.9`, `90%`, or lines `model: floor`, where a line without a model stands for all models that have no line. */
export function parseThreshold(text: string, models: readonly string[], problems: ProblemList): Floors {
  const own = new Map<string, number>();
  let rest: number | undefined;
  for (const line of splitLines(text)) {
    const colon = line.lastIndexOf(':');
    const floor = problems.take('threshold', line, parseShare(line.slice(colon + 1).trim()));
    if (floor === undefined) continue;
    const model = line
      .slice(0, Math.max(0, colon))
      .trim()
      .replace(/^models\//, '');
    if (colon < 0) {
      if (rest !== undefined)
        problems.add('threshold', 'a second line without a model; one stands for all the rest', line);
      rest = floor;
    } else if (!models.includes(model)) {
      problems.add('threshold', `names a model that is not in models (${models.join(', ') || 'none'})`, line);
    } else if (own.has(model)) {
      problems.add('threshold', 'is the second floor of this model', line);
    } else own.set(model, floor);
  }
  return new Map(
    models.flatMap((model) => {
      const floor = own.get(model) ?? rest;
      return floor === undefined ? [] : [[model, floor] as const];
    }),
  );
}
