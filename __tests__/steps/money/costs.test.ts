import { describe, expect, test } from '@jest/globals';
import type { JobResult } from '../../../src/batch/download.ts';
import { displayNameOfJob } from '../../../src/batch/identity.ts';
import type { ManifestJob } from '../../../src/batch/ledger.ts';
import type { JudgeReport } from '../../../src/report/report.ts';
import { costsOf } from '../../../src/steps/money/costs.ts';
import { modelOf } from '../../report/sample.ts';

const displayNameOf = (model: string, stage: string, shard: number) =>
  displayNameOfJob({ name: 'spam', model, stage, shard, requestsDigest: 'x', scope: 'y' });

function jobOf(model: string, stage = 'answers', over: Partial<ManifestJob> = {}): ManifestJob {
  const displayName = displayNameOf(model, stage, 0);
  return {
    model,
    displayName,
    name: `batches/${model}-${stage}`,
    state: 'SUCCEEDED',
    isOurs: true,
    createSince: null,
    ...over,
  };
}

/** What came of jobs: a file, unless told otherwise. */
function resultOf(jobs: readonly ManifestJob[], over: Partial<JobResult> = {}): JobResult {
  const held = jobs.map(({ model, displayName, name, state }) => ({
    job: { name: name ?? '', displayName, state: state ?? '', model },
    isTakenOver: false,
  }));
  return { model: jobs[0]?.model ?? '', jobs: held, path: 'out', failure: undefined, ...over };
}

const flash = modelOf('flash', 8, 10, { cost: 0.5 });
const pro = modelOf('pro', 8, 10, { cost: 0.25 });
const tokens = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };
const judge: JudgeReport = {
  model: 'flash',
  requests: 3,
  verdicts: 3,
  errors: 0,
  missing: 0,
  tokens,
  cost: 1,
  jobs: [],
};
const late = { path: undefined, failure: { kind: 'incomplete', message: 'x' } } as const;
const [ofFlash, ofPro, retry] = [jobOf('flash'), jobOf('pro'), jobOf('flash', 'retry-1')];
const asJudge = jobOf('flash', 'judge');

describe('what a run cost', () => {
  test.each<[string, Partial<Parameters<typeof costsOf>[0]>, (number | null)[]]>([
    [
      'is the sum of what was read',
      { jobs: [ofFlash, ofPro], results: [resultOf([ofFlash]), resultOf([ofPro])] },
      [0.5, 0.25, 0.75],
    ],
    [
      'is unknown with a job that was not read',
      { jobs: [ofFlash, ofPro], results: [resultOf([ofFlash], late), resultOf([ofPro])] },
      [null, 0.25, null],
    ],
    [
      'is unknown with a later round that was not',
      { jobs: [ofFlash, ofPro, retry], results: [resultOf([ofFlash]), resultOf([ofPro])] },
      [null, 0.25, null],
    ],
    [
      'is unknown with one shard of several that was not',
      {
        jobs: [ofFlash, ofPro],
        results: [resultOf([ofFlash, { ...ofFlash, name: 'batches/2' }], { failure: late.failure }), resultOf([ofPro])],
      },
      [null, 0.25, null],
    ],
    [
      'is unknown with a create whose answer was lost',
      {
        jobs: [ofFlash, { ...ofPro, name: null, createSince: '2026-01-01T00:00:00Z' }],
        results: [resultOf([ofFlash])],
      },
      [0.5, null, null],
    ],
    [
      'is nothing for a model that was refused a job',
      {
        jobs: [ofFlash, { ...ofPro, name: null }],
        results: [resultOf([ofFlash]), resultOf([], { model: 'pro', ...late })],
      },
      [0.5, 0, 0.5],
    ],
    [
      'has a part of what a job that broke off left',
      { jobs: [ofFlash, ofPro], results: [resultOf([ofFlash], { failure: late.failure }), resultOf([ofPro])] },
      [0.5, 0.25, 0.75],
    ],
    [
      'has a twin that was waited for in a job’s stead',
      { jobs: [ofFlash, ofPro], results: [resultOf([{ ...ofFlash, name: 'batches/twin' }]), resultOf([ofPro])] },
      [0.5, 0.25, 0.75],
    ],
    [
      'has the judge, which may be one of the models',
      {
        judges: [judge],
        jobs: [ofFlash, ofPro, asJudge],
        results: [ofFlash, ofPro, asJudge].map((job) => resultOf([job])),
      },
      [0.5, 0.25, 1, 1.75],
    ],
    [
      'is unknown with a judge that gave no results',
      {
        judges: [judge],
        jobs: [ofFlash, ofPro, asJudge],
        results: [resultOf([ofFlash]), resultOf([ofPro]), resultOf([asJudge], late)],
      },
      [0.5, 0.25, null, null],
    ],
    [
      'is unknown when a judge was bought and could not be asked',
      { jobs: [ofFlash, ofPro, asJudge], results: [resultOf([ofFlash]), resultOf([ofPro])] },
      [0.5, 0.25, null],
    ],
    ['is unknown without any result', { models: [], jobs: [ofFlash], results: [] }, [null]],
  ])('%s', (_, given, expected) => {
    const { models, judges, total } = costsOf({ models: [flash, pro], judges: [], jobs: [], results: [], ...given });
    expect([...models, ...judges].map(({ cost }) => cost).concat(total)).toEqual(expected);
  });
});
