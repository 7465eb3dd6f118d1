import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { commentMarker, type RenderOptions, renderComment } from '../../report/markdown.ts';
import type { Report } from '../../report/report.ts';
import { attempt } from '../best-effort.ts';

const maxIssueChars = 60_000;

/**
 * Outside pull requests, where nobody looks at a check: one issue per evaluation, opened when a run goes red, brought up to date
 * while it stays red, closed when it is green again. A run that is not over changes nothing.
 */
export async function fileIssue(
  inputs: Inputs,
  world: World,
  report: Report,
  options: RenderOptions,
  isRed: boolean,
): Promise<void> {
  const { github, log, context } = world;
  const isOver = report.verdict !== 'pending' && report.verdict !== 'skipped';
  if (inputs.issue === 'off' || !isOver || (inputs.prNumber ?? context.pullRequestNumber) !== undefined) return;
  if (github === undefined) {
    log.warning('There is no github-token, so no issue was written.');
    return;
  }
  const marker = commentMarker(report.name);
  const body = `${renderComment(report, options, maxIssueChars)}\n${markOfRun(context.runId)}\n`;
  await attempt(world, async () => {
    const known = await github.findIssue({ marker });
    if (!isRed && known?.state !== 'open') return;
    if (known !== undefined && isLater(known.body, context.runId)) {
      log.info(`${known.url} speaks of a later run and stays as it is`);
      return;
    }
    if (known === undefined) {
      const { url } = await github.openIssue({ title: `Evaluation ${report.name} fails`, body });
      log.info(`Opened ${url}`);
      return;
    }
    await github.updateIssue({ number: known.number, body, state: isRed ? 'open' : 'closed' });
    if (!isRed) {
      const run = `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`;
      await github.commentOnIssue({ number: known.number, body: `Green again: ${run}` });
    }
    log.info(`${isRed ? 'Brought up to date' : 'Closed'} ${known.url}`);
  });
}

/** The run that an issue speaks of: results that come late must not replace those of a later night. */
function markOfRun(runId: string): string {
  return `<!-- run ${runId} -->`;
}

function isLater(body: string, runId: string): boolean {
  const [, known] = /<!-- run (\d{1,15}) -->\s*$/.exec(body) ?? [];
  return known !== undefined && Number(known) > Number(runId);
}
