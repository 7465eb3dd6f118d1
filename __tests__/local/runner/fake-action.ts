import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from '../../../local/runner/run-action.ts';
import type { RunOptions, RunResult } from '../../../local/runner/types.ts';

const folders: string[] = [];

export interface FakeAction {
  readonly main: string;
  readonly post?: string;
  /** YAML lines of the `inputs:` member. */
  readonly inputs?: string;
  readonly using?: string;
}

/** Writes an action with these scripts (ES modules) to a folder of its own and runs it. */
export async function runFake(action: FakeAction, options: Partial<RunOptions> = {}): Promise<RunResult> {
  const folder = await mkdtemp(join(tmpdir(), 'runner-'));
  folders.push(folder);
  const metadata = [
    'name: fake',
    'description: fake',
    ...(action.inputs ? ['inputs:', action.inputs] : []),
    'runs:',
    `  using: ${action.using ?? 'node24'}`,
    '  main: main.mjs',
    ...(action.post ? ['  post: post.mjs'] : []),
  ];
  await mkdir(join(folder, 'action'));
  await mkdir(join(folder, 'workspace'));
  await writeFile(join(folder, 'action', 'action.yml'), metadata.join('\n'));
  await writeFile(join(folder, 'action', 'main.mjs'), action.main);
  await writeFile(join(folder, 'action', 'post.mjs'), action.post ?? '');
  return runAction({
    actionDirectory: join(folder, 'action'),
    workspace: join(folder, 'workspace'),
    temp: join(folder, 'temp'),
    ...options,
  });
}

/** A script that writes this text to the command file of this name. */
export function appendTo(file: 'OUTPUT' | 'STATE' | 'ENV' | 'PATH' | 'STEP_SUMMARY', text: string): string {
  return `(await import('node:fs')).appendFileSync(process.env.GITHUB_${file}, ${JSON.stringify(text)});\n`;
}

/** A script that prints these lines. */
export function print(...lines: readonly string[]): string {
  return `process.stdout.write(${JSON.stringify(`${lines.join('\n')}\n`)});\n`;
}

export async function removeFakes(): Promise<void> {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}
