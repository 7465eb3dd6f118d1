/** What JSON.parse makes of an object. */
export type JsonObject = { readonly [name: string]: unknown };

/** Narrows parsed JSON to an object, arrays excluded. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** A member by its camelCase name, or by the same name in snake_case: logs have either. Null counts as absent. For fixed names only. */
export function memberOf(object: JsonObject | undefined, camelName: string): unknown {
  return object?.[camelName] ?? object?.[snakeNames.get(camelName) ?? addSnakeName(camelName)];
}

const snakeNames = new Map<string, string>();

function addSnakeName(camelName: string): string {
  const snakeName = camelName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakeNames.set(camelName, snakeName);
  return snakeName;
}

/** Whether objects and lists stand in each other more than this many times. Values may be nested as deeply as JSON.parse allows. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  const open: [value: unknown, level: number][] = [[value, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [current, level] = next;
    if (typeof current !== 'object' || current === null) continue;
    if (level >= levels) return true;
    for (const inner of Object.values(current)) open.push([inner, level + 1]);
  }
  return false;
}
