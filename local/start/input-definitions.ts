import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** An input as the action's metadata describes it. */
export interface InputDefinition {
  readonly name: string;
  readonly description: string;
  readonly default: string;
  /** Its default is `true` or `false`, so as a flag it needs no value. */
  readonly isSwitch: boolean;
}

/** Reads the inputs of an `action.yml`, in its order. */
export async function readInputDefinitions(path: string): Promise<InputDefinition[]> {
  const metadata = parse(await readFile(path, 'utf8'), { schema: 'failsafe' }) as {
    readonly inputs?: Readonly<Record<string, { readonly description?: string; readonly default?: string } | ''>>;
  } | null;
  return Object.entries(metadata?.inputs ?? {}).map(([name, input]) => {
    const { description = '', default: preset = '' } = input === '' ? {} : input;
    return { name, description, default: preset, isSwitch: preset === 'true' || preset === 'false' };
  });
}
