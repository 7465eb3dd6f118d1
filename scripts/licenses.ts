import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The part of webpack's statistics that is read. */
interface Stats {
  readonly modules?: readonly Module[];
  readonly chunks?: readonly { readonly modules?: readonly Module[] }[];
}

interface Module {
  readonly name?: string;
  readonly identifier?: string;
  readonly modules?: readonly Module[];
}

/**
 * The licences of every package in the bundle. ncc's own --license writes one file per chunk over the other, so that only the
 * last chunk's packages are left; the statistics name all modules.
 */
export function renderLicenses(stats: Stats): string {
  const roots = new Set<string>();
  const visit = (module: Module): void => {
    for (const text of [module.name, module.identifier]) {
      for (const path of (text ?? '').split(/[!|]/)) {
        const root = packageRoot(path);
        if (root !== undefined) roots.add(root);
      }
    }
    module.modules?.forEach(visit);
  };
  stats.modules?.forEach(visit);
  for (const chunk of stats.chunks ?? []) chunk.modules?.forEach(visit);
  const entries = new Map([...roots].map(describePackage));
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([title, text]) => `${title}\n${'-'.repeat(title.length)}\n${text.trim()}\n`).join('\n');
}

/** The folder of the package that a module belongs to, below node_modules. */
function packageRoot(path: string): string | undefined {
  const match = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path.replaceAll('\\', '/'));
  if (match === null) return undefined;
  const from = match[0].indexOf('node_modules/');
  const root = match[0].slice(from);
  return existsSync(join(root, 'package.json')) ? root : undefined;
}

function describePackage(root: string): [string, string] {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = readdirSync(root).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined
      ? `(no licence file; the package names ${license ?? 'none'})`
      : readFileSync(join(root, file), 'utf8');
  return [`${name}@${version} (${license ?? dirname(root)})`, text.replaceAll('\r\n', '\n')];
}
