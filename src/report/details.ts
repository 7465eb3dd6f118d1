import { formatShare } from '../gate/shares.ts';
import { inlineCode, markdownText } from './escape.ts';
import { formatLimit } from './gate-cell.ts';
import type { Report } from './report.ts';
import { countRows, formatCount, table } from './table.ts';

const maxReasonChars = 300;

/** Errors by their text, or by their code where texts are hidden. */
export function errorTable({ models }: Report, showText: boolean): string[] {
  const rows = models.flatMap(({ model, errorKinds }) => {
    const counts = new Map<string, number>();
    for (const [error, times] of Object.entries(errorKinds)) {
      const shown = showText ? error : (error.split(':', 1)[0] ?? '');
      counts.set(shown, (counts.get(shown) ?? 0) + times);
    }
    return [...counts].map(([error, times]) => [inlineCode(model), String(times), inlineCode(error, maxReasonChars)]);
  });
  return rows.length === 0 ? [] : ['#### Errors', table(['Model', 'Times', 'Error'], [':--', '--:', ':--'], rows)];
}

/** The batch jobs, those of the judges included. */
export function jobTable({ models, judges }: Report): string[] {
  const judging = judges.map((judge) => ({ ...judge, modelVersions: {} }));
  const rows = [...models, ...judging].flatMap(({ model, jobs, modelVersions }) =>
    jobs.map((job) => [
      inlineCode(model),
      inlineCode(job.name),
      `${markdownText(job.state)}${job.isTakenOver ? ' (taken over)' : ''}`,
      Object.keys(modelVersions)
        .slice(0, 5)
        .map((version) => inlineCode(version))
        .join(', '),
    ]),
  );
  return rows.length === 0
    ? []
    : ['#### Batch jobs', table(['Model', 'Job', 'State', 'Answered as'], [':--', ':--', ':--', ':--'], rows)];
}

/** What the figures rest on. */
export function settingsList({ dataset, settings }: Report): string[] {
  const scorers = settings.scorers.map(
    ({ scorer, weight }) => `${inlineCode(scorer)}${weight === 1 ? '' : ` × ${weight}`}`,
  );
  const drawn = dataset.totalRows > dataset.rows ? `, a sample of ${formatCount(dataset.totalRows)}` : '';
  const lines = [
    `Dataset: ${dataset.files.map((file) => inlineCode(file)).join(', ')}; ${countRows(dataset.rows)}${drawn}; ${inlineCode(dataset.fingerprint ?? 'not read')}`,
    `Scorers: ${scorers.join(', ')}`,
    `Accepted share of rows without an answer: ${formatShare(settings.maxErrorRate, 1)}; red on: ${settings.failOn.join(', ') || 'nothing'}`,
    `Largest accepted drop: ${settings.maxDrop === null ? 'not set' : `${formatLimit(settings.maxDrop)} points`}`,
  ];
  return ['#### Settings', lines.map((line) => `- ${line}`).join('\n')];
}

/** What was put into the requests; nothing when they went out as they were logged. */
export function promptList({ prompts, models }: Report): string[] {
  const changed = prompts.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return [];
  const lines = changed.map((prompt) => {
    const subject =
      prompt.models.length === models.length
        ? 'All models'
        : prompt.models.map((model) => inlineCode(model)).join(', ');
    const file = prompt.systemInstruction === null ? '' : ` from ${inlineCode(prompt.systemInstruction)}`;
    return `- ${subject}: ${prompt.changes.map((change) => markdownText(change)).join('; ')}${file} (${inlineCode((prompt.hash ?? '').slice(0, 19))})`;
  });
  return ['#### Prompt under test', lines.join('\n')];
}
