import type { ModelReport } from '../../report/report.ts';

/** GitHub takes 1 MB of outputs a job, in UTF-16; a few keys may be larger than that. */
const maxKeysChars = 100_000;

/** Counts over all models, and the keys of the rows themselves. */
export function changeOutputs(models: readonly ModelReport[]): Record<string, string> {
  const sum = (change: 'broke' | 'fixed') =>
    models.reduce((total, { baseline }) => total + (baseline?.[change] ?? 0), 0);
  const keys = (name: 'brokeKeys' | 'fixedKeys') =>
    listKeys(models.map(({ model, baseline }) => [model, baseline?.[name] ?? []]));
  return {
    broke: String(sum('broke')),
    fixed: String(sum('fixed')),
    'broke-rows': keys('brokeKeys'),
    'fixed-rows': keys('fixedKeys'),
  };
}

interface KeyList {
  readonly model: string;
  readonly keys: string[];
  chars: number;
}

/** A JSON object from model to keys; where they are too long, the longest lists lose their last ones. */
function listKeys(models: readonly (readonly [model: string, keys: readonly string[]])[]): string {
  const lists = models.map(
    ([model, keys]): KeyList => ({ model, keys: [...keys], chars: JSON.stringify(keys).length }),
  );
  let chars = lists.reduce((sum, list) => sum + list.chars, 0);
  while (chars > maxKeysChars) {
    const longest = lists.reduce((one, other) => (other.chars > one.chars ? other : one));
    const key = longest.keys.pop();
    if (key === undefined) break;
    const freed = JSON.stringify(key).length + 1;
    longest.chars -= freed;
    chars -= freed;
  }
  return JSON.stringify(Object.fromEntries(lists.map(({ model, keys }) => [model, keys])));
}
