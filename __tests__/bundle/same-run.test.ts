import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../local/runner/events.ts';
import { artifactNames } from './collect-stage.ts';
import { headSha, type Stage, setStage, unpackArtifact } from './stage.ts';

const model = { models: 'gemini-2.5-flash' };
const baseSha = 'b'.repeat(40);
/** Steps of one job, and no attempts. */
const step = { github: { ...pullRequestEvent({ number: 7, headSha, baseSha, private: true }), runAttempt: 1 } };

async function reportIn(stage: Stage, artifact: string): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode((await unpackArtifact(stage, artifact))['report.json']));
}

describe('of two evaluations in one workflow run', () => {
  test('whose artifacts would have the same name, neither loses its results', async () => {
    await using stage = await setStage();
    const report = 'gemini-batch-eval-spam-gemini-2.5-flash';
    await stage.run({ ...model, name: 'spam-gemini-2.5-flash' }, step);
    const second = await stage.run({ ...model, name: 'spam' }, step);
    expect(Object.keys(await unpackArtifact(stage, report))).toContain('report.json');
    expect(Object.keys(await unpackArtifact(stage, `${report}-2`))).toEqual(['results/gemini-2.5-flash.jsonl']);
    expect(Object.keys(JSON.parse(second.outputs['artifact-urls'] ?? ''))).toEqual([
      'gemini-batch-eval-spam',
      `${report}-2`,
    ]);
    const warnings = second.annotations.map(({ message }) => message).join('\n');
    expect(warnings).toContain(`has an artifact called ${report}, so this one's is ${report}-2. Give each a name`);
  });

  test('that have one name, the second says so', async () => {
    await using stage = await setStage();
    await stage.run(model, step);
    const second = await stage.run({ ...model, 'request-patch': 'generationConfig: { temperature: 0 }' }, step);
    expect(second.outputs.verdict).toBe('pass');
    expect(artifactNames(stage)).toEqual([
      'gemini-batch-eval-spam',
      'gemini-batch-eval-spam-2',
      'gemini-batch-eval-spam-gemini-2.5-flash',
      'gemini-batch-eval-spam-gemini-2.5-flash-2',
    ]);
    expect(second.annotations.map(({ message }) => message).join('\n')).toContain('artifact-name, of its own');
  });

  test('neither loses its results when the workflow is run again', async () => {
    await using stage = await setStage();
    const again = { github: { ...step.github, runAttempt: 2 } };
    const both = async (act: typeof step) => {
      for (const name of ['one', 'two']) await stage.run({ ...model, name, 'artifact-name': 'results' }, act);
    };
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    await both(step);
    for (const [id, artifact] of stage.github.store.artifacts)
      stage.github.store.artifacts.set(id, { ...artifact, createdAt: hoursAgo(2) });
    const run = stage.github.store.runs.get(1001);
    Object.assign(run ?? {}, { attempt: 2, createdAt: hoursAgo(3), startedAt: hoursAgo(1) });
    await both(again);
    const [first, second] = await Promise.all(['results', 'results-2'].map((name) => reportIn(stage, name)));
    expect([first, second]).toMatchObject([
      { name: 'one', run: { attempt: 2 } },
      { name: 'two', run: { attempt: 2 } },
    ]);
  });

  test('that have one name and are not waited for, the second is refused before it costs anything', async () => {
    await using stage = await setStage();
    await stage.run({ ...model, wait: 'false' }, step);
    const second = await stage.run(
      { ...model, wait: 'false', 'request-patch': 'generationConfig: { temperature: 0 }' },
      step,
    );
    expect(second.conclusion).toBe('failure');
    expect(second.annotations.map(({ message }) => message).join('\n')).toContain(
      'another evaluation of this workflow run has an artifact of this name (HTTP 409). Give each evaluation a name',
    );
    expect(stage.gemini.jobs.size).toBe(1);
  });

  test('that have one name, the one that leaves nothing does not take away what the other has left', async () => {
    await using stage = await setStage();
    await stage.run({ ...model, wait: 'false' }, step);
    const patch = { 'request-patch': 'generationConfig: { temperature: 0 }', 'upload-artifacts': 'false' };
    await stage.run({ ...model, ...patch }, step);
    expect(artifactNames(stage)).toContain('gemini-batch-eval-pending-spam');
  });

  test('that have one name, the one that waits does not take away what the other has left for a collector', async () => {
    await using stage = await setStage();
    await stage.run({ ...model, wait: 'false' }, step);
    await stage.run({ ...model, 'request-patch': 'generationConfig: { temperature: 0 }' }, step);
    expect(artifactNames(stage)).toContain('gemini-batch-eval-pending-spam');
  });
});
