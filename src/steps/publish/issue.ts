import type { Inputs } from '../../inputs.ts';
import type { RunContext } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import { commentMarker, type RenderOptions, renderComment } from '../../report/markdown.ts';
import type { Report } from '../../report/report.ts';
import { attempt } from '../best-effort.ts';
import { isOfLaterRun, markOfRun } from './run-mark.ts';

const maxIssueChars = 60_000;

/** Whether a run's result may belong into an issue: what a pull request or a merge queue shows is seen there. */
export function mayFileIssue({ issue, prNumber }: Inputs, { context }: Pick<World, 'context'>): boolean {
  const isOfPullRequest = (prNumber ?? context.pullRequestNumber) !== undefined || context.eventName === 'merge_group';
  return issue !== 'off' && !isOfPullRequest;
}

/**
 * Outside pull requests, where nobody looks at a check: one issue per evaluation and branch, opened when a run goes red, brought up to
 * date while it stays red, closed when it is green again. A run that is not over changes nothing.
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
  if (!isOver || !mayFileIssue(inputs, world)) return;
  if (github === undefined) {
    log.warning('There is no github-token, so no issue was written.');
    return;
  }
  const branch = otherBranch(context);
  const marker = commentMarker(report.name, branch);
  const body = `${renderComment(report, options, maxIssueChars, marker)}\n${markOfRun(context)}\n`;
  await attempt(world, async () => {
    const known = await github.findIssue({ marker });
    if (!isRed && known?.state !== 'open') return;
    if (known !== undefined && isOfLaterRun(known.body, context)) {
      log.info(`${known.url} speaks of a later run and stays as it is`);
      return;
    }
    if (known === undefined) {
      const title = `Evaluation ${report.name} fails${branch === '' ? '' : ` on ${branch}`}`;
      const { url } = await github.openIssue({ title, body });
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

/** The branch or tag that a run is about, unless it is the default branch, where schedules run: ''. */
function otherBranch({ eventName, ref, defaultBranch }: RunContext): string {
  const isDefault = eventName === 'schedule' || defaultBranch === '' || ref === `refs/heads/${defaultBranch}`;
  return isDefault ? '' : ref.replace(/^refs\/(heads|tags)\//, '');
}
