import { expect, test } from '@jest/globals';
import { displayNameOfFile, displayNameOfJob, isOfRun } from '../../src/batch/identity.ts';
import { pendingVersion } from '../../src/steps/pending/manifest.ts';

const run = { name: 'spam', scope: 'octo-org/octo-repo/1001' };
const upload = { ...run, requestsDigest: 'sha256:1' };
const job = { ...upload, model: 'tunedModels/x', stage: 'judge', shard: 3 };

test('names are what pending runs of this version look for; with other ones pendingVersion has to be raised', () => {
  expect(pendingVersion).toBe(2);
  expect(displayNameOfJob(job)).toBe(
    'gemini-batch-eval/spam/tunedModels/x/judge/4/be0808eba2543315.2d55a898bc6b43fe/e7f6481f7fdb3f3804195cd90a052449',
  );
  expect(displayNameOfFile(upload)).toBe('gemini-batch-eval/spam/be0808eba2543315.2d55a898bc6b43fe');
});

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
