import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startGeminiEmulator } from '../gemini/server.ts';
import { runAction } from '../runner/run-action.ts';
import type { RunResult } from '../runner/types.ts';
import { cannedAnswer } from './canned.ts';
import { listOutFolder, prepareOutFolder, writeLog } from './out-folder.ts';
import { type Paint, plain } from './paint.ts';
import type { Plan } from './plan.ts';
import { createProgress } from './progress.ts';
import { renderReport } from './report-view.ts';
import { type SimulatedPullRequest, simulatePullRequest } from './simulated-pull-request.ts';

/** What a run needs of the terminal and of the user. */
export interface Stage {
  readonly root: string;
  readonly write: (line: string) => void;
  readonly paint: Paint;
  readonly isVerbose: boolean;
  readonly cancelSignal: AbortSignal;
}

/** Runs the action as planned and shows what came of it. Resolves to the action's exit code. */
export async function runPlan(plan: Plan, stage: Stage): Promise<number> {
  await prepareOutFolder(plan.outFolder);
  for (const line of announce(plan)) stage.write(line);
  const temp = await mkdtemp(join(tmpdir(), 'gemini-batch-eval-'));
  const pullRequest = await simulatePullRequest(plan.runId);
  try {
    const result = await runWithAnswers(plan, stage, { temp, pullRequest });
    await keepResult(plan.outFolder, result, pullRequest.comments());
    await show(plan, stage, result);
    return result.exitCode === 0 && result.conclusion !== 'success' ? 1 : result.exitCode;
  } finally {
    await pullRequest.close();
    await rm(temp, { recursive: true, force: true });
  }
}

function announce({ answers, env, inputs }: Plan): string[] {
  const address = env.GOOGLE_GEMINI_BASE_URL;
  const service = address === undefined ? 'the Gemini API' : plain(address);
  const modes = {
    real: `An API key is set: this run asks ${service} for real, and is billed.`,
    canned: 'No API key is set: canned answers from the embedded emulator, no statement about real models.',
  };
  const mode = inputs['dry-run']?.toLowerCase() === 'true' ? 'Dry run: nothing is sent.' : modes[answers];
  return [mode, `GitHub is emulated: a pull request that evaluates ${plain(inputs.dataset ?? '')}`, ''];
}

async function runWithAnswers(
  plan: Plan,
  stage: Stage,
  { temp, pullRequest }: { readonly temp: string; readonly pullRequest: SimulatedPullRequest },
): Promise<RunResult> {
  const emulator = plan.answers === 'canned' ? await startGeminiEmulator({ answer: cannedAnswer }) : undefined;
  const emulated = emulator && { GEMINI_API_KEY: 'key-of-the-emulator', GOOGLE_GEMINI_BASE_URL: emulator.url };
  try {
    return await runAction({
      actionDirectory: stage.root,
      inputs: plan.inputs,
      env: { ...plan.env, ...emulated },
      github: pullRequest.github,
      runtime: pullRequest.runtime,
      workspace: plan.workspace,
      temp,
      cancelSignal: stage.cancelSignal,
      onLine: createProgress(stage.write, stage.paint, stage.isVerbose),
    });
  } finally {
    await emulator?.close();
  }
}

async function keepResult(folder: string, result: RunResult, comments: readonly string[]): Promise<void> {
  await writeLog(folder, `${[result.log, result.post?.log ?? ''].join('\n').trimEnd()}\n`);
  if (result.summary !== '') await writeFile(join(folder, 'summary.md'), result.summary);
  if (comments.length > 0) await writeFile(join(folder, 'comment.md'), comments.join('\n'));
}

async function show(plan: Plan, { write, paint }: Stage, result: RunResult): Promise<void> {
  const report = await readFile(join(plan.outFolder, 'report.json'), 'utf8').catch(() => undefined);
  write('');
  if (report !== undefined) write(renderReport(JSON.parse(report), paint));
  else write(`Ended without a report: ${result.conclusion}.`);
  write('');
  const folder = relative(plan.workspace, plan.outFolder);
  write(`Files in ${folder.startsWith('..') || folder === '' ? plan.outFolder : folder}:`);
  for (const name of await listOutFolder(plan.outFolder)) write(`  ${name}`);
  if (plan.hints.length === 0) return;
  write('');
  write('Try next:');
  for (const { command, shows } of plan.hints) write(`  ${command}\n    ${shows}`);
}
