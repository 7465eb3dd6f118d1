import { describe, expect, test } from '@jest/globals';
import { dispatchEvent, pullRequestEvent } from '../../local/runner/events.ts';
import { artifactNames, setRun, statuses, visit } from './collect-stage.ts';
import { headSha, type Stage, setStage, unpackArtifact } from './stage.ts';

const model = { models: 'gemini-2.5-flash' };
const pending = 'gemini-batch-eval-pending-spam';
const baseSha = 'b'.repeat(40);

/** Has a workflow run that a hand has started on the default branch evaluate pull request 7. */
function byHand(stage: Stage, runId: number, inputs: Readonly<Record<string, string>>) {
  const { github } = stage;
  const sha = 'c'.repeat(40);
  if (!github.store.commits.has(sha)) github.store.addCommit({ sha });
  if (!github.store.runs.has(runId)) github.store.addRun({ id: runId, headSha: sha, headBranch: 'main' });
  return stage.run(
    { ...model, reuse: 'never', 'pr-number': '7', ...inputs },
    {
      github: { ...dispatchEvent({ sha, private: true }), runId },
      runtime: { resultsUrl: github.resultsUrl, token: github.runtimeToken(runId) },
    },
  );
}

test('two evaluations with one artifact name that are collected at once keep their results', async () => {
  await using stage = await setStage({ gemini: { life: () => ['SUCCEEDED'] } });
  const step = { github: { ...pullRequestEvent({ number: 7, headSha, baseSha, private: true }), runAttempt: 1 } };
  for (const name of ['one', 'two'])
    await stage.run({ ...model, name, wait: 'false', 'artifact-name': 'results' }, step);
  setRun(stage, { attempt: 1 });
  await visit(stage, 3);
  const names = artifactNames(stage).filter((name) => /^results(-2)?-1001-1$/.test(name));
  const reports = await Promise.all(names.map(async (name) => (await unpackArtifact(stage, name))['report.json']));
  expect(reports.map((bytes) => JSON.parse(new TextDecoder().decode(bytes)).name).sort()).toEqual(['one', 'two']);
});

describe('an older run', () => {
  test('that was started again, and then overtaken, leaves the red comment and status of the newer one', async () => {
    await using stage = await setStage();
    await byHand(stage, 1100, { threshold: '10%' });
    await byHand(stage, 1100, { threshold: '10%', wait: 'false' });
    await byHand(stage, 1200, { threshold: '90%' });
    await visit(stage, 4);
    expect(artifactNames(stage)).not.toContain(pending);
    expect(stage.comments()[0]).toContain('❌');
    expect(statuses(stage).at(-1)).toBe('failure');
  });

  test('that was started again keeps its red word when the newer one is late', async () => {
    await using stage = await setStage();
    await byHand(stage, 1100, { threshold: '10%' });
    await byHand(stage, 1200, { threshold: '10%', wait: 'false' });
    await byHand(stage, 1100, { threshold: '90%' });
    await visit(stage, 4);
    expect(artifactNames(stage)).not.toContain(pending);
    expect(stage.comments()[0]).toContain('❌');
    expect(statuses(stage).at(-1)).toBe('failure');
  });

  test('that begins after the newer one has ended does not turn its status green', async () => {
    await using stage = await setStage();
    await byHand(stage, 1200, { threshold: '90%' });
    await byHand(stage, 1100, { threshold: '10%' });
    expect(statuses(stage)).toEqual(['pending', 'failure']);
    expect(stage.comments()[0]).toContain('❌');
  });
});
