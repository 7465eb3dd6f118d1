const specifier = /\b(?:from|import|require)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g;
const maxFiles = 200;

/**
 * Reads what a module imports by relative paths, what that imports, and so on: a check is another one when a helper is. What is
 * computed, or comes from a package, is not seen; a text that only looks like an import does no harm.
 */
export async function readImports(
  path: string,
  source: string,
  readText: (path: string) => Promise<string | undefined>,
): Promise<void> {
  const seen = new Set([path]);
  const open = [{ path, source }];
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    const { path: importer } = one;
    const imported = [...one.source.matchAll(specifier)].map(([, , relative = '']) => join(importer, relative));
    for (const file of new Set(imported)) {
      if (seen.has(file) || seen.size > maxFiles) continue;
      seen.add(file);
      const text = await readText(file).catch(() => undefined);
      if (text !== undefined) open.push({ path: file, source: text });
    }
  }
}

/** The path that a specifier means in a file; `..` above the start is kept. */
function join(importer: string, relative: string): string {
  const parts = importer.split(/[\\/]/).slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '.' || part === '') continue;
    const last = parts.at(-1);
    if (part === '..' && last !== undefined && last !== '..' && last !== '') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
