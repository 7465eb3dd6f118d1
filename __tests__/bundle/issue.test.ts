import { expect, test } from '@jest/globals';
import { scheduleEvent } from '../../local/runner/events.ts';
import { collect } from './collect-stage.ts';
import { headSha, type Stage, setStage } from './stage.ts';

const nightly = { github: scheduleEvent({ sha: headSha, private: true }) };
const issues = (stage: Stage) =>
  [...stage.github.store.issues.values()]
    .filter(({ pull }) => pull === undefined)
    .map(({ title, state, body }) => ({ title, state, mark: body?.startsWith('<!-- gemini-batch-eval:spam -->') }));

test('a red night opens one issue, the next brings it up to date, a green one closes it, a red one opens it again', async () => {
  await using stage = await setStage();
  const issue = { title: 'Evaluation spam fails', state: 'open', mark: true };
  await stage.run({ issue: 'failures', threshold: '10%' }, nightly);
  expect(issues(stage)).toEqual([]);
  await stage.run({ issue: 'failures', threshold: '90%' }, nightly);
  await stage.run({ issue: 'failures', threshold: '95%' }, nightly);
  expect(issues(stage)).toEqual([issue]);
  await stage.run({ issue: 'failures', threshold: '10%' }, nightly);
  expect(issues(stage)).toEqual([{ ...issue, state: 'closed' }]);
  await stage.run({ issue: 'failures', threshold: '90%' }, nightly);
  expect(issues(stage)).toEqual([issue]);
});

test('there is no issue for a pull request, nor without issue: failures', async () => {
  await using stage = await setStage();
  await stage.run({ issue: 'failures', threshold: '90%' });
  await stage.run({ threshold: '90%' }, nightly);
  expect(issues(stage)).toEqual([]);
});

test('an issue that may not be written is a warning that names the permission', async () => {
  await using stage = await setStage();
  stage.github.addFault({ on: 'POST /issues$', times: 99, do: { status: 403 } });
  const run = await stage.run({ issue: 'failures', threshold: '90%' }, nightly);
  expect(run.outputs.verdict).toBe('fail');
  expect(run.annotations.map(({ message }) => message).join()).toContain('issues: write');
});

test('a nightly run that was collected opens its issue then', async () => {
  await using stage = await setStage();
  await stage.run({ issue: 'failures', threshold: '90%', wait: 'false' }, nightly);
  expect(issues(stage)).toEqual([]);
  for (let visit = 0; visit < 4; visit++) await collect(stage);
  expect(issues(stage)).toHaveLength(1);
});
