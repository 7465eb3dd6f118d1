import { isRed } from '../gate.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import type { Report } from '../report/report.ts';
import { attempt } from './best-effort.ts';

const maxStatusChars = 140;

const statusOf = {
  pass: 'success',
  fail: 'failure',
  inconclusive: 'failure',
  pending: 'pending',
  skipped: 'success',
} as const;

/** The commit status of this evaluation. Most workflows do not allow it, so a refusal is no warning. */
export async function setStatus(
  inputs: Inputs,
  world: World,
  report: Pick<Report, 'verdict' | 'reasons' | 'models'>,
): Promise<void> {
  const { context, github } = world;
  if (github === undefined || context.sha === '' || context.repository === '') return;
  const isGreen = report.verdict !== 'pending' && !isRed(report.reasons, inputs.failOn);
  const scores = report.models
    .map(({ model, score }) => `${model} ${score === null ? '–' : `${(score * 100).toFixed(1)}%`}`)
    .join(', ');
  const description = `${report.verdict}${scores === '' ? '' : `: ${scores}`}`;
  const request = {
    sha: context.sha,
    context: `gemini-batch-eval/${inputs.name}`,
    state: isGreen ? ('success' as const) : statusOf[report.verdict],
    description: description.length > maxStatusChars ? `${description.slice(0, maxStatusChars - 1)}…` : description,
    targetUrl: `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`,
  };
  await attempt(world, () => github.setStatus(request), 'quiet');
}
