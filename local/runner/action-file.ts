import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';

interface InputDefinition {
  readonly default?: string;
  readonly deprecationMessage?: string;
}

/** What the runner needs of an action's metadata file. */
export interface ActionFile {
  /** Folder of the metadata file, `GITHUB_ACTION_PATH`. */
  readonly directory: string;
  readonly inputs: ReadonlyMap<string, InputDefinition>;
  readonly main: string;
  readonly post?: string;
  readonly postIf: string;
}

/** Reads `action.yml` and refuses what this runner can't run: anything but a Node action with a main script. */
export async function readActionFile(directory: string, file = 'action.yml'): Promise<ActionFile> {
  const path = resolve(directory, file);
  // The failsafe schema leaves every scalar as written, as the runner does: a default `0.10` must not become 0.1.
  const metadata = parse(await readFile(path, 'utf8'), { schema: 'failsafe' }) as {
    readonly inputs?: Readonly<Record<string, InputDefinition | ''>>;
    readonly runs?: {
      readonly using?: string;
      readonly main?: string;
      readonly post?: string;
      readonly 'post-if'?: string;
    };
  } | null;
  const runs = metadata?.runs;
  if (!/^node(20|24)$/.test(runs?.using ?? '')) throw new Error(`${path}: runs.using is '${runs?.using}', not node24`);
  if (!runs?.main) throw new Error(`${path}: runs.main is missing`);
  const folder = dirname(path);
  return {
    directory: folder,
    inputs: new Map(Object.entries(metadata?.inputs ?? {}).map(([name, input]) => [name, input === '' ? {} : input])),
    main: join(folder, runs.main),
    ...(runs.post && { post: join(folder, runs.post) }),
    postIf: runs['post-if'] ?? 'always()',
  };
}

/** The step's inputs with the defaults of those that `with:` leaves out, and what the runner warns about. */
export function resolveInputs(
  action: ActionFile,
  given: Readonly<Record<string, string>>,
  context: Readonly<Record<string, unknown>>,
): { readonly values: ReadonlyMap<string, string>; readonly warnings: readonly string[] } {
  const values = new Map<string, string>();
  const warnings: string[] = [];
  const names = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, input] of action.inputs) {
    const value = names.get(name.toLowerCase());
    values.set(name.toLowerCase(), value ?? evaluate(input.default ?? '', context));
    if (value !== undefined && input.deprecationMessage !== undefined) {
      warnings.push(`Input '${name}' has been deprecated with message: ${input.deprecationMessage}`);
    }
  }
  const unexpected = Object.keys(given).filter((name) => !values.has(name.toLowerCase()));
  for (const name of unexpected) values.set(name.toLowerCase(), given[name] ?? '');
  if (unexpected.length > 0) {
    const valid = [...action.inputs.keys()].map((name) => `'${name}'`).join(', ');
    warnings.unshift(
      `Unexpected input(s) ${unexpected.map((name) => `'${name}'`).join(', ')}, valid inputs are [${valid}]`,
    );
  }
  return { values, warnings };
}

/** The name of the variable that carries an input: blanks become underscores, hyphens stay. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** A text with its expressions replaced; only plain look-ups such as `github.token` are understood, others are refused. */
export function evaluate(text: string, context: Readonly<Record<string, unknown>>): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const path = expression.trim();
    if (!/^[\w-]+(\.[\w-]+)+$/.test(path)) throw new Error(`The expression '${path}' is not a plain look-up`);
    const value = path.split('.').reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), context);
    if (value === undefined || value === null) return '';
    return isRecord(value) ? 'Object' : String(value);
  });
}

/** Whether a `post-if` condition holds after a main step that ended so. Understands the status functions with `!`, `&&`, `||`. */
export function holds(condition: string, conclusion: 'success' | 'failure' | 'cancelled'): boolean {
  const term = (text: string): boolean => {
    const [, negated, name] = /^(!?)\s*(always|success|failure|cancelled)\(\)$/.exec(text.trim()) ?? [];
    if (name === undefined) throw new Error(`The condition '${condition}' is not made of status functions`);
    return (name === 'always' || name === conclusion) !== (negated === '!');
  };
  return condition.split('||').some((part) => part.split('&&').every(term));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
