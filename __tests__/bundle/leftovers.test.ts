import { describe, expect, test } from '@jest/globals';
import { scheduleEvent } from '../../local/runner/events.ts';
import { artifactNames, collect, hurried, statuses, uploadsLeft } from './collect-stage.ts';
import { apiKey, headSha, type Stage, setStage } from './stage.ts';

const pending = 'gemini-batch-eval-pending-spam';
const flash = { models: 'gemini-2.5-flash' };
const report = (stage: Stage) => JSON.parse(stage.read('report.json'));
const notices = (stage: Stage): string => report(stage).notices.join('\n');
const never = new Promise<never>(() => undefined);
const endRun = (stage: Stage) =>
  Object.assign(stage.github.store.runs.get(1001) ?? {}, { status: 'completed', conclusion: 'failure' });

describe('a create that was never answered', () => {
  test('and a list that is down until the deadline: the run is pending, and a collector finishes it with that very job', async () => {
    await using stage = await setStage();
    stage.gemini.addFault({ on: 'batches.create', do: { reset: 'after' } });
    stage.gemini.addFault({ on: 'batches.list', nth: 2, times: 9999, do: { status: 503 } });
    const run = await stage.run({ ...flash, 'timeout-minutes': '0.03' });
    expect([run.conclusion, run.outputs.verdict]).toEqual(['failure', 'pending']);
    expect(report(stage).reasons).toMatchObject([{ kind: 'incomplete' }]);
    expect(notices(stage)).toContain('The jobs go on: collect/ finishes this evaluation');
    expect(artifactNames(stage)).toContain(pending);
    stage.gemini.clearFaults();
    endRun(stage);
    for (let visit = 0; visit < 4; visit++) await collect(stage, {}, hurried);
    expect([statuses(stage).at(-1), stage.gemini.jobs.size, uploadsLeft(stage)]).toEqual(['success', 1, []]);
  });

  test('and is not to be kept: the post step cancels it', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    stage.gemini.addFault({ on: 'batches.create', do: { reset: 'after' } });
    stage.gemini.addFault({ on: 'batches.list', nth: 2, times: 9999, do: { status: 503 } });
    const run = await stage.run(
      { ...flash, 'timeout-minutes': '0.03', 'on-timeout': 'cancel' },
      { post: 'run', beforePost: () => stage.gemini.clearFaults() },
    );
    expect(run.outputs.verdict).toBe('inconclusive');
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([1]);
    expect(uploadsLeft(stage)).toEqual([]);
  });

  test('and whose repetition waited for quota when the run was cancelled: the job is cancelled when it shows', async () => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    stage.gemini.addFault({ on: 'batches.create', do: { reset: 'after' } });
    stage.gemini.addFault({ on: 'batches.create', nth: 2, times: 99, do: { status: 429 } });
    stage.gemini.addFault({ on: 'batches.list', nth: 2, times: 4, do: { status: 200, body: {} } });
    const run = await stage.run(flash, { cancelWhen: (line) => line.includes('takes no further job now') });
    expect(run.conclusion).toBe('cancelled');
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([1]);
  });

  test('in a second attempt: a failed job of the first is not taken for it when the run is cancelled', async () => {
    await using stage = await setStage({ gemini: { life: ({ index }) => (index === 0 ? ['FAILED'] : ['RUNNING']) } });
    await stage.run(flash);
    const headers = { 'x-goog-api-key': apiKey };
    const listed = await (await fetch(`${stage.gemini.url}/v1beta/batches?pageSize=9`, { headers })).text();
    const body = listed.replace(/"createTime": "[^"]+"/g, '"createTime": "2026-01-01T00:00:00Z"');
    const cancel = new AbortController();
    stage.gemini.addFault({ on: 'batches.create', do: { hang: 'after' } });
    // The list does not show the new job at once.
    stage.gemini.addFault({ on: 'batches.list', nth: 2, times: 3, do: { status: 200, body } });
    stage.gemini.configure({ onHang: () => cancel.abort() });
    const run = await stage.run(flash, { cancelSignal: cancel.signal });
    expect(run.conclusion).toBe('cancelled');
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([0, 1]);
  });

  test('and showed too late to be found: the second job is read, the first is cancelled', async () => {
    await using stage = await setStage({
      gemini: { life: ({ index }) => (index === 0 ? ['RUNNING'] : ['SUCCEEDED']) },
    });
    stage.gemini.addFault({ on: 'batches.create', do: { reset: 'after' } });
    stage.gemini.addFault({ on: 'batches.list', nth: 2, times: 4, do: { status: 200, body: {} } });
    const run = await stage.run(flash);
    expect(run.outputs.verdict).toBe('pass');
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests)).toEqual([1, 0]);
  });
});

describe('what the main step could not do, the post step does', () => {
  test('a file that could not be deleted at the end', async () => {
    await using stage = await setStage();
    stage.gemini.addFault({ on: 'files.delete', times: 99, do: { status: 503 } });
    const run = await stage.run(flash, { post: 'run', beforePost: () => stage.gemini.clearFaults() });
    expect([run.conclusion, uploadsLeft(stage)]).toEqual(['success', []]);
  });

  test('a file whose last piece was not answered when the run was cancelled', async () => {
    await using stage = await setStage();
    stage.gemini.addFault({ on: 'upload.piece', do: { hang: 'after' } });
    const run = await stage.run(flash, { cancelWhen: (line) => line.includes('Upload and submit'), post: 'run' });
    expect([run.conclusion, uploadsLeft(stage), stage.gemini.jobs.size]).toEqual(['cancelled', [], 0]);
  });

  test.each(['the Gemini API', 'GitHub'])('a cancel while %s does not answer', async (who) => {
    await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
    const fall = () => {
      if (who === 'GitHub') stage.github.addFault({ on: '* .*', times: 999, do: { until: never } });
      else stage.gemini.addFault({ on: 'any', times: 999, do: { hang: true } });
    };
    const rise = () => {
      stage.gemini.clearFaults();
      stage.github.clearFaults();
    };
    const run = await stage.run(
      { ...flash, 'poll-interval': '60' },
      {
        cancelWhen: (line) => {
          const isWaiting = line.includes('Wait for the jobs');
          if (isWaiting) fall();
          return isWaiting;
        },
        post: 'run',
        beforePost: rise,
      },
    );
    expect([run.conclusion, run.signal]).toEqual(['cancelled', null]);
    expect([...stage.gemini.jobs.values()].map(({ cancelRequests }) => cancelRequests > 0)).toEqual([true]);
    expect(uploadsLeft(stage)).toEqual([]);
    expect(statuses(stage).at(-1)).toBe('error');
    expect(artifactNames(stage)).not.toContain(pending);
  });
});

test('a cancelled run whose status GitHub does not take at once has it set by the post step', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  stage.github.addFault({ on: 'POST /statuses/', nth: 2, times: 4, do: { status: 502 } });
  const run = await stage.run(flash, { cancelWhen: (line) => line.includes('Wait for the jobs'), post: 'run' });
  expect(run.conclusion).toBe('cancelled');
  expect(statuses(stage)).toEqual(['pending', 'error']);
  expect(artifactNames(stage)).not.toContain(pending);
});

test('a cancelled run whose status cannot be set at all stays to be wound up by a collector', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  stage.github.addFault({ on: 'POST /statuses/', nth: 2, times: 99, do: { status: 502 } });
  await stage.run(flash, { cancelWhen: (line) => line.includes('Wait for the jobs'), post: 'run' });
  expect(artifactNames(stage)).toContain(pending);
  stage.github.clearFaults();
  Object.assign(stage.github.store.runs.get(1001) ?? {}, { status: 'completed', conclusion: 'cancelled' });
  await collect(stage);
  expect(statuses(stage)).toEqual(['pending', 'error']);
  expect(artifactNames(stage)).not.toContain(pending);
});

test('a main step that was killed while a create was under way leaves the upload to the job that does not show yet', async () => {
  await using stage = await setStage({ gemini: { life: () => ['RUNNING'] } });
  const kill = new AbortController();
  stage.gemini.addFault({ on: 'batches.create', do: { hang: 'after' } });
  stage.gemini.addFault({ on: 'batches.list', nth: 2, times: 99, do: { status: 200, body: {} } });
  stage.gemini.configure({ onHang: () => kill.abort() });
  const run = await stage.run(flash, { killSignal: kill.signal, post: 'run' });
  expect(run.post?.log).toContain('The run ended early. Its jobs go on');
  expect(uploadsLeft(stage)).toHaveLength(1);
});

describe('a run that has not ended in time says who finishes it', () => {
  test.each([
    [{}, 'The jobs go on: collect/ finishes this evaluation, and so does re-running this job'],
    [
      { scorers: '- javascript: s.mjs' },
      'Only re-running this job can finish this evaluation, and buys nothing again: a collector runs no code',
    ],
    [
      { 'upload-artifacts': 'false' },
      'Only re-running this job can finish this evaluation, and buys nothing again: upload-artifacts is false',
    ],
    [{ 'upload-artifacts': 'false', reuse: 'never' }, 'The jobs go on, and nothing will read their answers'],
  ])('%j', async (inputs, sentence) => {
    const files = {
      'spam.jsonl': '{"request":{"contents":[{"parts":[{"text":"a"}]}]}}',
      's.mjs': 'export default () => 1;',
    };
    await using stage = await setStage({ files, gemini: { life: () => ['RUNNING'] } });
    await stage.run({ ...flash, ...inputs, 'timeout-minutes': '0.0001' });
    expect(stage.comments().join()).toContain(sentence);
  });

  test('and shows no score while the judge is at work', async () => {
    const life = ({ model }: { model: string }) =>
      model.includes('pro') ? ['RUNNING' as const] : ['SUCCEEDED' as const];
    await using stage = await setStage({ gemini: { life } });
    const scorers = '- answered\n- llm-rubric: { value: Be kind., model: gemini-2.5-pro }';
    const run = await stage.run({ ...flash, scorers, 'timeout-minutes': '0.02', threshold: '99%' });
    expect(run.outputs).toMatchObject({ verdict: 'pending', scores: '{"gemini-2.5-flash":null}' });
    expect(report(stage).reasons.map(({ kind }: { kind: string }) => kind)).toEqual(['incomplete']);
  });
});

describe('a collector', () => {
  test('that may not set the status warns that it stays pending, with the line to add', async () => {
    await using stage = await setStage();
    await stage.run({ ...flash, wait: 'false' });
    const body = { message: 'Resource not accessible by integration' };
    stage.github.addFault({ on: 'POST /statuses/', times: 99, do: { status: 403, body } });
    const warnings = [];
    for (let visit = 0; visit < 3; visit++) warnings.push(...(await collect(stage)).annotations);
    expect(warnings.map(({ message }) => message).join('\n')).toMatch(
      /The commit status gemini-batch-eval\/spam stays as it is\..*statuses: write/s,
    );
    expect(artifactNames(stage)).not.toContain(pending);
  });

  test('writes a comment that could not be written in a later visit', async () => {
    await using stage = await setStage();
    await stage.run({ ...flash, wait: 'false' });
    stage.github.addFault({ on: 'PATCH /issues/comments/', times: 99, do: { status: 502 } });
    for (let visit = 0; visit < 3; visit++) await collect(stage, {}, hurried);
    expect(stage.comments().join()).toContain('still running');
    stage.github.clearFaults();
    for (let visit = 0; visit < 2; visit++) await collect(stage, {}, hurried);
    expect(stage.comments().join()).not.toContain('still running');
    expect(artifactNames(stage)).not.toContain(pending);
  });

  test('with comment: off leaves no comment behind that says "still running"', async () => {
    await using stage = await setStage();
    await stage.run({ ...flash, wait: 'false' });
    for (let visit = 0; visit < 4; visit++) await collect(stage, { comment: 'off' });
    expect(stage.comments().join()).not.toContain('still running');
    expect(stage.comments()).toHaveLength(1);
  });

  test('takes away what another one had collected before it died', async () => {
    await using stage = await setStage();
    await stage.run({ ...flash, wait: 'false' });
    stage.github.addFault({ on: 'DELETE /actions/artifacts/', times: 99, do: { status: 500 } });
    for (let visit = 0; visit < 3; visit++) await collect(stage, {}, hurried);
    expect(artifactNames(stage)).toContain(pending);
    stage.github.clearFaults();
    expect((await collect(stage)).log).toContain('It was collected already.');
    expect(artifactNames(stage)).not.toContain(pending);
  });

  test.each([new Uint8Array(0), Buffer.from('no archive'), Buffer.from('PK\u0003\u0004 cut')])(
    'refuses with a notice what is no archive: %#',
    async (bytes) => {
      await using stage = await setStage();
      stage.github.store.addRun({ id: 1001, headSha, event: 'pull_request' });
      stage.github.addArtifact({ name: pending, runId: 1001, bytes });
      const run = await collect(stage);
      const said = run.annotations.filter(({ message }) => message.includes(pending));
      expect(said).toMatchObject([{ level: 'notice', message: expect.stringContaining('it is no pending run') }]);
      expect(run.conclusion).toBe('success');
    },
  );
});

test('reuse: always on a schedule warns that a night may report an earlier one’s answers', async () => {
  await using stage = await setStage();
  const github = scheduleEvent({ sha: headSha, private: true });
  const run = await stage.run({ ...flash, reuse: 'always' }, { github });
  expect(run.annotations.map(({ message }) => message).join()).toContain('reuse is always, on a schedule');
  const pull = await stage.run({ ...flash, reuse: 'always' });
  expect(pull.annotations.map(({ message }) => message).join()).not.toContain('on a schedule');
});

test('outputs can be parsed although the input was wrong, or the key was refused', async () => {
  await using stage = await setStage({ gemini: { apiKey: 'another' } });
  const wrong = await stage.run({ ...flash, threshold: '90' });
  expect(wrong.outputs).toMatchObject({ verdict: 'inconclusive', scores: '{}', errors: '0', 'batch-jobs': '[]' });
  const refused = await stage.run(flash);
  expect(refused.outputs).toMatchObject({ verdict: 'inconclusive', scores: '{"gemini-2.5-flash":null}' });
  expect(stage.comments().join()).toContain('Check the secret behind gemini-api-key.');
});
