import { type Baseline, type RowScores, sameDataset } from '../../baseline/baseline.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import type { LoggedReport } from '../../report/report.ts';
import { readLoggedReply } from '../../scoring/answer.ts';
import { meanAndInterval } from '../../scoring/metrics.ts';
import { checkAnswer, hasErredCheck, type Scorer, scoreOfRow } from '../../scoring/scorer.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { openMaterial } from '../scoring/material.ts';

/** The logged answers' scores. */
export interface LoggedAnswers {
  readonly scores: RowScores;
  readonly report: LoggedReport;
}

/** Why the logged answers are nothing to compare with; undefined when they are. */
export function problemOfLog({ scorers }: Inputs, { rowsWithLogged }: Prepared): string | undefined {
  const counting = scorers.filter(({ weight }) => weight > 0);
  const judged = counting.find(({ rubric }) => rubric !== undefined);
  const matching = counting.find(({ requires }) => requires === 'logged');
  if (rowsWithLogged === 0) return 'no row has a logged answer';
  if (judged !== undefined) return `${judged.label} would have to be asked about them, which costs money`;
  if (matching !== undefined) return `they agree with themselves, which is what ${matching.label} checks`;
  return undefined;
}

/** Whether a check may be run on the log even where something else is the baseline. A module of the repository is spared that. */
export function isCheap({ needs, isCode }: Scorer): boolean {
  return !needs.includes('logged') && isCode !== true;
}

/**
 * Scores the answers that were in the export with the same checks: a baseline that costs nothing. Call it when `problemOfLog`
 * finds none. Requests that a check looks at are those of the first model, with the prompt under test.
 */
export async function scoreLog(inputs: Inputs, world: World, dataset: Prepared): Promise<LoggedAnswers> {
  const model = inputs.models[0] ?? '';
  const needs = new Set(inputs.scorers.flatMap((scorer) => scorer.needs));
  const material = openMaterial(inputs, world, dataset, model, needs);
  const scorers = inputs.scorers.filter(({ rubric }) => rubric === undefined);
  const own = new Float64Array(dataset.rows.size).fill(Number.NaN);
  const whole = own.slice();
  const verdict = () => ({ score: null, reason: 'logged answers are not judged' });
  try {
    for (let row = 0; row < own.length; row++) {
      world.signal.throwIfAborted();
      const reply = readLoggedReply(material.readLogged(row));
      if (reply.kind === 'error') continue;
      const { answer, response } = reply;
      const subject = {
        model,
        key: dataset.rows.key(row),
        repeat: 1,
        answer,
        response,
        ...material.read(row),
        verdict,
      };
      const checks = await checkAnswer(scorers, subject);
      own[row] = scoreOfRow(scorers, checks) ?? Number.NaN;
      if (!hasErredCheck(scorers, checks)) whole[row] = own[row] ?? Number.NaN;
    }
  } finally {
    material.close();
    // A module that gave up on the log must not be given up on the answers.
    for (const { reset } of scorers) reset?.();
  }
  const known = [...own].filter((score) => !Number.isNaN(score));
  return { scores: { own, whole }, report: { ...meanAndInterval(known), rows: known.length } };
}

/** The log as a baseline: the same for every model. */
export function baselineOfLog(models: readonly string[], { scores, report }: LoggedAnswers): Baseline {
  const model = { scores, score: report.score, cost: null, modelVersions: {} };
  return {
    kind: 'logged',
    name: 'the log',
    sha: null,
    runId: null,
    createdAt: null,
    repeat: 1,
    areChecksKnown: true,
    models: new Map(models.map((name) => [name, model])),
    unused: new Map(),
    has: () => true,
    dataset: sameDataset,
  };
}
