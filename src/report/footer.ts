import { describePower } from '../gate/regression.ts';
import { describeBaseline, describeDataset } from './baseline-name.ts';
import { inlineCode, markdownText } from './escape.ts';
import type { RenderOptions } from './markdown.ts';
import type { Report } from './report.ts';
import { countRows } from './table.ts';

/** The last line: what was evaluated and compared, how small a drop that can show, and where the rest is. */
export function footer(report: Report, { serverUrl, artifacts }: RenderOptions): string {
  const { repository, id, attempt, sha } = report.run;
  const parts = [
    countRows(report.dataset.rows),
    ...describeComparison(report),
    ...describePrompt(report),
    ...(id === '' ? [] : [`[run](${serverUrl}/${repository}/actions/runs/${id}/attempts/${attempt})`]),
    ...(artifacts.length === 0
      ? []
      : [`artifacts: ${artifacts.map(({ label, url }) => `[${markdownText(label)}](${url})`).join(' · ')}`]),
    ...(sha === '' ? [] : [`updated for \`${sha.slice(0, 7)}\``]),
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}

function describeComparison({ baseline, models, run }: Report): string[] {
  if (baseline.kind === 'none') return [];
  const difference = describeDataset(baseline);
  const about = [
    ...describeAge(baseline.createdAt, run.finishedAt),
    // Reports of other checks are never compared.
    ...(difference === undefined ? ['same dataset and checks'] : [`${difference} since`]),
  ];
  const compared = `compared with ${describeBaseline(baseline)}${baseline.kind === 'logged' ? '' : ` (${about.join(', ')})`}`;
  const [fewest] = models.flatMap((model) => model.baseline ?? []).sort((a, b) => a.rows - b.rows);
  return fewest === undefined ? [compared] : [compared, describePower(fewest)];
}

const minuteMs = 60_000;
const minutesPerHour = 60;
const hoursPerDay = 24;

/** How old the baseline was when the run ended; nothing when one of the times is unknown. */
function describeAge(createdAt: string | null, finishedAt: string): string[] {
  const minutes = Math.floor((Date.parse(finishedAt) - Date.parse(createdAt ?? '')) / minuteMs);
  if (!(minutes >= 0)) return [];
  if (minutes === 0) return ['less than a minute old'];
  const hours = Math.floor(minutes / minutesPerHour);
  if (hours >= 2 * hoursPerDay) return [`${countOf(Math.floor(hours / hoursPerDay), 'day')} old`];
  return [`${hours >= 1 ? countOf(hours, 'hour') : countOf(minutes, 'minute')} old`];
}

function countOf(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Whether this is the logged prompt or one under test, by its hash. */
function describePrompt({ prompts }: Report): string[] {
  const hashes = prompts.flatMap(({ hash, systemInstruction }) =>
    hash === null ? [] : [`${systemInstruction ?? 'patch'} ${hash.slice(7, 15)}`],
  );
  return hashes.length === 0 ? [] : [`prompt: ${hashes.map((hash) => inlineCode(hash)).join(', ')}`];
}
