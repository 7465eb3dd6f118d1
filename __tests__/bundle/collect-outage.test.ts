import { describe, expect, test } from '@jest/globals';
import { textReply } from '../../local/gemini/replies.ts';
import { artifactNames, collect, hoursLater, hurried, statuses, uploadsLeft } from './collect-stage.ts';
import { type Stage, setStage } from './stage.ts';

const pending = 'gemini-batch-eval-pending-spam';
const left = { models: 'gemini-2.5-flash', wait: 'false' };
const endOfRun = (stage: Stage, conclusion: string) =>
  Object.assign(stage.github.store.runs.get(1001) ?? {}, { status: 'completed', conclusion });
const stateOfJobs = (stage: Stage) =>
  [...stage.gemini.jobs.values()].map(({ displayName, state, cancelRequests }) => ({
    stage: displayName.split('/').at(-4),
    state,
    cancelRequests,
  }));

const verdict = '{"reason":"","pass":true,"score":1}';
const judged = { ...left, scorers: '- llm-rubric: { value: Be kind., model: gemini-3.8-flash }' };
const answer: NonNullable<NonNullable<Parameters<typeof setStage>[0]>['gemini']>['answer'] = (row) =>
  textReply(row, row.displayName.includes('/judge/') ? verdict : 'Fine');

async function visit(stage: Stage, visits: number) {
  for (let index = 0; index < visits; index++) await collect(stage, {}, hurried);
}

describe('an outage during a visit decides nothing', () => {
  test.each([
    ['the judge’s requests cannot be uploaded', judged, 'upload.start'],
    ['the results cannot be downloaded', left, 'download'],
    ['the judge’s job cannot be created', judged, 'batches.create'],
  ] as const)(
    '%s: the next visit goes on',
    async (_, inputs, on) => {
      await using stage = await setStage({ gemini: { answer, life: () => ['RUNNING', 'SUCCEEDED'] } });
      await stage.run({ ...inputs, 'poll-interval': '0.01' });
      stage.gemini.addFault({ on, nth: 1, times: 99, do: { status: 503 } });
      await visit(stage, 2);
      expect(statuses(stage)).not.toContain('failure');
      expect(artifactNames(stage)).toContain(pending);
      stage.gemini.clearFaults();
      await visit(stage, 4);
      expect(statuses(stage).at(-1)).toBe('success');
      expect(uploadsLeft(stage)).toEqual([]);
    },
    60_000,
  );

  test('a refused list after 48 hours does not end a judge that is at work', async () => {
    const life = ({ displayName }: { displayName: string }) =>
      displayName.includes('/judge/') ? [...Array(6).fill('RUNNING'), 'SUCCEEDED'] : ['RUNNING', 'SUCCEEDED'];
    await using stage = await setStage({ gemini: { answer, life } });
    await stage.run(judged);
    for (let index = 0; index < 2; index++) await collect(stage, {}, hoursLater(47));
    stage.gemini.addFault({ on: 'batches.list', nth: 1, do: { status: 403 } });
    for (let index = 0; index < 8; index++) await collect(stage, {}, hoursLater(48.5));
    expect(statuses(stage)).not.toContain('failure');
    expect(statuses(stage).at(-1)).toBe('success');
  }, 60_000);

  test('the commit status is set by a later visit', async () => {
    await using stage = await setStage();
    await stage.run(left);
    stage.github.addFault({ on: 'POST /statuses/', nth: 1, times: 99, do: { status: 502 } });
    await visit(stage, 3);
    stage.github.clearFaults();
    await visit(stage, 2);
    expect(statuses(stage).at(-1)).toBe('success');
    expect(stage.comments()).toHaveLength(1);
  }, 60_000);

  test.each([
    ['pull requests may not be read', 'GET /pulls/7$'],
    ['no artifact may be put up', 'POST .*CreateArtifact'],
  ])(
    '%s: the results are published all the same',
    async (_, on) => {
      await using stage = await setStage();
      await stage.run(left);
      stage.github.addFault({ on, times: 999, do: { status: 403, body: { message: 'Resource not accessible' } } });
      await visit(stage, 3);
      expect(statuses(stage).at(-1)).toBe('success');
      expect(artifactNames(stage)).not.toContain(pending);
    },
    60_000,
  );
});

describe('an outage while jobs are submitted', () => {
  test('a create whose answer was lost, and then the list: the job is found', async () => {
    await using stage = await setStage();
    stage.gemini.addFault({ on: 'batches.create', nth: 1, do: { status: 503, after: true } });
    stage.gemini.addFault({ on: 'batches.list', nth: 2, times: 7, do: { status: 503 } });
    const run = await stage.run({ ...left, 'poll-interval': '0.01' });
    expect(run.outputs.verdict).toBe('pending');
    await visit(stage, 3);
    expect(statuses(stage).at(-1)).toBe('success');
    expect(stage.gemini.jobs.size).toBe(1);
    expect(uploadsLeft(stage)).toEqual([]);
  });

  test('uploads fail for long: the collector submits', async () => {
    await using stage = await setStage();
    stage.gemini.addFault({ on: 'upload.start', nth: 1, times: 40, do: { status: 503 } });
    const run = await stage.run({ ...left, 'poll-interval': '0.01' });
    expect(run.outputs.verdict).toBe('pending');
    stage.gemini.clearFaults();
    await visit(stage, 4);
    expect(statuses(stage).at(-1)).toBe('success');
    expect(stage.gemini.count('batches.create')).toBe(1);
  });

  test('a model that is refused is named in the comment on what is running', async () => {
    await using stage = await setStage({ gemini: { models: ['gemini-2.5-pro'] } });
    await stage.run({ wait: 'false', models: 'gemini-2.5-flash, gemini-2.5-pro' });
    const [comment = ''] = stage.comments();
    expect(comment).toContain('`gemini-2.5-flash` has no job: Could not create');
    expect(comment).not.toContain('`gemini-2.5-flash` runs as');
    expect(comment).toContain('| ⏳ no job yet |');
  });
});

describe('after 48 hours', () => {
  test('a round of asking again that was bought in time is read', async () => {
    await using stage = await setStage({
      gemini: {
        life: ({ displayName }) =>
          displayName.includes('/retry-') ? [...Array(4).fill('RUNNING'), 'SUCCEEDED'] : ['RUNNING', 'SUCCEEDED'],
        answer: (row) =>
          row.displayName.includes('/answers/') && row.index < 3
            ? { error: { code: 14, message: 'busy' } }
            : textReply(row, 'x'),
      },
    });
    await stage.run(left);
    for (let index = 0; index < 2; index++) await collect(stage, {}, hoursLater(47));
    for (let index = 0; index < 6; index++) await collect(stage, {}, hoursLater(48.5));
    expect(stateOfJobs(stage).map(({ state }) => state)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(statuses(stage).at(-1)).toBe('success');
    expect(uploadsLeft(stage)).toEqual([]);
  }, 60_000);

  test.each(['run', 'never'])('a job that is given up is cancelled, with reuse: %s', async (reuse) => {
    await using stage = await setStage({
      gemini: { life: () => Array(99).fill('RUNNING'), uploadedFileTtlMs: 96 * 3600_000 },
    });
    await stage.run({ ...left, reuse });
    await collect(stage, {}, hoursLater(48.1));
    expect(stateOfJobs(stage)).toMatchObject([{ cancelRequests: 1 }]);
    expect(uploadsLeft(stage)).toEqual([]);
    expect(statuses(stage).at(-1)).toBe('failure');
  });

  test('a run that broke off with nothing at work is published once', async () => {
    await using stage = await setStage();
    stage.gemini.addFault({ on: 'batches.list', nth: 1, times: 9999, do: { status: 403 } });
    await stage.run(left);
    endOfRun(stage, 'failure');
    for (let index = 0; index < 3; index++) await collect(stage, {}, hoursLater(49));
    expect(statuses(stage)).toEqual(['pending', 'failure']);
    expect(artifactNames(stage)).not.toContain(pending);
  });
});
