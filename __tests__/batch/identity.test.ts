import { expect, test } from '@jest/globals';
import { displayNameOfFile, displayNameOfJob, isOfRun } from '../../src/batch/identity.ts';

const run = { name: 'spam', scope: 'octo-org/octo-repo/1001' };
const upload = { ...run, requestsDigest: 'sha256:1' };
const job = { ...upload, model: 'tunedModels/x', stage: 'judge', shard: 3 };

test('jobs of every stage and uploads are known as those of their run', () => {
  expect([displayNameOfJob(job), displayNameOfFile(upload)].map((name) => isOfRun(name, run))).toEqual([true, true]);
});

test.each([{ name: 'ham' }, { scope: 'octo-org/octo-repo/1002' }, { scope: 'octo-org/octo-repo/10' }])(
  'those of another run are not: %j',
  (other) => {
    const names = [displayNameOfJob({ ...job, ...other }), displayNameOfFile({ ...upload, ...other }), 'a job', ''];
    expect(names.filter((name) => isOfRun(name, run))).toEqual([]);
  },
);
