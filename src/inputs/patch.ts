import { canonicalText, isJsonObject, type JsonObject, type JsonValue } from '../dataset/edit-json.ts';
import { quote } from '../errors.ts';
import { parsePatchText } from './patch-text.ts';

/** The input `request-patch`: RFC 7396 merge patches of requests. */
export interface RequestPatch {
  /** For all models. */
  readonly shared: JsonObject | undefined;
  /** What `models:` adds, by model id. */
  readonly perModel: ReadonlyMap<string, JsonObject>;
}

export type PatchParse = { readonly value: RequestPatch } | { readonly problems: readonly string[] };

/** The models that read one request file. */
export interface ModelGroup {
  /** In the order of the run's models; at least one. */
  readonly models: readonly string[];
  /** What RFC 7396 does to their requests; undefined for nothing. */
  readonly patch: JsonObject | undefined;
  /** Whether no patch of their own changes it: these models read the shared request file. */
  readonly isShared: boolean;
}

/**
 * Reads a patch, YAML or JSON. Its top-level member `models` maps ids to patches and is no patch itself, so a request's
 * own member `models`, if the API ever has one, cannot be patched. Refuses ids that are not among the run's models, and
 * `model`, which is always left out of requests.
 */
export function parsePatch(text: string, models: readonly string[]): PatchParse {
  const parsed = parsePatchText(text);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const { models: own, ...shared } = parsed.value;
  const problems: string[] = [];
  const perModel = new Map<string, JsonObject>();
  if (Object.hasOwn(shared, 'model')) problems.push(modelProblem);
  if (own !== undefined && !isJsonObject(own)) problems.push('models must map model ids to patches');
  for (const [id, patch] of isJsonObject(own) ? Object.entries(own) : []) {
    const model = id.replace(/^models\//, '');
    const problem =
      problemOfModel(model, patch, models, shared) ?? (perModel.has(model) ? 'is there twice' : undefined);
    if (problem !== undefined) problems.push(`models: ${quote(id)} ${problem}`);
    else if (isJsonObject(patch)) perModel.set(model, patch);
  }
  if (problems.length > 0) return { problems };
  return { value: { shared: Object.keys(shared).length === 0 ? undefined : shared, perModel } };
}

/** Splits the models by their request files: one for all that have no patch of their own, or one that changes nothing; else one each. */
export function groupModels(models: readonly string[], { shared = {}, perModel }: RequestPatch): ModelGroup[] {
  const groups = new Map<string, { models: string[]; patch: JsonObject | undefined; isShared: boolean }>();
  const sharedText = canonicalText(shared);
  for (const model of models) {
    const patch = combinePatches(shared, perModel.get(model) ?? {});
    const text = canonicalText(patch);
    const isShared = text === sharedText;
    const name = isShared ? '' : model;
    const group = groups.get(name);
    if (group) group.models.push(model);
    else groups.set(name, { models: [model], patch: text === '{}' ? undefined : patch, isShared });
  }
  return [...groups.values()];
}

/**
 * One patch that does what both do one after the other. There is none where the second merges into what the first replaces
 * or removes (see `findClash`); then the second wins.
 */
export function combinePatches(first: JsonObject, second: JsonObject): JsonObject {
  const combined = new Map(Object.entries(first));
  for (const [name, value] of Object.entries(second)) {
    const before = combined.get(name);
    combined.set(name, isJsonObject(before) && isJsonObject(value) ? combinePatches(before, value) : value);
  }
  return Object.fromEntries(combined);
}

const modelProblem = 'sets "model", which is always left out: the job names the model, and `models` lists them';

function problemOfModel(model: string, patch: JsonValue, models: readonly string[], shared: JsonObject) {
  if (!models.includes(model)) return `is not among the models (${models.join(', ') || 'none'})`;
  if (!isJsonObject(patch)) return 'must be an object, a patch of its own';
  if (Object.hasOwn(patch, 'model')) return modelProblem;
  const clash = findClash(shared, patch);
  return clash && `merges into ${clash}, which the patch for all models removes or replaces: write it down per model`;
}

/** The path of the first member that is an object in the second patch and in the first neither an object nor absent. */
function findClash(first: JsonObject, second: JsonObject): string | undefined {
  for (const [name, value] of Object.entries(second)) {
    const before = Object.hasOwn(first, name) ? first[name] : undefined;
    if (before === undefined || !isJsonObject(value)) continue;
    if (!isJsonObject(before)) return name;
    const inner = findClash(before, value);
    if (inner !== undefined) return `${name}.${inner}`;
  }
  return undefined;
}
