import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import type { GeminiEmulatorOptions } from '../../local/gemini/options.ts';
import { callReply, textReply } from '../../local/gemini/replies.ts';
import { type GeminiEmulator, startGeminiEmulator } from '../../local/gemini/server.ts';
import type { AskedRow, Reply } from '../../local/gemini/types.ts';
import { type GitHubEmulator, startGitHubEmulator } from '../../local/github/server.ts';
import type { GitHubEmulatorOptions } from '../../local/github/types.ts';
import type { GitHubContext } from '../../local/runner/context.ts';
import { pullRequestEvent } from '../../local/runner/events.ts';
import { runAction } from '../../local/runner/run-action.ts';
import type { RunOptions, RunResult } from '../../local/runner/types.ts';

export const apiKey = 'AIza-a-key-that-must-never-be-seen';

/** Most of what a run takes of the machine is compiling the bundle: once is enough for all tests. */
export const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'gemini-batch-eval-compiled') };
export const headSha = 'a'.repeat(40);
const baseSha = 'b'.repeat(40);
const runId = 1001;

export interface StageOptions {
  readonly gemini?: GeminiEmulatorOptions;
  readonly github?: GitHubEmulatorOptions;
  /** Files of the workspace by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

type Act = Partial<Omit<RunOptions, 'actionDirectory' | 'workspace' | 'temp'>>;

/** A workspace between the two emulators, in which the committed bundle is run the way the runner runs it. */
export interface Stage extends AsyncDisposable {
  readonly gemini: GeminiEmulator;
  readonly github: GitHubEmulator;
  readonly workspace: string;
  readonly temp: string;
  /** Runs the action for pull request 7, with a key, unless `act` says otherwise. */
  run(inputs: Readonly<Record<string, string>>, act?: Act): Promise<RunResult>;
  /** Text of a file that the run left in its output directory. */
  read(path: string): string;
  comments(): string[];
}

export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const gemini = await startGeminiEmulator({ answer: eightAndFourteen, ...options.gemini });
  const github = await startGitHubEmulator({ pulls: [{ number: 7, headSha, baseSha }], ...options.github });
  const folder = mkdtempSync(join(tmpdir(), 'stage-'));
  const workspace = join(folder, 'workspace');
  const temp = join(folder, 'temp');
  for (const path of [workspace, temp]) mkdirSync(path);
  for (const [path, content] of Object.entries(options.files ?? { 'spam.jsonl': rowsOf(15) })) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  const attempts = new Map<number, number>();
  /** Run again under its number, a workflow run is at its next attempt unless it says at which. */
  const attemptOf = ({ runId: id = runId, runAttempt }: Partial<GitHubContext> = {}): number => {
    const attempt = runAttempt ?? (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    Object.assign(github.store.runs.get(id) ?? {}, { attempt });
    return attempt;
  };
  return {
    gemini,
    github,
    workspace,
    temp,
    run: (inputs, act = {}) =>
      runAction({
        actionDirectory: resolve('.'),
        runtime: { resultsUrl: github.resultsUrl, token: github.runtimeToken(runId) },
        // It has something to do only after a cancel, or where something failed.
        post: 'skip',
        ...act,
        env: { ...compiled, GEMINI_API_KEY: apiKey, GOOGLE_GEMINI_BASE_URL: gemini.url, ...act.env },
        github: {
          runAttempt: attemptOf(act.github),
          ...(act.github ?? pullRequestEvent({ number: 7, headSha, baseSha, private: true })),
          apiUrl: github.apiUrl,
          graphqlUrl: github.graphqlUrl,
        },
        inputs: {
          dataset: 'spam.jsonl',
          models: 'gemini-2.5-flash, gemini-2.5-pro',
          'poll-interval': '0.02',
          'output-directory': 'out',
          ...inputs,
        },
        workspace,
        temp,
      }),
    read: (path) => readFileSync(join(workspace, 'out', path), 'utf8'),
    comments: () => [...github.store.comments.values()].map(({ body }) => body),
    async [Symbol.asyncDispose]() {
      await Promise.all([gemini.close(), github.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Rows in the shape of a log export. */
export function rowsOf(count: number): string {
  const row = (index: number) => ({
    request: { model: 'models/gemini-2.0-flash', contents: [{ role: 'user', parts: [{ text: `Message ${index}` }] }] },
    response: { candidates: [{ content: { parts: [{ text: 'Logged' }] } }] },
  });
  return `${Array.from({ length: count }, (_, index) => JSON.stringify(row(index))).join('\n')}\n`;
}

/** The guide's example: of 15 rows Flash calls a function for 8, Pro for 14. */
export function eightAndFourteen(row: AskedRow): Reply {
  const calls = row.index < (row.model.includes('pro') ? 14 : 8);
  return calls ? callReply(row, 'report_spam', { id: row.index }) : textReply(row, 'This is fine.');
}

/** The members of a finished artifact: their bytes by path. */
export async function unpackArtifact(stage: Stage, name: string): Promise<Record<string, Uint8Array>> {
  const artifact = [...stage.github.store.artifacts.values()].find((candidate) => candidate.name === name);
  if (artifact === undefined) throw new Error(`There is no artifact ${name}`);
  const response = await fetch(`${stage.github.apiUrl}/repos/octo-org/octo-repo/actions/artifacts/${artifact.id}/zip`, {
    headers: { authorization: 'Bearer ghs_local' },
  });
  return unzipSync(new Uint8Array(await response.arrayBuffer()));
}
