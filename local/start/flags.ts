import type { InputDefinition } from './input-definitions.ts';

/** What the command line asks for. */
export interface Flags {
  readonly inputs: Readonly<Record<string, string>>;
  readonly isVerbose: boolean;
  /** Folder for all files; unset, the default. */
  readonly out?: string;
}

export type ParsedFlags =
  | { readonly kind: 'run'; readonly flags: Flags }
  | { readonly kind: 'help' }
  | { readonly kind: 'problem'; readonly message: string };

const ownFlags: readonly Pick<InputDefinition, 'name' | 'isSwitch'>[] = [
  { name: 'out', isSwitch: false },
  { name: 'verbose', isSwitch: true },
  { name: 'help', isSwitch: true },
];

/**
 * Reads `--name value`, `--name=value` and bare switches; a flag given several times becomes lines of one value. The first
 * thing that is not understood is the problem.
 */
export function parseFlags(args: readonly string[], definitions: readonly InputDefinition[]): ParsedFlags {
  const known = new Map([...definitions, ...ownFlags].map((flag) => [flag.name, flag]));
  const values = new Map<string, string[]>();
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '-h') return { kind: 'help' };
    if (!arg.startsWith('--')) return { kind: 'problem', message: describeStray(arg) };
    const [name = '', given] = splitOnce(arg.slice(2));
    const flag = known.get(name);
    if (flag === undefined) return { kind: 'problem', message: describeUnknown(name, [...known.keys()]) };
    const next = args[index + 1];
    const takesNext = given === undefined && next !== undefined && isValue(next, flag.isSwitch);
    if (takesNext) index += 1;
    const value = given ?? (takesNext ? next : undefined) ?? (flag.isSwitch ? 'true' : undefined);
    if (value === undefined) return { kind: 'problem', message: `--${name} needs a value: --${name} <value>` };
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values.get('help')?.at(-1) === 'true' ? { kind: 'help' } : { kind: 'run', flags: toFlags(values) };
}

function toFlags(values: ReadonlyMap<string, readonly string[]>): Flags {
  const own = new Set(ownFlags.map(({ name }) => name));
  const inputs = [...values].filter(([name]) => !own.has(name)).map(([name, lines]) => [name, lines.join('\n')]);
  const out = values.get('out')?.at(-1);
  return {
    inputs: Object.fromEntries(inputs),
    isVerbose: values.get('verbose')?.at(-1) === 'true',
    ...(out !== undefined && { out }),
  };
}

function splitOnce(text: string): [string, string?] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function isValue(text: string, isSwitch: boolean): boolean {
  return isSwitch ? /^(true|false)$/i.test(text) : !text.startsWith('--');
}

function describeStray(arg: string): string {
  return (
    `'${arg}' is not a flag. Flags begin with -- and come behind one more of them: npm start -- --dataset ${arg}\n` +
    "A pattern needs quotes: --dataset 'evals/*.jsonl'"
  );
}

function describeUnknown(name: string, known: readonly string[]): string {
  const nearest = known
    .map((other) => ({ other, distance: distanceBetween(kebabCase(name), other) }))
    .sort((a, b) => a.distance - b.distance)[0];
  const isNear = nearest !== undefined && nearest.distance <= Math.max(1, Math.floor(nearest.other.length / 3));
  const guess = isNear ? ` Did you mean --${nearest.other}?` : '';
  return `There is no flag --${name}.${guess}\nFlags: ${known.map((other) => `--${other}`).join(', ')}`;
}

function kebabCase(name: string): string {
  return name
    .replaceAll('_', '-')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Levenshtein's distance. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
