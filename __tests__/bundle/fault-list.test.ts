import { expect, test } from '@jest/globals';
import { uploadsLeft } from './collect-stage.ts';
import { faultCases, flash, pro, setFaultyStage } from './fault-cases.ts';

test.each(Object.entries(faultCases))('%s: nothing is lost, nothing is bought twice', async (_, given) => {
  await using stage = await setFaultyStage(given);
  const run = await stage.run({ threshold: '10%', ...given.inputs });
  const scores = JSON.parse(run.outputs.scores ?? '{}');
  const live = [...stage.gemini.jobs.values()].filter(({ cancelRequests }) => cancelRequests === 0);
  expect({ verdict: run.outputs.verdict, score: scores[flash] }).toEqual({
    verdict: given.verdict,
    score: given.score,
  });
  if (pro in scores) expect(scores[pro]).toBe(14 / 15);
  const reasons = JSON.parse(stage.read('report.json')).reasons.map(({ message }: { message: string }) => message);
  expect(reasons.join('\n')).toMatch(given.reason ?? /.*/);
  expect(new Set(live.map(({ displayName }) => displayName)).size).toBe(live.length);
  expect(stage.gemini.jobs.size).toBe(given.jobs ?? 2);
  expect(uploadsLeft(stage)).toEqual([]);
});
