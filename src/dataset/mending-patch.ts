import { type JsonObject, type JsonValue, jsonText } from './edit-json.ts';

/**
 * A merge patch, as one line of YAML for each top-level member, that gives all these members one value. Undefined when the
 * paths spell one member in two ways: a patch would then put the other spelling into rows that lack it.
 */
export function patchOfPaths(paths: readonly (readonly string[])[], value: JsonValue): string | undefined {
  const prefixes = new Map<string, string>();
  let patch: JsonObject = {};
  for (const path of paths) {
    for (let length = 1; length < path.length; length++) {
      const spelling = JSON.stringify(path.slice(0, length));
      const plain = spelling.replaceAll('_', '').toLowerCase();
      if ((prefixes.get(plain) ?? spelling) !== spelling) return undefined;
      prefixes.set(plain, spelling);
    }
    patch = withMember(patch, path, value);
  }
  return Object.entries(patch)
    .map(([name, member]) => `${name}: ${flowText(member)}`)
    .join('\n');
}

/** The same patch for these models alone. */
export function patchOfModels(models: readonly string[], patch: string): string {
  const indented = patch.replace(/^/gm, '    ');
  return ['models:', ...models.map((model) => `  ${model}:\n${indented}`)].join('\n');
}

function withMember(patch: JsonObject, [name = '', ...rest]: readonly string[], value: JsonValue): JsonObject {
  const inner = rest.length === 0 ? value : withMember((patch[name] ?? {}) as JsonObject, rest, value);
  return { ...patch, [name]: inner };
}

function flowText(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : jsonText(value);
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${name}: ${flowText(member as JsonValue)}`)
    .join(', ')} }`;
}
