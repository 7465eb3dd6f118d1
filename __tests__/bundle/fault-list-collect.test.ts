import { expect, test } from '@jest/globals';
import { artifactNames, collect, hurried, statuses, uploadsLeft } from './collect-stage.ts';
import { faultCases, flash, pro, setFaultyStage } from './fault-cases.ts';
import { unpackArtifact } from './stage.ts';

/** More than any of them takes. */
const maxVisits = 14;
/** A deadline is for runs that wait. */
const cases = Object.entries(faultCases).filter(([, { inputs }]) => inputs?.['timeout-minutes'] === undefined);

test.each(cases)('%s, without waiting: nothing is lost, nothing is bought twice', async (_, given) => {
  await using stage = await setFaultyStage(given);
  await stage.run({ threshold: '10%', ...given.inputs, wait: 'false' });
  const isOpen = () => artifactNames(stage).includes('gemini-batch-eval-pending-spam');
  for (let visit = 0; visit < maxVisits && isOpen(); visit++)
    await collect(stage, {}, { ...hurried, runId: 2001 + visit });
  expect(isOpen()).toBe(false);
  const names = ['gemini-batch-eval-spam-1001-1', 'gemini-batch-eval-spam'];
  const files = await unpackArtifact(stage, names.find((name) => artifactNames(stage).includes(name)) ?? '');
  const report = JSON.parse(new TextDecoder().decode(files['report.json']));
  const scoreOf = (model: string) => report.models.find((one: { model: string }) => one.model === model)?.score;
  expect({ verdict: report.verdict, score: scoreOf(flash) ?? null }).toEqual({
    verdict: given.verdict,
    score: given.score,
  });
  if (scoreOf(pro) !== undefined) expect(scoreOf(pro)).toBe(14 / 15);
  const reasons = report.reasons.map(({ message }: { message: string }) => message);
  expect(reasons.join('\n')).toMatch(given.reason ?? /.*/);
  expect(stage.gemini.jobs.size).toBe(given.jobs ?? 2);
  expect(uploadsLeft(stage)).toEqual([]);
  expect(statuses(stage).at(-1)).toBe(given.verdict === 'pass' ? 'success' : 'failure');
});
