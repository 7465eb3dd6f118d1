import { formatShare } from '../gate/shares.ts';
import { inlineCode } from './escape.ts';
import type { Report } from './report.ts';
import { formatCount, table } from './table.ts';

/** The checks that failed to run on some answers: a score without them is another one. */
export function checkTable({ models }: Report): string[] {
  const rows = models.flatMap(({ model, erredChecks }) =>
    Object.entries(erredChecks).map(([check, answers]) => [inlineCode(check), inlineCode(model), formatCount(answers)]),
  );
  return rows.length === 0
    ? []
    : ['#### Checks that failed to run', table(['Check', 'Model', 'Answers'], [':--', ':--', '--:'], rows)];
}

const maxSlices = 200;

/** The score of every tag, for every model. */
export function sliceTable({ models }: Report, decimals: number): string[] {
  const tags = (models[0]?.slices ?? []).slice(0, maxSlices).map(({ tag }) => tag);
  if (tags.length === 0) return [];
  const rows = tags.map((tag) => {
    const slices = models.map((model) => model.slices.find((slice) => slice.tag === tag));
    return [
      inlineCode(tag),
      formatCount(slices[0]?.rows ?? 0),
      ...slices.map((slice) => describeShare(slice?.score, decimals)),
    ];
  });
  const columns = ['Tag', 'Answers', ...models.map(({ model }) => inlineCode(model))];
  return ['#### By tag', table(columns, [':--', '--:', ...models.map(() => '--:')], rows)];
}

function describeShare(share: number | null | undefined, decimals: number): string {
  return share === null || share === undefined ? '–' : formatShare(share, decimals);
}

const maxFlakyKeys = 20;

/** With several answers per row: how often at least one, and all of them, pass, and the rows that differ. */
export function repeatTable({ models, settings }: Report, decimals: number): string[] {
  if (settings.repeat === 1) return [];
  const rows = models.map(({ model, repeats }) => {
    const keys = (repeats?.flakyKeys ?? []).slice(0, maxFlakyKeys).map((key) => inlineCode(key, 40));
    const more = (repeats?.flaky ?? 0) > keys.length ? ', …' : '';
    return [
      inlineCode(model),
      describeShare(repeats?.passAtK.at(-1), decimals),
      describeShare(repeats?.passHatK.at(-1), decimals),
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
