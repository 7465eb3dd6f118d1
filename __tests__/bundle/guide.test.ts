import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { apiKey, headSha, setStage, unpackArtifact } from './stage.ts';

const models = ['gemini-2.5-flash', 'gemini-2.5-pro'];

test('the guide: 15 rows, two models, shuffled results give exactly 53.33% and 93.33%, and the check passes', async () => {
  await using stage = await setStage();
  const run = await stage.run({ threshold: 'gemini-2.5-flash: 50%\ngemini-2.5-pro: 0.9' });
  expect({ exit: run.exitCode, conclusion: run.conclusion }).toEqual({ exit: 0, conclusion: 'success' });
  expect(run.log).toContain('gemini-2.5-flash: 53.33%');
  expect(run.log).toContain('gemini-2.5-pro: 93.33%');
  expect(run.outputs).toMatchObject({ verdict: 'pass', passed: 'true', errors: '0', 'lowest-score': String(8 / 15) });
  expect(JSON.parse(run.outputs.scores ?? '')).toEqual({ 'gemini-2.5-flash': 8 / 15, 'gemini-2.5-pro': 14 / 15 });
  expect(run.summary).toContain('| `gemini-2.5-flash` | 53.33% (30–76) | +53.33 pts | 0 / 8 | 0 |');
  expect(run.summary).toContain('| `gemini-2.5-pro` | 93.33% (70–99) | +93.33 pts | 0 / 14 | 0 |');
  expect(stage.comments()).toHaveLength(1);
  expect(stage.comments()[0]).toMatch(/^<!-- gemini-batch-eval:spam -->\n\n### ✅ spam: all 2 models pass\n/);
});

test('one upload serves all models, each model gets one job, and no uploaded file is left', async () => {
  await using stage = await setStage();
  await stage.run({});
  expect(stage.gemini.count('upload.start')).toBe(1);
  expect([...stage.gemini.jobs.values()].map(({ model }) => model).sort()).toEqual(models);
  expect([...stage.gemini.files.values()].filter(({ source }) => source === 'UPLOADED')).toEqual([]);
  expect(
    stage.gemini.requests.every(({ path }) => path.startsWith('/v1beta/') || path.startsWith('/upload/v1beta/')),
  ).toBe(true);
});

test('the raw results are on disk and in artifacts byte for byte, the report in an artifact of its own', async () => {
  await using stage = await setStage();
  const run = await stage.run({});
  for (const model of models) {
    const job = [...stage.gemini.jobs.values()].find((candidate) => candidate.model === model);
    const served = readFileSync(stage.gemini.files.get(job?.responsesFile ?? '')?.path ?? '');
    expect(readFileSync(join(stage.workspace, 'out', 'results', `${model}.jsonl`)).equals(served)).toBe(true);
    const artifact = await unpackArtifact(stage, `gemini-batch-eval-spam-${model}`);
    expect(Object.keys(artifact)).toEqual([`results/${model}.jsonl`]);
    expect(served.equals(artifact[`results/${model}.jsonl`] ?? new Uint8Array())).toBe(true);
  }
  const report = await unpackArtifact(stage, 'gemini-batch-eval-spam');
  expect(Object.keys(report).sort()).toEqual(['report.json', 'report.md', 'requests.jsonl', 'rows.jsonl', 'run.json']);
  expect(run.outputs['artifact-ids']?.split(',')).toHaveLength(3);
  expect(Object.keys(JSON.parse(run.outputs['artifact-urls'] ?? ''))).toHaveLength(3);
});

test('a model under its floor turns the check red, and everything is published all the same', async () => {
  await using stage = await setStage();
  const run = await stage.run({ threshold: '90%' });
  expect({ exit: run.exitCode, conclusion: run.conclusion }).toEqual({ exit: 1, conclusion: 'failure' });
  expect(run.outputs).toMatchObject({ verdict: 'fail', passed: 'false' });
  const reason = 'gemini-2.5-flash scored 53.3%, under its floor of 90.0%.';
  expect(run.annotations).toContainEqual({ level: 'error', message: reason });
  expect(JSON.parse(stage.read('report.json')).reasons).toEqual([
    { kind: 'threshold', model: 'gemini-2.5-flash', message: reason },
  ]);
  expect(run.summary).toContain('### ❌ spam: 1 of 2 models fails the gate');
  expect(stage.comments()[0]).toContain('> [!CAUTION]\n> `gemini-2.5-flash` scored 53.3%, under its floor of 90.0%.');
  expect(run.outputs['comment-url']).toMatch(/#issuecomment-\d+$/);
  expect(stage.github.store.artifacts.size).toBe(3);
});

test('fail-on: none only reports', async () => {
  await using stage = await setStage();
  const run = await stage.run({ threshold: '90%', 'fail-on': 'none' });
  expect({ exit: run.exitCode, verdict: run.outputs.verdict, passed: run.outputs.passed }).toEqual({
    exit: 0,
    verdict: 'fail',
    passed: 'false',
  });
});

test('rows.jsonl joins every answer to its row by key, in the order of models and rows', async () => {
  await using stage = await setStage();
  await stage.run({});
  const rows = stage
    .read('rows.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map(({ model, line }) => `${model}:${line}`)).toEqual(
    models.flatMap((model) => Array.from({ length: 15 }, (_, index) => `${model}:${index + 1}`)),
  );
  expect(rows.map(({ score }) => score)).toEqual(
    models.flatMap((model) =>
      Array.from({ length: 15 }, (_, index) => (index < (model.endsWith('pro') ? 14 : 8) ? 1 : 0)),
    ),
  );
  expect(rows[0]).toMatchObject({
    repeat: 1,
    file: 'spam.jsonl',
    outcome: 'answered',
    error: null,
    finishReason: 'STOP',
    baselineScore: 0,
    change: 'fixed',
  });
  expect(rows[0].checks).toEqual([{ scorer: 'function-call', score: 1, reason: '' }]);
});

test('a second push brings the same comment up to date, even behind two pages of talk', async () => {
  const talk = Array.from({ length: 230 }, (_, index) => ({ number: 7, body: `Remark ${index}`, login: 'reader' }));
  await using stage = await setStage({
    github: { pulls: [{ number: 7, headSha, baseSha: 'b'.repeat(40) }], comments: talk },
  });
  const first = await stage.run({ threshold: '90%' });
  const second = await stage.run({ threshold: '10%' });
  expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
  const ours = stage.comments().filter((body) => body.includes('gemini-batch-eval:spam'));
  expect(ours).toHaveLength(1);
  expect(ours[0]).toContain('✅');
});

test("a stranger's comment with our mark is left alone", async () => {
  const forged = {
    number: 7,
    body: '<!-- gemini-batch-eval:spam -->\nforged',
    login: 'mallory',
    type: 'User' as const,
  };
  await using stage = await setStage({
    github: { pulls: [{ number: 7, headSha, baseSha: 'b'.repeat(40) }], comments: [forged] },
  });
  await stage.run({});
  expect(stage.comments()).toHaveLength(2);
  expect(stage.comments()[0]).toBe(forged.body);
});

test('a re-run of the same workflow run buys nothing again', async () => {
  await using stage = await setStage();
  const first = await stage.run({});
  const again = await stage.run({});
  expect(stage.gemini.count('batches.create')).toBe(2);
  expect(stage.gemini.count('upload.start')).toBe(1);
  expect(again.outputs.scores).toBe(first.outputs.scores);
  expect(again.conclusion).toBe('success');
});

test('the commit status tells the verdict on the head of the pull request', async () => {
  await using stage = await setStage();
  await stage.run({ threshold: '90%' });
  const statuses = stage.github.store.statuses.map(({ sha, context, state }) => ({ sha, context, state }));
  const context = 'gemini-batch-eval/spam';
  expect(statuses).toEqual([
    { sha: headSha, context, state: 'pending' },
    { sha: headSha, context, state: 'failure' },
  ]);
});

test('the key goes to the service in its header and nowhere else', async () => {
  await using stage = await setStage();
  const run = await stage.run({ threshold: '90%' });
  expect(stage.gemini.keyLeaks).toEqual([]);
  expect(stage.gemini.requests.every(({ headers }) => headers['x-goog-api-key'] === apiKey)).toBe(true);
  const { listFolder } = await import('./folder.ts');
  const seen = [
    run.rawStdout.replaceAll(`::add-mask::${apiKey}`, ''),
    run.rawStderr,
    run.summary,
    JSON.stringify(run.outputs),
    JSON.stringify(run.state),
  ];
  seen.push(
    run.post?.rawStdout.replaceAll(`::add-mask::${apiKey}`, '') ?? '',
    ...stage.comments(),
    JSON.stringify(stage.github.requests),
  );
  seen.push(...listFolder(stage.workspace), ...listFolder(stage.temp));
  expect(seen.filter((text) => text.includes(apiKey))).toEqual([]);
});
