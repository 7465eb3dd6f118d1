import { formatShare } from '../gate.ts';
import type { Tokens } from '../scoring/answer.ts';
import { inlineCode, markdownText } from './escape.ts';
import type { ModelReport, Report } from './report.ts';
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

/** Tokens of every model, and of the judges. */
export function tokenTable({ models, judges }: Report): string[] {
  if (models.length === 0) return [];
  const judging = judges.map(({ model, tokens }) => ({ name: `${inlineCode(model)} as judge`, tokens }));
  const all = [...models.map(({ model, tokens }) => ({ name: inlineCode(model), tokens })), ...judging];
  if (all.length > 1) all.push({ name: 'Total', tokens: sumTokens(all.map(({ tokens }) => tokens)) });
  const rows = all.map(({ name, tokens }) => [
    name,
    ...[tokens.prompt, tokens.cached, tokens.candidates, tokens.thoughts, tokens.total].map(formatCount),
  ]);
  return [
    '#### Tokens',
    table(
      ['Model', 'Prompt', 'of it cached', 'Answer', 'Thoughts', 'Total'],
      [':--', '--:', '--:', '--:', '--:', '--:'],
      rows,
    ),
  ];
}

function sumTokens(all: readonly Tokens[]): Tokens {
  const sum = (kind: keyof Tokens) => all.reduce((total, tokens) => total + tokens[kind], 0);
  return {
    prompt: sum('prompt'),
    cached: sum('cached'),
    candidates: sum('candidates'),
    thoughts: sum('thoughts'),
    total: sum('total'),
  };
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

const maxSlices = 200;

/** The score of every tag, for every model. */
export function sliceTable({ models }: Report): string[] {
  const tags = (models[0]?.slices ?? []).slice(0, maxSlices).map(({ tag }) => tag);
  if (tags.length === 0) return [];
  const rows = tags.map((tag) => {
    const slices = models.map((model) => model.slices.find((slice) => slice.tag === tag));
    return [inlineCode(tag), formatCount(slices[0]?.rows ?? 0), ...slices.map(describeSlice)];
  });
  const columns = ['Tag', 'Answers', ...models.map(({ model }) => inlineCode(model))];
  return ['#### By tag', table(columns, [':--', '--:', ...models.map(() => '--:')], rows)];
}

function describeSlice(slice: ModelReport['slices'][number] | undefined): string {
  return slice === undefined || slice.score === null ? '–' : formatShare(slice.score, 1);
}

const maxFlakyKeys = 20;

/** With several answers per row: how often at least one, and all of them, pass, and the rows that differ. */
export function repeatTable({ models, settings }: Report): string[] {
  if (settings.repeat === 1) return [];
  const show = (share: number | null | undefined) =>
    share === null || share === undefined ? '–' : formatShare(share, 1);
  const rows = models.map(({ model, repeats }) => {
    const keys = (repeats?.flakyKeys ?? []).slice(0, maxFlakyKeys).map((key) => inlineCode(key, 40));
    const more = (repeats?.flaky ?? 0) > keys.length ? ', …' : '';
    return [
      inlineCode(model),
      show(repeats?.passAtK.at(-1)),
      show(repeats?.passHatK.at(-1)),
      String(repeats?.flaky ?? 0),
      keys.join(', ') + more,
    ];
  });
  const k = settings.repeat;
  return [
    `#### ${k} answers per row`,
    table(['Model', `pass@${k}`, `pass^${k}`, 'Flaky', 'Flaky rows'], [':--', '--:', '--:', '--:', ':--'], rows),
  ];
}

/** What the judges were asked and what they answered. */
export function judgeTable({ judges }: Report): string[] {
  const rows = judges.map((judge) => [
    inlineCode(judge.model),
    ...[judge.requests, judge.verdicts, judge.errors, judge.missing].map(formatCount),
  ]);
  return rows.length === 0
    ? []
    : [
        '#### Judges',
        table(['Judge', 'Asked', 'Verdicts', 'Errors', 'Missing'], [':--', '--:', '--:', '--:', '--:'], rows),
      ];
}
